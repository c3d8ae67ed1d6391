using System.Collections.Frozen;
using System.Collections.Immutable;
using static Directives.Domain.Calendars.CalendarEvent;

namespace Directives.Domain.Calendars;

/// <summary>
/// Which days are worked, as the events of a calendar tell it. Monday to Friday, but for the holidays and swapped days of
/// the years that were adopted; in other years but for the holidays that are the same every year. Immutable.
/// </summary>
public sealed class WorkingCalendar
{
    readonly FrozenSet<DateOnly> off, worked;

    WorkingCalendar(long version, ImmutableSortedDictionary<int, CalendarYear> years)
    {
        (Version, Years) = (version, years);
        off = years.Values.SelectMany(year => year.Adopted.Holidays.Select(holiday => holiday.Day).Concat(year.Adopted.Swaps.Select(swap => swap.GivenOff))).ToFrozenSet();
        worked = years.Values.SelectMany(year => year.Adopted.Swaps.Select(swap => swap.WorkedInstead)).ToFrozenSet();
    }

    /// <summary>No year adopted.</summary>
    public static WorkingCalendar Empty { get; } = new(0, ImmutableSortedDictionary<int, CalendarYear>.Empty);

    /// <summary>How many events it has seen; the version of its stream.</summary>
    public long Version { get; }

    /// <summary>What computations name it by: <c>vn-3</c>.</summary>
    public string Name => NameOf(Version);

    /// <summary>The years that were adopted.</summary>
    public ImmutableSortedDictionary<int, CalendarYear> Years { get; }

    public static WorkingCalendar Evolve(WorkingCalendar calendar, CalendarEvent @event) => @event switch
    {
        CalendarYearAdopted e => new(calendar.Version + 1, calendar.Years.SetItem(e.Year, new(e, calendar.Version + 1))),
        _ => throw new InvalidOperationException($"{@event.GetType().Name} is not folded.")
    };

    /// <summary>A calendar that has these years without any event: those the program comes with.</summary>
    public static WorkingCalendar StartingWith(params ReadOnlySpan<CalendarYearAdopted> years)
    {
        var adopted = ImmutableSortedDictionary<int, CalendarYear>.Empty;
        foreach (var year in years)
            adopted = adopted.Add(year.Year, new(year, 0));
        return new(0, adopted);
    }

    public static string NameOf(long version) => $"vn-{version}";

    public static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    /// <summary>Whether the holidays and swapped days of a year are known. What is computed from others is provisional.</summary>
    public bool Complete(int year) => Years.ContainsKey(year);

    /// <summary>Whether all years that two days and those between them lie in are complete.</summary>
    public bool Complete(DateOnly one, DateOnly other)
    {
        for (var year = Math.Min(one.Year, other.Year); year <= Math.Max(one.Year, other.Year); year++)
            if (!Complete(year))
                return false;
        return true;
    }

    public bool IsWorkingDay(DateOnly day) =>
        worked.Contains(day) || !IsWeekend(day) && !off.Contains(day) && (Complete(day.Year) || !FixedHolidays.Contains(day));

    /// <summary>The day itself if it is worked, otherwise the first one after it that is.</summary>
    public DateOnly NextWorkingDay(DateOnly day)
    {
        while (!IsWorkingDay(day))
            day = day.AddDays(1);
        return day;
    }

    /// <summary>The n-th working day after a day, or before it when n is negative; the day itself when n is 0.</summary>
    public DateOnly AddWorkingDays(DateOnly from, int n)
    {
        var (day, step) = (from, Math.Sign(n));
        for (var left = Math.Abs(n); left > 0;)
        {
            day = day.AddDays(step);
            if (IsWorkingDay(day))
                left--;
        }

        return day;
    }

    /// <summary>How many working days lie after one day up to and including another; negative when that one comes first.</summary>
    public int WorkingDaysBetween(DateOnly from, DateOnly to)
    {
        var (count, step) = (0, Math.Sign(to.DayNumber - from.DayNumber));
        for (var day = from; day != to;)
        {
            day = day.AddDays(step);
            if (IsWorkingDay(day))
                count += step;
        }

        return count;
    }

    /// <summary>Whether something else than the adoption of <paramref name="year"/> says of a day what it is.</summary>
    internal bool NamedOutside(int year, DateOnly day) =>
        Years.Values.Any(other => other.Adopted.Year != year && other.Adopted.Names(day))
        || day.Year != year && !Complete(day.Year) && FixedHolidays.Contains(day);
}

/// <summary>A year as it was adopted, and the version of the calendar that has it since; 0 if it came with the program.</summary>
public sealed record CalendarYear(CalendarYearAdopted Adopted, long Version);
