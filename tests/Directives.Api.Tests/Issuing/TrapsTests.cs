using System.Text.Json;
using Directives.Api.Demo;
using Directives.Api.Tests.Demo;

namespace Directives.Api.Tests.Issuing;

/// <summary>What a meeting concluded aloud on 4 July 2025 and what was written down afterwards, in the demo's real documents.</summary>
public class TrapsTests(DemoApp app) : IClassFixture<DemoApp>
{
    static readonly string[] Provinces = ["tinh-uy-lao-cai"];

    [Fact]
    public async Task One_obligation_that_stands_in_three_documents_is_counted_once()
    {
        var (before, after) = (await Counted("2025-08-22", knownAsOf: "2025-08-25T00:00:00Z"), await Counted("2025-08-22", knownAsOf: "2025-08-25T01:00:00Z"));

        (before - after).Should().Be(2 * 34, "34 provinces owed it by 174-05 and by 0407-05 until 2308-07 was known to say the same");
        (await Of("0407-03", "2025-09-04", "true")).Should().Be(0, "it is counted as 174-02");
        (await Of("174-02", "2025-09-04", "true")).Should().Be(34);
        (await Of("2308-07", "2025-09-04", "true")).Should().Be(34);
        (await Of("174-05", "2025-09-04", "true")).Should().Be(0);
        (await Of("174-05", "2025-08-22", "true")).Should().Be(34, "until the third document it was counted under the second");

        foreach (var friday in new[] { "2025-07-04", "2025-08-15", "2025-08-22", "2025-08-29" })
            (await Reconciliation(friday)).GetProperty("addsUp").GetBoolean().Should().BeTrue(friday);
        (await Reconciliation("2025-08-22")).GetProperty("restated").GetInt32().Should().Be(2 * 34, "from that week on they are counted under the third");
    }

    [Fact]
    public async Task Where_the_spoken_and_the_written_words_differ_the_difference_is_kept()
    {
        await Restate("0407-02", "174-01", "Bản nói: “rà soát”; bản viết: “rà soát và hoàn thành”.");

        var task = (await app.Get(Directive("0407-02"))).Json.GetProperty("tasks").EnumerateArray().Single(task => task.GetProperty("code").GetString() == "0407-02");

        task.GetProperty("restates").GetProperty("task").GetString().Should().Be($"{DemoLoader.TaskIdOf("174-01").Value}");
        task.GetProperty("difference").GetString().Should().Contain("rà soát và hoàn thành");
    }

    [Fact]
    public async Task A_task_whose_lead_only_another_document_names_is_followed_there()
    {
        var written = (await app.Post($"{Directive("174-14")}/tasks", new { code = "174-14a", nature = "specific", clause = "dòng 23", title = new { vi = "Đưa thanh niên hỗ trợ xã vùng xa" } })).Should(201)
            .Json.GetProperty("events")[0].GetProperty("data").GetProperty("task").GetString();

        (await app.Post($"{Directive("174-14")}/tasks/{written}/restatements", Original("0407-08"))).Should(201);

        (await app.Post($"{Directive("174-14")}/tasks/{written}/assignments", new { leads = Provinces })).Should(409).Code.Should().Be("task-restates");
        (await Of("0407-08", "2025-09-04", "true")).Should().Be(34);
    }

    async Task Restate(string task, string original, string? difference = null) =>
        (await app.Post($"{Directive(task)}/tasks/{DemoLoader.TaskIdOf(task).Value}/restatements", Original(original, difference))).Should(201);

    async Task<int> Counted(string friday, string knownAsOf) => (await app.Get($"/reports/weekly/{friday}?knownAsOf={knownAsOf}")).Should(200).Json.GetProperty("totals").GetProperty("all").GetInt32();

    async Task<JsonElement> Reconciliation(string friday) => (await app.Get($"/reports/weekly/{friday}")).Should(200).Json.GetProperty("reconciliation");

    async Task<int> Of(string task, string day, string counted) =>
        (await app.Get($"/assignments?task={DemoLoader.TaskIdOf(task).Value}&effectiveAsOf={day}&counted={counted}&pageSize=1000")).Should(200).Json.GetProperty("items").GetArrayLength();

    static object Original(string task, string? difference = null) =>
        new { directive = DemoLoader.IdOf(task.Split('-')[0]).Value, task = DemoLoader.TaskIdOf(task).Value, difference };

    static string Directive(string task) => $"/directives/{DemoLoader.IdOf(task.Split('-')[0]).Value}";
}
