using System.Collections.Immutable;
using System.Globalization;
using Directives.Domain.Deadlines;
using static Directives.Domain.Calendars.CalendarEvent;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain.Tests.Deadlines;

/// <summary>
/// Timeliness once more: slow, obvious, and out of nothing the rules use but their records. It looks at lists, reads periods
/// as text, and goes from one day to the next where the rules compute.
/// </summary>
sealed class SlowTimeliness(DeadlinePolicy policy, ImmutableList<CalendarYearAdopted> adopted)
{
    /// <summary>A year before the first period a case names, for "before" it is in the year before.</summary>
    static readonly DateOnly First = new(2021, 1, 1);

    /// <summary>Every day a case can name, as it is written.</summary>
    static readonly (DateOnly Day, string Text)[] Days = [.. Enumerable.Range(0, 3365).Select(i => (First.AddDays(i), Text(First.AddDays(i))))];

    /// <summary>By hand: the weekdays that are off whoever adopts the year, with those in lieu of a holiday on a weekend.</summary>
    static readonly HashSet<string> AlwaysOff =
    [
        "2023-01-02", "2023-05-01", "2023-05-02", "2023-09-01", "2023-09-04",
        "2024-01-01", "2024-04-30", "2024-05-01", "2024-09-02", "2024-09-03",
        "2025-01-01", "2025-04-30", "2025-05-01", "2025-09-01", "2025-09-02",
        "2026-01-01", "2026-04-30", "2026-05-01", "2026-09-01", "2026-09-02", "2026-11-24",
        "2027-01-01", "2027-04-30", "2027-05-03", "2027-09-02", "2027-09-03", "2027-11-24",
        "2028-01-03", "2028-05-01", "2028-05-02", "2028-09-01", "2028-09-04", "2028-11-24",
        "2029-01-01", "2029-04-30", "2029-05-01", "2029-09-03", "2029-09-04"
    ];

    public Timeliness? Judge(Deadline? deadline, ImmutableList<DirectiveEvent> history, DateTimeOffset instant)
    {
        var done = DoneOn(history);
        if (history.Exists(e => e is TaskCancelled) && !history.Exists(e => e is CompletionVerified))
            return null;
        if (deadline is null)
            return Timeliness.NoDeadline;
        if (LastDay(LastCompliantDay(deadline), history, done) is not { } last)
            return deadline.Kind.ToString() is "ByReference" or "EventTied" or "Phase" ? Timeliness.DeadlineUnknown : Timeliness.NoDeadline;

        var today = DayInVietnam(instant);
        if (done is null && StandsSince(history) is { } stood && stood <= today)
            today = stood.AddDays(-1); // the clock on that wall stopped when this day was over
        var missed = false;
        for (var day = First; ; day = day.AddDays(1))
        {
            if (day == done)
                return missed ? Timeliness.Late : Timeliness.OnTime;
            if (day == today && done is null)
                break;
            if (day == last)
                missed = true; // when this day is over
        }

        if (missed)
            return Timeliness.Overdue;
        for (var ahead = 0; ahead <= SoonDays(deadline); ahead++)
            if (today.AddDays(ahead) == last)
                return Timeliness.DueSoon;
        return Timeliness.NotYetDue;
    }

    /// <summary>What was granted, or the stated day if that is later; and a day more for every day on which the clock stood and the work was not done yet.</summary>
    static DateOnly? LastDay(DateOnly? stated, ImmutableList<DirectiveEvent> history, DateOnly? done)
    {
        DateOnly? granted = null, stopped = null;
        var stood = new List<DateOnly>();
        foreach (var e in history)
            switch (e)
            {
                case TaskSuspended:
                    stopped = e.EffectiveOn;
                    break;
                case TaskResumed:
                    for (var day = stopped!.Value; day != e.EffectiveOn; day = day.AddDays(1))
                        stood.Add(day);
                    stopped = null;
                    break;
                case ExtensionApproved or ExtensionAccepted:
                    granted = (e as ExtensionApproved)?.To ?? (e as ExtensionAccepted)?.To;
                    foreach (var _ in stood)
                        stated = stated?.AddDays(1);
                    stood.Clear();
                    break;
            }

        for (var day = stopped; day <= done; day = day?.AddDays(1))
            stood.Add(day!.Value);
        var last = granted is null || stated > granted ? stated : granted;
        foreach (var day in stood)
            if (done is null || day <= done)
                last = last?.AddDays(1);
        return last;
    }

    static DateOnly? StandsSince(ImmutableList<DirectiveEvent> history) => history.FindLast(e => e is TaskSuspended or TaskResumed) is TaskSuspended open ? open.EffectiveOn : null;

    /// <summary>The day the work was done, as the last word on it has it; null while it is open.</summary>
    static DateOnly? DoneOn(ImmutableList<DirectiveEvent> history)
    {
        DateOnly? done = null;
        foreach (var e in history)
            done = e switch
            {
                CompletionReported claimed => claimed.EffectiveOn,
                CompletionVerified verified => verified.EffectiveOn,
                ReworkRequired => null,
                _ => done
            };
        return done;
    }

    public DateOnly? LastCompliantDay(Deadline deadline)
    {
        if (NamedDay(deadline) is not { } day)
            return null;
        while (deadline.Reading is not null && policy.RollDaysOff && !Works(day))
            day = day.AddDays(1);
        return day;
    }

    public bool Provisional(Deadline deadline)
    {
        if (deadline.Reading is null || !policy.RollDaysOff || NamedDay(deadline) is not { } named)
            return false;
        var last = LastCompliantDay(deadline);
        for (var day = named; day <= last; day = day.AddDays(1))
            if (!adopted.Exists(year => year.Year == day.Year))
                return true;
        return false;
    }

    /// <summary>The last day the words leave, whether anybody works on it or not.</summary>
    public DateOnly? NamedDay(Deadline deadline)
    {
        if (deadline.Period is not { } period || deadline.Bound is DeadlineBound.From)
            return null;
        var text = period.ToString();
        DateOnly? found = null;
        foreach (var (day, written) in Days)
        {
            if (!In(day, written, text))
                continue;
            switch (deadline.Bound)
            {
                case DeadlineBound.Before when deadline.Reading is null || policy.BeforeIsExclusive:
                    return day.AddDays(-1);
                case DeadlineBound.EarlyIn when !Early(day, text):
                    break;
                default:
                    found = day;
                    break;
            }
        }

        return found;
    }

    int SoonDays(Deadline deadline) => deadline.Reading is null ? 3 : policy.DueSoonDays;

    static bool In(DateOnly day, string written, string period) => period.Contains('Q', StringComparison.Ordinal)
        ? period.StartsWith(written[..4], StringComparison.Ordinal) && period[^1] == "111222333444"[day.Month - 1]
        : written.StartsWith(period, StringComparison.Ordinal);

    static bool Early(DateOnly day, string period) => period.Length switch
    {
        4 => day.Month <= 3,
        7 when period.Contains('Q', StringComparison.Ordinal) => day.Month is 1 or 4 or 7 or 10,
        7 => day.Day <= 10,
        _ => true
    };

    bool Works(DateOnly day)
    {
        var years = adopted.GroupBy(year => year.Year).Select(versions => versions.Last()).ToList();
        if (years.Exists(year => year.Swaps.Any(swap => swap.WorkedInstead == day)))
            return true;
        if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            return false;
        if (years.Find(year => year.Year == day.Year) is not { } known)
            return !AlwaysOff.Contains(Text(day));
        return !known.Holidays.Any(holiday => holiday.Day == day) && !known.Swaps.Any(swap => swap.GivenOff == day);
    }

    /// <summary>A clock on a wall in Hà Nội, seven hours ahead.</summary>
    static DateOnly DayInVietnam(DateTimeOffset instant)
    {
        var wall = DateTime.SpecifyKind(instant.UtcDateTime, DateTimeKind.Unspecified).AddHours(7);
        return new(wall.Year, wall.Month, wall.Day);
    }

    static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
