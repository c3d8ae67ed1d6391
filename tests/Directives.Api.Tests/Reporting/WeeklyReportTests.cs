using System.Text.Json;
using Directives.Api.Tests.Demo;

namespace Directives.Api.Tests.Reporting;

public class WeeklyReportTests(DemoApp app) : IClassFixture<DemoApp>
{
    [Fact]
    public async Task The_week_of_the_finance_guidance_shows_what_was_known_then_and_what_is_known_now()
    {
        var then = await Week("2025-07-25", "?knownAsOf=2025-08-01T01:00:00Z");
        var now = await Week("2025-07-25", "?knownAsOf=2025-08-05T01:00:00Z");

        Codes(then, "newlyOverdue").Should().Equal("179-19");
        Codes(then, "completed").Should().NotContain("179-19");
        Codes(now, "newlyOverdue").Should().BeEmpty();
        Codes(now, "completed").Should().Contain("179-19");
        Count(now, "byTimeliness", "onTime").Should().Be(Count(then, "byTimeliness", "onTime") + 1);
    }

    [Theory]
    [InlineData("2025-07-04")]
    [InlineData("2025-07-18")]
    [InlineData("2025-07-25")]
    [InlineData("2025-08-22")]
    [InlineData("2025-08-29")]
    [InlineData("2025-09-05")]
    public async Task Opening_and_movements_make_the_closing_and_every_axis_counts_everything_once(string friday)
    {
        var week = await Week(friday);

        week.GetProperty("reconciliation").GetProperty("addsUp").GetBoolean().Should().BeTrue();
        var all = week.GetProperty("totals").GetProperty("all").GetInt32();
        foreach (var axis in new[] { "byLifecycle", "byTimeliness" })
            week.GetProperty("totals").GetProperty(axis).EnumerateObject().Sum(count => count.Value.GetInt32()).Should().Be(all, axis);
        week.GetProperty("byAgency").EnumerateArray().Sum(agency => agency.GetProperty("totals").GetProperty("all").GetInt32()).Should().Be(all);
        week.GetProperty("byDirective").EnumerateArray().Sum(directive => directive.GetProperty("totals").GetProperty("all").GetInt32()).Should().Be(all);
    }

    [Fact]
    public async Task One_weeks_closing_is_the_next_weeks_opening()
    {
        for (var friday = new DateOnly(2025, 7, 4); friday < new DateOnly(2025, 9, 12); friday = friday.AddDays(7))
        {
            var closing = (await Week($"{friday:yyyy-MM-dd}")).GetProperty("reconciliation").GetProperty("closing").GetInt32();
            var opening = (await Week($"{friday.AddDays(7):yyyy-MM-dd}")).GetProperty("reconciliation").GetProperty("opening").GetInt32();
            opening.Should().Be(closing, $"the week after {friday}");
        }
    }

    [Fact]
    public async Task The_payments_of_the_last_week_of_August_moved_and_say_where_from()
    {
        var moved = (await Week("2025-08-22")).GetProperty("moved").EnumerateArray().Where(move => move.GetProperty("code").GetString() == "2308-07").ToList();

        moved.Should().HaveCount(34);
        moved.Should().OnlyContain(move => move.GetProperty("from").ValueKind == JsonValueKind.Null, "the task was assigned in this week");
        moved.Count(move => move.GetProperty("to").GetProperty("lifecycle").GetString() == "completed").Should().Be(30);
    }

    [Fact]
    public async Task It_closes_at_the_end_of_Thursday_in_Vietnam() =>
        (await Week("2025-07-18")).GetProperty("cutOff").GetString().Should().Be("2025-07-24T17:00:00Z");

    async Task<JsonElement> Week(string friday, string query = "") => (await app.Get($"/reports/weekly/{friday}{query}")).Should(200).Json;

    static List<string?> Codes(JsonElement week, string list) => [.. week.GetProperty(list).EnumerateArray().Select(item => item.GetProperty("code").GetString())];

    static int Count(JsonElement week, string axis, string name) => week.GetProperty("totals").GetProperty(axis).GetProperty(name).GetInt32();
}
