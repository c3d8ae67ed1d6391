using System.Collections.Immutable;
using Directives.Domain.Calendars;
using FsCheck;
using FsCheck.Fluent;
using static Directives.Domain.Calendars.CalendarEvent;

namespace Directives.Domain.Tests.Calendars;

/// <summary>
/// Calendars as several clumsy officers would adopt them, for 2023 to 2028: some years, some of them again, with holidays
/// and swapped days that like to meet at the ends of years and in leap Februaries. What the rules refuse is left out.
/// </summary>
static class RandomCalendars
{
    public const int FirstYear = 2023, LastYear = 2028;

    public static Gen<AdoptCalendarYear> Adoption { get; } =
        from year in Gen.Choose(FirstYear, LastYear)
        from holidays in DayOf(year).ListOf(12)
        from count in Gen.Choose(1, 12)
        from swaps in Swap(year).ListOf(3)
        from swapped in Gen.Choose(0, 3)
        select new AdoptCalendarYear(
            year, [.. holidays.Take(count).Distinct().Select(day => new DayOff(day, new("Ngày nghỉ"), "Thông báo"))], [.. swaps.Take(swapped)], $"Thông báo {count}")
        { Today = Today };

    /// <summary>What was adopted, in order.</summary>
    public static Gen<ImmutableList<CalendarYearAdopted>> Histories { get; } =
        from adoptions in Adoption.ListOf(8)
        from count in Gen.Choose(0, 8)
        select Adopted(adoptions.Take(count));

    public static WorkingCalendar CalendarOf(IEnumerable<CalendarYearAdopted> history) => history.Aggregate(WorkingCalendar.Empty, WorkingCalendar.Evolve);

    /// <summary>Any day of these years, often one at an end of a year or of February.</summary>
    public static Gen<DateOnly> Day { get; } =
        from year in Gen.Choose(FirstYear, LastYear)
        from day in DayOf(year)
        select day;

    static ImmutableList<CalendarYearAdopted> Adopted(IEnumerable<AdoptCalendarYear> adoptions) =>
        adoptions.Aggregate(
            (Calendar: WorkingCalendar.Empty, History: ImmutableList<CalendarYearAdopted>.Empty),
            (so, adoption) =>
            {
                var events = CalendarDecisions.Adopt(so.Calendar, adoption).Events;
                return (events.Aggregate(so.Calendar, WorkingCalendar.Evolve), so.History.AddRange(events.Cast<CalendarYearAdopted>()));
            }).History;

    static Gen<DateOnly> DayOf(int year) => Gen.Frequency(
        (1, Gen.Choose(1, 6).Select(day => new DateOnly(year, 1, day))),
        (1, Gen.Choose(26, 31).Select(day => new DateOnly(year, 12, day))),
        (1, Gen.Choose(0, 5).Select(days => new DateOnly(year, 2, 26).AddDays(days))),
        (3, Gen.Choose(0, 364).Select(days => new DateOnly(year, 1, 1).AddDays(days))));

    static Gen<DaySwap> Swap(int year) =>
        from givenOff in DayOf(year)
        from away in Gen.Choose(-30, 30)
        let worked = givenOff.AddDays(away)
        select new DaySwap(
            WorkingCalendar.IsWeekend(givenOff) ? givenOff.AddDays(2) : givenOff,
            WorkingCalendar.IsWeekend(worked) ? worked : worked.AddDays(DayOfWeek.Saturday - worked.DayOfWeek), "Thông báo", "baochinhphu.vn");
}
