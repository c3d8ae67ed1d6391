using static Directives.Domain.Calendars.CalendarEvent;

namespace Directives.Domain.Calendars;

/// <summary>Adopts the holidays and swapped days of a year, in place of those adopted before.</summary>
public sealed record AdoptCalendarYear(
    int Year, IReadOnlyList<DayOff> Holidays, IReadOnlyList<DaySwap> Swaps, string Reference, DateOnly? EffectiveOn = null, BilingualText? Note = null)
{
    /// <summary>The day it is in Vietnam where the command arrives. Nothing can be effective after it.</summary>
    public required DateOnly Today { get; init; }
}

public static class CalendarDecisions
{
    const int FirstYear = 1900, LastYear = 2200, MostDays = 100;

    public static Decision<CalendarEvent> Adopt(WorkingCalendar calendar, AdoptCalendarYear c)
    {
        if (c.Year is < FirstYear or > LastYear)
            return CalendarRefusals.YearOutOfRange;
        if (c.Holidays is [])
            return CalendarRefusals.HolidaysRequired;
        if (c.Holidays.Count + c.Swaps.Count > MostDays)
            return CalendarRefusals.TooManyDays;

        var before = calendar.Years.GetValueOrDefault(c.Year)?.Adopted;
        var adopted = new CalendarYearAdopted(c.Year, c.Holidays, c.Swaps, c.Reference, c.EffectiveOn ?? c.Today, c.Note);
        if ((Text.Check(c.Reference, "/reference", 500)
            ?? (c.Note is null ? null : Text.Check(c.Note, "/note"))
            ?? c.Holidays.Select((holiday, i) => Check(holiday, c.Year, $"/holidays/{i}")).FirstOrDefault(found => found is not null)
            ?? c.Swaps.Select((swap, i) => Check(swap, c.Year, $"/swaps/{i}")).FirstOrDefault(found => found is not null)
            ?? NamedTwice(calendar, adopted)
            ?? Refusals.OutsideOf(before?.EffectiveOn ?? DateOnly.MinValue, adopted.EffectiveOn, c.Today)) is { } refusal)
            return refusal;

        return before?.SaysTheSameAs(adopted) is true ? Decision<CalendarEvent>.Nothing : adopted;
    }

    static Refusal? Check(DayOff holiday, int year, string at) =>
        holiday.Day.Year != year ? CalendarRefusals.OutsideItsYear(holiday.Day) with { Field = $"{at}/day" }
        : Text.Check(holiday.Name, $"{at}/name", 200) ?? Text.Check(holiday.Source, $"{at}/source", 500) ?? Text.CheckOptional(holiday.LunarDate, $"{at}/lunarDate", 100);

    static Refusal? Check(DaySwap swap, int year, string at) =>
        swap.GivenOff.Year != year ? CalendarRefusals.OutsideItsYear(swap.GivenOff) with { Field = $"{at}/givenOff" }
        : Math.Abs(swap.WorkedInstead.Year - year) > 1 ? CalendarRefusals.OutsideItsYear(swap.WorkedInstead) with { Field = $"{at}/workedInstead" }
        : WorkingCalendar.IsWeekend(swap.GivenOff) ? CalendarRefusals.OffAnyway(swap.GivenOff) with { Field = $"{at}/givenOff" }
        : !WorkingCalendar.IsWeekend(swap.WorkedInstead) ? CalendarRefusals.WorkedAnyway(swap.WorkedInstead) with { Field = $"{at}/workedInstead" }
        : Text.Check(swap.Decision, $"{at}/decision", 500) ?? Text.Check(swap.Source, $"{at}/source", 500);

    /// <summary>A day is one thing: a holiday, given off or worked instead, by the decisions of this year and of those next to it.</summary>
    static Refusal? NamedTwice(WorkingCalendar calendar, CalendarYearAdopted adopted)
    {
        var named = new HashSet<DateOnly>();
        foreach (var (day, field) in adopted.Holidays.Select((holiday, i) => (holiday.Day, $"/holidays/{i}/day"))
            .Concat(adopted.Swaps.SelectMany((swap, i) => new[] { (swap.GivenOff, $"/swaps/{i}/givenOff"), (swap.WorkedInstead, $"/swaps/{i}/workedInstead") })))
            if (!named.Add(day) || calendar.NamedOutside(adopted.Year, day))
                return CalendarRefusals.NamedTwice(day) with { Field = field };
        return null;
    }

    internal static bool Names(this CalendarYearAdopted year, DateOnly day) =>
        year.Holidays.Any(holiday => holiday.Day == day) || year.Swaps.Any(swap => swap.GivenOff == day || swap.WorkedInstead == day);

    static bool SaysTheSameAs(this CalendarYearAdopted one, CalendarYearAdopted other) =>
        one.Holidays.SequenceEqual(other.Holidays) && one.Swaps.SequenceEqual(other.Swaps)
        && one == other with { Holidays = one.Holidays, Swaps = one.Swaps };
}

public static class CalendarRefusals
{
    public static Refusal YearOutOfRange { get; } = new(RefusalKind.Invalid, "calendar-year-out-of-range", new("Lịch làm việc chỉ có từ năm 1900 đến năm 2200.", "A calendar has the years 1900 to 2200."), "/year");
    public static Refusal HolidaysRequired { get; } = new(RefusalKind.Invalid, "holidays-required", new("Lịch của một năm phải nêu các ngày nghỉ lễ của năm đó.", "A year is adopted with its holidays."), "/holidays");
    public static Refusal TooManyDays { get; } = new(RefusalKind.Invalid, "calendar-days-too-many", new("Lịch của một năm có nhiều nhất 100 ngày nghỉ lễ và ngày hoán đổi.", "A year has at most 100 holidays and swapped days."), "/holidays");

    public static Refusal OutsideItsYear(DateOnly day) =>
        new(RefusalKind.Invalid, "calendar-day-outside-year", new($"Ngày {day:yyyy-MM-dd} không thuộc năm của lịch này.", $"{day:yyyy-MM-dd} does not belong to the year that is adopted."));

    public static Refusal NamedTwice(DateOnly day) =>
        new(RefusalKind.Invalid, "calendar-day-named-twice", new($"Ngày {day:yyyy-MM-dd} được nêu hai lần trong lịch làm việc.", $"The calendar names {day:yyyy-MM-dd} twice."));

    public static Refusal OffAnyway(DateOnly day) =>
        new(RefusalKind.Invalid, "swap-of-a-day-off", new($"Ngày {day:yyyy-MM-dd} vốn là ngày nghỉ hằng tuần nên không thể hoán đổi thành ngày nghỉ.", $"{day:yyyy-MM-dd} is a weekly day off anyway and cannot be given off."));

    public static Refusal WorkedAnyway(DateOnly day) =>
        new(RefusalKind.Invalid, "swap-for-a-working-day", new($"Ngày {day:yyyy-MM-dd} vốn là ngày làm việc nên không thể làm bù vào ngày đó.", $"{day:yyyy-MM-dd} is a working day anyway and cannot be worked instead."));
}
