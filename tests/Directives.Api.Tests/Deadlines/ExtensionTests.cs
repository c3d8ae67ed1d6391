using System.Text.Json;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Deadlines;

/// <summary>"Trước ngày 31/7/2025": the Ministry of Finance asks for more time.</summary>
public class ExtensionTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task What_was_asked_and_granted_holds_from_the_day_of_the_decision_and_both_days_are_kept()
    {
        var assignment = await app.AssignedTask();

        (await app.Post($"{assignment}/extension-requests", new { to = "2025-08-15", reason = "Chờ ý kiến", document = "77/BTC", effectiveOn = "2025-07-28" }, Finance, "LeadApprover")).Should(201);
        (await app.Get(assignment)).Json.GetProperty("extensionRequest").GetProperty("to").GetString().Should().Be("2025-08-15");
        var granted = (await app.Post($"{assignment}/extension-approvals", new { note = "Đồng ý", effectiveOn = "2025-08-02" })).Should(201);

        var now = (await app.Get(assignment)).Json;
        now.GetProperty("statedLastCompliantDay").GetString().Should().Be("2025-07-30");
        now.GetProperty("lastCompliantDay").GetString().Should().Be("2025-08-15");
        now.GetProperty("extensions").GetInt32().Should().Be(1);
        now.GetProperty("extended").GetProperty("grantedOn").GetString().Should().Be("2025-08-02");
        now.GetProperty("extensionRequest").ValueKind.Should().Be(JsonValueKind.Null);
        (await OnDay("2025-08-01")).Should().Be("2025-07-30 2025-07-30 overdue");
        (await OnDay("2025-08-02")).Should().Be("2025-07-30 2025-08-15 notYetDue");
        (await OnDay("2025-08-16")).Should().Be("2025-07-30 2025-08-15 overdue");

        async Task<string> OnDay(string day)
        {
            var item = (await app.Get($"/assignments?directive={assignment.Split('/')[2]}&effectiveAsOf={day}&minPosition={granted.Position}")).Should(200).Json.GetProperty("items")[0];
            return $"{item.GetProperty("statedLastCompliantDay").GetString()} {item.GetProperty("lastCompliantDay").GetString()} {item.GetProperty("timeliness").GetString()}";
        }
    }

    [Fact]
    public async Task Another_day_is_offered_and_taken()
    {
        var assignment = await Asked();

        (await app.Post($"{assignment}/extension-counters", new { to = "2025-08-10", reason = "Sớm hơn", effectiveOn = "2025-07-30" })).Should(201);
        (await app.Get(assignment)).Json.GetProperty("extensionRequest").ToString().Should().Contain("2025-08-15").And.Contain("2025-08-10");
        (await app.Get(assignment)).Json.GetProperty("lastCompliantDay").GetString().Should().Be("2025-07-30");

        (await app.Post($"{assignment}/extension-acceptances", new { effectiveOn = "2025-07-30" }, Finance, "LeadApprover")).Should(201);
        (await app.Get(assignment)).Json.GetProperty("lastCompliantDay").GetString().Should().Be("2025-08-10");
    }

    [Fact]
    public async Task A_refusal_and_a_withdrawal_leave_the_day_as_it_was()
    {
        var (refused, withdrawn) = (await Asked(), await Asked());

        (await app.Post($"{refused}/extension-refusals", new { reason = "Đủ thời gian" })).Should(201);
        (await app.Post($"{withdrawn}/extension-withdrawals", new { reason = "Đã kịp" }, Finance, "LeadApprover")).Should(201);

        foreach (var assignment in new[] { refused, withdrawn })
        {
            (await app.Get(assignment)).Json.GetProperty("lastCompliantDay").GetString().Should().Be("2025-07-30");
            (await app.Get(assignment)).Json.GetProperty("extensionRequest").ValueKind.Should().Be(JsonValueKind.Null);
        }
    }

    [Fact]
    public async Task The_third_extension_is_marked()
    {
        var assignment = await app.AssignedTask();
        foreach (var (to, times) in new[] { ("2025-08-05", 1), ("2025-08-10", 2), ("2025-08-15", 3) })
        {
            (await app.Post($"{assignment}/extension-requests", new { to, reason = "Chờ ý kiến" }, Finance, "LeadApprover")).Should(201);
            (await app.Post($"{assignment}/extension-approvals", new { })).Should(201);
            (await app.Get(assignment)).Json.GetProperty("extended").GetProperty("repeated").GetBoolean().Should().Be(times == 3);
        }
    }

    [Fact]
    public async Task Who_asks_does_not_decide_and_nobody_else_asks()
    {
        var assignment = await Asked();

        foreach (var (route, body) in new (string, object)[] { ("approvals", new { }), ("refusals", new { reason = "x" }), ("counters", new { to = "2025-08-10", reason = "x" }) })
            (await app.Post($"{assignment}/extension-{route}", body, Finance)).Should(403).Code.Should().Be("decides-own-extension");
        foreach (var (route, body) in new (string, object)[] { ("requests", new { to = "2025-08-10", reason = "x" }), ("acceptances", new { }), ("withdrawals", new { }) })
            (await app.Post($"{assignment}/extension-{route}", body, Politburo)).Should(403).Code.Should().Be("not-the-lead");
    }

    [Fact]
    public async Task A_request_is_safe_to_repeat_and_seen_by_its_version()
    {
        var assignment = await app.AssignedTask();
        var seen = (await app.Get(assignment)).ETag;
        var body = new { to = "2025-08-15", reason = "Chờ ý kiến" };

        var first = (await app.Post($"{assignment}/extension-requests", body, Finance, "LeadApprover", key: $"{assignment}/x", ifMatch: seen)).Should(201);
        (await app.Post($"{assignment}/extension-requests", body, Finance, "LeadApprover", key: $"{assignment}/x", ifMatch: seen)).Should(201).Text.Should().Be(first.Text);

        (await app.Post($"{assignment}/extension-requests", body, Finance, "LeadApprover")).Should(409).Code.Should().Be("extension-already-requested");
        (await app.Post($"{assignment}/extension-approvals", new { }, ifMatch: seen)).Should(412).Code.Should().Be("stale");
        (await app.Post($"{assignment}/extension-approvals", new { }, ifMatch: first.ETag)).Should(201);
    }

    [Theory]
    [InlineData("extension-requests", """{"to":"2025-07-30","reason":"x"}""", 422, "extension-not-later", "/to")]
    [InlineData("extension-requests", """{"to":"2025-08","reason":"x"}""", 400, "malformed-json", "/to")]
    [InlineData("extension-requests", """{"to":"9999-12-31","reason":"x"}""", 400, "malformed-json", "/to")]
    [InlineData("extension-requests", """{"to":"2025-08-15"}""", 400, "missing-member", "")]
    [InlineData("extension-requests", """{"to":"2025-08-15","reason":" "}""", 422, "text-required", "/reason")]
    [InlineData("extension-requests", """{"to":"2025-08-15","reason":"x","days":5}""", 400, "unknown-member", "/days")]
    [InlineData("extension-requests", """{"to":"2025-08-15","reason":"x","effectiveOn":"2025-07-24"}""", 422, "effective-too-early", "/effectiveOn")]
    [InlineData("extension-withdrawals", "{}", 409, "no-extension-requested", null)]
    [InlineData("extension-acceptances", "{}", 409, "no-extension-offered", null)]
    [InlineData("extension-acceptances", "[]", 400, "malformed-json", "")]
    public async Task What_is_wrong_with_a_request_is_said_and_nothing_changes(string route, string body, int status, string code, string? place)
    {
        var assignment = await app.AssignedTask();
        var before = (await app.Get(assignment)).Text;

        var answer = (await app.Post($"{assignment}/{route}", body, Finance, "LeadApprover")).Should(status);

        answer.Code.Should().Be(code);
        answer.Place.Should().Be(place);
        (await app.Get(assignment)).Text.Should().Be(before);
    }

    [Fact]
    public async Task What_was_not_asked_is_not_decided() =>
        (await app.Post($"{await app.AssignedTask()}/extension-approvals", new { })).Should(409).Code.Should().Be("no-extension-requested");

    async Task<string> Asked()
    {
        var assignment = await app.AssignedTask();
        (await app.Post($"{assignment}/extension-requests", new { to = "2025-08-15", reason = "Chờ ý kiến", effectiveOn = "2025-07-28" }, Finance, "LeadApprover")).Should(201);
        return assignment;
    }
}
