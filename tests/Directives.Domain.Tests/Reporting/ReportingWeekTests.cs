using Directives.Domain.Reporting;

namespace Directives.Domain.Tests.Reporting;

public class ReportingWeekTests
{
    [Fact]
    public void The_week_of_the_first_report_runs_from_Friday_18_to_Thursday_24_July()
    {
        var week = ReportingWeek.StartingOn(July(18))!.Value;

        week.Start.Should().Be(July(18));
        week.End.Should().Be(July(24));
        week.Eve.Should().Be(July(17));
    }

    [Fact]
    public void Its_figures_are_closed_at_the_end_of_Thursday_in_Vietnam()
    {
        var week = ReportingWeek.StartingOn(July(18))!.Value;

        week.CutOff.Should().Be(new DateTimeOffset(2025, 7, 24, 17, 0, 0, TimeSpan.Zero)).And.BeExactly(week.CutOff.ToUniversalTime());
    }

    [Fact]
    public void The_next_week_starts_where_it_ends()
    {
        var week = ReportingWeek.StartingOn(July(18))!.Value;
        var next = ReportingWeek.StartingOn(July(25))!.Value;

        next.Eve.Should().Be(week.End);
        Vietnam.DateAt(week.CutOff).Should().Be(next.Start);
    }

    [Fact]
    public void A_week_crosses_months_and_years() => ReportingWeek.StartingOn(new(2025, 12, 26))!.Value.End.Should().Be(new DateOnly(2026, 1, 1));

    [Theory]
    [InlineData(19)]
    [InlineData(20)]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    [InlineData(24)]
    public void No_week_starts_on_another_day_than_Friday(int day) => ReportingWeek.StartingOn(July(day)).Should().BeNull();

    [Fact]
    public void Where_weeks_start_on_another_day_they_start_on_no_Friday()
    {
        ReportingWeek.StartingOn(July(21), DayOfWeek.Monday)!.Value.End.Should().Be(July(27));
        ReportingWeek.StartingOn(July(18), DayOfWeek.Monday).Should().BeNull();
    }

    [Fact]
    public void A_week_cut_short_closes_before_the_next_begins()
    {
        var week = ReportingWeek.StartingOn(July(18))!.Value.EndingBefore(July(21));

        week.End.Should().Be(July(20));
        week.CutOff.Should().Be(Vietnam.StartOf(July(21)));
    }
}
