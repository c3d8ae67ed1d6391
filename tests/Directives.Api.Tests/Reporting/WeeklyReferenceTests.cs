using Directives.Api.Reporting;
using Directives.Domain;
using Directives.Domain.Deadlines;
using Directives.Domain.Performing;
using Directives.Domain.Reporting;
using Directives.EventSourcing;
using Microsoft.Extensions.DependencyInjection;

namespace Directives.Api.Tests.Reporting;

/// <summary>Holds the weekly report to a count by hand over <see cref="SlowFold"/>, for random histories, weeks and positions.</summary>
public class WeeklyReferenceTests(App app) : IClassFixture<App>
{
    static readonly DateOnly FirstFriday = new(2025, 6, 27), Today = new(2025, 8, 20);

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(34)]
    public async Task For_any_week_and_position_the_report_counts_what_a_count_by_hand_counts(int seed)
    {
        var random = new Random(seed);
        var directive = new DirectiveId(StableId.Of($"weekly-{seed}"));
        await TwoClocksTests.RandomHistory(directive, random, Handle, async () => (await Service<Decider<Directive, DirectiveCommand, DirectiveEvent>>().Load(directive.Value, default)).State);
        var (store, reports, assignments) = (Service<EventStore>(), Service<WeeklyReports>(), Service<WeeklyAssignments>());
        (await Service<ReadModels>().Resolve(new() { MinPosition = await store.Head(default) }, default)).Problem.Should().BeNull();
        var log = await store.ReadStream(directive.Value, default);

        for (var i = 0; i < 25; i++)
        {
            var week = ReportingWeek.StartingOn(FirstFriday.AddDays(7 * random.Next(0, 9)))!.Value;
            var position = random.NextInt64(log[0].Position, log[^1].Position + 1);
            var known = log.Where(e => e.Position <= position).Select(e => (DirectiveEvent)e.Data).ToList();
            var byHand = new ByHand(SlowFold.Of(known, week.Eve), SlowFold.Of(known, week.End), week);
            var why = $"seed {seed}, {week.Start:yyyy-MM-dd}, position {position}";

            var report = await reports.Of(week, null, null, position, default);

            var counted = report.ByDirective.SingleOrDefault(group => group.Directive == directive);
            (counted is null).Should().Be(byHand.Close.Count is 0, why);
            if (counted is null)
                continue;
            counted.Reconciliation.Should().Be(byHand.Reconciliation(), why);
            counted.Reconciliation.AddsUp.Should().BeTrue(why);
            counted.Totals.ByLifecycle.Should().Equal(Enum.GetValues<Lifecycle>().ToDictionary(Names.Of, is_ => byHand.Count(h => h.Lifecycle == is_)), why);
            Enum.GetValues<Timeliness>().Should().OnlyContain(is_ => counted.Totals.ByTimeliness[Names.Of(is_)] == byHand.Count(h => h.Timeliness == is_), why);
            counted.Totals.FallenDue.Should().Be(byHand.Count(h => h.LastDay <= week.End && h.Lifecycle is not (Lifecycle.Cancelled or Lifecycle.Superseded)), why);
            report.ByAgency.Should().OnlyContain(group => group.Reconciliation.AddsUp, why);
            report.ByNature.Should().OnlyContain(group => group.Reconciliation.AddsUp, why);
            (await Listed("newlyOverdue")).Should().BeEquivalentTo(byHand.Ids((was, now) => now is { Restated: false, Timeliness: Timeliness.Overdue } && was?.Timeliness is not Timeliness.Overdue), why);
            (await Listed("dueNextWeek")).Should().BeEquivalentTo(byHand.Ids((_, now) => ByHand.IsOpen(now) && now.LastDay > week.End && now.LastDay <= week.End.AddDays(7)), why);
            foreach (var group in report.ByAgency)
                ((await Behind("opening", group.Agency)).Count, (await Behind("transferredOut", group.Agency)).Count)
                    .Should().Be(((int)group.Reconciliation.Opening, (int)group.Reconciliation.MovedOut), $"{why}, {group.Agency}");
            foreach (var lead in byHand.Close.Values.Select(held => held.Lead).Distinct())
            {
                (await Listed("closing", lead)).Should().BeEquivalentTo(byHand.Ids((_, now) => now.Lead == lead && ByHand.IsOpen(now)), why);
                (await Listed("opening", lead)).Should().BeEquivalentTo(byHand.Ids((was, _) => was?.Lead == lead && ByHand.IsOpen(was)), why);
            }

            Task<IReadOnlyList<Guid>> Behind(string figure, AgencyId lead) =>
                assignments.Ids(week, new() { Figure = figure, Agency = lead.Value }, position, default);

            Task<IReadOnlyList<Guid>> Listed(string figure, AgencyId? lead = null) =>
                assignments.Ids(week, new() { Figure = figure, Directive = directive.Value, Agency = lead?.Value }, position, default);
        }
    }

    /// <summary>Every deadline read anew: days off roll, and it is due soon for longer.</summary>
    [Fact]
    public async Task Under_another_policy_the_report_counts_what_a_count_by_hand_counts()
    {
        var (random, directive) = (new Random(35), new DirectiveId(StableId.Of("weekly-35")));
        await TwoClocksTests.RandomHistory(directive, random, Handle, async () => (await Service<Decider<Directive, DirectiveCommand, DirectiveEvent>>().Load(directive.Value, default)).State);
        (await Service<ReadModels>().Resolve(new() { MinPosition = await Service<EventStore>().Head(default) }, default)).Problem.Should().BeNull();
        var log = await Service<EventStore>().ReadStream(directive.Value, default);
        var rules = DeadlineRules.BuiltIn with { Policy = DeadlinePolicy.BuiltIn with { RollDaysOff = true, DueSoonDays = 10 } };
        var differed = false;

        for (var i = 0; i < 15; i++)
        {
            var week = ReportingWeek.StartingOn(FirstFriday.AddDays(7 * random.Next(0, 9)))!.Value;
            var position = random.NextInt64(log[0].Position, log[^1].Position + 1);
            var known = log.Where(e => e.Position <= position).Select(e => (DirectiveEvent)e.Data).ToList();
            var (close, otherwise) = (SlowFold.Of(known, week.End), SlowFold.Of([.. known.Select(Otherwise)], week.End));

            var report = await Service<WeeklyReports>().Of(week, null, null, position, new Supposition(rules, null, []), default);

            var counted = report.ByDirective.SingleOrDefault(group => group.Directive == directive)?.Totals.ByTimeliness;
            if (counted is null)
                continue;
            Enum.GetValues<Timeliness>().Should().OnlyContain(
                is_ => counted[Names.Of(is_)] == otherwise.Values.Count(held => !held.Restated && held.Timeliness == is_), $"{week.Start:yyyy-MM-dd}, position {position}");
            differed |= otherwise.Any(pair => close[pair.Key].Timeliness != pair.Value.Timeliness);
        }

        differed.Should().BeTrue("the policy must be worth trying");

        DirectiveEvent Otherwise(DirectiveEvent e) => e switch
        {
            DirectiveEvent.DeadlineSet d => d with { Deadline = d.Deadline.ReadBy(rules) },
            DirectiveEvent.DeadlineClarified d => d with { Deadline = d.Deadline.ReadBy(rules) },
            DirectiveEvent.RecordCorrected { Correction: Domain.Correcting.Correction.StatedDeadline c } r => r with { Correction = c with { Deadline = c.Deadline.ReadBy(rules) } },
            _ => e
        };
    }

    [Fact]
    public async Task Also_of_random_histories_the_trend_tells_what_the_reports_tell()
    {
        foreach (var seed in new[] { 41, 42 })
            await TwoClocksTests.RandomHistory(
                new(StableId.Of($"weekly-{seed}")), new Random(seed), Handle,
                async () => (await Service<Decider<Directive, DirectiveCommand, DirectiveEvent>>().Load(StableId.Of($"weekly-{seed}"), default)).State);
        var (head, random) = (await Service<EventStore>().Head(default), new Random(1));

        for (var i = 0; i < 12; i++)
        {
            var position = i is 0 ? head : random.NextInt64(1, head);
            foreach (var told in (await app.Get($"/reports/weekly?from=2025-06-27&to=2025-09-05&atPosition={position}")).Should(200).Json.GetProperty("weeks").EnumerateArray())
            {
                var start = DateOnly.Parse(told.GetProperty("start").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
                var report = await Service<WeeklyReports>().Of(ReportingWeek.StartingOn(start)!.Value, null, null, position, default);
                long Told(string figure) => told.GetProperty("figures").GetProperty(figure).GetInt64();
                (Told("all"), Told("closing"), Told("fallenDue")).Should().Be((report.Totals.All, report.Reconciliation.Closing, report.Totals.FallenDue), $"{position}, {told}");
                (Told("lifecycle-completed"), Told("claimed"), Told("timeliness-overdue"), Told("timeliness-onTime"), Told("timeliness-late")).Should().Be(
                    (report.Totals.ByLifecycle["completed"], report.Totals.ByLifecycle["completionReported"], report.Totals.ByTimeliness["overdue"], report.Totals.ByTimeliness["onTime"], report.Totals.ByTimeliness["late"]),
                    $"{position}, {told}");
            }
        }
    }

    sealed record ByHand(Dictionary<AssignmentId, Held> Eve, Dictionary<AssignmentId, Held> Close, ReportingWeek Week)
    {
        public static bool IsOpen(Held? held) => held is { Restated: false, Lifecycle: not (Lifecycle.Completed or Lifecycle.Cancelled or Lifecycle.Superseded) };

        public long Count(Func<Held, bool> counted) => Close.Values.Count(held => !held.Restated && counted(held));

        public List<Guid> Ids(Func<Held?, Held, bool> counted) =>
            [.. Close.Where(pair => counted(Eve.GetValueOrDefault(pair.Key), pair.Value)).Select(pair => pair.Key.Value)];

        public Reconciliation Reconciliation() => new(
            Ids((was, _) => IsOpen(was)).Count,
            Ids((was, now) => was is null && !now.Restated).Count,
            Ids((was, now) => was is { Restated: true } && !now.Restated).Count,
            Ids((was, now) => was is { Restated: false } && !IsOpen(was) && IsOpen(now)).Count,
            0,
            0,
            Ended(Lifecycle.Completed, timeliness => timeliness is Timeliness.OnTime),
            Ended(Lifecycle.Completed, timeliness => timeliness is Timeliness.Late),
            Ended(Lifecycle.Completed, timeliness => timeliness is not (Timeliness.OnTime or Timeliness.Late)),
            Ended(Lifecycle.Cancelled, _ => true),
            Ended(Lifecycle.Superseded, _ => true),
            Ids((was, now) => IsOpen(was) && now.Restated).Count,
            Ids((_, now) => IsOpen(now)).Count);

        long Ended(Lifecycle how, Func<Timeliness?, bool> judged) =>
            Ids((was, now) => !now.Restated && now.Lifecycle == how && judged(now.Timeliness) && (was is null || was.Restated || IsOpen(was))).Count;
    }

    Task Handle(Guid directive, DirectiveCommand command) =>
        Service<Decider<Directive, DirectiveCommand, DirectiveEvent>>().Handle(directive, command, new(command.By, Today, Write.MetadataOf(command.By), null, null), default);

    T Service<T>() where T : notnull => app.Services.GetRequiredService<T>();
}
