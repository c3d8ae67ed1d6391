using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Verifying;

public class ReopeningTests(App app) : IClassFixture<App>
{
    static readonly object Found = new { reason = "Hai xã chưa nhận được hướng dẫn", authority = "12-KL/UBKT", effectiveOn = "2025-08-15" };

    [Fact]
    public async Task Work_that_was_verified_is_open_again_from_the_day_it_was_found_wanting()
    {
        var assignment = await Completed();

        var reopened = (await app.Post($"{assignment}/reopenings", Found)).Should(201);

        reopened.Json.GetProperty("events")[0].GetProperty("type").GetString().Should().Be("task_reopened");
        var now = (await app.Get(assignment)).Json;
        now.GetProperty("lifecycle").GetString().Should().Be("reworkRequired");
        now.GetProperty("reopenedOn").GetString().Should().Be("2025-08-15");
        (await OnDay(assignment, "2025-08-14", reopened)).Should().Be("completed/onTime, claimed 2025-07-29, done 2025-07-30");
        (await OnDay(assignment, "2025-08-15", reopened)).Should().Be("reworkRequired/overdue, claimed , done ");
    }

    [Fact]
    public async Task Claim_and_check_can_both_be_seen_on_any_day_as_known_at_any_time()
    {
        var assignment = await app.AssignedTask();
        var claimed = (await app.Post($"{assignment}/completion-reports", Completion("2025-07-29"), Finance, "LeadReporter")).Should(201);
        var verified = (await app.Post($"{assignment}/verifications", new { outcome = "accepted", day = "2025-08-02", note = "Ký ngày 2/8" }, Committee, "Verifier")).Should(201);

        (await OnDay(assignment, "2025-07-31", claimed)).Should().Be("completionReported/onTime, claimed 2025-07-29, done 2025-07-29");
        (await OnDay(assignment, "2025-07-31", verified)).Should().Be("inProgress/overdue, claimed 2025-07-29, done ");
        (await OnDay(assignment, "2025-08-02", verified)).Should().Be("completed/late, claimed 2025-07-29, done 2025-08-02");
        var now = (await app.Get(assignment)).Json;
        (now.GetProperty("claimedOn").GetString(), now.GetProperty("completedOn").GetString()).Should().Be(("2025-07-29", "2025-08-02"));
    }

    [Fact]
    public async Task A_claim_that_was_sent_back_can_be_seen_until_that_day()
    {
        var assignment = await app.AssignedTask();
        (await app.Post($"{assignment}/completion-reports", Completion("2025-07-29"), Finance, "LeadReporter")).Should(201);
        var back = (await app.Post($"{assignment}/verifications", new { outcome = "reworkRequired", day = "2025-08-02", note = "Thiếu" }, Committee, "Verifier")).Should(201);

        (await OnDay(assignment, "2025-08-01", back)).Should().Be("inProgress/overdue, claimed 2025-07-29, done ");
        (await OnDay(assignment, "2025-08-02", back)).Should().Be("reworkRequired/overdue, claimed , done ");
    }

    [Fact]
    public async Task Asked_twice_with_one_key_it_is_opened_once()
    {
        var assignment = await Completed();

        var first = (await app.Post($"{assignment}/reopenings", Found, key: "again")).Should(201);
        (await app.Post($"{assignment}/reopenings", Found, key: "again")).Should().Be(first);
        (await app.Post($"{assignment}/reopenings", Found)).Should(409).Code.Should().Be("not-completed");
    }

    [Fact]
    public async Task The_lead_cannot_and_a_stale_view_does_not()
    {
        var assignment = await Completed();

        (await app.Post($"{assignment}/reopenings", Found, Finance)).Should(403).Code.Should().Be("verifies-own-work");
        (await app.Post($"{assignment}/reopenings", Found, ifMatch: "\"1\"")).Should(412);
    }

    [Theory]
    [InlineData("""{"authority":"12-KL/UBKT"}""", 400, "missing-member", "")]
    [InlineData("""{"reason":5,"authority":"12-KL/UBKT"}""", 400, "malformed-json", "/reason")]
    [InlineData("""{"reason":"x","authority":"x","day":"2025-08-15"}""", 400, "unknown-member", "/day")]
    [InlineData("""{"reason":"x","authority":" "}""", 422, "text-required", "/authority")]
    [InlineData("""{"reason":"x","authority":"x","effectiveOn":"2025-07-29"}""", 422, "effective-too-early", "/effectiveOn")]
    public async Task Something_wrong_is_refused_and_the_place_is_named(string body, int status, string code, string place)
    {
        var answer = (await app.Post($"{await Completed()}/reopenings", body)).Should(status);
        (answer.Code, answer.Place).Should().Be((code, place));
    }

    async Task<string> Completed()
    {
        var assignment = await app.AssignedTask();
        (await app.Post($"{assignment}/completion-reports", Completion("2025-07-29"), Finance, "LeadReporter")).Should(201);
        (await app.Post($"{assignment}/verifications", new { outcome = "accepted", day = "2025-07-30", note = "Ký ngày 30/7" }, Committee, "Verifier")).Should(201);
        return assignment;
    }

    async Task<string> OnDay(string assignment, string day, Answer known)
    {
        var item = (await app.Get($"/assignments?directive={assignment.Split('/')[2]}&effectiveAsOf={day}&atPosition={known.Position}")).Should(200).Json.GetProperty("items")[0];
        return $"{Text("lifecycle")}/{Text("timeliness")}, claimed {Text("claimedOn")}, done {Text("doneOn")}";

        string? Text(string member) => item.GetProperty(member).GetString();
    }
}
