using Directives.Api.Agencies;
using Directives.Domain;
using Directives.Domain.Agencies;
using Microsoft.Extensions.DependencyInjection;
using static Directives.Api.Tests.Agencies.ProvincesApp;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Agencies;

/// <summary>Lào Cai and Yên Bái become the new Lào Cai on 1 July 2025; in between stands what the two had to do.</summary>
public sealed class SuccessionTests : IAsyncLifetime
{
    readonly ProvincesApp app = new();

    public Task InitializeAsync() => app.Begin();

    public Task DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task On_the_day_of_the_merger_the_open_work_of_both_passes_to_the_new_province_and_nothing_of_it_is_lost()
    {
        var directive = await app.NewDirective();
        var (both, one) = (await app.NewTask(directive, "1"), await app.NewTask(directive, "2"));
        var (laoCais, yenBais, onlyYenBais) = (await app.Assigned(both, LaoCai), await app.Assigned(both, YenBai), await app.Assigned(one, YenBai));
        await app.Merge(LaoCai);
        await app.Merge(YenBai);

        app.Clock.StoppedAt = July1.AddMilliseconds(-1);
        await app.Settled();
        (await app.Passed(directive)).Should().BeEmpty("the last day of both is 30 June");

        app.Clock.StoppedAt = July1;
        await app.Settled();

        var passed = await app.Passed(directive);
        passed.Select(e => e.GetProperty("effectiveOn").GetString()).Should().Equal("2025-07-01", "2025-07-01", "2025-07-01");
        passed.Select(e => e.GetProperty("type").GetString()).Should().BeEquivalentTo("lead_transferred", "assignment_merged", "lead_transferred");
        passed.Select(e => e.GetProperty("actor").GetString()).Should().OnlyContain(actor => actor == "succession");
        passed[0].GetProperty("data").GetProperty("authority").GetString().Should().Be(Decision);
        (await app.Lead(onlyYenBais)).Should().Be(New);
        (await app.Open()).Should().HaveCount(2).And.OnlyContain(lead => lead == New, "of one task the work is one, and the other is not forgotten");

        var merged = (await app.Shown(yenBais)).GetProperty("lifecycle").GetString() == "superseded" ? yenBais : laoCais;
        var goesOn = merged == yenBais ? laoCais : yenBais;
        (await app.Lead(goesOn)).Should().Be(New);
        await app.Responsible(merged, "2025-06-30", merged == yenBais ? YenBai : LaoCai);
        var after = await app.Responsible(merged, "2025-07-01", New);
        after.GetProperty("continuedIn").GetString().Should().Be(goesOn.Split('/')[^1]);
        (await app.Post($"{goesOn}/completion-reports", Completion("2025-07-01"), New, "LeadReporter")).Should(201);
    }

    [Fact]
    public async Task Doing_it_again_changes_nothing()
    {
        var directive = await app.NewDirective();
        await app.Assigned(await app.NewTask(directive, "1"), YenBai);
        await app.Merge(YenBai);
        app.Clock.StoppedAt = July1;
        await app.Settled();
        (await app.Passed(directive)).Should().ContainSingle();

        await app.BeginSuccessionAnew();
        await app.Settled();

        (await app.Passed(directive)).Should().ContainSingle();
    }

    [Fact]
    public async Task What_is_done_stays_with_who_did_it_and_a_claim_passes_only_when_it_is_sent_back()
    {
        var directive = await app.NewDirective();
        var (done, waits) = (await app.Assigned(await app.NewTask(directive, "1"), YenBai), await app.Assigned(await app.NewTask(directive, "2"), YenBai));
        foreach (var assignment in new[] { done, waits })
            (await app.Post($"{assignment}/completion-reports", Completion("2025-06-20"), YenBai, "LeadReporter")).Should(201);
        (await app.Post($"{done}/verifications", new { outcome = "accepted" })).Should(201);
        await app.Merge(YenBai);

        app.Clock.StoppedAt = July1;
        await app.Settled();
        (await app.Passed(directive)).Should().BeEmpty();

        (await app.Post($"{waits}/verifications", new { outcome = "reworkRequired", note = "Thiếu phụ lục" })).Should(201);
        await app.Settled();
        (await app.Lead(waits)).Should().Be(New);
        (await app.Lead(done)).Should().Be(YenBai);
    }

    [Fact]
    public async Task A_successor_whose_own_share_is_done_takes_the_other_one_beside_it()
    {
        var directive = await app.NewDirective();
        var task = await app.NewTask(directive, "1");
        var (laoCais, yenBais) = (await app.Assigned(task, LaoCai), await app.Assigned(task, YenBai));
        (await app.Post($"{laoCais}/completion-reports", Completion("2025-06-20"), LaoCai, "LeadReporter")).Should(201);
        (await app.Post($"{laoCais}/verifications", new { outcome = "accepted" })).Should(201);
        (await app.Post($"/agencies/{YenBai}/mergers", new { into = LaoCai, authority = Decision, effectiveOn = "2025-07-01" })).Should(201);

        app.Clock.StoppedAt = July1;
        await app.Settled();

        (await app.Lead(yenBais)).Should().Be(LaoCai);
        (await app.Shown(yenBais)).GetProperty("lifecycle").GetString().Should().Be("notStarted");
        (await app.Shown(laoCais)).GetProperty("lifecycle").GetString().Should().Be("completed");
    }

    [Fact]
    public async Task A_merger_recorded_late_takes_the_work_along_from_its_own_day_but_not_what_has_changed_since()
    {
        var directive = await app.NewDirective();
        var (untouched, begun) = (await app.Assigned(await app.NewTask(directive, "1"), YenBai), await app.Assigned(await app.NewTask(directive, "2"), YenBai));
        app.Clock.StoppedAt = July1.AddDays(20);
        (await app.Post($"{begun}/work-starts", new { effectiveOn = "2025-07-10" }, YenBai, "LeadReporter")).Should(201);

        await app.Merge(YenBai);
        await app.Settled();

        (await app.Passed(directive)).Select(e => e.GetProperty("effectiveOn").GetString()).Should().BeEquivalentTo("2025-07-01", "2025-07-10");
        await app.Responsible(untouched, "2025-06-30", YenBai);
        await app.Responsible(untouched, "2025-07-01", New);
        (await app.Responsible(begun, "2025-07-05", YenBai)).GetProperty("lead").GetProperty("successor").GetString().Should().Be(New, "it had ended by then, and nobody had said so");
        await app.Responsible(begun, "2025-07-10", New);
    }

    [Fact]
    public async Task Work_that_is_entered_after_the_merger_for_a_day_before_it_passes_at_once()
    {
        await app.Merge(YenBai);
        app.Clock.StoppedAt = July1.AddDays(5);
        await app.Settled();
        var directive = await app.NewDirective();

        var assignment = await app.Assigned(await app.NewTask(directive, "1"), YenBai);
        await app.Settled();

        (await app.Lead(assignment)).Should().Be(New);
    }

    [Fact]
    public async Task Successors_of_successors_are_reached_step_by_step()
    {
        var directive = await app.NewDirective();
        var assignment = await app.Assigned(await app.NewTask(directive, "1"), YenBai);
        app.Clock.StoppedAt = July1.AddDays(60);
        (await app.Post("/agencies", AgenciesApp.Body("tinh-uy-tay-bac", "Tỉnh ủy Tây Bắc", "2025-08-01"))).Should(201);
        (await app.Post($"/agencies/{New}/mergers", new { into = "tinh-uy-tay-bac", authority = "x", effectiveOn = "2025-08-01" })).Should(201);
        await app.Settled();

        await app.Merge(YenBai);
        await app.Settled();

        (await app.Lead(assignment)).Should().Be("tinh-uy-tay-bac");
        (await app.Passed(directive)).Select(e => e.GetProperty("effectiveOn").GetString()).Should().Equal("2025-07-01", "2025-08-01");
        await app.Responsible(assignment, "2025-07-31", New);
    }

    [Fact]
    public async Task Two_that_were_merged_into_each_other_at_the_same_moment_do_not_pass_work_to_and_fro()
    {
        var directive = await app.NewDirective();
        var assignment = await app.Assigned(await app.NewTask(directive, "1"), YenBai);
        var agencies = app.Services.GetRequiredService<Decider<Agency, AgencyCommand, AgencyEvent>>();
        var by = new Actor("test", Role.MonitoringBody, new(Committee));
        foreach (var (one, other) in new[] { (YenBai, LaoCai), (LaoCai, YenBai) })
            (await agencies.Handle(
                AgencyRegister.StreamOf(new(one)), new MergeAgency(new(one), new(other), Decision, new(2025, 7, 1)) { Today = new(2025, 6, 20) },
                new(by, new(2025, 6, 20), Write.MetadataOf(by), null, null), default)).Should().BeOfType<Outcome.Done>();

        app.Clock.StoppedAt = July1;
        await app.Settled();

        (await app.Lead(assignment)).Should().Be(YenBai);
    }
}
