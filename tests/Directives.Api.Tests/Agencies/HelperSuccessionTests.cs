using Directives.Api.Agencies;
using Directives.EventSourcing.Timetables;
using Microsoft.Extensions.DependencyInjection;
using static Directives.Api.Tests.Agencies.ProvincesApp;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Agencies;

/// <summary>Where Yên Bái only helped, the new Lào Cai helps from 1 July 2025 on.</summary>
public sealed class HelperSuccessionTests : IAsyncLifetime
{
    readonly ProvincesApp app = new();

    public Task InitializeAsync() => app.Begin();

    public Task DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task The_successor_helps_from_the_first_day_without_the_one_that_helped()
    {
        var directive = await app.NewDirective();
        var assignment = await Helped(directive, "1", Committee, YenBai, LaoCai);
        await app.Merge(YenBai);
        app.Clock.StoppedAt = July1.AddMilliseconds(-1);
        await app.Settled();
        (await Replacements(directive)).Should().BeEmpty("the last day of Yên Bái is 30 June");

        app.Clock.StoppedAt = July1;
        await app.Settled();

        (await Replacements(directive)).Should().Equal($"coordinator_added {New} 2025-07-01", $"coordinator_removed {YenBai} 2025-07-01");
        var removed = (await app.Events(directive, "coordinator_removed")).Single();
        (removed.GetProperty("actor").GetString(), removed.GetProperty("data").GetProperty("reason").GetString())
            .Should().Be(("succession", $"Cơ quan phối hợp sáp nhập vào {New}."));
        (await HelpersOn(assignment, "2025-06-30")).Should().Equal(YenBai, LaoCai);
        (await HelpersOn(assignment, "2025-07-01")).Should().Equal(LaoCai, New);
        (await app.Lead(assignment)).Should().Be(Committee);
        (await app.Passed(directive)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_successor_that_leads_does_not_help_itself()
    {
        var directive = await app.NewDirective();
        var assignment = await Helped(directive, "1", LaoCai, YenBai);
        await app.Merge(YenBai, into: LaoCai);

        app.Clock.StoppedAt = July1;
        await app.Settled();

        (await Replacements(directive)).Should().Equal($"coordinator_removed {YenBai} 2025-07-01");
        (await HelpersOn(assignment, "2025-07-01")).Should().BeEmpty();
        (await app.Lead(assignment)).Should().Be(LaoCai);
    }

    [Fact]
    public async Task A_successor_that_helps_already_is_not_added_again()
    {
        var directive = await app.NewDirective();
        var assignment = await Helped(directive, "1", Committee, YenBai, LaoCai);
        await app.Merge(YenBai, into: LaoCai);

        app.Clock.StoppedAt = July1;
        await app.Settled();

        (await Replacements(directive)).Should().Equal($"coordinator_removed {YenBai} 2025-07-01");
        (await HelpersOn(assignment, "2025-07-01")).Should().Equal(LaoCai);
    }

    [Fact]
    public async Task Of_two_that_become_one_and_shared_the_work_the_new_one_leads_and_nobody_helps_itself()
    {
        var directive = await app.NewDirective();
        var (one, other) = (await Helped(directive, "1", LaoCai, YenBai), await Helped(directive, "2", YenBai, LaoCai));
        await app.Merge(LaoCai);
        await app.Merge(YenBai);

        app.Clock.StoppedAt = July1;
        await app.Settled();

        foreach (var assignment in new[] { one, other })
        {
            await app.Responsible(assignment, "2025-07-01", New);
            (await HelpersOn(assignment, "2025-07-01")).Should().BeEmpty();
        }
    }

    [Fact]
    public async Task Doing_it_again_changes_nothing_also_where_the_successor_has_left_since()
    {
        var directive = await app.NewDirective();
        var assignment = await Helped(directive, "1", Committee, YenBai);
        await app.Merge(YenBai);
        app.Clock.StoppedAt = July1;
        await app.Settled();
        (await app.Post($"{assignment}/coordinator-removals", new { agency = New, reason = "Không còn cần" })).Should(201);
        var before = await Replacements(directive);
        before.Should().HaveCount(3);

        await app.BeginSuccessionAnew();

        (await Replacements(directive)).Should().Equal(before);
        (await HelpersOn(assignment, "2025-07-01")).Should().BeEmpty();
    }

    [Fact]
    public async Task Several_that_do_it_at_the_same_moment_do_it_once()
    {
        var directive = await app.NewDirective();
        var assignment = await Helped(directive, "1", Committee, YenBai);
        await app.Merge(YenBai);
        await app.Settled();
        var entry = new TimetableEntry(Guid.NewGuid(), Succession.Kind, July1, $$"""{"agency":"{{YenBai}}","position":0}""");
        var succession = app.Services.GetRequiredService<Succession>();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => succession.Fire(new(entry, July1, 1, Guid.NewGuid()), default))));

        (await Replacements(directive)).Should().Equal($"coordinator_added {New} 2025-07-01", $"coordinator_removed {YenBai} 2025-07-01");
        app.Clock.StoppedAt = July1;
        await app.Settled();
        (await Replacements(directive)).Should().HaveCount(2);
        (await HelpersOn(assignment, "2025-07-01")).Should().Equal(New);
    }

    [Fact]
    public async Task What_is_entered_after_the_merger_for_a_day_before_it_is_replaced_at_once()
    {
        await app.Merge(YenBai);
        app.Clock.StoppedAt = July1.AddDays(5);
        await app.Settled();
        var directive = await app.NewDirective();

        var (assigned, joined) = (await Helped(directive, "1", Committee, YenBai), await Helped(directive, "2", Committee));
        await app.Settled();
        (await HelpersOn(assigned, "2025-07-01")).Should().Equal(New);
        (await app.Post($"{joined}/coordinators", new { agency = YenBai, effectiveOn = "2025-06-20" })).Should(201);
        await app.Settled();

        foreach (var assignment in new[] { assigned, joined })
        {
            (await HelpersOn(assignment, "2025-06-30")).Should().Equal(YenBai);
            (await HelpersOn(assignment, "2025-07-01")).Should().Equal(New);
        }
    }

    [Fact]
    public async Task A_merger_recorded_late_replaces_a_helper_from_the_day_it_came_and_successors_of_successors_follow()
    {
        app.Clock.StoppedAt = July1.AddDays(60);
        var directive = await app.NewDirective();
        var assignment = await Helped(directive, "1", Committee);
        (await app.Post($"{assignment}/coordinators", new { agency = YenBai, effectiveOn = "2025-07-10" })).Should(201);
        await app.Register("tinh-uy-tay-bac", "Tỉnh ủy Tây Bắc", "2025-08-01");
        await app.Merge(New, into: "tinh-uy-tay-bac", effectiveOn: "2025-08-01");
        await app.Settled();

        await app.Merge(YenBai);
        await app.Settled();

        (await HelpersOn(assignment, "2025-07-09")).Should().BeEmpty("nobody helped before");
        (await HelpersOn(assignment, "2025-07-10")).Should().Equal(New);
        (await HelpersOn(assignment, "2025-08-01")).Should().Equal("tinh-uy-tay-bac");
    }

    [Fact]
    public async Task Who_helped_with_what_is_done_is_not_replaced_until_it_is_opened_again()
    {
        var directive = await app.NewDirective();
        var (reopened, sentBack) = (await Helped(directive, "1", LaoCai, YenBai), await Helped(directive, "2", LaoCai, YenBai));
        foreach (var assignment in new[] { reopened, sentBack })
            (await app.Post($"{assignment}/completion-reports", Completion("2025-06-20"), LaoCai, "LeadReporter")).Should(201);
        (await app.Post($"{reopened}/verifications", new { outcome = "accepted" })).Should(201);
        await app.Merge(YenBai);
        app.Clock.StoppedAt = July1.AddDays(2);
        await app.Settled();
        (await Replacements(directive)).Should().BeEmpty();

        (await app.Post($"{reopened}/reopenings", new { reason = "Thiếu phụ lục", authority = "5-KL/KT" })).Should(201);
        (await app.Post($"{sentBack}/verifications", new { outcome = "reworkRequired", note = "Thiếu phụ lục" })).Should(201);
        await app.Settled();

        foreach (var assignment in new[] { reopened, sentBack })
            (await HelpersOn(assignment, "2025-07-03")).Should().Equal(New);
    }

    async Task<string> Helped(string directive, string code, string lead, params string[] coordinating) =>
        (await app.Post($"{await app.NewTask(directive, code)}/assignments", new { leads = new[] { lead }, coordinating })).Should(201).Location!;

    async Task<List<string>> Replacements(string directive) =>
        [.. from e in await app.Events(directive, "coordinator_added", "coordinator_removed")
            select $"{e.GetProperty("type").GetString()} {e.GetProperty("data").GetProperty("agency").GetString()} {e.GetProperty("effectiveOn").GetString()}"];

    async Task<List<string?>> HelpersOn(string assignment, string day) =>
        [.. (await app.Get($"{assignment}/responsibility?on={day}")).Should(200).Json.GetProperty("coordinating").EnumerateArray().Select(agency => agency.GetProperty("code").GetString())];
}
