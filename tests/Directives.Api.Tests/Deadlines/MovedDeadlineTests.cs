using Directives.Domain;
using Directives.Domain.Correcting;
using Directives.Domain.Deadlines;
using Directives.EventSourcing;
using Microsoft.Extensions.DependencyInjection;
using static Directives.Api.Tests.Scenarios;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Api.Tests.Deadlines;

/// <summary>Late notices go by the day that holds: what was granted or stood still stops them, and the new day brings them.</summary>
public sealed class MovedDeadlineTests : IAsyncLifetime
{
    static readonly DateTimeOffset Midnight = new(2025, 7, 30, 17, 0, 0, TimeSpan.Zero);

    readonly TimetableApp app = new();

    public Task InitializeAsync() => app.InitializeAsync();

    public Task DisposeAsync() => app.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_legal_extension_stops_the_notice_until_its_own_day_is_over(bool countered)
    {
        app.Clock.StoppedAt = Midnight.AddDays(-2);
        var assignment = await app.AssignedTask();
        (await app.Post($"{assignment}/extension-requests", new { to = countered ? "2025-08-20" : "2025-08-15", reason = "Chờ ý kiến" }, Finance, "LeadApprover")).Should(201);
        if (countered)
        {
            (await app.Post($"{assignment}/extension-counters", new { to = "2025-08-15", reason = "Sớm hơn" })).Should(201);
            (await app.Post($"{assignment}/extension-acceptances", new { }, Finance, "LeadApprover")).Should(201);
        }
        else
            (await app.Post($"{assignment}/extension-approvals", new { })).Should(201);

        (await NoticedAt(Midnight, assignment)).Should().BeEmpty();
        (await NoticedAt(Midnight.AddDays(16), assignment)).Should().Equal("2025-08-15");
    }

    [Fact]
    public async Task While_the_clock_stands_nothing_is_noticed_and_after_it_goes_on_the_later_day_is()
    {
        app.Clock.StoppedAt = Midnight.AddDays(-3);
        var task = await app.TaskWithDeadline(await app.IssuedDirective());
        string[] assignments = [await app.Assigned(task), await app.Assigned(task, Justice)];
        (await app.Post($"{task}/suspensions", new { reason = "Chờ văn bản", authority = "901-CV/VPTW", effectiveOn = "2025-07-28" })).Should(201);

        (await NoticedAt(Midnight.AddDays(5), assignments[0])).Should().BeEmpty();
        (await app.Post($"{task}/resumptions", new { authority = "902-CV/VPTW", effectiveOn = "2025-08-05" })).Should(201);
        (await NoticedAt(Midnight.AddDays(7), assignments[0])).Should().BeEmpty("the 7th is not over");
        (await NoticedAt(Midnight.AddDays(8), assignments[0])).Should().Equal("2025-08-07", "2025-08-07");
    }

    [Fact]
    public async Task What_becomes_clear_is_noticed_by_the_day_it_becomes_clear()
    {
        app.Clock.StoppedAt = Midnight.AddDays(-2);
        var task = await app.TaskWithDeadline(await app.IssuedDirective(), deadline: new { phrase = "theo Kế hoạch 56", kind = "byReference", reference = "56-KH/BCĐ" });
        var assignment = await app.Assigned(task);

        (await NoticedAt(Midnight.AddDays(1), assignment)).Should().BeEmpty();
        (await app.Post($"{task}/clarifications", new { period = "2025-08-10", bound = "noLaterThan", authority = "900-CV/VPTW" })).Should(201);
        (await NoticedAt(Midnight.AddDays(11), assignment)).Should().Equal("2025-08-10");
    }

    [Fact]
    public async Task What_was_missed_extended_and_missed_again_is_noticed_twice()
    {
        app.Clock.StoppedAt = Midnight.AddDays(-2);
        var assignment = await app.AssignedTask();
        (await NoticedAt(Midnight, assignment)).Should().Equal("2025-07-30");

        (await app.Post($"{assignment}/extension-requests", new { to = "2025-08-15", reason = "Chờ ý kiến" }, Finance, "LeadApprover")).Should(201);
        (await app.Post($"{assignment}/extension-approvals", new { })).Should(201);

        (await NoticedAt(Midnight.AddDays(16), assignment)).Should().Equal("2025-07-30", "2025-08-15");
    }

    [Fact]
    public async Task What_is_opened_again_after_its_day_is_noticed_then()
    {
        app.Clock.StoppedAt = Midnight.AddDays(-2);
        var assignment = await app.AssignedTask();
        (await app.Post($"{assignment}/completion-reports", Completion("2025-07-28"), Finance, "LeadReporter")).Should(201);
        (await app.Post($"{assignment}/verifications", new { outcome = "accepted" }, Committee, "Verifier")).Should(201);
        (await NoticedAt(Midnight.AddDays(1), assignment)).Should().BeEmpty();

        await Happens(assignment, new TaskReopened(new(Guid.Parse(assignment.Split('/')[^1])), "Chưa đủ", "12-KL/UBKT", new(2025, 8, 1)));

        (await NoticedAt(Midnight.AddDays(2), assignment)).Should().Equal("2025-07-30");
    }

    [Fact]
    public async Task What_was_entered_wrongly_is_noticed_by_the_day_that_is_right()
    {
        app.Clock.StoppedAt = Midnight.AddDays(-2);
        var task = await app.TaskWithDeadline(await app.IssuedDirective());
        var assignment = await app.Assigned(task);
        var right = new Deadline("trước ngày 13/8/2025", DeadlineKind.Explicit, CalendarPeriod.Day(new(2025, 8, 13)), DeadlineBound.Before);

        await Happens(assignment, new RecordCorrected(new Correction.StatedDeadline(new(Guid.Parse(task.Split('/')[^1])), right), 3, "Gõ nhầm", "179-KL/TW", new(2025, 7, 28)));

        (await NoticedAt(Midnight.AddDays(1), assignment)).Should().BeEmpty();
        (await NoticedAt(Midnight.AddDays(13), assignment)).Should().Equal("2025-08-12");
    }

    [Fact]
    public async Task Another_lead_is_not_a_new_reason()
    {
        app.Clock.StoppedAt = Midnight.AddDays(-2);
        var assignment = await app.AssignedTask();
        (await NoticedAt(Midnight, assignment)).Should().Equal("2025-07-30");

        (await app.Post($"{assignment}/transfers", new { to = Justice, reason = "x", authority = "x" })).Should(201);

        (await NoticedAt(Midnight.AddDays(5), assignment)).Should().Equal("2025-07-30");
    }

    async Task Happens(string assignment, DirectiveEvent e)
    {
        var (store, stream) = (app.Services.GetRequiredService<EventStore>(), Guid.Parse(assignment.Split('/')[2]));
        var version = (await store.ReadStream(stream, default))[^1].Version;
        (await store.Append(new Append(stream, "directive", version, [e], new("test"), null), default)).Status.Should().Be(AppendStatus.Appended);
    }

    /// <summary>The days whose passing has been noticed in the directive at an instant.</summary>
    async Task<List<string?>> NoticedAt(DateTimeOffset instant, string assignment)
    {
        await OverdueTimetableTests.Followed(app);
        app.Clock.StoppedAt = instant;
        await OverdueTimetableTests.NothingIsDue(app);
        return [.. (await app.Get($"{string.Join('/', assignment.Split('/')[..3])}/events")).Should(200).Json.GetProperty("items").EnumerateArray()
            .Where(e => e.GetProperty("type").GetString() == "assignment_fell_overdue").Select(e => e.GetProperty("data").GetProperty("lastCompliantDay").GetString())];
    }
}
