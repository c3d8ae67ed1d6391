using System.Text.Json;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Correcting;

public class CorrectingTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task The_day_work_was_done_is_corrected_and_what_was_believed_before_stays_readable()
    {
        // 179-19: the guidance was issued on 30/7, in time, but the check was entered with the day it was typed in.
        var assignment = await app.AssignedTask();
        (await app.Post($"{assignment}/completion-reports", Completion("2025-08-04"), Finance, "LeadReporter")).Should(201);
        var verified = (await app.Post($"{assignment}/verifications", new { outcome = "accepted" }, Committee, "Verifier")).Should(201).Json;
        var then = verified.GetProperty("recordedAt").GetString();

        var corrected = (await app.Post(Corrections(assignment), Day(assignment, "2025-07-30", Version(verified)))).Should(201);

        corrected.Json.GetProperty("events")[0].GetProperty("type").GetString().Should().Be("record_corrected");
        (await app.Get(assignment)).Json.GetProperty("completedOn").GetString().Should().Be("2025-07-30");
        (await Stands(assignment, $"effectiveAsOf=2025-07-31&knownAsOf={then}")).Should().Be("notStarted/overdue");
        (await Stands(assignment, $"effectiveAsOf=2025-08-04&knownAsOf={then}")).Should().Be("completed/late");
        (await Stands(assignment, $"effectiveAsOf=2025-07-31&minPosition={corrected.Position}")).Should().Be("completed/onTime");
        (await Details(assignment, $"?knownAsOf={then}")).GetProperty("timeliness").GetString().Should().Be("late");
        (await Details(assignment, "")).GetProperty("timeliness").GetString().Should().Be("onTime");
    }

    [Fact]
    public async Task A_correction_may_be_corrected_by_whoever_has_seen_it()
    {
        var assignment = await app.AssignedTask();
        (await app.Post($"{assignment}/completion-reports", Completion("2025-08-04"), Finance, "LeadReporter")).Should(201);
        var verified = (await app.Post($"{assignment}/verifications", new { outcome = "accepted" }, Committee, "Verifier")).Should(201).Json;
        var corrected = (await app.Post(Corrections(assignment), Day(assignment, "2025-07-30", Version(verified)))).Should(201).Json;

        var refused = (await app.Post(Corrections(assignment), Day(assignment, "2025-08-01", Version(verified)))).Should(409);
        (refused.Code, refused.Place).Should().Be(("said-elsewhere", "/version"));
        (await app.Post(Corrections(assignment), Day(assignment, "2025-08-01", Version(corrected)))).Should(201);

        (await app.Get(assignment)).Json.GetProperty("completedOn").GetString().Should().Be("2025-08-01");
    }

    [Fact]
    public async Task A_misread_deadline_is_corrected_for_everybody_who_has_the_task()
    {
        var task = await app.TaskWithDeadline(await app.IssuedDirective());
        var (finance, justice) = (await app.Assigned(task), await app.Assigned(task, Justice));

        var corrected = (await app.Post(Corrections(finance), new
        {
            fact = "deadline",
            task = task.Split('/')[^1],
            deadline = new { phrase = "trước tháng 9/2025", kind = "explicit", period = "2025-09", bound = "before" },
            version = 3,
            reason = "Đọc nhầm dòng",
            reference = "179-KL/TW, dòng 17"
        })).Should(201);

        foreach (var assignment in new[] { finance, justice })
        {
            (await app.Get(assignment)).Json.GetProperty("lastCompliantDay").GetString().Should().Be("2025-08-31");
            (await Stands(assignment, $"effectiveAsOf=2025-08-10&atPosition={corrected.Position - 1}")).Should().Be("notStarted/overdue");
            (await Stands(assignment, $"effectiveAsOf=2025-08-10&atPosition={corrected.Position}")).Should().Be("notStarted/notYetDue");
        }
    }

    [Fact]
    public async Task The_lead_that_was_meant_leads_from_the_start()
    {
        var assignment = await app.AssignedTask();

        var corrected = (await app.Post(Corrections(assignment), Lead(assignment, Justice))).Should(201);

        (await app.Post($"{assignment}/work-starts", new { }, Finance, "LeadReporter")).Should(404);
        (await app.Post($"{assignment}/work-starts", new { }, Justice, "LeadReporter")).Should(201);
        (await app.Get($"/assignments?agency={Justice}&directive={assignment.Split('/')[2]}&effectiveAsOf=2025-07-25&minPosition={corrected.Position}")).Json.GetProperty("items").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task The_kind_of_a_task_and_the_last_figure_are_corrected()
    {
        var assignment = await app.AssignedTask();
        var reported = (await app.Post($"{assignment}/progress-reports", new { text = "x", percent = 90, effectiveOn = "2025-07-28" }, Finance, "LeadReporter")).Should(201).Json;
        var task = (await app.Get(assignment)).Json.GetProperty("task").GetString();

        (await app.Post(Corrections(assignment), new { fact = "percent", assignment = Id(assignment), percent = 9, version = Version(reported), reason = "Gõ thừa số 0", reference = "x" }, Finance, "LeadReporter")).Should(201);
        var kind = (await app.Post(Corrections(assignment), new { fact = "kind", task, nature = "report", keyTask = true, version = 2, reason = "Đọc nhầm", reference = "x" })).Should(201);

        (await app.Get(assignment)).Json.GetProperty("percent").GetInt32().Should().Be(9);
        var item = (await app.Get($"/assignments?directive={assignment.Split('/')[2]}&minPosition={kind.Position}")).Json.GetProperty("items")[0];
        (item.GetProperty("nature").GetString(), item.GetProperty("keyTask").GetBoolean(), item.GetProperty("percent").GetInt32()).Should().Be(("report", true, 9));
    }

    [Fact]
    public async Task Corrected_twice_with_one_key_it_is_one_correction()
    {
        var assignment = await app.AssignedTask();

        var first = (await app.Post(Corrections(assignment), Lead(assignment, Justice), key: "c1")).Should(201);
        (await app.Post(Corrections(assignment), Lead(assignment, Justice), key: "c1")).Should().Be(first);
        (await app.Post(Corrections(assignment), Lead(assignment, Justice))).Should(409).Code.Should().Be("said-elsewhere");
    }

    [Fact]
    public async Task Who_may_not_is_told_why()
    {
        var assignment = await app.AssignedTask();

        (await app.Post(Corrections(assignment), Lead(assignment, Justice), Finance, "LeadReporter")).Should(403).Code.Should().Be("corrects-own-case");
        (await app.Post(Corrections(assignment), Lead(assignment, "bo-khong-co"))).Should(422).Place.Should().Be("/agency");
        (await app.Post(Corrections(assignment), Day(assignment, "2025-07-30", 4))).Should(409).Code.Should().Be("not-completed");
        (await app.Post(Corrections(assignment), Lead(assignment, Justice), ifMatch: "\"1\"")).Should(412);
    }

    [Theory]
    [InlineData("\"lead\"", "\"leader\"", 400, "malformed-json", "/fact")]
    [InlineData("\"fact\"", "\"what\"", 400, "unknown-member", "/what")]
    [InlineData("\"fact\":\"lead\",", "", 400, "missing-member", "")]
    [InlineData("\"lead\"", "\"completedOn\"", 400, "malformed-json", "/fact")]
    [InlineData("\"version\"", "\"percent\":5,\"version\"", 400, "malformed-json", "/fact")]
    [InlineData("\"version\":4,", "", 400, "missing-member", "")]
    [InlineData("4", "\"4\"", 400, "malformed-json", "/version")]
    [InlineData("bo-tu-phap", "Bộ Tư pháp", 400, "malformed-json", "/agency")]
    [InlineData("Gõ nhầm", " ", 422, "text-required", "/reason")]
    public async Task Something_wrong_is_refused_and_the_place_is_named(string good, string bad, int status, string code, string place)
    {
        var assignment = await app.AssignedTask();
        var body = $$"""{"fact":"lead","assignment":"{{Guid.Empty}}","agency":"bo-tu-phap","version":4,"reason":"Gõ nhầm","reference":"179-KL/TW"}""";

        var answer = (await app.Post(Corrections(assignment), body.Replace(good, bad, StringComparison.Ordinal).Replace($"{Guid.Empty}", Id(assignment), StringComparison.Ordinal))).Should(status);

        (answer.Code, answer.Place).Should().Be((code, place));
    }

    static string Corrections(string assignment) => $"{string.Join('/', assignment.Split('/')[..3])}/corrections";

    static string Id(string assignment) => assignment.Split('/')[^1];

    static long Version(JsonElement receipt) => receipt.GetProperty("events")[0].GetProperty("version").GetInt64();

    static object Day(string assignment, string day, long version) =>
        new { fact = "completedOn", assignment = Id(assignment), day, version, reason = "Ghi ngày nhập liệu thay cho ngày ban hành", reference = "1234/BTC-NSNN" };

    static object Lead(string assignment, string agency) =>
        new { fact = "lead", assignment = Id(assignment), agency, version = 4, reason = "Chọn nhầm cơ quan", reference = "179-KL/TW, dòng 17" };

    async Task<string> Stands(string assignment, string asOf)
    {
        var items = (await app.Get($"/assignments?directive={assignment.Split('/')[2]}&{asOf}")).Should(200).Json.GetProperty("items");
        var item = items.EnumerateArray().Single(item => item.GetProperty("assignment").GetString() == Id(assignment));
        return $"{item.GetProperty("lifecycle").GetString()}/{item.GetProperty("timeliness").GetString()}";
    }

    async Task<JsonElement> Details(string assignment, string asOf) =>
        (await app.Get($"{string.Join('/', assignment.Split('/')[..3])}{asOf}")).Should(200).Json.GetProperty("tasks")[0].GetProperty("assignments")[0];
}
