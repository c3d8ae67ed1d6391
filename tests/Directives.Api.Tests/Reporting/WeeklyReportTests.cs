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

        (await Behind(then, "newlyOverdue")).Should().Equal("179-19/bo-tai-chinh");
        (await Behind(then, "completedOnTime")).Should().NotContain("179-19/bo-tai-chinh");
        (await Behind(now, "newlyOverdue")).Should().BeEmpty();
        (await Behind(now, "completedOnTime")).Should().Contain("179-19/bo-tai-chinh");
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
        foreach (var heading in new[] { "byAgency", "byDirective", "byNature", "byLevel" })
        {
            week.GetProperty(heading).EnumerateArray().Sum(group => group.GetProperty("totals").GetProperty("all").GetInt32()).Should().Be(all, heading);
            week.GetProperty(heading).EnumerateArray().Should().OnlyContain(group => group.GetProperty("reconciliation").GetProperty("addsUp").GetBoolean(), heading);
        }
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

    [Theory]
    [InlineData("2025-06-27")]
    [InlineData("2025-07-25")]
    [InlineData("2025-08-22")]
    [InlineData("2025-08-29")]
    public async Task Every_figure_lists_exactly_the_assignments_it_counts(string friday)
    {
        var week = await Week(friday);
        var figures = week.GetProperty("notable").EnumerateObject().Select(figure => (figure.Name, Count: figure.Value.GetInt32()))
            .Concat(week.GetProperty("reconciliation").EnumerateObject().Where(figure => figure.Value.ValueKind is JsonValueKind.Number && !figure.Name.StartsWith("moved", StringComparison.Ordinal))
                .Select(figure => (figure.Name, Count: figure.Value.GetInt32())))
            .Concat(week.GetProperty("totals").GetProperty("byTimeliness").EnumerateObject().Where(figure => figure.Name is not ("cancelled" or "superseded"))
                .Select(figure => (Name: $"timeliness-{figure.Name}", Count: figure.Value.GetInt32())))
            .Concat(week.GetProperty("totals").GetProperty("byLifecycle").EnumerateObject().Select(figure => (Name: $"lifecycle-{figure.Name}", Count: figure.Value.GetInt32())))
            .ToList();

        figures.Should().HaveCountGreaterThan(35);
        foreach (var (name, count) in figures)
            (await Behind(week, name)).Should().HaveCount(count, name);

        foreach (var agency in week.GetProperty("byAgency").EnumerateArray().Where((_, i) => i % 9 == 0))
        {
            var code = agency.GetProperty("agency").GetString();
            (await Behind(week, "opening", $"&agency={code}")).Should().HaveCount(agency.GetProperty("reconciliation").GetProperty("opening").GetInt32(), code);
            (await Behind(week, "closing", $"&agency={code}")).Should().HaveCount(agency.GetProperty("reconciliation").GetProperty("closing").GetInt32(), code);
        }
    }

    [Fact]
    public async Task What_the_merged_province_had_open_is_superseded_there_in_the_week_of_the_merger()
    {
        var week = await Week("2025-06-27");

        (await Behind(week, "superseded")).Should().Equal("312-07/tinh-uy-yen-bai");
        (await Behind(week, "opening", "&agency=tinh-uy-yen-bai")).Should().Equal("312-07/tinh-uy-yen-bai");
    }

    [Fact]
    public async Task The_payments_of_the_last_week_of_August()
    {
        var week = await Week("2025-08-22");

        (await Behind(week, "added")).Count(item => item.StartsWith("2308-07/", StringComparison.Ordinal)).Should().Be(34);
        (await Behind(week, "completedOnTime")).Count(item => item.StartsWith("2308-07/", StringComparison.Ordinal)).Should().Be(30);
        (await Behind(week, "dueNextWeek")).Should().BeEquivalentTo("2308-07/tinh-uy-ca-mau", "2308-07/tinh-uy-dak-lak", "2308-07/tinh-uy-gia-lai", "2308-07/tinh-uy-quang-tri");
        (await Behind(await Week("2025-08-29"), "extended")).Should().BeEquivalentTo("2308-07/tinh-uy-dak-lak", "2308-07/tinh-uy-gia-lai");
        (await Behind(await Week("2025-08-29"), "onTimeOnlyByExtension")).Should().Equal("2308-07/tinh-uy-gia-lai");
    }

    [Fact]
    public async Task What_was_asked_answered_and_said_is_counted_apart()
    {
        var (august, september) = ((await Week("2025-08-22")).GetProperty("supervision"), (await Week("2025-08-29")).GetProperty("supervision"));

        (Number(august, "extensionsAsked"), Number(august, "extensionsGranted"), Number(september, "extensionsGranted")).Should().Be((2, 0, 2));
        (Number(august, "difficultiesRaised"), Number(august, "difficultiesOpen"), Number(august, "difficultiesEscalated")).Should().Be((1, 1, 0));
        (Number(september, "urgings"), Number(september, "urgingsAnswered"), Number(september, "urgingsUnanswered")).Should().Be((2, 1, 0));
        Number((await Week("2025-09-05")).GetProperty("supervision"), "urgingsUnanswered").Should().Be(1, "Cà Mau had until 5 September");
        Number((await Week("2025-07-25")).GetProperty("supervision"), "criticisms").Should().Be(1);
    }

    [Fact]
    public async Task The_trend_tells_of_every_week_what_its_report_tells()
    {
        var trend = (await app.Get("/reports/weekly?from=2025-01-31&to=2026-01-09")).Should(200).Json.GetProperty("weeks").EnumerateArray().ToList();

        trend.Should().HaveCount(50);
        foreach (var told in trend)
        {
            var (week, figures) = (await Week(told.GetProperty("start").GetString()!), told.GetProperty("figures"));
            var totals = week.GetProperty("totals");
            (Number(figures, "all"), Number(figures, "fallenDue"), Number(figures, "closing")).Should().Be((Number(totals, "all"), Number(totals, "fallenDue"), Number(week.GetProperty("reconciliation"), "closing")), $"{told}");
            (Number(figures, "lifecycle-completed"), Number(figures, "claimed")).Should().Be((Count(week, "byLifecycle", "completed"), Count(week, "byLifecycle", "completionReported")), $"{told}");
            (Number(figures, "timeliness-overdue"), Number(figures, "timeliness-onTime"), Number(figures, "timeliness-late"))
                .Should().Be((Count(week, "byTimeliness", "overdue"), Count(week, "byTimeliness", "onTime"), Count(week, "byTimeliness", "late")), $"{told}");
        }
    }

    [Theory]
    [InlineData("from=2025-07-05&to=2025-07-11", 422, "not-a-friday", "from")]
    [InlineData("from=2025-07-04&to=2025-07-12", 422, "not-a-friday", "to")]
    [InlineData("from=2025-07-11&to=2025-07-04", 400, "window-ends-before-it-starts", "to")]
    [InlineData("from=2015-01-02&to=2025-07-04", 400, "too-many-weeks", "to")]
    public async Task A_trend_runs_from_one_Friday_to_another(string query, int status, string code, string place)
    {
        var answer = (await app.Get($"/reports/weekly?{query}")).Should(status);

        (answer.Code, answer.Place).Should().Be((code, place));
    }

    [Fact]
    public async Task A_figure_is_one_of_the_reports()
    {
        var answer = (await app.Get("/reports/weekly/2025-07-25/assignments?figure=late")).Should(400);

        (answer.Code, answer.Place).Should().Be(("no-such-figure", "figure"));
        (await app.Get("/reports/weekly/2025-07-25/assignments")).Should(400).Place.Should().Be("figure");
        (await app.Get("/reports/weekly/2025-07-25/assignments?figure=all&agency=khong-co")).Should(422).Place.Should().Be("agency");
        (await app.Get("/reports/weekly/2025-07-24/assignments?figure=all")).Should(422).Code.Should().Be("not-a-friday");
    }

    [Fact]
    public async Task It_closes_at_the_end_of_Thursday_in_Vietnam() =>
        (await Week("2025-07-18")).GetProperty("cutOff").GetString().Should().Be("2025-07-24T17:00:00Z");

    async Task<JsonElement> Week(string friday, string query = "") => (await app.Get($"/reports/weekly/{friday}{query}")).Should(200).Json;

    /// <summary>The assignments behind a figure, as its link lists them, page by page.</summary>
    async Task<List<string>> Behind(JsonElement week, string figure, string filter = "")
    {
        var (list, link) = (new List<string>(), week.GetProperty("assignments").GetString()!.Replace("{&figure,agency,directive,nature,keyTask}", $"&figure={figure}{filter}", StringComparison.Ordinal));
        for (var next = ""; next is not null;)
        {
            var page = (await app.Get($"{link}&pageSize=200{(next is "" ? "" : $"&cursor={next}")}")).Should(200).Json;
            list.AddRange(page.GetProperty("items").EnumerateArray().Select(item => $"{item.GetProperty("code").GetString()}/{item.GetProperty("lead").GetString()}"));
            next = page.TryGetProperty("nextCursor", out var cursor) ? cursor.GetString() : null;
        }

        return list;
    }

    static int Number(JsonElement json, string name) => json.GetProperty(name).GetInt32();

    static int Count(JsonElement week, string axis, string name) => week.GetProperty("totals").GetProperty(axis).GetProperty(name).GetInt32();
}
