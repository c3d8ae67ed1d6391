using System.Collections.Frozen;

namespace Directives.Domain.Calendars;

/// <summary>
/// The days off of years nobody has adopted: what Vietnam's Labour Code (45/2019/QH14, article 112) says once for all.
/// Lunar holidays and swapped days are missing, so what is computed from these years is provisional.
/// </summary>
static class FixedHolidays
{
    /// <summary>Beyond any day that a document names or that is counted from one.</summary>
    const int FirstYear = 1850, LastYear = 2300;

    static readonly FrozenSet<DateOnly> Days = Enumerable.Range(FirstYear, LastYear - FirstYear + 1).SelectMany(Of).ToFrozenSet();

    public static bool Contains(DateOnly day) => Days.Contains(day);

    static IEnumerable<DateOnly> Of(int year)
    {
        var nationalDay = new DateOnly(year, 9, 2);
        List<DateOnly> days = [new(year, 1, 1), new(year, 4, 30), new(year, 5, 1), nationalDay];
        if (year >= 2021)
            days.Add(nationalDay.AddDays(NextToNationalDay(nationalDay.DayOfWeek)));

        // Article 111: a holiday on a day off of the week is made up for on the next working day.
        foreach (var day in days.Where(WorkingCalendar.IsWeekend).ToList())
        {
            var instead = day;
            while (WorkingCalendar.IsWeekend(instead) || days.Contains(instead))
                instead = instead.AddDays(1);
            days.Add(instead);
        }

        // Vietnam Culture Day, by resolution 28/2026/QH16 and not by article 112: nothing makes up for it.
        if (year >= 2026)
            days.Add(new(year, 11, 24));
        return days;
    }

    /// <summary>The law leaves the second day to a yearly decision; this is how it was decided from 2021 to 2026.</summary>
    static int NextToNationalDay(DayOfWeek nationalDay) => nationalDay is DayOfWeek.Monday or DayOfWeek.Thursday or DayOfWeek.Sunday ? +1 : -1;
}
