using System.Text.Json;
using Directives.Api.Demo;
using Directives.Api.Tests.Reporting.Formats;

namespace Directives.Api.Tests.Reporting;

public class DirectiveProgressTests(FormatsApp app) : IClassFixture<FormatsApp>
{
    static readonly string Progress = $"/directives/{DemoLoader.IdOf("179").Value}/progress";

    [Fact]
    public async Task Every_week_of_a_directive_is_as_the_weekly_report_tells_it()
    {
        var weeks = Weeks(await Get($"{Progress}?from=2025-07-18&to=2025-09-05"));

        weeks.Should().HaveCount(8);
        foreach (var told in weeks)
        {
            var week = (await app.Get($"/reports/weekly/{told.GetProperty("start").GetString()}")).Should(200).Json;
            var of = week.GetProperty("byDirective").EnumerateArray().SingleOrDefault(row => row.GetProperty("number").GetString() == "179-KL/TW");
            if (of.ValueKind is JsonValueKind.Undefined)
            {
                Figure(told, "all").Should().Be(0);
                continue;
            }

            var totals = of.GetProperty("totals");
            (Figure(told, "all"), Figure(told, "closing"), Figure(told, "fallenDue")).Should().Be(
                (Number(totals, "all"), Number(of.GetProperty("reconciliation"), "closing"), Number(totals, "fallenDue")), $"{told}");
            (Figure(told, "lifecycle-completed"), Figure(told, "timeliness-overdue")).Should().Be(
                (Number(totals.GetProperty("byLifecycle"), "completed"), Number(totals.GetProperty("byTimeliness"), "overdue")), $"{told}");
        }

        Figure(weeks[^1], "lifecycle-completed").Should().BePositive();
    }

    /// <summary>The finance guidance was done in time, which was recorded later.</summary>
    [Fact]
    public async Task It_is_told_as_it_was_known()
    {
        var (before, after) = (await Get($"{Progress}?to=2025-07-25&knownAsOf=2025-08-01T01:00:00Z"), await Get($"{Progress}?to=2025-07-25&knownAsOf=2025-08-05T01:00:00Z"));

        (Figure(Weeks(before)[^1], "timeliness-overdue"), Figure(Weeks(after)[^1], "timeliness-overdue")).Should().Be((1, 0));
        (Figure(Weeks(after)[^1], "lifecycle-completed") - Figure(Weeks(before)[^1], "lifecycle-completed")).Should().Be(1);
    }

    [Fact]
    public async Task It_runs_from_the_first_assignment_to_the_last_week_that_is_over()
    {
        var progress = await Get($"{Progress}?knownAsOf=2025-09-10T01:00:00Z");
        var weeks = Weeks(progress);

        (progress.GetProperty("from").GetString(), progress.GetProperty("to").GetString()).Should().Be(
            (weeks[0].GetProperty("start").GetString(), "2025-09-04"), "10 September was a Wednesday");
        Figure(weeks[0], "all").Should().BePositive("it is the week of the first assignment");
        Weeks(await Get($"{Progress}?knownAsOf=2025-09-10T01:00:00Z&from=2025-10-03")).Should().ContainSingle("a week that is named is told, also ahead");
    }

    [Fact]
    public async Task The_page_draws_it_and_every_number_leads_to_its_assignments()
    {
        var page = (await app.Download($"{Progress}.html?to=2025-08-29&lang=en")).Should(200).Text;

        page.Should().Contain("179-KL/TW: ").And.MatchRegex("<svg [^>]*role=\"img\" aria-label=\"Assigned, open, overdue and completed at the close of each week\"");
        page.Split("<polyline").Should().HaveCount(1 + 4);
        var links = System.Text.RegularExpressions.Regex.Matches(page, "<td class=\"number\"><a href=\"([^\"]*)\">([\\d,]+)</a>").TakeLast(16).ToList();
        foreach (var link in links)
            (await app.Get($"{System.Net.WebUtility.HtmlDecode(link.Groups[1].Value)}&pageSize=1000")).Should(200).Json.GetProperty("items").GetArrayLength()
                .Should().Be(int.Parse(link.Groups[2].Value.Replace(",", "", StringComparison.Ordinal), null), link.Value);
        links.Should().Contain(link => link.Groups[2].Value != "0");
    }

    [Theory]
    [InlineData("from=2025-07-05", 422, "not-a-friday", "from")]
    [InlineData("to=2025-07-12", 422, "not-a-friday", "to")]
    [InlineData("from=2025-07-11&to=2025-07-04", 400, "window-ends-before-it-starts", "to")]
    [InlineData("from=2015-01-02&to=2025-07-04", 400, "too-many-weeks", "to")]
    [InlineData("to=12/07/2025", 400, "bad-request", "to")]
    [InlineData("atPosition=-1", 400, "negative-position", "atPosition")]
    public async Task It_runs_from_one_Friday_to_another(string query, int status, string code, string place)
    {
        var answer = (await app.Get($"{Progress}?{query}")).Should(status);

        (answer.Code, answer.Place).Should().Be((code, place));
    }

    [Fact]
    public async Task Of_what_was_not_entered_yet_there_is_none()
    {
        (await app.Get($"/directives/{Guid.NewGuid()}/progress.html")).Should(404).Code.Should().Be("no-such-directive");
        (await app.Get($"{Progress}?atPosition=1")).Should(404).Code.Should().Be("no-such-directive");
    }

    async Task<JsonElement> Get(string path) => (await app.Get(path)).Should(200).Json;

    static List<JsonElement> Weeks(JsonElement progress) => [.. progress.GetProperty("weeks").EnumerateArray()];

    static int Figure(JsonElement week, string name) => Number(week.GetProperty("figures"), name);

    static int Number(JsonElement json, string name) => json.GetProperty(name).GetInt32();
}
