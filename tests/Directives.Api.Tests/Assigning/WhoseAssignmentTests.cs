using System.Text.Json;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Assigning;

/// <summary>Whose an assignment is, who helps and who answers for it in person, over HTTP.</summary>
public class WhoseAssignmentTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task A_lead_accepts_and_the_assignment_shows_it()
    {
        var assignment = await app.AssignedTask();

        (await app.Post($"{assignment}/acceptances", new { effectiveOn = "2025-07-26" }, Finance, "LeadApprover")).Should(201);

        (await app.Get(assignment)).Json.GetProperty("accepted").GetBoolean().Should().BeTrue();
        (await app.Post($"{assignment}/acceptances", new { }, Finance, "LeadApprover")).Should(409).Code.Should().Be("already-accepted");
    }

    [Fact]
    public async Task What_a_lead_gives_back_waits_until_somebody_leaves_it_there_or_gives_it_to_another()
    {
        var assignment = await app.AssignedTask();

        var returned = (await app.Post($"{assignment}/returns", new { reason = "Không thuộc thẩm quyền", proposed = Justice, effectiveOn = "2025-07-27" }, Finance, "LeadApprover")).Should(201);
        Shown(await app.Get(assignment)).Should().Be($"{Finance} returned");
        (await app.Get(assignment)).Json.GetProperty("returned").ToString().Should().Contain("2025-07-27").And.Contain(Justice);
        (await Listed(assignment, returned)).GetProperty("lifecycle").GetString().Should().Be("returned");
        (await app.Post($"{assignment}/work-starts", new { }, Finance, "LeadReporter")).Should(409).Code.Should().Be("returned");

        (await app.Post($"{assignment}/return-refusals", new { reason = "Đúng thẩm quyền" }, Finance)).Should(403).Code.Should().Be("decides-own-return");
        (await app.Post($"{assignment}/return-refusals", new { reason = "Đúng thẩm quyền", effectiveOn = "2025-07-28" })).Should(201);
        Shown(await app.Get(assignment)).Should().Be($"{Finance} notStarted");

        (await app.Post($"{assignment}/returns", new { reason = "Vẫn không thuộc thẩm quyền", effectiveOn = "2025-07-28" }, Finance, "LeadApprover")).Should(201);
        var moved = (await app.Post($"{assignment}/transfers", ATransfer(Justice, "2025-07-29"))).Should(201);
        Shown(await app.Get(assignment)).Should().Be($"{Justice} notStarted");
        (await Listed(assignment, moved, "&effectiveAsOf=2025-07-28")).GetProperty("lead").GetString().Should().Be(Finance);
        (await Listed(assignment, moved, "&effectiveAsOf=2025-07-29")).GetProperty("lead").GetString().Should().Be(Justice);
    }

    [Fact]
    public async Task A_new_lead_takes_over_and_the_former_one_is_remembered()
    {
        var assignment = await app.AssignedTask();
        (await app.Post($"{assignment}/work-starts", new { effectiveOn = "2025-07-26" }, Finance, "LeadReporter")).Should(201);

        var seen = (await app.Get(assignment)).ETag;
        (await app.Post($"{assignment}/transfers", ATransfer(Justice, "2025-07-28"), ifMatch: seen)).Should(201).Location.Should().Be(assignment);

        var now = (await app.Get(assignment)).Json;
        now.GetProperty("lead").GetString().Should().Be(Justice);
        now.GetProperty("ledSince").GetString().Should().Be("2025-07-28");
        now.GetProperty("formerLeads")[0].ToString().Should().Contain(Finance).And.Contain("903-CV/VPTW");
        (await app.Post($"{assignment}/progress-reports", new { text = "x" }, Finance, "LeadReporter")).Should(404); // it is none of its business any more
        (await app.Post($"{assignment}/progress-reports", new { text = "x" }, Justice, "LeadReporter")).Should(201);
        (await app.Post($"{assignment}/transfers", ATransfer(Committee, "2025-07-29"), ifMatch: seen)).Should(412).Code.Should().Be("stale");
    }

    [Fact]
    public async Task A_transfer_is_safe_to_repeat()
    {
        var assignment = await app.AssignedTask();

        var first = (await app.Post($"{assignment}/transfers", ATransfer(Justice, "2025-07-28"), key: $"{assignment}/t")).Should(201);
        var again = (await app.Post($"{assignment}/transfers", ATransfer(Justice, "2025-07-28"), key: $"{assignment}/t")).Should(201);

        again.Text.Should().Be(first.Text);
        (await app.Post($"{assignment}/transfers", ATransfer(Justice, "2025-07-28"))).Should(422).Code.Should().Be("transfer-to-itself");
    }

    [Fact]
    public async Task When_leads_become_one_the_work_goes_on_once()
    {
        var task = await app.TaskWithDeadline(await app.IssuedDirective());
        var (one, other) = (await app.Assigned(task), await app.Assigned(task, Justice));

        var merged = (await app.Post($"{one}/mergers", new { into = Id(other), reason = "Hợp nhất", authority = "202/2025/QH15", effectiveOn = "2025-07-28" })).Should(201);

        var ended = (await app.Get(one)).Json;
        ended.GetProperty("lifecycle").GetString().Should().Be("superseded");
        ended.GetProperty("timeliness").ValueKind.Should().Be(JsonValueKind.Null);
        ended.GetProperty("mergedInto").GetString().Should().Be(Id(other));
        (await Listed(one, merged)).GetProperty("lifecycle").GetString().Should().Be("superseded");
        (await app.Get($"/reports/overdue?directive={one.Split('/')[2]}&minPosition={merged.Position}")).Json.GetProperty("items").EnumerateArray()
            .Select(item => item.GetProperty("lead").GetString()).Should().Equal(Justice);
        (await app.Post($"{one}/mergers", new { into = Id(one), reason = "x", authority = "x" })).Should(409).Code.Should().Be("superseded");
        (await app.Post($"{other}/mergers", new { into = Id(one), reason = "x", authority = "x" })).Should(409).Code.Should().Be("merge-into-closed");
    }

    [Fact]
    public async Task Helpers_come_and_go()
    {
        var assignment = await app.AssignedTask();

        (await app.Post($"{assignment}/coordinators", new { agency = Justice, effectiveOn = "2025-07-27" })).Should(201);
        (await app.Post($"{assignment}/coordinators", new { agency = Justice })).Should(409).Code.Should().Be("already-coordinates");
        (await app.Post($"{assignment}/coordinators", new { agency = Finance })).Should(422).Code.Should().Be("lead-coordinates");
        (await app.Get(assignment)).Json.GetProperty("coordinating")[0].GetString().Should().Be(Justice);

        var left = (await app.Post($"{assignment}/coordinator-removals", new { agency = Justice, reason = "Không liên quan", effectiveOn = "2025-07-29" })).Should(201);
        (await app.Get(assignment)).Json.GetProperty("coordinating").GetArrayLength().Should().Be(0);
        (await app.Get(assignment)).Json.GetProperty("coordinators")[0].ToString().Should().Contain("2025-07-27").And.Contain("2025-07-29");
        (await Listed(assignment, left, "&effectiveAsOf=2025-07-28")).GetProperty("coordinating").GetArrayLength().Should().Be(1);
        (await app.Post($"{assignment}/coordinator-removals", new { agency = Justice, reason = "x" })).Should(409).Code.Should().Be("does-not-coordinate");
    }

    [Fact]
    public async Task Who_helps_is_never_late_for_the_lead()
    {
        var assignment = await app.AssignedTask();
        var joined = (await app.Post($"{assignment}/coordinators", new { agency = Justice, effectiveOn = "2025-07-27" })).Should(201);

        (await Overdue(Justice)).Should().BeEmpty();
        (await Overdue(Finance)).Should().ContainSingle();

        async Task<List<JsonElement>> Overdue(string agency) =>
            [.. (await app.Get($"/reports/overdue?agency={agency}&directive={assignment.Split('/')[2]}&minPosition={joined.Position}")).Should(200).Json.GetProperty("items").EnumerateArray()];
    }

    [Fact]
    public async Task A_person_answers_for_it_from_a_day_on()
    {
        var assignment = await app.AssignedTask();

        (await app.Post($"{assignment}/heads", new { person = "Nguyễn Văn A", post = "Bộ trưởng", effectiveOn = "2025-07-26" })).Should(201);
        var second = (await app.Post($"{assignment}/heads", new { person = "Trần Thị B", post = "Bộ trưởng", effectiveOn = "2025-08-01" })).Should(201);

        (await app.Get(assignment)).Json.GetProperty("head").GetString().Should().Be("Trần Thị B, Bộ trưởng");
        (await Listed(assignment, second, "&effectiveAsOf=2025-07-31")).GetProperty("head").GetString().Should().Be("Nguyễn Văn A, Bộ trưởng");
        (await app.Post($"{assignment}/heads", new { person = "Trần Thị B", post = "Bộ trưởng" })).Should(409).Code.Should().Be("head-already-named");
    }

    [Theory]
    [InlineData("returns", """{"reason":"x","proposed":"bo-khong-co"}""", 422, "unknown-agency", "/proposed")]
    [InlineData("returns", """{"proposed":"bo-tu-phap"}""", 400, "missing-member", "")]
    [InlineData("returns", """{"reason":"x","proposed":"bo-tai-chinh"}""", 422, "proposes-itself", "/proposed")]
    [InlineData("return-refusals", """{"reason":"x"}""", 403, "decides-own-return", null)]
    [InlineData("transfers", """{"to":"bo-khong-co","reason":"x","authority":"x"}""", 422, "unknown-agency", "/to")]
    [InlineData("transfers", """{"to":"Bộ Tư pháp","reason":"x","authority":"x"}""", 400, "malformed-json", "/to")]
    [InlineData("transfers", """{"to":"bo-tu-phap","reason":"x"}""", 400, "missing-member", "")]
    [InlineData("transfers", """{"to":"bo-tu-phap","reason":"x","authority":"x"}""", 403, "transferred-by-lead", null)]
    [InlineData("mergers", """{"into":"x","reason":"x","authority":"x"}""", 400, "malformed-json", "/into")]
    [InlineData("mergers", """{"reason":"x","authority":"x"}""", 400, "missing-member", "")]
    [InlineData("coordinators", """{"agency":"bo-khong-co"}""", 422, "unknown-agency", "/agency")]
    [InlineData("coordinators", """{"agency":"bo-tu-phap","since":"2025-07-28"}""", 400, "unknown-member", "/since")]
    [InlineData("coordinator-removals", """{"agency":"bo-tu-phap"}""", 400, "missing-member", "")]
    [InlineData("heads", """{"person":"","post":"x"}""", 422, "text-required", "/person")]
    [InlineData("heads", """{"person":"x","post":7}""", 400, "malformed-json", "/post")]
    [InlineData("acceptances", """{"effectiveOn":"28/7/2025"}""", 400, "malformed-json", "/effectiveOn")]
    [InlineData("acceptances", """{"effectiveOn":"2199-01-01"}""", 422, "effective-in-the-future", "/effectiveOn")]
    [InlineData("acceptances", """{"effectiveOn":"2025-07-24"}""", 422, "effective-too-early", "/effectiveOn")]
    public async Task What_is_wrong_with_a_change_is_said_and_nothing_changes(string route, string body, int status, string code, string? place)
    {
        var assignment = await app.AssignedTask();
        var before = (await app.Get(assignment)).Text;

        var answer = (await app.Post($"{assignment}/{route}", body, Finance)).Should(status);

        answer.Code.Should().Be(code);
        answer.Place.Should().Be(place);
        (await app.Get(assignment)).Text.Should().Be(before);
    }

    [Fact]
    public async Task An_agency_gets_no_work_from_before_it_exists()
    {
        var assignment = await app.AssignedTask();
        (await app.Post("/agencies", new { code = "bo-moi", name = new { vi = "Bộ mới" }, kind = "ministry", level = "central", effectiveOn = "2025-08-01" })).Status.Should().BeOneOf(201, 409);

        (await app.Post($"{assignment}/transfers", ATransfer("bo-moi", "2025-07-31"))).Should(422).Place.Should().Be("/to");
        (await app.Post($"{assignment}/transfers", ATransfer("bo-moi", "2025-08-01"))).Should(201);
    }

    static object ATransfer(string to, string effectiveOn) => new { to, reason = "Đúng thẩm quyền", authority = "903-CV/VPTW", effectiveOn };

    static string Shown(Answer answer) => $"{answer.Json.GetProperty("lead").GetString()} {answer.Json.GetProperty("lifecycle").GetString()}";

    static string Id(string path) => path.Split('/')[^1];

    async Task<JsonElement> Listed(string assignment, Answer after, string more = "") =>
        (await app.Get($"/assignments?directive={assignment.Split('/')[2]}&minPosition={after.Position}{more}")).Should(200).Json.GetProperty("items").EnumerateArray()
            .Single(item => item.GetProperty("assignment").GetString() == Id(assignment));
}
