using System.Text.Json;
using Directives.Api.Demo;

namespace Directives.Api.Tests.Demo;

/// <summary>What the real documents of the demo have in store for whoever reads them in a hurry: one test for each trap, in the order in which they were found.</summary>
public class TrapsTests(DemoApp app) : IClassFixture<DemoApp>
{
    static readonly string[] Provinces = ["tinh-uy-lao-cai"], Districts = ["huyen-uy-van-ban"];

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

    [Fact]
    public async Task A_task_for_everybody_is_an_assignment_for_each_and_seventeen_means_seventeen()
    {
        (await Of("0407-01", "2025-09-04", "true")).Should().Be(34);
        (await Of("2308-15", "2025-09-04", "true")).Should().Be(17);
        var task = (await app.Post($"{Directive("2308-05")}/tasks", new { code = "2308-15a", nature = "specific", clause = "dòng 41", title = new { vi = "Kết nối hệ thống thủ tục" } })).Should(201)
            .Json.GetProperty("events")[0].GetProperty("data").GetProperty("task").GetString();

        (await app.Post($"{Directive("2308-05")}/tasks/{task}/assignments", new { group = "ministries", words = "17 bộ, ngành", expected = 17 })).Should(409).Code.Should().Be("group-count-differs");
        (await app.Post($"{Directive("2308-05")}/tasks/{task}/assignments", new { group = "ministriesAndAgencies", words = "17 bộ, ngành", expected = 17 })).Should(201)
            .Json.GetProperty("events").GetArrayLength().Should().Be(17);
    }

    [Fact]
    public async Task A_criticism_may_name_no_locality_and_have_no_task_behind_it()
    {
        var criticism = (await app.Get("/criticisms?effectiveAsOf=2025-07-25")).Should(200).Json.GetProperty("items").EnumerateArray().Should().ContainSingle().Subject;

        (Text(criticism, "number"), Text(criticism, "degree")).Should().Be(("179-KL/TW", "nghiêm túc phê bình"));
        Text(criticism, "described").Should().Contain("các địa phương");
        criticism.GetProperty("addressees").GetArrayLength().Should().Be(0);
        criticism.GetProperty("task").ValueKind.Should().Be(JsonValueKind.Null);
        (await app.Get("/criticisms?effectiveAsOf=2025-07-24")).Json.GetProperty("items").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task A_plan_that_speaks_of_districts_can_be_theirs_until_they_ended()
    {
        var assignments = $"{Directive("312-14")}/tasks/{DemoLoader.TaskIdOf("312-14").Value}/assignments";

        var late = (await app.Post(assignments, new { leads = Districts, effectiveOn = "2025-07-01" })).Should(422);
        (late.Code, late.Place).Should().Be(("agency-not-in-existence", "/leads"));
        late.Text.Should().Contain("2025-06-30").And.Contain("tinh-uy-lao-cai");
        (await app.Post(assignments, new { leads = Districts, effectiveOn = "2025-03-01" })).Should(201);
        (await app.Post("/agencies", new { code = "huyen-uy-moi", name = new { vi = "Huyện ủy mới" }, kind = "districtPartyCommittee", level = "district", effectiveOn = "2025-07-01" }))
            .Should(422).Code.Should().Be("no-more-districts");
    }

    [Fact]
    public async Task A_deadline_that_another_document_sets_is_unknown_and_not_none()
    {
        (await Timeliness("179-28")).Should().Equal("deadlineUnknown");
        (await Timeliness("179-27")).Should().Equal("deadlineUnknown");
        (await Timeliness("312-12")).Should().Equal("noDeadline");
    }

    [Fact]
    public async Task A_number_that_only_stands_beside_a_text_makes_no_directive()
    {
        var before = await Directives();

        var import = (await app.Post(
            "/imports",
            """
            {
              "directives": [{
                "type": "conclusion", "number": "1-KL/BEN", "title": {"vi": "Bài có thanh bên"}, "issuedBy": ["bo-chinh-tri"], "issuedOn": "2025-07-04",
                "links": [{"kind": "basis", "directive": "81-NQ/TW"}]
              }],
              "tasks": [{"directive": "82-NQ/TW", "code": "1", "nature": "specific", "clause": "thanh bên", "title": {"vi": "Việc của văn bản khác"}}]
            }
            """)).Should(422);

        import.Json.GetProperty("import").GetProperty("results").EnumerateArray().Select(row => Text(row.GetProperty("problem"), "code")).Should().Equal("unknown-reference", "unknown-reference");
        (await Directives()).Should().Be(before);

        async Task<int> Directives() => (await app.Get("/directives?pageSize=1000")).Json.GetProperty("items").GetArrayLength();
    }

    [Fact]
    public async Task What_a_document_does_not_say_of_its_date_is_not_made_up()
    {
        var plan = (await app.Get(Directive("312-01"))).Json;
        (Text(plan, "issuedOn"), Text(plan, "dateNote")).Should().Be(("2025-02", "Absent in the source; between 24 January and March 2025."));
        Text((await app.Get(Directive("2308-07"))).Json, "dateNote").Should().Contain("inferred");

        (await ATask("2308-07")).GetProperty("deadline").GetProperty("yearInferred").GetBoolean().Should().BeTrue("the text says 30-8");
        (await ATask("179-19")).GetProperty("deadline").GetProperty("yearInferred").GetBoolean().Should().BeFalse();
    }

    [Fact]
    public async Task Two_months_in_a_title_are_no_period()
    {
        // The meeting of 23 August, day 53, looked back on "2 tháng".
        var month = (await ATask("179-29")).GetProperty("period");
        (Text(month, "from"), Text(month, "to")).Should().Be(("2025-07-01", "2025-07-31"), "what a report covers is entered, whatever it is called");

        var week = (await app.Get("/reports/weekly/2025-07-18")).Should(200).Json;
        (Text(week, "start"), Text(week, "end")).Should().Be(("2025-07-18", "2025-07-24"));
        (await app.Get("/reports/weekly/2025-07-01")).Should(422).Place.Should().Be("start");
    }

    [Theory]
    [InlineData("/directives?number=179-KL/TƯ", "179-KL/TW")]
    [InlineData("/directives?number=179 - kl/tw", "179-KL/TW")]
    [InlineData("/directives?number=0179-KL/TW", "179-KL/TW")]
    [InlineData("/directives?number=312-KH/TU", "312-KH/TU")]
    [InlineData("/directives?number=56-KH/BCD", null)]
    [InlineData("/directives?title=chính quyền hai cấp", "179-KL/TW")]
    public async Task One_document_is_found_however_it_is_spelled(string asked, string? found)
    {
        foreach (var form in new[] { asked, asked.Replace("ề", "e\u0302\u0300", StringComparison.Ordinal).Replace("Ư", "U\u031B", StringComparison.Ordinal) })
        {
            var numbers = (await app.Get(form)).Should(200).Json.GetProperty("items").EnumerateArray().Select(item => Text(item, "number")).ToList();
            if (found is null)
                numbers.Should().BeEmpty("BCD is not BCĐ");
            else
                numbers.Should().Contain(found, form);
        }
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

    async Task<IEnumerable<string?>> Timeliness(string task) =>
        (await app.Get($"/assignments?task={DemoLoader.TaskIdOf(task).Value}&pageSize=1000")).Should(200).Json.GetProperty("items").EnumerateArray().Select(item => Text(item, "timeliness")).Distinct();

    async Task<JsonElement> ATask(string code) =>
        (await app.Get(Directive(code))).Should(200).Json.GetProperty("tasks").EnumerateArray().Single(task => Text(task, "code") == code);

    static string? Text(JsonElement json, string property) => json.GetProperty(property).GetString();
}
