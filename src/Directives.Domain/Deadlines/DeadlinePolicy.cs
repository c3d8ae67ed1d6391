using System.Collections.Frozen;

namespace Directives.Domain.Deadlines;

/// <summary>
/// How the words of a deadline become a day. A version, once used, never changes its answers; a new reading is a new
/// version. What the documents leave open ("đầu quý") is decided here and nowhere else.
/// </summary>
public sealed record DeadlinePolicy
{
    /// <summary>The version new deadlines are read by.</summary>
    public const string Current = "2025-1";

    static readonly FrozenDictionary<string, DeadlinePolicy> Versions =
        new DeadlinePolicy[] { new() { Version = Current } }.ToFrozenDictionary(policy => policy.Version);

    public required string Version { get; init; }

    /// <summary>"Trước ngày 31/7" ends on 30/7: the named period itself is no longer on time.</summary>
    public bool BeforeIsExclusive { get; init; } = true;

    /// <summary>How many days before its last day something is called due soon.</summary>
    public int DueSoonDays { get; init; } = 3;

    /// <summary>Whether a version is or was in force.</summary>
    public static bool Exists(string version) => Versions.ContainsKey(version);

    /// <exception cref="KeyNotFoundException">No such version was ever in force.</exception>
    public static DeadlinePolicy Named(string version) => Versions[version];

    public DateOnly? LastCompliantDay(Deadline deadline) => (deadline.Period, deadline.Bound) switch
    {
        ({ } period, DeadlineBound.Before) => BeforeIsExclusive ? period.FirstDay.AddDays(-1) : period.LastDay,
        ({ } period, DeadlineBound.NoLaterThan or DeadlineBound.Within) => period.LastDay,
        ({ } period, DeadlineBound.EarlyIn) => EarlyEnd(period),
        _ => null
    };

    /// <summary>"Early in" ends with the first ten days of a month, the first month of a quarter, the first quarter of a year.</summary>
    static DateOnly EarlyEnd(CalendarPeriod period) => period.Precision switch
    {
        DatePrecision.Month => period.FirstDay.AddDays(9),
        DatePrecision.Quarter => period.FirstDay.AddMonths(1).AddDays(-1),
        DatePrecision.Year => period.FirstDay.AddMonths(3).AddDays(-1),
        _ => period.LastDay
    };
}
