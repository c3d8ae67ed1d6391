using System.Text.Json;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Deadlines;

/// <summary>What becomes of a task's deadline for everybody who has the task.</summary>
public class DeadlineChangesTests(App app) : IClassFixture<App>
{
    static readonly object ByReference = new { phrase = "theo tiến độ của Kế hoạch 56", kind = "byReference", reference = "56-KH/BCĐ" };

    [Fact]
    public async Task What_was_unknown_becomes_clear_and_what_the_document_states_stays()
    {
        var directive = await app.IssuedDirective();
        var task = await app.TaskWithDeadline(directive, deadline: ByReference);
        var assignment = await app.Assigned(task);
        (await app.Get(assignment)).Json.GetProperty("timeliness").GetString().Should().Be("deadlineUnknown");

        var clarified = (await app.Post($"{task}/clarifications", new { period = "2025-08", bound = "within", authority = "900-CV/VPTW", effectiveOn = "2025-07-29" })).Should(201);

        (await app.Get(assignment)).Json.GetProperty("lastCompliantDay").GetString().Should().Be("2025-08-31");
        var shown = (await app.Get(directive)).Json.GetProperty("tasks")[0];
        shown.GetProperty("statedDeadline").GetProperty("kind").GetString().Should().Be("byReference");
        shown.GetProperty("deadline").GetProperty("period").GetString().Should().Be("2025-08");
        shown.GetProperty("deadline").GetProperty("phrase").GetString().Should().Be("theo tiến độ của Kế hoạch 56");
        shown.GetProperty("deadline").GetProperty("calendar").GetString().Should().NotBeNull("it names what it was read by");
        (await OnDay("2025-07-28")).Should().Be("deadlineUnknown");
        (await OnDay("2025-07-29")).Should().Be("notYetDue");
        (await app.Post($"{task}/clarifications", new { period = "2025-08", bound = "within", authority = "900-CV/VPTW" })).Should(409).Code.Should().Be("deadline-already-clear");

        async Task<string?> OnDay(string day) =>
            (await app.Get($"/assignments?directive={directive.Split('/')[2]}&effectiveAsOf={day}&minPosition={clarified.Position}")).Json.GetProperty("items")[0].GetProperty("timeliness").GetString();
    }

    [Fact]
    public async Task While_a_task_is_suspended_its_clock_stands_and_its_leads_wait()
    {
        var directive = await app.IssuedDirective();
        var task = await app.TaskWithDeadline(directive);
        var assignment = await app.Assigned(task);

        var stopped = (await app.Post($"{task}/suspensions", new { reason = "Chờ văn bản", authority = "901-CV/VPTW", effectiveOn = "2025-07-29" })).Should(201);

        (await app.Get(assignment)).Json.GetProperty("lifecycle").GetString().Should().Be("suspended");
        (await app.Get(assignment)).Json.GetProperty("timeliness").GetString().Should().Be("dueSoon", "it stopped two days before");
        (await app.Get(assignment)).Json.GetProperty("suspendedSince").GetString().Should().Be("2025-07-29");
        (await app.Get($"/reports/overdue?directive={directive.Split('/')[2]}&minPosition={stopped.Position}")).Json.GetProperty("total").GetInt32().Should().Be(0);
        (await app.Post($"{assignment}/work-starts", new { }, Finance, "LeadReporter")).Should(409).Code.Should().Be("task-suspended");
        (await app.Post($"{task}/assignments", new { leads = new[] { Justice } })).Should(409).Code.Should().Be("task-suspended");
        (await app.Post($"{task}/suspensions", new { reason = "x", authority = "x" })).Should(409).Code.Should().Be("task-suspended");

        (await app.Post($"{task}/resumptions", new { authority = "902-CV/VPTW", effectiveOn = "2025-08-08" })).Should(201);

        (await app.Get(assignment)).Json.GetProperty("lastCompliantDay").GetString().Should().Be("2025-08-09", "ten days stood still");
        (await app.Get(assignment)).Json.GetProperty("statedLastCompliantDay").GetString().Should().Be("2025-07-30");
        (await app.Get(directive)).Json.GetProperty("tasks")[0].GetProperty("stops")[0].ToString().Should().Contain("2025-07-29").And.Contain("2025-08-08");
        (await app.Post($"{assignment}/work-starts", new { }, Finance, "LeadReporter")).Should(201);
        (await app.Post($"{task}/resumptions", new { authority = "x" })).Should(409).Code.Should().Be("task-not-suspended");
    }

    [Fact]
    public async Task A_claim_that_waits_is_checked_while_its_task_is_suspended()
    {
        var task = await app.TaskWithDeadline(await app.IssuedDirective());
        var assignment = await app.Assigned(task);
        (await app.Post($"{assignment}/completion-reports", Completion("2025-07-28"), Finance, "LeadReporter")).Should(201);
        (await app.Post($"{task}/suspensions", new { reason = "x", authority = "x", effectiveOn = "2025-07-29" })).Should(201);

        (await app.Post($"{assignment}/verifications", new { outcome = "accepted" }, Committee, "Verifier")).Should(201);

        (await app.Get(assignment)).Json.GetProperty("timeliness").GetString().Should().Be("onTime");
    }

    [Fact]
    public async Task A_deadline_that_follows_a_dated_task_gets_the_date_at_once()
    {
        var (followed, follower) = (await app.TaskWithDeadline(await app.IssuedDirective()), await app.IssuedDirective());

        var task = await app.TaskWithDeadline(follower, deadline: Following(followed));

        var source = (await app.Get(followed[..followed.IndexOf("/tasks", StringComparison.Ordinal)])).Json.GetProperty("number").GetProperty("printed").GetString();
        var shown = (await app.Get(follower)).Json.GetProperty("tasks")[0];
        shown.GetProperty("deadline").GetProperty("lastCompliantDay").GetString().Should().Be("2025-07-30");
        shown.GetProperty("deadline").GetProperty("phrase").GetString().Should().Be("theo tiến độ của Kế hoạch 56");
        shown.GetProperty("deadline").GetProperty("follows").GetProperty("task").GetString().Should().Be(followed.Split('/')[^1]);
        shown.GetProperty("statedDeadline").GetProperty("lastCompliantDay").ValueKind.Should().Be(JsonValueKind.Null);
        var events = (await app.Get($"{follower}/events")).Json.GetProperty("items").EnumerateArray().ToList();
        events.Select(e => e.GetProperty("type").GetString()).Should().Equal("directive_issued", "task_identified", "deadline_set", "deadline_clarified");
        events[^1].GetProperty("data").GetProperty("authority").GetString().Should().Be($"{source}, 19");
        (await app.Get(await app.Assigned(task))).Json.GetProperty("timeliness").GetString().Should().Be("overdue");
    }

    [Theory]
    [InlineData("clarifications", """{"period":"2025-08","bound":"within"}""", 400, "missing-member", "")]
    [InlineData("clarifications", """{"authority":"x"}""", 422, "deadline-period-required", "/period")]
    [InlineData("clarifications", """{"authority":"x","period":"2025-08-32","bound":"within"}""", 400, "malformed-json", "/period")]
    [InlineData("clarifications", """{"authority":"x","period":"2025-07","bound":"before"}""", 422, "deadline-before-task", "/period")]
    [InlineData("clarifications", """{"authority":"x","phrase":"y"}""", 400, "unknown-member", "/phrase")]
    [InlineData("suspensions", """{"reason":"x"}""", 400, "missing-member", "")]
    [InlineData("suspensions", """{"reason":"x","authority":""}""", 422, "text-required", "/authority")]
    [InlineData("suspensions", """{"reason":"x","authority":"x","effectiveOn":"2025-07-24"}""", 422, "effective-too-early", "/effectiveOn")]
    [InlineData("suspensions", """{"reason":"x","authority":"x","effectiveOn":"2199-01-01"}""", 422, "effective-in-the-future", "/effectiveOn")]
    [InlineData("resumptions", """{"authority":"x"}""", 409, "task-not-suspended", null)]
    [InlineData("resumptions", """{"authority":7}""", 400, "malformed-json", "/authority")]
    public async Task What_is_wrong_with_a_change_is_said_and_nothing_changes(string route, string body, int status, string code, string? place)
    {
        var directive = await app.IssuedDirective();
        var task = await app.TaskWithDeadline(directive);
        var before = (await app.Get(directive)).Text;

        var answer = (await app.Post($"{task}/{route}", body)).Should(status);

        answer.Code.Should().Be(code);
        answer.Place.Should().Be(place);
        (await app.Get(directive)).Text.Should().Be(before);
    }

    [Fact]
    public async Task A_deadline_follows_a_task_that_exists_and_is_not_itself()
    {
        var directive = await app.IssuedDirective();
        var task = $"{directive}/tasks/{(await app.Post($"{directive}/tasks", ATask("19"))).Json.GetProperty("events")[0].GetProperty("data").GetProperty("task").GetString()}";

        (await app.Post($"{task}/deadlines", Following(task))).Should(422).Code.Should().Be("deadline-follows-itself");
        (await app.Post($"{task}/deadlines", Following($"{directive}/tasks/{Guid.NewGuid()}"))).Should(422).Code.Should().Be("deadline-follows-nothing");
        (await app.Post($"{task}/deadlines", Following($"/directives/{Guid.NewGuid()}/tasks/{Guid.NewGuid()}"))).Should(422).Place.Should().Be("/follows");
        (await app.Post($"{task}/deadlines", new { phrase = "ngay", kind = "urgencyOnly", follows = Task(await app.TaskWithDeadline(directive, "20")) })).Should(422).Code.Should().Be("deadline-follows-out-of-place");
        (await app.Post($"{task}/deadlines", """{"phrase":"x","kind":"byReference","reference":"x","follows":{"task":"x"}}""")).Should(400);
    }

    /// <summary>A deadline that leans on another task's; the path of that task.</summary>
    internal static object Following(string task) => new { phrase = "theo tiến độ của Kế hoạch 56", kind = "byReference", reference = "56-KH/BCĐ", follows = Task(task) };

    static object Task(string path) => new { directive = path.Split('/')[2], task = path.Split('/')[4] };
}
