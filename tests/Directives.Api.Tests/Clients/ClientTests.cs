using System.Net.Http.Headers;
using Directives.Client;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Clients;

/// <summary>The client that is written from the contract, over real HTTP.</summary>
public class ClientTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task A_directive_is_entered_with_what_is_left_out_as_it_is_by_default()
    {
        await app.RegisteredAgencies();
        using var http = await As("MonitoringBody", Committee);
        var monitor = new DirectivesClient(http);

        var entered = await monitor.PostDirectivesAsync("client-1", new() { Type = DirectiveType.Conclusion, Number = "1-KL/CL", Title = new() { Vi = "Kết luận" }, IssuedBy = [Politburo], IssuedOn = "2025-Q3" });

        (entered.StatusCode, entered.ETag).Should().Be((201, "\"1\""));
        var directive = (await monitor.GetDirectivesDirectiveAsync(entered.Result.Id)).Result;
        (directive.Type, directive.IssuedOn, directive.Urgency, directive.EffectiveOn).Should().Be((DirectiveType.Conclusion, "2025-Q3", UrgencyLevel.Normal, new DateOnly(2025, 7, 1)));
        (await monitor.PostDirectivesAsync("client-1", new() { Type = DirectiveType.Conclusion, Number = "1-KL/CL", Title = new() { Vi = "Kết luận" }, IssuedBy = [Politburo], IssuedOn = "2025-Q3" }))
            .Result.Should().BeEquivalentTo(entered.Result, options => options.Excluding(receipt => receipt.Events), "the key makes it safe to repeat");
    }

    [Fact]
    public async Task A_ministry_reports_its_work_done_by_the_version_it_has_seen_and_hears_when_that_is_stale()
    {
        var (directive, assignment) = await AnAssignment();
        using var finance = await As("LeadReporter", Finance);
        using var committee = await As("Verifier", Committee);
        var (ministry, monitor) = (new DirectivesClient(finance), new DirectivesClient(committee));
        var seen = await ministry.GetDirectivesAssignmentsAssignmentAsync(directive, assignment);
        (seen.Result.Lifecycle, seen.Result.Timeliness, seen.Result.Lead).Should().Be((Lifecycle.NotStarted, Timeliness.Overdue, Finance));

        var file = (await ministry.PostFilesAsync(new FileParameter(new MemoryStream("%PDF-1.7"u8.ToArray()), "cv.pdf", "application/pdf"))).Result;
        ReportCompletionBody report = new() { Text = "Đã ban hành", EffectiveOn = new(2025, 7, 30), Evidence = [new() { Title = "Công văn", Sha256 = file.Sha256, MediaType = file.MediaType }] };
        var done = await ministry.PostDirectivesAssignmentsCompletionReportsAsync(directive, assignment, "client-2", seen.ETag, report);
        done.Result.Events.Single().Data.GetProperty("effectiveOn").GetString().Should().Be("2025-07-30");

        var stale = (await monitor.Awaiting(client => client.PostDirectivesAssignmentsVerificationsAsync(directive, assignment, "client-3", seen.ETag, new() { Outcome = VerificationOutcome.Accepted }))
            .Should().ThrowAsync<DirectivesException<Problem>>()).Which;
        (stale.StatusCode, stale.Result.Code, stale.Result.CurrentVersion).Should().Be((412, "stale", long.Parse(done.ETag.Trim('"'))));

        await monitor.PostDirectivesAssignmentsVerificationsAsync(directive, assignment, "client-3", done.ETag, new() { Outcome = VerificationOutcome.Accepted });
        (await ministry.GetDirectivesAssignmentsAssignmentAsync(directive, assignment)).Result.Lifecycle.Should().Be(Lifecycle.Completed);
    }

    [Fact]
    public async Task Lists_are_asked_in_the_words_of_the_contract_and_read_page_by_page()
    {
        var (directive, assignment) = await AnAssignment();
        using var http = await As("MonitoringBody", Committee);
        var monitor = new DirectivesClient(http);

        var list = (await monitor.GetAssignmentsAsync(directive: directive, lifecycle: Lifecycle.NotStarted, effectiveAsOf: new(2025, 8, 1), keyTask: false, pageSize: 1)).Result;

        list.Items.Select(item => (item.Assignment, item.LastCompliantDay)).Should().Equal((assignment, new DateOnly(2025, 7, 30)));
        var first = (await monitor.GetAgenciesAsync(pageSize: 2)).Result;
        (await monitor.GetAgenciesAsync(pageSize: 2, cursor: first.NextCursor)).Result.Items.Should().NotContain(agency => first.Items.Any(other => other.Code == agency.Code));
        (await monitor.GetEventsAsync(type: ["task_identified", "task_assigned"], directive: directive)).Result.Items.Select(item => item.Type).Should().Equal("task_identified", "task_assigned");
        var refused = (await monitor.Awaiting(client => client.GetAssignmentsAsync(agency: "bo-khong-co")).Should().ThrowAsync<DirectivesException<Problem>>()).Which;
        (refused.Result.Code, refused.Result.Errors!.Single().Pointer).Should().Be(("unknown-agency", "agency"));
    }

    [Fact]
    public async Task A_report_is_read_as_figures_and_downloaded_as_a_file()
    {
        await AnAssignment();
        using var http = await As("MonitoringBody", Committee);
        var monitor = new DirectivesClient(http);

        var report = (await monitor.GetReportsWeeklyStartAsync(new(2025, 8, 1))).Result;
        using var sheet = await monitor.GetReportsWeeklyStartXlsxAsync(new(2025, 8, 1), lang: Language.Vi, atPosition: report.Position);

        report.Reconciliation.AddsUp.Should().BeTrue();
        sheet.StatusCode.Should().Be(200);
        var start = new byte[2];
        await sheet.Stream.ReadExactlyAsync(start);
        start.Should().Equal("PK"u8.ToArray());
    }

    async Task<(Guid Directive, Guid Assignment)> AnAssignment()
    {
        var path = (await app.AssignedTask()).Split('/');
        return (Guid.Parse(path[2]), Guid.Parse(path[4]));
    }

    /// <summary>As anybody has it: nothing but an address and a token.</summary>
    async Task<HttpClient> As(string role, string agency) =>
        new() { BaseAddress = app.Http.BaseAddress, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", await app.Token(role, agency)) } };
}
