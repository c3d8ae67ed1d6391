using System.Text.Json;
using Directives.Domain.Deadlines;

namespace Directives.Domain.Tests.Deadlines;

public class CalendarPeriodTests
{
    [Theory]
    [InlineData("2025-07-31", DatePrecision.Day, "2025-07-31", "2025-07-31")]
    [InlineData("2025-03", DatePrecision.Month, "2025-03-01", "2025-03-31")]
    [InlineData("2025-02", DatePrecision.Month, "2025-02-01", "2025-02-28")]
    [InlineData("2024-02", DatePrecision.Month, "2024-02-01", "2024-02-29")]
    [InlineData("2025-12", DatePrecision.Month, "2025-12-01", "2025-12-31")]
    [InlineData("2025-Q1", DatePrecision.Quarter, "2025-01-01", "2025-03-31")]
    [InlineData("2025-Q2", DatePrecision.Quarter, "2025-04-01", "2025-06-30")]
    [InlineData("2025-Q3", DatePrecision.Quarter, "2025-07-01", "2025-09-30")]
    [InlineData("2025-Q4", DatePrecision.Quarter, "2025-10-01", "2025-12-31")]
    [InlineData("2025", DatePrecision.Year, "2025-01-01", "2025-12-31")]
    [InlineData("1900", DatePrecision.Year, "1900-01-01", "1900-12-31")]
    [InlineData("2200", DatePrecision.Year, "2200-01-01", "2200-12-31")]
    public void A_period_is_as_exact_as_it_was_written(string text, DatePrecision precision, string first, string last)
    {
        CalendarPeriod.TryParse(text, out var period).Should().BeTrue();

        period.Precision.Should().Be(precision);
        period.FirstDay.Should().Be(DateOnly.Parse(first, null));
        period.LastDay.Should().Be(DateOnly.Parse(last, null));
        period.ToString().Should().Be(text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("25")]
    [InlineData("1899")]
    [InlineData("2201")]
    [InlineData("2025-")]
    [InlineData("2025-13")]
    [InlineData("2025-00")]
    [InlineData("2025-7")]
    [InlineData("2025-Q0")]
    [InlineData("2025-Q5")]
    [InlineData("2025-q2")]
    [InlineData("2025/07/31")]
    [InlineData("2025-02-29")]
    [InlineData("2025-07-31T00:00")]
    [InlineData("31-07-2025")]
    [InlineData("+202")]
    [InlineData(" 2025")]
    [InlineData("2025 ")]
    [InlineData("٢٠٢٥")]
    public void Nothing_else_is_a_period(string? text)
    {
        CalendarPeriod.TryParse(text, out var period).Should().BeFalse();

        period.Should().Be(default(CalendarPeriod));
    }

    [Fact]
    public void A_day_is_a_period() => CalendarPeriod.Day(July(31)).Should().Be(Period("2025-07-31"));

    [Fact]
    public void It_is_written_and_read_as_its_text()
    {
        JsonSerializer.Serialize(Period("2025-Q2")).Should().Be("\"2025-Q2\"");
        JsonSerializer.Deserialize<CalendarPeriod>("\"2025-Q2\"").Should().Be(Period("2025-Q2"));
    }

    [Theory]
    [InlineData("\"soon\"")]
    [InlineData("2025")]
    [InlineData("null")]
    [InlineData("{}")]
    public void Any_other_value_cannot_be_read(string json) =>
        FluentActions.Invoking(() => JsonSerializer.Deserialize<CalendarPeriod>(json)).Should().Throw<JsonException>();
}
