using System.Net.Http.Json;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Http;

public class ConditionalWriteTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task Of_two_clients_that_saw_the_same_directive_one_wins_and_the_other_is_told_the_current_version()
    {
        var directive = await app.IssuedDirective();
        var seen = (await app.Get(directive)).ETag;

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => app.Post($"{directive}/tasks", ATask($"t{i}"), ifMatch: seen)));

        answers.Should().ContainSingle(answer => answer.Status == 201);
        answers.Where(answer => answer.Status != 201).Should().OnlyContain(answer => answer.Status == 412 && answer.Json.GetProperty("currentVersion").GetInt64() == 2);
        (await app.Get(directive)).Json.GetProperty("tasks").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task Who_names_several_versions_is_content_with_any_of_them()
    {
        var directive = await app.IssuedDirective();

        (await app.Post($"{directive}/tasks", ATask("1"), ifMatch: "\"7\", \"8\"")).Should(412).Code.Should().Be("stale");
        (await app.Post($"{directive}/tasks", ATask("1"), ifMatch: "\"7\", \"1\"")).Should(201);
        (await app.Post($"{directive}/tasks", ATask("2"), ifMatch: "*")).Should(201);
    }

    [Theory]
    [InlineData("W/\"4\"", 412)]
    [InlineData("\"4-gzip\"", 412)]
    [InlineData("\"\"", 412)]
    [InlineData("\"3\",\"5\"", 412)]
    [InlineData("W/\"3\", \"x\",\"4\"", 201)]
    public async Task Tags_that_are_no_version_match_nothing_and_spoil_nothing(string tags, int status)
    {
        var assignment = await app.AssignedTask();
        (await app.Get(assignment)).ETag.Should().Be("\"4\"");

        (await app.Post($"{assignment}/acceptances", new { }, Finance, "LeadReporter", ifMatch: tags)).Should(status);
    }

    [Fact]
    public async Task Who_decides_without_saying_what_was_seen_is_told_to_and_nothing_is_written()
    {
        var assignment = await app.AssignedTask();

        var answer = (await Silently($"{assignment}/acceptances", "LeadReporter", Finance, "s1")).Should(428);

        answer.Code.Should().Be("if-match-required");
        answer.Place.Should().Be("If-Match");
        (await app.Get(assignment)).ETag.Should().Be("\"4\"");
        (await app.Post($"{assignment}/acceptances", new { }, Finance, "LeadReporter", "s1", "*")).Should(201);
    }

    [Fact]
    public async Task What_only_adds_needs_no_version() =>
        (await Silently($"{await app.AssignedTask()}/work-starts", "LeadReporter", Finance, "s2")).Should(201);

    /// <summary>Such requests were sent before this had to be said, and some are still repeated.</summary>
    [Fact]
    public async Task A_repeat_of_what_was_recorded_without_a_version_is_answered_as_it_was()
    {
        var assignment = await app.AssignedTask();
        var first = (await app.Post($"{assignment}/acceptances", new { }, Finance, "LeadReporter", "s3", "*")).Should(201);

        (await Silently($"{assignment}/acceptances", "LeadReporter", Finance, "s3")).Should().Be(first);
    }

    [Fact]
    public async Task Two_ministries_working_on_one_directive_never_stand_in_each_others_way()
    {
        var task = await app.TaskWithDeadline(await app.IssuedDirective());
        var (finance, justice) = (await app.Assigned(task), await app.Assigned(task, Justice));
        var (seenByFinance, seenByJustice) = ((await app.Get(finance)).ETag, (await app.Get(justice)).ETag);

        (await app.Post($"{finance}/work-starts", new { }, Finance, "LeadReporter", ifMatch: seenByFinance)).Should(201);
        (await app.Post($"{justice}/work-starts", new { }, Justice, "LeadReporter", ifMatch: seenByJustice)).Should(201);

        (await app.Post($"{finance}/progress-reports", new { text = "x" }, Finance, "LeadReporter", ifMatch: seenByFinance)).Should(412);
    }

    [Fact]
    public async Task Changing_the_tasks_deadline_changes_what_everybody_saw_of_it()
    {
        var directive = await app.IssuedDirective();
        var identified = (await app.Post($"{directive}/tasks", ATask("1"))).Json;
        var task = $"{directive}/tasks/{identified.GetProperty("events")[0].GetProperty("data").GetProperty("task").GetString()}";
        var assignment = await app.Assigned(task);
        var seen = (await app.Get(assignment)).ETag;

        (await app.Post($"{task}/deadlines", new { phrase = "trong năm 2025", kind = "explicit", period = "2025", bound = "within" })).Should(201);

        (await app.Get(assignment)).ETag.Should().NotBe(seen);
        (await app.Post($"{assignment}/work-starts", new { }, Finance, "LeadReporter", ifMatch: seen)).Should(412);
    }

    [Fact]
    public async Task The_same_version_is_shown_by_the_stream_the_list_and_the_receipt()
    {
        var assignment = await app.AssignedTask();
        var receipt = await app.Post($"{assignment}/work-starts", new { }, Finance, "LeadReporter");

        var listed = (await app.Get($"/assignments?directive={assignment.Split('/')[2]}&minPosition={receipt.Position}")).Json.GetProperty("items")[0];

        receipt.ETag.Should().Be((await app.Get(assignment)).ETag).And.Be($"\"{listed.GetProperty("version").GetInt64()}\"");
    }

    [Fact]
    public async Task The_tag_of_a_new_assignment_is_that_of_the_place_it_points_to()
    {
        var task = await app.TaskWithDeadline(await app.IssuedDirective());

        var assigned = (await app.Post($"{task}/assignments", new { leads = new[] { Finance, Justice, Committee } })).Should(201);

        (await app.Get(assigned.Location!)).ETag.Should().Be(assigned.ETag);
    }

    [Fact]
    public async Task Without_a_version_all_of_a_crowd_get_through_and_nothing_is_lost()
    {
        var directive = await app.IssuedDirective();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => app.Post($"{directive}/tasks", ATask($"t{i}"))));

        answers.Should().OnlyContain(answer => answer.Status == 201);
        (await app.Get(directive)).Json.GetProperty("tasks").EnumerateArray().Select(task => task.GetProperty("code").GetString())
            .Should().BeEquivalentTo(Enumerable.Range(0, 16).Select(i => $"t{i}"));
    }

    Task<Answer> Silently(string path, string role, string agency, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(new { }) };
        request.Headers.Add("Idempotency-Key", key);
        return app.Send(request.As(role, agency).WithoutIfMatch());
    }
}
