using Directives.Domain.Calendars;
using FsCheck;
using FsCheck.Fluent;
using static Directives.Domain.Calendars.CalendarEvent;

namespace Directives.Domain.Tests.Calendars;

public class WorkingCalendarTests
{
    static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(500);

    [Theory]
    [InlineData(2020, "01-01 04-30 05-01 09-02")]
    [InlineData(2023, "01-02 05-01 05-02 09-01 09-04")]
    [InlineData(2024, "01-01 04-30 05-01 09-02 09-03")]
    [InlineData(2027, "01-01 04-30 05-03 09-02 09-03 11-24")]
    [InlineData(2028, "01-03 05-01 05-02 09-01 09-04 11-24")]
    [InlineData(2029, "01-01 04-30 05-01 09-03 09-04")]
    public void Of_a_year_nobody_adopted_the_holidays_on_fixed_days_are_known_and_no_others(int year, string off)
    {
        var days = Enumerable.Range(0, 365).Select(new DateOnly(year, 1, 1).AddDays).ToList();

        days.Where(day => !WorkingCalendar.IsWeekend(day) && !VietnamCalendar.BuiltIn.IsWorkingDay(day)).Select(day => $"{day:MM-dd}").Should().Equal(off.Split(' '));
        days.Where(WorkingCalendar.IsWeekend).Should().OnlyContain(day => !VietnamCalendar.BuiltIn.IsWorkingDay(day));
        VietnamCalendar.BuiltIn.Complete(year).Should().BeFalse();
    }

    [Fact]
    public void What_touches_a_year_nobody_adopted_is_not_complete()
    {
        VietnamCalendar.BuiltIn.Complete(new(2025, 1, 1), new(2026, 12, 31)).Should().BeTrue();
        VietnamCalendar.BuiltIn.Complete(new(2026, 12, 31), new(2027, 1, 1)).Should().BeFalse();
        VietnamCalendar.BuiltIn.Complete(new(2025, 1, 1), new(2024, 12, 31)).Should().BeFalse();
    }

    [Fact]
    public void Counting_crosses_the_ends_of_years()
    {
        var calendar = VietnamCalendar.BuiltIn;

        calendar.AddWorkingDays(new(2025, 12, 31), 1).Should().Be(new DateOnly(2026, 1, 5), "the 1st is New Year, the 2nd given off");
        calendar.AddWorkingDays(new(2026, 1, 5), -1).Should().Be(new DateOnly(2025, 12, 31));
        calendar.WorkingDaysBetween(new(2025, 12, 31), new(2026, 1, 12)).Should().Be(7, "Saturday 10 January is worked");
        calendar.NextWorkingDay(new(2026, 1, 1)).Should().Be(new DateOnly(2026, 1, 5));
    }

    [Fact]
    public void A_day_worked_in_the_next_year_belongs_to_the_year_of_the_day_given_off()
    {
        var over = new CalendarYearAdopted(
            2027, [new(new(2027, 1, 1), new("Tết"), "Luật")], [new(new(2027, 12, 31), new(2028, 1, 8), "Thông báo", "baochinhphu.vn")], "Thông báo", Today);
        var calendar = WorkingCalendar.Evolve(WorkingCalendar.Empty, over);

        calendar.IsWorkingDay(new(2027, 12, 31)).Should().BeFalse();
        calendar.IsWorkingDay(new(2028, 1, 8)).Should().BeTrue();
        WorkingCalendar.Evolve(calendar, over with { Swaps = [] }).IsWorkingDay(new(2028, 1, 8)).Should().BeFalse();
    }

    [Fact]
    public void Adding_no_days_stays_where_it_is_also_on_a_day_off() => VietnamCalendar.BuiltIn.AddWorkingDays(August(30), 0).Should().Be(August(30));

    [Fact]
    public void Counting_and_adding_undo_each_other() =>
        Holds((calendar, from, n) => calendar.WorkingDaysBetween(from, calendar.AddWorkingDays(from, n)) == n);

    [Fact]
    public void A_working_day_is_found_again_by_the_days_counted_to_it() =>
        Holds((calendar, from, n) =>
        {
            var to = from.AddDays(n);
            return !calendar.IsWorkingDay(to) || calendar.AddWorkingDays(from, calendar.WorkingDaysBetween(from, to)) == to;
        });

    [Fact]
    public void Days_are_counted_alike_in_one_go_and_in_two() =>
        Holds((calendar, from, n) => calendar.WorkingDaysBetween(from, from.AddDays(n))
            == calendar.WorkingDaysBetween(from, from.AddDays(n / 3)) + calendar.WorkingDaysBetween(from.AddDays(n / 3), from.AddDays(n)));

    [Fact]
    public void Added_days_end_on_a_working_day_unless_there_are_none() => Holds((calendar, from, n) => n == 0 || calendar.IsWorkingDay(calendar.AddWorkingDays(from, n)));

    [Fact]
    public void The_next_working_day_is_the_first_from_the_day_on() =>
        Holds((calendar, from, _) =>
        {
            var next = calendar.NextWorkingDay(from);
            return next >= from && calendar.IsWorkingDay(next) && Enumerable.Range(from.DayNumber, next.DayNumber - from.DayNumber).All(day => !calendar.IsWorkingDay(DateOnly.FromDayNumber(day)));
        });

    [Fact]
    public void Whatever_is_adopted_in_whatever_order_the_laws_hold() =>
        Check.One(Thorough, Prop.ForAll(Arb.From(RandomCalendars.Adoption.ListOf(12)), adoptions =>
        {
            var calendar = VietnamCalendar.BuiltIn;
            foreach (var adoption in adoptions)
            {
                var decision = CalendarDecisions.Adopt(calendar, adoption with { Today = new(2030, 1, 1) });
                if (decision.Refusal is not null)
                {
                    decision.Events.Should().BeEmpty();
                    continue;
                }

                calendar = decision.Events.Aggregate(calendar, WorkingCalendar.Evolve);
                CalendarDecisions.Adopt(calendar, adoption with { Today = new(2030, 1, 1) }).Should().Be(Decision<CalendarEvent>.Nothing, "it is adopted already");
                calendar.Complete(adoption.Year).Should().BeTrue();
                foreach (var year in calendar.Years.Values.Select(year => year.Adopted))
                {
                    year.Holidays.All(holiday => !calendar.IsWorkingDay(holiday.Day)).Should().BeTrue("a holiday is off");
                    year.Swaps.All(swap => !calendar.IsWorkingDay(swap.GivenOff) && calendar.IsWorkingDay(swap.WorkedInstead)).Should().BeTrue("a swap holds both ways");
                }
            }
        }));

    static void Holds(Func<WorkingCalendar, DateOnly, int, bool> law) =>
        Check.One(Thorough, Prop.ForAll(
            Arb.From(RandomCalendars.Histories), Arb.From(RandomCalendars.Day), Arb.From(Gen.Choose(-400, 400)),
            (history, from, n) => law(RandomCalendars.CalendarOf(history), from, n)));
}
