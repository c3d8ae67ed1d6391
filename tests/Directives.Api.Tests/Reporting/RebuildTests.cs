using Directives.Api.Hosting;
using Directives.Api.Tests.Demo;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Reporting;

public class RebuildTests(DemoApp app) : IClassFixture<DemoApp>
{
    static readonly string[] Reports =
    [
        "/reports/overdue?effectiveAsOf=2025-07-31&knownAsOf=2025-08-01T01:00:00Z",
        "/reports/overdue?effectiveAsOf=2026-02-01&pageSize=1000",
        "/reports/weekly/2025-07-25",
        "/reports/weekly/2025-08-22?knownAsOf=2025-08-29T10:00:00Z",
        "/assignments?pageSize=1000&effectiveAsOf=2025-08-28",
        "/directives?pageSize=1000",
        "/agencies",
        "/difficulties?pageSize=1000",
        "/reports/publications?pageSize=1000",
        "/urgings?pageSize=1000",
        "/inspections?pageSize=1000",
        "/criticisms?pageSize=1000",
        "/commendations?pageSize=1000"
    ];

    [Fact]
    public async Task Dropped_read_models_come_back_and_every_report_has_the_same_bytes()
    {
        await Supervised();
        var before = await All();
        before[^5..].Should().AllSatisfy(list => list.Should().Contain("recordedAt"), "an empty list comes back whatever is lost");

        await app.Stop();
        await using (var drop = app.Database.Source.CreateCommand($"drop schema {Services.Tracking.Schema} cascade"))
            await drop.ExecuteNonQueryAsync();
        await app.Start();

        (await All()).Should().Equal(before);
    }

    [Fact]
    public async Task A_restart_changes_nothing()
    {
        var before = await All();
        await app.Restart();
        (await All()).Should().Equal(before);
    }

    /// <summary>One of everything that is said of those who work, and of what was said only some is answered.</summary>
    async Task Supervised()
    {
        var assignment = await app.AssignedTask();
        var directive = string.Join('/', assignment.Split('/')[..3]);
        var urging = (await app.Post($"{assignment}/urgings", new { text = "Đề nghị báo cáo", replyBy = "2025-08-10", effectiveOn = "2025-08-03" })).Should(201);
        (await app.Post($"{assignment}/urgings", new { text = "Đề nghị báo cáo ngay", replyBy = "2025-08-20", effectiveOn = "2025-08-13" })).Should(201);
        (await app.Post($"{assignment}/urgings/{IdIn(urging, "urging")}/answers", new { text = "Đang trình", effectiveOn = "2025-08-12" }, Finance, "LeadReporter")).Should(201);
        var inspection = (await app.Post($"{directive}/inspections", new { subject = Finance, authority = "15-QĐ/UBKT", text = "Việc thực hiện", effectiveOn = "2025-08-05" })).Should(201);
        (await app.Post($"{directive}/inspections/{IdIn(inspection, "inspection")}/conclusions", new { nature = "Chậm", degree = "nhẹ", cause = "không", responsibility = "không", document = "20-KL/UBKT", effectiveOn = "2025-08-14" })).Should(201);
        (await app.Post($"{directive}/criticisms", new { text = "Chậm", document = "179-KL/TW", described = "các địa phương chậm", effectiveOn = "2025-07-25" })).Should(201);
        (await app.Post("/reports/weekly/2025-08-15/publications", new { })).Should(201);
        (await app.Post($"{directive}/commendations", new { text = "Làm tốt", document = "12-TB/TW", addressees = new[] { Finance }, effectiveOn = "2025-08-12" })).Should(201);

        static string IdIn(Answer answer, string what) => answer.Json.GetProperty("events")[0].GetProperty("data").GetProperty(what).GetString()!;
    }

    async Task<List<string>> All()
    {
        // The read models fill while the host already answers; asking for the last position waits for them.
        await using var head = app.Database.Source.CreateCommand("select max(seq_id) from es.mt_events");
        (await app.Get($"/assignments?pageSize=1&minPosition={await head.ExecuteScalarAsync()}")).Should(200);
        var texts = new List<string>();
        foreach (var report in Reports)
            texts.Add((await app.Get(report)).Should(200).Text);
        return texts;
    }
}
