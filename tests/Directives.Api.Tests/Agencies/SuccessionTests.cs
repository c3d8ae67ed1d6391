using System.Text.Json;
using Directives.Api.Agencies;
using Directives.Api.Tests.Deadlines;
using Directives.Domain;
using Directives.Domain.Agencies;
using Microsoft.Extensions.DependencyInjection;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Agencies;

/// <summary>Lào Cai and Yên Bái become the new Lào Cai on 1 July 2025; in between stands what the two had to do.</summary>
public sealed class SuccessionTests : IAsyncLifetime
{
    const string LaoCai = "tinh-uy-lao-cai-cu", YenBai = "tinh-uy-yen-bai", New = "tinh-uy-lao-cai", Decision = "202/2025/QH15";

    static readonly DateTimeOffset June20 = new(2025, 6, 20, 3, 0, 0, TimeSpan.Zero), July1 = new(2025, 6, 30, 17, 0, 0, TimeSpan.Zero);

    readonly TimetableApp app = new();

    public async Task InitializeAsync()
    {
        app.Clock.StoppedAt = June20;
        await app.InitializeAsync();
        foreach (var (code, name, since) in new[] { (Politburo, "Bộ Chính trị", "2017-01-01"), (Committee, "Ban Tổ chức Trung ương", "2017-01-01"), (LaoCai, "Tỉnh ủy Lào Cai", "1991-10-01"), (YenBai, "Tỉnh ủy Yên Bái", "1991-10-01"), (New, "Tỉnh ủy Lào Cai", "2025-07-01") })
            (await app.Post("/agencies", AgenciesApp.Body(code, name, since))).Should(201);
    }

    public Task DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task On_the_day_of_the_merger_the_open_work_of_both_passes_to_the_new_province_and_nothing_of_it_is_lost()
    {
        var directive = await Directive();
        var (both, one) = (await Task(directive, "1"), await Task(directive, "2"));
        var (laoCais, yenBais, onlyYenBais) = (await Assigned(both, LaoCai), await Assigned(both, YenBai), await Assigned(one, YenBai));
        await Merge(LaoCai);
        await Merge(YenBai);

        app.Clock.StoppedAt = July1.AddMilliseconds(-1);
        await Settled();
        (await Passed(directive)).Should().BeEmpty("the last day of both is 30 June");

        app.Clock.StoppedAt = July1;
        await Settled();

        var passed = await Passed(directive);
        passed.Select(e => e.GetProperty("effectiveOn").GetString()).Should().Equal("2025-07-01", "2025-07-01", "2025-07-01");
        passed.Select(e => e.GetProperty("type").GetString()).Should().BeEquivalentTo("lead_transferred", "assignment_merged", "lead_transferred");
        passed.Select(e => e.GetProperty("actor").GetString()).Should().OnlyContain(actor => actor == "succession");
        passed[0].GetProperty("data").GetProperty("authority").GetString().Should().Be(Decision);
        (await Lead(onlyYenBais)).Should().Be(New);
        (await Open()).Should().HaveCount(2).And.OnlyContain(lead => lead == New, "of one task the work is one, and the other is not forgotten");

        var merged = (await Get(yenBais)).GetProperty("lifecycle").GetString() == "superseded" ? yenBais : laoCais;
        var goesOn = merged == yenBais ? laoCais : yenBais;
        (await Lead(goesOn)).Should().Be(New);
        await Responsible(merged, "2025-06-30", merged == yenBais ? YenBai : LaoCai);
        var after = await Responsible(merged, "2025-07-01", New);
        after.GetProperty("continuedIn").GetString().Should().Be(goesOn.Split('/')[^1]);
        (await app.Post($"{goesOn}/completion-reports", Completion("2025-07-01"), New, "LeadReporter")).Should(201);
    }

    [Fact]
    public async Task Doing_it_again_changes_nothing()
    {
        var directive = await Directive();
        await Assigned(await Task(directive, "1"), YenBai);
        await Merge(YenBai);
        app.Clock.StoppedAt = July1;
        await Settled();
        (await Passed(directive)).Should().ContainSingle();

        await app.Stop();
        await using (var anew = app.Database.Source.CreateCommand("truncate es.timetable; update es.mt_event_progression set last_seq_id = 0 where name = 'succession:Subscription'"))
            await anew.ExecuteNonQueryAsync();
        await app.Start();
        await Settled();

        (await Passed(directive)).Should().ContainSingle();
    }

    [Fact]
    public async Task What_is_done_stays_with_who_did_it_and_a_claim_passes_only_when_it_is_sent_back()
    {
        var directive = await Directive();
        var (done, waits) = (await Assigned(await Task(directive, "1"), YenBai), await Assigned(await Task(directive, "2"), YenBai));
        foreach (var assignment in new[] { done, waits })
            (await app.Post($"{assignment}/completion-reports", Completion("2025-06-20"), YenBai, "LeadReporter")).Should(201);
        (await app.Post($"{done}/verifications", new { outcome = "accepted" }, Committee, "Verifier")).Should(201);
        await Merge(YenBai);

        app.Clock.StoppedAt = July1;
        await Settled();
        (await Passed(directive)).Should().BeEmpty();

        (await app.Post($"{waits}/verifications", new { outcome = "reworkRequired", note = "Thiếu phụ lục" }, Committee, "Verifier")).Should(201);
        await Settled();
        (await Lead(waits)).Should().Be(New);
        (await Lead(done)).Should().Be(YenBai);
    }

    [Fact]
    public async Task A_successor_whose_own_share_is_done_takes_the_other_one_beside_it()
    {
        var directive = await Directive();
        var task = await Task(directive, "1");
        var (laoCais, yenBais) = (await Assigned(task, LaoCai), await Assigned(task, YenBai));
        (await app.Post($"{laoCais}/completion-reports", Completion("2025-06-20"), LaoCai, "LeadReporter")).Should(201);
        (await app.Post($"{laoCais}/verifications", new { outcome = "accepted" }, Committee, "Verifier")).Should(201);
        (await app.Post($"/agencies/{YenBai}/mergers", new { into = LaoCai, authority = Decision, effectiveOn = "2025-07-01" })).Should(201);

        app.Clock.StoppedAt = July1;
        await Settled();

        (await Lead(yenBais)).Should().Be(LaoCai);
        (await Get(yenBais)).GetProperty("lifecycle").GetString().Should().Be("notStarted");
        (await Get(laoCais)).GetProperty("lifecycle").GetString().Should().Be("completed");
    }

    [Fact]
    public async Task A_merger_recorded_late_takes_the_work_along_from_its_own_day_but_not_what_has_changed_since()
    {
        var directive = await Directive();
        var (untouched, begun) = (await Assigned(await Task(directive, "1"), YenBai), await Assigned(await Task(directive, "2"), YenBai));
        app.Clock.StoppedAt = July1.AddDays(20);
        (await app.Post($"{begun}/work-starts", new { effectiveOn = "2025-07-10" }, YenBai, "LeadReporter")).Should(201);

        await Merge(YenBai);
        await Settled();

        (await Passed(directive)).Select(e => e.GetProperty("effectiveOn").GetString()).Should().BeEquivalentTo("2025-07-01", "2025-07-10");
        await Responsible(untouched, "2025-06-30", YenBai);
        await Responsible(untouched, "2025-07-01", New);
        (await Responsible(begun, "2025-07-05", YenBai)).GetProperty("lead").GetProperty("successor").GetString().Should().Be(New, "it had ended by then, and nobody had said so");
        await Responsible(begun, "2025-07-10", New);
    }

    [Fact]
    public async Task Work_that_is_entered_after_the_merger_for_a_day_before_it_passes_at_once()
    {
        await Merge(YenBai);
        app.Clock.StoppedAt = July1.AddDays(5);
        await Settled();
        var directive = await Directive();

        var assignment = await Assigned(await Task(directive, "1"), YenBai);
        await Settled();

        (await Lead(assignment)).Should().Be(New);
    }

    [Fact]
    public async Task Successors_of_successors_are_reached_step_by_step()
    {
        var directive = await Directive();
        var assignment = await Assigned(await Task(directive, "1"), YenBai);
        app.Clock.StoppedAt = July1.AddDays(60);
        (await app.Post("/agencies", AgenciesApp.Body("tinh-uy-tay-bac", "Tỉnh ủy Tây Bắc", "2025-08-01"))).Should(201);
        (await app.Post($"/agencies/{New}/mergers", new { into = "tinh-uy-tay-bac", authority = "x", effectiveOn = "2025-08-01" })).Should(201);
        await Settled();

        await Merge(YenBai);
        await Settled();

        (await Lead(assignment)).Should().Be("tinh-uy-tay-bac");
        (await Passed(directive)).Select(e => e.GetProperty("effectiveOn").GetString()).Should().Equal("2025-07-01", "2025-08-01");
        await Responsible(assignment, "2025-07-31", New);
    }

    [Fact]
    public async Task Without_a_successor_the_work_stays_where_it_was()
    {
        var directive = await Directive();
        var assignment = await Assigned(await Task(directive, "1"), YenBai);
        (await app.Post($"/agencies/{YenBai}/abolitions", new { authority = "x", effectiveOn = "2025-07-01" })).Should(201);

        app.Clock.StoppedAt = July1;
        await Settled();

        (await Passed(directive)).Should().BeEmpty();
        (await Responsible(assignment, "2025-07-01", YenBai)).GetProperty("lead").GetProperty("exists").GetBoolean().Should().BeFalse();
    }

    [Fact]
    public async Task Two_that_were_merged_into_each_other_at_the_same_moment_do_not_pass_work_to_and_fro()
    {
        var directive = await Directive();
        var assignment = await Assigned(await Task(directive, "1"), YenBai);
        var agencies = app.Services.GetRequiredService<Decider<Agency, AgencyCommand, AgencyEvent>>();
        var by = new Actor("test", Role.MonitoringBody, new(Committee));
        foreach (var (one, other) in new[] { (YenBai, LaoCai), (LaoCai, YenBai) })
            (await agencies.Handle(
                AgencyRegister.StreamOf(new(one)), new MergeAgency(new(one), new(other), Decision, new(2025, 7, 1)) { Today = new(2025, 6, 20) },
                new(by, new(2025, 6, 20), Write.MetadataOf(by), null, null), default)).Should().BeOfType<Outcome.Done>();

        app.Clock.StoppedAt = July1;
        await Settled();

        (await Lead(assignment)).Should().Be(YenBai);
    }

    async Task Merge(string agency) => (await app.Post($"/agencies/{agency}/mergers", new { into = New, authority = Decision, effectiveOn = "2025-07-01" })).Should(201);

    async Task<string> Directive() =>
        (await app.Post("/directives", """{"type":"conclusion","number":"1-KL/TW","title":{"vi":"x"},"issuedBy":["bo-chinh-tri"],"issuedOn":"2025-06-01"}""")).Should(201).Location!;

    async Task<string> Task(string directive, string code) =>
        $"{directive}/tasks/{(await app.Post($"{directive}/tasks", ATask(code))).Should(201).Json.GetProperty("events")[0].GetProperty("data").GetProperty("task").GetString()}";

    Task<string> Assigned(string task, string lead) => app.Assigned(task, lead);

    /// <summary>Until everything recorded has been followed and everything due has been done, also what comes of that.</summary>
    async Task Settled()
    {
        for (long head = -1, now = 0, rounds = 0; head != now; rounds++)
        {
            rounds.Should().BeLessThan(10, "what comes of an ending comes to an end");
            head = now;
            await OverdueTimetableTests.Followed(app);
            await OverdueTimetableTests.NothingIsDue(app);
            now = (await app.Get("/health/ready")).Json.GetProperty("head").GetInt64();
        }
    }

    async Task<List<JsonElement>> Passed(string directive) =>
        [.. (await app.Get($"{directive}/events")).Should(200).Json.GetProperty("items").EnumerateArray()
            .Where(e => e.GetProperty("type").GetString() is "lead_transferred" or "assignment_merged")];

    async Task<JsonElement> Get(string assignment) => (await app.Get(assignment)).Should(200).Json;

    async Task<string?> Lead(string assignment) => (await Get(assignment)).GetProperty("lead").GetString();

    async Task<List<string?>> Open() =>
        [.. (await app.Get("/assignments")).Should(200).Json.GetProperty("items").EnumerateArray()
            .Where(item => item.GetProperty("lifecycle").GetString() is not ("completed" or "superseded")).Select(item => item.GetProperty("lead").GetString())];

    async Task<JsonElement> Responsible(string assignment, string day, string lead)
    {
        var answer = (await app.Get($"{assignment}/responsibility?on={day}")).Should(200).Json;
        answer.GetProperty("lead").GetProperty("code").GetString().Should().Be(lead, day);
        return answer;
    }
}
