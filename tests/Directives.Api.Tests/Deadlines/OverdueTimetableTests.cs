using System.Text.Json;
using Directives.Api.Tests.Hosting;
using Directives.EventSourcing.Timetables;
using Microsoft.Extensions.DependencyInjection;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Deadlines;

/// <summary>"Trước ngày 31/7/2025" is missed when 31 July begins in Vietnam, which is at 17:00 UTC on the 30th.</summary>
public sealed class OverdueTimetableTests : IAsyncLifetime
{
    static readonly DateTimeOffset Midnight = new(2025, 7, 30, 17, 0, 0, TimeSpan.Zero);

    readonly TimetableApp app = new();

    public Task InitializeAsync() => app.InitializeAsync();

    public Task DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task At_midnight_after_the_last_compliant_day_it_is_noticed_once_and_nothing_else_changes()
    {
        app.Clock.StoppedAt = Midnight.AddDays(-2);
        var assignment = await app.AssignedTask();
        var seen = (await app.Post($"{assignment}/work-starts", new { effectiveOn = "2025-07-28" }, Finance, "LeadReporter")).Should(201).ETag;
        await Followed(app);
        (await app.Get("/health/ready")).Json.GetProperty("timetables")[0].GetProperty("nextDue").GetDateTimeOffset().Should().Be(Midnight);

        app.Clock.StoppedAt = Midnight.AddMilliseconds(-1);
        await NothingIsDue(app);
        (await Noticed(assignment)).Should().BeEmpty();

        app.Clock.StoppedAt = Midnight;
        await HostProcess.Until(async () => (await Noticed(assignment)) is [_]);

        var noticed = (await Noticed(assignment)).Single();
        noticed.GetProperty("effectiveOn").GetString().Should().Be("2025-07-31");
        noticed.GetProperty("actor").GetString().Should().Be("timetable");
        noticed.GetProperty("data").GetProperty("assignment").GetString().Should().Be(assignment.Split('/')[^1]);
        noticed.GetProperty("data").GetProperty("lastCompliantDay").GetString().Should().Be("2025-07-30");
        await ShownAsBefore(noticed.GetProperty("position").GetInt64());
        (await app.Post($"{assignment}/progress-reports", new { text = "x" }, Finance, "LeadReporter", ifMatch: seen)).Should(201);

        await app.Restart();
        await Followed(app);
        await NothingIsDue(app);
        (await Noticed(assignment)).Should().ContainSingle();
    }

    [Fact]
    public async Task Of_two_hosts_one_notices()
    {
        app.Clock.StoppedAt = Midnight.AddDays(-2);
        var other = new Beside();
        await other.Start(app);
        var assignments = new List<string>();
        for (var i = 0; i < 5; i++)
            assignments.Add(await app.AssignedTask());
        await Followed(app, other);

        app.Clock.StoppedAt = other.Clock.StoppedAt = Midnight;
        foreach (var assignment in assignments)
            await HostProcess.Until(async () => (await Noticed(assignment)) is not []);
        await NothingIsDue(app);
        await other.Stop();

        foreach (var assignment in assignments)
            (await Noticed(assignment)).Should().ContainSingle();
    }

    [Fact]
    public async Task What_was_done_in_time_is_not_noticed()
    {
        app.Clock.StoppedAt = Midnight.AddHours(-8);
        var assignment = await app.AssignedTask();
        (await app.Post($"{assignment}/completion-reports", Completion("2025-07-30"), Finance, "LeadReporter")).Should(201);
        await Followed(app);

        app.Clock.StoppedAt = Midnight.AddDays(1);
        await NothingIsDue(app);

        (await Noticed(assignment)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_claim_that_is_sent_back_after_the_deadline_is_noticed_then()
    {
        app.Clock.StoppedAt = Midnight.AddHours(-8);
        var assignment = await app.AssignedTask();
        (await app.Post($"{assignment}/completion-reports", Completion("2025-07-30"), Finance, "LeadReporter")).Should(201);
        await Followed(app);
        app.Clock.StoppedAt = Midnight.AddDays(1);
        await NothingIsDue(app);

        (await app.Post($"{assignment}/verifications", new { outcome = "reworkRequired", note = "Thiếu phụ lục" }, Committee, "Verifier")).Should(201);

        await HostProcess.Until(async () => (await Noticed(assignment)) is [_]);
    }

    [Fact]
    public async Task A_deadline_that_is_entered_after_the_task_was_given_out_is_noticed_for_everybody_who_has_it()
    {
        app.Clock.StoppedAt = Midnight.AddDays(-2);
        var directive = await app.IssuedDirective();
        var task = $"{directive}/tasks/{(await app.Post($"{directive}/tasks", ATask("19"))).Json.GetProperty("events")[0].GetProperty("data").GetProperty("task").GetString()}";
        string[] assignments = [await app.Assigned(task), await app.Assigned(task, Justice)];
        (await app.Post($"{task}/deadlines", new { phrase = "trước ngày 31/7/2025", kind = "explicit", period = "2025-07-31", bound = "before" })).Should(201);
        await Followed(app);

        app.Clock.StoppedAt = Midnight;
        await NothingIsDue(app);

        (await Noticed(assignments[0])).Select(e => e.GetProperty("data").GetProperty("assignment").GetString())
            .Should().BeEquivalentTo(assignments.Select(assignment => assignment.Split('/')[^1]));
    }

    [Fact]
    public async Task What_is_overdue_when_it_is_recorded_is_noticed_at_once_and_not_again_when_the_log_is_followed_anew()
    {
        var assignment = await app.AssignedTask();
        await HostProcess.Until(async () => (await Noticed(assignment)) is [_]);

        await app.Stop();
        await using (var anew = app.Database.Source.CreateCommand("truncate es.timetable; update es.mt_event_progression set last_seq_id = 0 where name = 'overdue-timetable:Subscription'"))
            await anew.ExecuteNonQueryAsync();
        await app.Start();
        await Followed(app);
        await NothingIsDue(app);

        (await Noticed(assignment)).Should().ContainSingle();
    }

    /// <summary>What lists and reports show does not depend on whether the last event is counted.</summary>
    async Task ShownAsBefore(long position)
    {
        foreach (var path in new[] { "/reports/overdue?effectiveAsOf=2025-08-15", "/assignments?effectiveAsOf=2025-07-30", "/assignments?effectiveAsOf=2025-08-15" })
            (await At(path, position)).Should().Be((await At(path, position - 1)).Replace($"\"position\":{position - 1}", $"\"position\":{position}", StringComparison.Ordinal));

        async Task<string> At(string path, long at) => (await app.Get($"{path}&atPosition={at}")).Should(200).Text;
    }

    async Task<List<JsonElement>> Noticed(string assignment) =>
        [.. (await app.Get($"{string.Join('/', assignment.Split('/')[..3])}/events")).Should(200).Json.GetProperty("items").EnumerateArray()
            .Where(e => e.GetProperty("type").GetString() == "assignment_fell_overdue")];

    /// <summary>Waits until everything recorded has been looked at by the subscription, on whichever host runs it.</summary>
    internal static async Task Followed(params App[] hosts) => await HostProcess.Until(async () =>
    {
        foreach (var host in hosts)
            if ((await host.Get("/health/ready")).Json is var health
                && health.GetProperty("subscriptions").EnumerateArray().Any(subscription => subscription.GetProperty("position").GetInt64() < health.GetProperty("head").GetInt64()))
                return false;
        return true;
    });

    /// <summary>Waits until whatever is due has been fired.</summary>
    internal static async Task NothingIsDue(App host)
    {
        foreach (var worker in host.Services.GetServices<TimetableWorker>())
        {
            await worker.FireDue(default);
            await HostProcess.Until(async () => (await worker.Status(default)).Due == 0);
        }
    }

    sealed class Beside : TimetableApp
    {
        public Task Start(App one)
        {
            Clock.StoppedAt = one.Clock.StoppedAt;
            return Start(one.Database.ConnectionString);
        }
    }
}

/// <summary>The host with its timetable running.</summary>
public class TimetableApp(bool demo = false) : App
{
    protected override bool Demo => demo;

    protected override bool Timetable => true;
}
