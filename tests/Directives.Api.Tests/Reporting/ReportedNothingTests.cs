using System.Text.Json;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Reporting;

public class ReportedNothingTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task An_agency_that_was_urged_and_said_nothing_reported_nothing_though_something_was_heard_of_its_work()
    {
        var directive = await app.IssuedDirective();
        var (finance, justice) = (await Assigned(directive, "1", Finance), await Assigned(directive, "2", Justice));
        (await app.Post($"{finance}/progress-reports", new { text = "Đang soạn thảo", effectiveOn = "2025-08-05" }, Finance, "LeadReporter")).Should(201);
        (await app.Post($"{justice}/urgings", new { text = "Đề nghị báo cáo tiến độ", replyBy = "2025-08-10", document = "910-CV/BTCTW", effectiveOn = "2025-08-05" })).Should(201);

        var week = await Week("2025-08-01");
        var before = week.GetProperty("position").GetInt64();

        Codes(week, "nothingHeard").Should().BeEmpty();
        Codes(week, "reportedNothing").Should().Equal(Justice);
        Codes(await Week("2025-08-08"), "reportedNothing").Should().Equal(Finance, Justice);

        // Told a week late, it was still said of that week; what was known before stays as it was.
        (await app.Post($"{justice}/progress-reports", new { text = "Đang thẩm định", effectiveOn = "2025-08-04" }, Justice, "LeadReporter")).Should(201);
        Codes(await Week("2025-08-01"), "reportedNothing").Should().BeEmpty();
        Codes(await Week($"2025-08-01?atPosition={before}"), "reportedNothing").Should().Equal(Justice);
    }

    async Task<string> Assigned(string directive, string code, string lead)
    {
        var task = (await app.Post($"{directive}/tasks", new { code, nature = "specific", clause = "1", title = new { vi = "Báo cáo" }, effectiveOn = "2025-07-25" })).Should(201);
        return (await app.Post(
            $"{directive}/tasks/{task.Json.GetProperty("events")[0].GetProperty("data").GetProperty("task").GetString()}/assignments", new { leads = new[] { lead }, effectiveOn = "2025-07-25" })).Should(201).Location!;
    }

    async Task<JsonElement> Week(string start) => (await app.Get($"/reports/weekly/{start}")).Should(200).Json;

    static IEnumerable<string?> Codes(JsonElement week, string list) => week.GetProperty(list).EnumerateArray().Select(code => code.GetString());
}
