using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Issuing;

public class TaskChangesTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task A_task_reads_otherwise_from_the_day_of_the_amendment_on()
    {
        var directive = await app.IssuedDirective();
        var task = await app.TaskWithDeadline(directive);
        await app.Assigned(task);

        var reworded = (await app.Post($"{task}/rewordings", new { authority = "185-KL/TW", title = new { vi = "Ban hành và hoàn thành" }, nature = "report", effectiveOn = "2025-08-12" })).Should(201);

        var shown = (await app.Get(directive)).Json.GetProperty("tasks")[0];
        shown.GetProperty("title").GetProperty("vi").GetString().Should().Be("Ban hành và hoàn thành");
        shown.GetProperty("nature").GetString().Should().Be("report");
        shown.GetProperty("clause").GetString().Should().Be("dòng 17", "what the amendment does not name stays");
        (await Title("2025-08-11")).Should().Be("Ban hành hướng dẫn tài chính cấp xã specific");
        (await Title("2025-08-12")).Should().Be("Ban hành và hoàn thành report");
        (await app.Post($"{task}/rewordings", new { authority = "185-KL/TW", nature = "report" })).Should(409).Code.Should().Be("task-reads-so-already");

        async Task<string> Title(string day)
        {
            var item = (await app.Get($"/assignments?directive={directive.Split('/')[^1]}&effectiveAsOf={day}&minPosition={reworded.Position}")).Json.GetProperty("items")[0];
            return $"{item.GetProperty("title").GetProperty("vi").GetString()} {item.GetProperty("nature").GetString()}";
        }
    }

    [Fact]
    public async Task A_task_gets_a_target()
    {
        var directive = await app.IssuedDirective();
        var task = await app.TaskWithDeadline(directive);
        var body = new { authority = "185-KL/TW", target = new { text = "17/17", wanted = 17, baseline = 0, unit = "bộ, ngành" } };

        var first = (await app.Post($"{task}/targets", body, key: "t1")).Should(201);
        (await app.Post($"{task}/targets", body, key: "t1")).Should().Be(first);

        (await app.Get(directive)).Json.GetProperty("tasks")[0].GetProperty("target").GetProperty("text").GetString().Should().Be("17/17");
        (await app.Post($"{task}/targets", body)).Should(409).Code.Should().Be("target-stands-already");
        (await app.Post($"{task}/targets", new { authority = "185-KL/TW", target = new { text = " " } })).Should(422).Place.Should().Be("/target/text");
    }

    [Fact]
    public async Task A_task_that_another_document_says_too_is_counted_once()
    {
        var (oral, written) = (await TaskOf("0407-02"), await TaskOf("174-01"));
        var (repeated, original) = (await app.Assigned(oral), await app.Assigned(written));
        var before = await Overdue();

        var restated = (await app.Post($"{oral}/restatements", Of(written, "bỏ “và hoàn thành”"))).Should(201);

        var shown = (await app.Get(Directive(oral))).Json.GetProperty("tasks")[0];
        shown.GetProperty("restates").GetProperty("task").GetString().Should().Be(IdOf(written));
        shown.GetProperty("difference").GetString().Should().Be("bỏ “và hoàn thành”");
        (await Overdue()).Should().BeEquivalentTo(before.Except([IdOf(repeated)])).And.Contain(IdOf(original));
        (await Assignments("counted=false")).Should().Contain(IdOf(repeated)).And.NotContain(IdOf(original));
        (await Assignments("counted=true")).Should().Contain(IdOf(original)).And.NotContain(IdOf(repeated));
        (await Assignments($"task={IdOf(oral)}")).Should().Equal(IdOf(repeated));

        var week = (await app.Get($"/reports/weekly/2025-07-25?minPosition={restated.Position}")).Should(200).Json;
        week.GetProperty("notable").GetProperty("leftOut").GetInt32().Should().BeGreaterThan(0);
        week.GetProperty("reconciliation").GetProperty("addsUp").GetBoolean().Should().BeTrue();
        (await Behind("added")).Should().Contain(IdOf(original)).And.NotContain(IdOf(repeated));
        (await Behind("leftOut")).Should().Contain(IdOf(repeated)).And.NotContain(IdOf(original));

        (await app.Post($"{oral}/assignments", new { leads = new[] { Justice } })).Should(409).Json.GetProperty("original").GetProperty("task").GetString().Should().Be(IdOf(written));

        async Task<IEnumerable<string?>> Behind(string figure) =>
            (await app.Get($"/reports/weekly/2025-07-25/assignments?figure={figure}&pageSize=1000")).Should(200).Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("assignment").GetString());
    }

    [Fact]
    public async Task Nothing_that_is_owed_gets_lost_when_a_task_is_said_to_be_another()
    {
        var (one, other) = (await TaskOf("a"), await TaskOf("b"));
        await app.Assigned(one);
        await app.Assigned(other, Justice);

        (await app.Post($"{one}/restatements", Of(other))).Should(409).Code.Should().Be("lead-not-in-original");

        await app.Assigned(other);
        (await app.Post($"{one}/restatements", Of(other))).Should(201);
    }

    [Fact]
    public async Task An_original_is_one_that_is_there_and_repeats_nothing_itself()
    {
        var (one, two, three) = (await TaskOf("a"), await TaskOf("b"), await TaskOf("c"));
        (await app.Post($"{two}/restatements", Of(three))).Should(201);

        (await app.Post($"{one}/restatements", Of(one))).Should(422).Code.Should().Be("restates-itself");
        (await app.Post($"{one}/restatements", new { directive = IdOf(Directive(two)), task = Guid.NewGuid() })).Should(422).Code.Should().Be("unknown-task");
        (await app.Post($"{one}/restatements", new { directive = Guid.NewGuid(), task = IdOf(two) })).Should(422).Code.Should().Be("unknown-task");
        (await app.Post($"{two}/restatements", Of(one))).Should(409).Code.Should().Be("task-restates");
        (await app.Post($"{one}/restatements", Of(two))).Should(409).Json.GetProperty("original").GetProperty("task").GetString().Should().Be(IdOf(three));
        (await app.Post($"{three}/restatements", Of(one))).Should(409).Json.GetProperty("restatedBy").GetProperty("task").GetString().Should().Be(IdOf(two));
        (await app.Post($"{three}/restatements", Of(two))).Should(409).Code.Should().Be("original-restates");

        (await app.Post($"{three}/cancellations", new { reason = "x", authority = "1" })).Should(201);
        (await app.Post($"{one}/restatements", Of(three))).Should(409).Code.Should().Be("original-ended");
    }

    [Theory]
    [InlineData("rewordings", """{"title":{"vi":"x"}}""", "missing-member")]
    [InlineData("rewordings", """{"authority":"1","nature":"hard"}""", "malformed-json")]
    [InlineData("targets", """{"authority":"1"}""", "missing-member")]
    [InlineData("targets", """{"authority":"1","target":{"text":"x","wanted":"17"}}""", "malformed-json")]
    [InlineData("restatements", """{"directive":"x","task":"y"}""", "malformed-json")]
    [InlineData("restatements", """{"of":"x"}""", "unknown-member")]
    public async Task Bad_input_is_named(string what, string body, string code) =>
        (await app.Post($"{await TaskOf("a")}/{what}", body)).Should(400).Code.Should().Be(code);

    [Theory]
    [InlineData("rewordings", """{"authority":"1","keyTask":true}""")]
    [InlineData("targets", """{"authority":"1","target":{"text":"x"}}""")]
    public async Task A_task_that_is_not_there_is_not_found(string what, string body) =>
        (await app.Post($"{await app.IssuedDirective()}/tasks/{Guid.NewGuid()}/{what}", body)).Should(404).Code.Should().Be("no-such-task");

    async Task<string> TaskOf(string code) => await app.TaskWithDeadline(await app.IssuedDirective(), code);

    Task<List<string?>> Overdue() => Items("/reports/overdue?pageSize=1000");

    Task<List<string?>> Assignments(string filter) => Items($"/assignments?pageSize=1000&{filter}");

    async Task<List<string?>> Items(string path) =>
        [.. (await app.Get(path)).Should(200).Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("assignment").GetString())];

    static object Of(string task, string? difference = null) => new { directive = IdOf(Directive(task)), task = IdOf(task), difference };

    static string Directive(string task) => string.Join('/', task.Split('/')[..3]);

    static string IdOf(string path) => path.Split('/')[^1];
}
