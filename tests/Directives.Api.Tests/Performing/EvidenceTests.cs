using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Performing;

public class EvidenceTests(App app) : IClassFixture<App>
{
    static readonly object Circular = new { evidence = new { title = "Thông tư hướng dẫn", document = "56/2025/TT-BTC", datedOn = "2025-07-30" }, effectiveOn = "2025-08-01" };

    [Fact]
    public async Task A_claim_may_rest_on_evidence_that_was_handed_in_before()
    {
        var assignment = await app.AssignedTask();
        var piece = await HandedIn(assignment);

        var claimed = (await app.Post($"{assignment}/completion-reports", new { text = "Đã ban hành", evidenceIds = new[] { piece }, effectiveOn = "2025-08-01" }, Finance, "LeadReporter")).Should(201);

        claimed.Json.GetProperty("events")[0].GetProperty("data").GetProperty("evidenceIds")[0].GetString().Should().Be(piece);
        (await app.Post($"{assignment}/evidence/{piece}/withdrawals", new { reason = "Nhầm" }, Finance, "LeadReporter")).Should(409).Code.Should().Be("evidence-in-use");
    }

    [Fact]
    public async Task Evidence_that_was_taken_back_shows_nothing_any_more()
    {
        var assignment = await app.AssignedTask();
        var piece = await HandedIn(assignment);

        (await app.Post($"{assignment}/evidence/{piece}/withdrawals", new { reason = "Nhầm văn bản", effectiveOn = "2025-08-02" }, Finance, "LeadReporter")).Should(201);

        (await app.Post($"{assignment}/evidence/{piece}/withdrawals", new { reason = "Nhầm" }, Finance, "LeadReporter")).Should(409).Code.Should().Be("evidence-already-withdrawn");
        var refused = (await app.Post($"{assignment}/completion-reports", new { text = "x", evidenceIds = new[] { piece } }, Finance, "LeadReporter")).Should(422);
        (refused.Code, refused.Place).Should().Be(("evidence-shows-nothing", "/evidenceIds/0"));
    }

    [Fact]
    public async Task Handed_in_twice_with_one_key_it_is_one_piece()
    {
        var assignment = await app.AssignedTask();

        var first = (await app.Post($"{assignment}/evidence", Circular, Finance, "LeadReporter", "e1")).Should(201);
        (await app.Post($"{assignment}/evidence", Circular, Finance, "LeadReporter", "e1")).Should().Be(first);
    }

    [Fact]
    public async Task Only_the_lead_hands_in_and_only_what_was_handed_in_is_taken_back()
    {
        var assignment = await app.AssignedTask();

        (await app.Post($"{assignment}/evidence", Circular, Politburo)).Should(403).Code.Should().Be("not-the-lead");
        (await app.Post($"{assignment}/evidence/{Guid.NewGuid()}/withdrawals", new { reason = "x" }, Finance)).Should(404).Code.Should().Be("no-such-evidence");
    }

    [Theory]
    [InlineData("evidence", """{}""", 400, "missing-member", "")]
    [InlineData("evidence", """{"evidence":null}""", 400, "malformed-json", "/evidence")]
    [InlineData("evidence", """{"evidence":{"title":"x","pages":3}}""", 400, "unknown-member", "/evidence/pages")]
    [InlineData("evidence", """{"evidence":{"title":""}}""", 422, "text-required", "/evidence/title")]
    [InlineData("evidence", """{"evidence":{"title":"x","sha256":"abc"}}""", 422, "not-a-digest", "/evidence/sha256")]
    [InlineData("completion-reports", """{"text":"x"}""", 422, "evidence-required", "/evidence")]
    [InlineData("completion-reports", """{"text":"x","evidenceIds":["abc"]}""", 400, "malformed-json", "/evidenceIds/0")]
    [InlineData("progress-reports", """{"text":"x","reached":"12"}""", 400, "malformed-json", "/reached")]
    [InlineData("progress-reports", """{"text":"x","reached":12}""", 422, "no-numeric-target", "/reached")]
    public async Task Something_wrong_is_refused_and_the_place_is_named(string path, string body, int status, string code, string place)
    {
        var answer = (await app.Post($"{await app.AssignedTask()}/{path}", body, Finance, "LeadReporter")).Should(status);
        (answer.Code, answer.Place).Should().Be((code, place));
    }

    [Fact]
    public async Task What_is_reached_of_a_target_is_shown_beside_what_is_wanted()
    {
        var identified = (await app.Post($"{await app.IssuedDirective()}/tasks", new
        {
            code = "2308-07",
            nature = "specific",
            clause = "dòng 20",
            title = new { vi = "Chi trả cho cán bộ cấp xã" },
            target = new { text = "3.321 xã", wanted = 3321, baseline = 120, unit = "xã" }
        })).Should(201).Json;
        var task = identified.GetProperty("events")[0].GetProperty("data").GetProperty("task").GetString();
        var assignment = await app.Assigned($"/directives/{identified.GetProperty("id").GetString()}/tasks/{task}");

        (await app.Post($"{assignment}/progress-reports", new { text = "Đang chi trả", reached = 2750.5, effectiveOn = "2025-08-20" }, Finance, "LeadReporter")).Should(201);

        (await app.Get(assignment)).Json.GetProperty("reached").GetRawText().Should().Be("""{"reached":2750.5,"reachedOn":"2025-08-20","wanted":3321,"baseline":120,"unit":"xã"}""");
    }

    async Task<string> HandedIn(string assignment) =>
        (await app.Post($"{assignment}/evidence", Circular, Finance, "LeadReporter")).Should(201).Json.GetProperty("events")[0].GetProperty("data").GetProperty("id").GetString()!;
}
