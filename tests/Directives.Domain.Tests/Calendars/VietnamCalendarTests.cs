using System.Globalization;
using Directives.Domain.Calendars;

namespace Directives.Domain.Tests.Calendars;

/// <summary>The years the program comes with, day by day.</summary>
public class VietnamCalendarTests
{
    static readonly WorkingCalendar Calendar = VietnamCalendar.BuiltIn;

    [Theory]
    [InlineData(2025, "01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02", "04-26")]
    [InlineData(2026, "01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02 11-24", "01-10 08-22")]
    public void These_weekdays_of_the_year_are_off_and_these_weekend_days_are_worked(int year, string off, string worked)
    {
        var days = Enumerable.Range(0, new DateOnly(year, 12, 31).DayOfYear).Select(new DateOnly(year, 1, 1).AddDays).ToList();

        days.Where(day => !WorkingCalendar.IsWeekend(day) && !Calendar.IsWorkingDay(day)).Should().Equal(Days(year, off));
        days.Where(day => WorkingCalendar.IsWeekend(day) && Calendar.IsWorkingDay(day)).Should().Equal(Days(year, worked));
    }

    [Fact]
    public void Tet_At_Ty_lasts_nine_days()
    {
        Calendar.NextWorkingDay(new(2025, 1, 25)).Should().Be(new DateOnly(2025, 2, 3));
        Calendar.WorkingDaysBetween(new(2025, 1, 24), new(2025, 2, 2)).Should().Be(0);
        Calendar.AddWorkingDays(new(2025, 1, 24), 1).Should().Be(new DateOnly(2025, 2, 3));
    }

    [Fact]
    public void Tet_Binh_Ngo_lasts_nine_days()
    {
        Calendar.NextWorkingDay(new(2026, 2, 14)).Should().Be(new DateOnly(2026, 2, 23));
        Calendar.WorkingDaysBetween(new(2026, 2, 13), new(2026, 2, 22)).Should().Be(0);
    }

    [Fact]
    public void The_days_off_around_1_May_2025_follow_a_worked_Saturday()
    {
        Calendar.IsWorkingDay(new(2025, 4, 26)).Should().BeTrue("it is worked for Friday 2 May");
        Calendar.NextWorkingDay(new(2025, 4, 30)).Should().Be(new DateOnly(2025, 5, 5));
    }

    [Fact]
    public void National_Day_2025_is_opened_by_Saturday_30_August()
    {
        for (var day = August(30); day < new DateOnly(2025, 9, 3); day = day.AddDays(1))
            Calendar.NextWorkingDay(day).Should().Be(new DateOnly(2025, 9, 3));
    }

    [Fact]
    public void The_Hung_Kings_day_of_2026_falls_on_a_Sunday_and_is_made_up_for()
    {
        Calendar.IsWorkingDay(new(2026, 4, 24)).Should().BeTrue();
        Calendar.NextWorkingDay(new(2026, 4, 25)).Should().Be(new DateOnly(2026, 4, 28));
    }

    [Theory]
    [InlineData(2025, 250)]
    [InlineData(2026, 249)]
    public void The_year_has_so_many_working_days(int year, int expected) =>
        Calendar.WorkingDaysBetween(new(year - 1, 12, 31), new(year, 12, 31)).Should().Be(expected);

    /// <summary>In these months new moons fall on the same day in Hà Nội and in Beijing, so both lunar calendars agree.</summary>
    [Theory]
    [InlineData("28 tháng Chạp", 12, 28)]
    [InlineData("29 tháng Chạp", 12, 29)]
    [InlineData("mùng 1 tháng Giêng", 1, 1)]
    [InlineData("mùng 2 tháng Giêng", 1, 2)]
    [InlineData("mùng 3 tháng Giêng", 1, 3)]
    [InlineData("mùng 4 tháng Giêng", 1, 4)]
    [InlineData("mùng 10 tháng Ba", 3, 10)]
    public void The_lunar_dates_agree_with_arithmetic(string written, int month, int day)
    {
        var lunar = new ChineseLunisolarCalendar();
        var holidays = Holidays.Where(holiday => holiday.LunarDate == written).ToList();

        holidays.Should().NotBeEmpty();
        foreach (var noon in holidays.Select(holiday => holiday.Day.ToDateTime(new(12, 0))))
        {
            var leap = lunar.GetLeapMonth(lunar.GetYear(noon));
            var passed = lunar.GetMonth(noon);
            (leap > 0 && passed >= leap ? passed - 1 : passed).Should().Be(month);
            lunar.GetDayOfMonth(noon).Should().Be(day);
        }
    }

    [Fact]
    public void Only_Tet_and_the_Hung_Kings_day_follow_the_moon() =>
        Holidays.Where(holiday => holiday.LunarDate is not null).Select(holiday => holiday.Name.Vi).Distinct()
            .Should().Equal("Tết Nguyên đán Ất Tỵ", "Giỗ Tổ Hùng Vương", "Tết Nguyên đán Bính Ngọ");

    [Fact]
    public void Every_date_has_a_source_and_a_name_in_both_languages()
    {
        Holidays.Should().OnlyContain(holiday => holiday.Source.Length > 0 && holiday.Name.En != null);
        Calendar.Years.Values.SelectMany(year => year.Adopted.Swaps).Should().OnlyContain(swap => swap.Decision.Length > 0 && swap.Source.Length > 0);
    }

    [Fact]
    public void The_years_keep_the_rules_by_which_years_are_adopted()
    {
        var built = WorkingCalendar.Empty;
        foreach (var (_, year) in Calendar.Years)
        {
            var (number, holidays, swaps, reference, effectiveOn, note) = year.Adopted;
            var decision = CalendarDecisions.Adopt(built, new(number, holidays, swaps, reference, effectiveOn, note) { Today = effectiveOn });

            decision.Refusal.Should().BeNull();
            decision.Events.Should().Equal(year.Adopted);
            built = decision.Events.Aggregate(built, WorkingCalendar.Evolve);
        }
    }

    [Fact]
    public void It_is_the_calendar_before_any_event()
    {
        Calendar.Name.Should().Be("vn-0");
        Calendar.Years.Keys.Should().Equal(2025, 2026);
        Calendar.Years.Values.Should().OnlyContain(year => year.Version == 0);
    }

    static IEnumerable<DayOff> Holidays => Calendar.Years.Values.SelectMany(year => year.Adopted.Holidays);

    static IEnumerable<DateOnly> Days(int year, string days) => days.Split(' ').Select(day => DateOnly.ParseExact($"{year}-{day}", "yyyy-MM-dd"));
}
