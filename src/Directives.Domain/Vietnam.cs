namespace Directives.Domain;

/// <summary>
/// The zone in which days begin and end. Vietnam has been on UTC+7 without summer time since 13 June 1975, so the zone
/// needs no table that a small machine might lack.
/// </summary>
public static class Vietnam
{
    public const string Zone = "Asia/Ho_Chi_Minh";

    static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    /// <summary>The day it is in Vietnam at an instant.</summary>
    public static DateOnly DateAt(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>The instant a day begins, in UTC.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Offset).ToUniversalTime();
}
