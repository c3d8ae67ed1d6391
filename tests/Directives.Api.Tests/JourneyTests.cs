using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests;

public class JourneyTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task A_directive_is_issued_assigned_worked_on_reported_done_and_verified()
    {
        var assignment = await app.AssignedTask();

        (await app.Post($"{assignment}/work-starts", new { effectiveOn = "2025-07-28" }, Finance, "LeadReporter")).Should(201);
        (await app.Post($"{assignment}/progress-reports", new { text = "Đang lấy ý kiến", percent = 60, effectiveOn = "2025-07-29" }, Finance, "LeadReporter")).Should(201);
        (await app.Post($"{assignment}/completion-reports", Completion("2025-07-30"), Finance, "LeadReporter")).Should(201);
        (await app.Get(assignment)).Json.GetProperty("lifecycle").GetString().Should().Be("completionReported");

        (await app.Post($"{assignment}/verifications", new { outcome = "accepted" }, Committee, "Verifier")).Should(201);

        var done = (await app.Get(assignment)).Should(200).Json;
        done.GetProperty("lifecycle").GetString().Should().Be("completed");
        done.GetProperty("timeliness").GetString().Should().Be("onTime");
        done.GetProperty("completedOn").GetString().Should().Be("2025-07-30");
    }

    [Fact]
    public async Task A_completion_report_that_is_sent_back_counts_as_open_again()
    {
        var assignment = await app.AssignedTask();
        (await app.Post($"{assignment}/completion-reports", Completion("2025-07-29"), Finance, "LeadReporter")).Should(201);

        var back = (await app.Post($"{assignment}/verifications", new { outcome = "reworkRequired", note = "Thiếu phụ lục" }, Committee, "Verifier")).Should(201);

        (await app.Get(assignment)).Json.GetProperty("timeliness").GetString().Should().Be("overdue");
        var overdue = (await app.Get($"/assignments?timeliness=overdue&lifecycle=reworkRequired&minPosition={back.Position}")).Should(200).Json;
        overdue.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("assignment").GetString()).Should().Contain(assignment.Split('/')[^1]);
    }

    [Fact]
    public async Task A_claim_that_was_checked_counts_as_the_check_found_on_every_day()
    {
        var (later, rejected) = (await app.AssignedTask(), await app.AssignedTask());
        foreach (var assignment in new[] { later, rejected })
            (await app.Post($"{assignment}/completion-reports", Completion("2025-07-29"), Finance, "LeadReporter")).Should(201);

        (await app.Post($"{later}/verifications", new { outcome = "accepted", day = "2025-08-10", note = "Ký ngày 10/8" }, Committee, "Verifier")).Should(201);
        var back = (await app.Post($"{rejected}/verifications", new { outcome = "reworkRequired", day = "2025-09-01", note = "Thiếu" }, Committee, "Verifier")).Should(201);

        (await OnDay(later, "2025-08-05")).Should().Be("inProgress/overdue");
        (await OnDay(later, "2025-08-10")).Should().Be("completed/late");
        (await OnDay(rejected, "2025-08-05")).Should().Be("inProgress/overdue");
        (await OnDay(rejected, "2025-09-01")).Should().Be("reworkRequired/overdue");

        async Task<string> OnDay(string assignment, string day)
        {
            var item = (await app.Get($"/assignments?directive={assignment.Split('/')[2]}&effectiveAsOf={day}&minPosition={back.Position}")).Should(200).Json.GetProperty("items")[0];
            return $"{item.GetProperty("lifecycle").GetString()}/{item.GetProperty("timeliness").GetString()}";
        }
    }

    [Fact]
    public async Task The_agency_that_reported_cannot_verify() =>
        (await app.Post($"{await Claimed()}/verifications", new { outcome = "accepted" }, Finance, "Verifier")).Should(403).Code.Should().Be("verifies-own-work");

    [Fact]
    public async Task Only_the_lead_reports() =>
        (await app.Post($"{await app.AssignedTask()}/progress-reports", new { text = "x" }, Politburo, "LeadReporter")).Should(403).Code.Should().Be("not-the-lead");

    [Fact]
    public async Task A_cancelled_task_takes_its_open_assignments_with_it()
    {
        var directive = await app.IssuedDirective();
        var task = await app.TaskWithDeadline(directive);
        var (open, done) = (await app.Assigned(task), await app.Assigned(task, Justice));
        (await app.Post($"{done}/completion-reports", Completion("2025-07-29"), Justice, "LeadReporter")).Should(201);
        (await app.Post($"{done}/verifications", new { outcome = "accepted" }, Committee, "Verifier")).Should(201);

        var cancelled = (await app.Post($"{task}/cancellations", new { reason = "Không còn cần", authority = "180-KL/TW" })).Should(201);

        (await app.Get(open)).Json.GetProperty("lifecycle").GetString().Should().Be("cancelled");
        (await app.Get(done)).Json.GetProperty("lifecycle").GetString().Should().Be("completed");
        var listed = (await app.Get($"/assignments?directive={directive.Split('/')[^1]}&minPosition={cancelled.Position}")).Json.GetProperty("items");
        listed.EnumerateArray().Select(item => item.GetProperty("lifecycle").GetString()).Should().BeEquivalentTo("cancelled", "completed");
    }

    [Fact]
    public async Task A_write_is_seen_by_a_read_that_asks_for_its_position()
    {
        await app.RegisteredAgencies();
        for (var i = 0; i < 20; i++)
        {
            var issued = (await app.Post("/directives", ADirective($"{i}-KL/RYW"))).Should(201);
            (await app.Get($"/directives?number={i}-KL/RYW&minPosition={issued.Position}")).Should(200).Json.GetProperty("items").GetArrayLength().Should().Be(1);
        }
    }

    async Task<string> Claimed()
    {
        var assignment = await app.AssignedTask();
        (await app.Post($"{assignment}/completion-reports", Completion("2025-07-30"), Finance, "LeadReporter")).Should(201);
        return assignment;
    }
}
