using Directives.Domain.Calendars;
using static Directives.Domain.Calendars.CalendarEvent;

namespace Directives.Domain.Tests.Calendars;

public class CalendarDecisionsTests
{
    static readonly DayOff NewYear = new(new(2027, 1, 1), new("Tết Dương lịch", "New Year's Day"), "Bộ luật Lao động, Điều 112");
    static readonly DayOff Tet = new(new(2027, 2, 8), new("Tết Nguyên đán", "Lunar New Year"), "Thông báo", "mùng 3 tháng Giêng");
    static readonly DaySwap Bridge = new(new(2027, 2, 5), new(2027, 2, 20), "Thông báo", "baochinhphu.vn");

    static readonly AdoptCalendarYear Adopt = new(2027, [NewYear, Tet], [Bridge], "Thông báo", August(1)) { Today = Today };
    static readonly CalendarYearAdopted Adopted = new(2027, [NewYear, Tet], [Bridge], "Thông báo", August(1));

    [Fact]
    public void A_year_is_adopted_with_its_holidays_and_swapped_days() => Given().When(Adopt).Then(Adopted);

    [Fact]
    public void Without_a_date_it_counts_from_today() => Given().When(Adopt with { EffectiveOn = null }).Then(Adopted with { EffectiveOn = Today });

    [Fact]
    public void It_may_have_no_swapped_day_and_say_what_is_not_certain()
    {
        var note = new BilingualText("Chưa chắc chắn", "Not certain");
        Given().When(Adopt with { Swaps = [], Note = note }).Then(Adopted with { Swaps = [], Note = note });
    }

    [Fact]
    public void A_later_adoption_takes_the_place_of_the_one_before()
    {
        var again = Given(Adopted, Adopted with { Holidays = [Tet], Swaps = [], EffectiveOn = August(2) }).State;

        again.Name.Should().Be("vn-2");
        again.Years[2027].Version.Should().Be(2);
        again.IsWorkingDay(NewYear.Day).Should().BeTrue("the new adoption does not name it");
        again.IsWorkingDay(Bridge.GivenOff).Should().BeTrue();
        again.IsWorkingDay(Bridge.WorkedInstead).Should().BeFalse();
    }

    [Fact]
    public void The_same_adoption_again_adds_nothing()
    {
        Given(Adopted).When(Adopt with { Holidays = [NewYear, Tet], Swaps = [Bridge with { }] }).ThenNothing();
        Given(Adopted).When(Adopt with { Reference = "Thông báo khác" }).Then(Adopted with { Reference = "Thông báo khác" });
        Given(Adopted).When(Adopt with { Swaps = [] }).Then(Adopted with { Swaps = [] });
    }

    [Fact]
    public void It_is_not_effective_in_the_future_nor_before_the_one_it_replaces()
    {
        Given().When(Adopt with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");
        Given(Adopted).When(Adopt with { Swaps = [], EffectiveOn = July(31) }).ThenRefused("effective-too-early", "/effectiveOn");
    }

    [Fact]
    public void It_is_a_year_that_a_document_can_name()
    {
        Given().When(Adopt with { Year = 1899 }).ThenRefused(CalendarRefusals.YearOutOfRange);
        Given().When(Adopt with { Year = 2201 }).ThenRefused(CalendarRefusals.YearOutOfRange);
    }

    [Fact]
    public void A_year_without_holidays_is_not_known() => Given().When(Adopt with { Holidays = [] }).ThenRefused(CalendarRefusals.HolidaysRequired);

    [Fact]
    public void It_has_at_most_a_hundred_holidays_and_swapped_days()
    {
        var holidays = Enumerable.Range(0, 100).Select(i => NewYear with { Day = new DateOnly(2027, 6, 1).AddDays(i) }).ToArray();

        Given().When(Adopt with { Holidays = holidays, Swaps = [] }).Then(Adopted with { Holidays = holidays, Swaps = [] });
        Given().When(Adopt with { Holidays = holidays }).ThenRefused(CalendarRefusals.TooManyDays);
    }

    [Fact]
    public void A_holiday_lies_in_its_year() =>
        Given().When(Adopt with { Holidays = [NewYear, Tet with { Day = new(2026, 12, 31) }] }).ThenRefused("calendar-day-outside-year", "/holidays/1/day");

    [Fact]
    public void A_day_is_given_off_in_its_year_and_worked_instead_in_the_same_or_the_next_or_the_last()
    {
        DaySwap across = new(new(2027, 12, 31), new(2028, 1, 8), "Thông báo", "baochinhphu.vn"), back = new(new(2027, 1, 4), new(2026, 12, 26), "Thông báo", "baochinhphu.vn");

        Given().When(Adopt with { Swaps = [across, back] }).Then(Adopted with { Swaps = [across, back] });
        Given().When(Adopt with { Swaps = [across with { GivenOff = new(2028, 1, 3) }] }).ThenRefused("calendar-day-outside-year", "/swaps/0/givenOff");
        Given().When(Adopt with { Swaps = [Bridge, across with { WorkedInstead = new(2029, 1, 6) }] }).ThenRefused("calendar-day-outside-year", "/swaps/1/workedInstead");
    }

    [Fact]
    public void A_weekly_day_off_cannot_be_given_off() =>
        Given().When(Adopt with { Swaps = [Bridge with { GivenOff = new(2027, 2, 6) }] }).ThenRefused("swap-of-a-day-off", "/swaps/0/givenOff");

    [Fact]
    public void A_working_day_cannot_be_worked_instead() =>
        Given().When(Adopt with { Swaps = [Bridge with { WorkedInstead = new(2027, 2, 19) }] }).ThenRefused("swap-for-a-working-day", "/swaps/0/workedInstead");

    [Fact]
    public void No_day_is_named_twice()
    {
        Given().When(Adopt with { Holidays = [Tet, NewYear, Tet] }).ThenRefused("calendar-day-named-twice", "/holidays/2/day");
        Given().When(Adopt with { Swaps = [Bridge with { GivenOff = Tet.Day }] }).ThenRefused("calendar-day-named-twice", "/swaps/0/givenOff");
        Given().When(Adopt with { Swaps = [Bridge, Bridge with { GivenOff = new(2027, 2, 4) }] }).ThenRefused("calendar-day-named-twice", "/swaps/1/workedInstead");
        Given().When(Adopt with { Holidays = [NewYear with { Day = Bridge.WorkedInstead }] }).ThenRefused("calendar-day-named-twice", "/swaps/0/workedInstead");
    }

    [Fact]
    public void Nor_by_the_years_next_to_it()
    {
        var over = Bridge with { GivenOff = new(2027, 12, 31), WorkedInstead = new(2028, 1, 8) };
        var next = new CalendarYearAdopted(2028, [NewYear with { Day = new(2028, 1, 8) }], [], "Thông báo", August(1));

        Given(next).When(Adopt with { Swaps = [over] }).ThenRefused("calendar-day-named-twice", "/swaps/0/workedInstead");
        Given(Adopted with { Swaps = [over] }).When(Adopt with { Year = 2028, Holidays = next.Holidays, Swaps = [] }).ThenRefused("calendar-day-named-twice", "/holidays/0/day");
        Given().When(Adopt with { Swaps = [over with { WorkedInstead = new(2028, 1, 1) }] })
            .ThenRefused("calendar-day-named-twice", "/swaps/0/workedInstead"); // New Year's Day 2028, a Saturday, is a holiday whoever adopts it
    }

    [Fact]
    public void Its_texts_say_something_and_have_a_greatest_length()
    {
        Given().When(Adopt with { Reference = " " }).ThenRefused("text-required", "/reference");
        Given().When(Adopt with { Note = new("") }).ThenRefused("text-required", "/note/vi");
        Given().When(Adopt with { Holidays = [NewYear, Tet with { Name = new(" ") }] }).ThenRefused("text-required", "/holidays/1/name/vi");
        Given().When(Adopt with { Holidays = [NewYear with { Source = "" }] }).ThenRefused("text-required", "/holidays/0/source");
        Given().When(Adopt with { Holidays = [NewYear with { LunarDate = Letters(101) }] }).ThenRefused("text-too-long", "/holidays/0/lunarDate");
        Given().When(Adopt with { Swaps = [Bridge with { Decision = "" }] }).ThenRefused("text-required", "/swaps/0/decision");
        Given().When(Adopt with { Swaps = [Bridge with { Source = Letters(501) }] }).ThenRefused("text-too-long", "/swaps/0/source");
    }

    static Given<WorkingCalendar, AdoptCalendarYear, CalendarEvent> Given(params CalendarEvent[] history) =>
        new(WorkingCalendar.Empty, WorkingCalendar.Evolve, CalendarDecisions.Adopt, history);
}
