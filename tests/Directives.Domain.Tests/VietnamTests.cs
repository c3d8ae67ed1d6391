namespace Directives.Domain.Tests;

public class VietnamTests
{
    [Fact]
    public void The_30th_of_August_lasts_until_midnight_in_Vietnam()
    {
        Vietnam.DateAt(new(2025, 8, 30, 23, 59, 0, TimeSpan.FromHours(7))).Should().Be(August(30));
        Vietnam.DateAt(new(2025, 8, 31, 0, 0, 0, TimeSpan.FromHours(7))).Should().Be(August(31));
    }

    [Fact]
    public void Wherever_the_instant_was_written_down()
    {
        Vietnam.DateAt(new(2025, 8, 30, 16, 59, 0, TimeSpan.Zero)).Should().Be(August(30));
        Vietnam.DateAt(new(2025, 8, 30, 17, 0, 0, TimeSpan.Zero)).Should().Be(August(31));
        Vietnam.DateAt(new(2025, 8, 30, 10, 0, 0, TimeSpan.FromHours(-7))).Should().Be(August(31));
    }

    [Fact]
    public void A_day_starts_at_17_hours_UTC_of_the_day_before()
    {
        Vietnam.StartOf(August(31)).Should().BeExactly(new DateTimeOffset(2025, 8, 30, 17, 0, 0, TimeSpan.Zero));
        Vietnam.DateAt(Vietnam.StartOf(August(31))).Should().Be(August(31));
        Vietnam.DateAt(Vietnam.StartOf(August(31)).AddTicks(-1)).Should().Be(August(30));
    }
}
