namespace Directives.Domain.Deadlines;

/// <summary>Days on which a task's clock stands still.</summary>
/// <param name="From">The first of them.</param>
/// <param name="Until">The first day that counts again; null while it still stands.</param>
public sealed record ClockStop(DateOnly From, DateOnly? Until = null);

/// <summary>What a suspension does to a deadline: days on which the clock stands still are days nobody can be late on.</summary>
public static class StoppedClock
{
    /// <summary>The last compliant day, later by every day the clock stood still up to and including a day.</summary>
    /// <param name="last">The last compliant day without any stop.</param>
    /// <param name="stops">The stops since that day was set.</param>
    /// <param name="through">The day work was done; null while it is open, when only stops that have ended are known in full.</param>
    public static DateOnly? LastDay(DateOnly? last, IEnumerable<ClockStop> stops, DateOnly? through) => last?.AddDays(DaysOf(stops, through));

    /// <summary>How many days the clock stood still up to and including a day; over stops that have ended if none is named.</summary>
    public static int DaysOf(IEnumerable<ClockStop> stops, DateOnly? through = null) => stops.Sum(stop => Days(stop, through));

    /// <summary>The last compliant day an extension leaves: never earlier than if it had not been granted, whatever became of the stated deadline since.</summary>
    /// <param name="extendedTo">The day that was granted.</param>
    /// <param name="stated">The last compliant day of the stated deadline, as it is to be read by now.</param>
    /// <param name="stoppedBefore">How many days the clock had stood still when it was granted.</param>
    public static DateOnly Extended(DateOnly extendedTo, DateOnly? stated, int stoppedBefore) =>
        stated?.AddDays(stoppedBefore) > extendedTo ? stated.Value.AddDays(stoppedBefore) : extendedTo;

    /// <summary>The day whose clock reading counts on a day: while the clock stands, the one before it stopped.</summary>
    public static DateOnly Reading(DateOnly day, DateOnly? stoppedSince) => stoppedSince <= day ? stoppedSince.Value.AddDays(-1) : day;

    static int Days(ClockStop stop, DateOnly? through) =>
        (stop.Until, through) switch
        {
            (null, null) => 0,
            ({ } until, null) => until.DayNumber - stop.From.DayNumber,
            (var until, { } day) => Math.Max(0, Math.Min(until?.DayNumber ?? int.MaxValue, day.DayNumber + 1) - stop.From.DayNumber)
        };
}
