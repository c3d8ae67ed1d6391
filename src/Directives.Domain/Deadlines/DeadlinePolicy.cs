namespace Directives.Domain.Deadlines;

/// <summary>
/// How the words of a deadline become a day. A version, once used, never changes its answers; a new reading is a new
/// version. What the documents leave open ("đầu quý") is decided here and nowhere else.
/// </summary>
public sealed record DeadlinePolicy
{
    /// <summary>The version the program comes with, in force from the beginning and until another is adopted.</summary>
    public const string Current = "2025-1";

    public static DeadlinePolicy BuiltIn { get; } = new() { Version = Current };

    public required string Version { get; init; }

    /// <summary>"Trước ngày 31/7" ends on 30/7: the named period itself is no longer on time.</summary>
    public bool BeforeIsExclusive { get; init; } = true;

    /// <summary>A last day that is not worked makes room for the next working day, whatever the bound.</summary>
    public bool RollDaysOff { get; init; }

    /// <summary>How many days before its last day something is called due soon.</summary>
    public int DueSoonDays { get; init; } = 3;

    /// <summary>How many working days after its assignment a task without a date is followed up.</summary>
    public int FollowUpAfterWorkingDays { get; init; } = 30;

    /// <summary>Whether the program comes with a version.</summary>
    public static bool Exists(string version) => version == Current;

    /// <summary>The version a deadline without a reading is read by.</summary>
    /// <exception cref="KeyNotFoundException">The program does not come with such a version.</exception>
    public static DeadlinePolicy Named(string version) =>
        Exists(version) ? BuiltIn : throw new KeyNotFoundException($"The program does not come with policy {version}.");

    /// <summary>The last day the words leave, whether it is worked or not; null when they name none.</summary>
    public DateOnly? LastDayOf(Deadline deadline) => (deadline.Period, deadline.Bound) switch
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
