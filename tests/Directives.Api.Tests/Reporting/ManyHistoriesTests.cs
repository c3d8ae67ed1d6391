using Directives.Api.Assigning;
using Directives.Domain;
using Directives.Domain.Assigning;
using Directives.Domain.Performing;
using Directives.EventSourcing;

namespace Directives.Api.Tests.Reporting;

/// <summary>The rule of the read model alone, without a database: so many histories that rare ones are among them.</summary>
public class ManyHistoriesTests
{
    const int Histories = 200;

    static readonly DateOnly First = new(2025, 7, 1);

    [Fact]
    public async Task For_any_position_and_day_the_rows_hold_what_a_fold_of_the_events_gives()
    {
        for (var seed = 0; seed < Histories; seed++)
        {
            var (random, (_, log, rows, _)) = (new Random(seed), await History(seed));
            for (var i = 0; i < 20; i++)
            {
                var (position, day) = (random.Next(1, log.Count + 1), First.AddDays(random.Next(-2, 60)));
                var held = rows
                    .Where(r => r.Row.KnownFrom <= position && r.KnownTo > position && r.Row.EffectiveFrom <= day && r.Row.EffectiveTo > day)
                    .ToDictionary(r => new AssignmentId(r.Row.Assigned.Id), r => Held.Of(r.Row, day));
                var slow = SlowFold.Of(log[..position], day).ToDictionary(pair => pair.Key, pair => pair.Value with { Title = "" });
                if (held.Count != slow.Count || held.Any(pair => slow[pair.Key] != pair.Value)) // a thousand times faster than the sentence that says what differs
                    held.Should().BeEquivalentTo(slow, $"seed {seed}, position {position}, {day:yyyy-MM-dd}");
            }
        }
    }

    [Fact]
    public async Task For_any_position_and_day_what_figures_are_counted_from_says_what_the_rows_say()
    {
        var (standingRows, assignmentRows) = (0, 0);
        for (var seed = 0; seed < Histories; seed++)
        {
            var (random, (_, log, rows, history)) = (new Random(seed), await History(seed));
            List<(StandingRow Row, long KnownTo)> standings = [.. history.Outdated.Standings, .. history.Standings.Select(row => (row, long.MaxValue))];
            (standingRows, assignmentRows) = (standingRows + standings.Count, assignmentRows + rows.Count);
            for (var i = 0; i < 20; i++)
            {
                var (position, day) = (random.Next(1, log.Count + 1), First.AddDays(random.Next(-2, 60)));
                var held = rows.Where(r => r.Row.KnownFrom <= position && r.KnownTo > position && r.Row.EffectiveFrom <= day && r.Row.EffectiveTo > day)
                    .ToDictionary(r => r.Row.Assigned.Id, r => (r.Row.Lead, r.Row.DoneOn, r.Row.ToldOn, r.Row.Stand, r.Row.LastEventOn));
                var stood = standings.Where(s => s.Row.KnownFrom <= position && s.KnownTo > position && s.Row.EffectiveFrom <= day && s.Row.EffectiveTo > day)
                    .ToDictionary(s => s.Row.Assigned.Id, s => (s.Row.Lead, s.Row.DoneOn, s.Row.ToldOn, s.Row.Stand, LastHeard(s.Row.Assigned.Id)));
                if (held.Count != stood.Count || held.Any(pair => stood[pair.Key] != pair.Value))
                    stood.Should().BeEquivalentTo(held, $"seed {seed}, position {position}, {day:yyyy-MM-dd}");

                DateOnly LastHeard(Guid assignment) =>
                    history.Outdated.Heard.Where(heard => heard.Assigned.Id == assignment && heard.KnownFrom <= position && heard.Day <= day).Max(heard => heard.Day);
            }
        }

        standingRows.Should().BeLessThan(assignmentRows / 2, "what no figure depends on is not written down again");
    }

    [Fact]
    public async Task What_the_rows_hold_at_last_is_what_the_rules_go_by()
    {
        for (var seed = 0; seed < Histories; seed++)
        {
            var (directive, _, rows, _) = await History(seed);
            foreach (var (row, _) in rows.Where(r => r.KnownTo == long.MaxValue && r.Row.EffectiveTo == DateOnly.MaxValue))
                Told(row).Should().Be(Told(directive, directive.Assignments[new(row.Assigned.Id)]), $"seed {seed}");
        }
    }

    [Fact]
    public async Task The_histories_are_worth_comparing()
    {
        var seen = new HashSet<Type>();
        for (var seed = 0; seed < Histories; seed++)
            seen.UnionWith((await History(seed)).Log.Select(e => e is DirectiveEvent.RecordCorrected corrected ? corrected.Correction.GetType() : e.GetType()));
        seen.Should().HaveCountGreaterThan(15).And.Contain(typeof(Domain.Correcting.Correction).GetNestedTypes());
    }

    static string Told(AssignmentRow row) =>
        $"{row.Lead}, {row.Lifecycle}, claimed {row.ClaimedOn}, done {(row.Ended is null ? row.DoneOn : null)} by {(row.Ended is null ? row.LastDay : null)}, {row.Percent} %, {row.Task.Nature}, version {row.Version}";

    static string Told(Directive directive, Assignment assignment)
    {
        var lifecycle = directive.LifecycleOf(assignment);
        var over = lifecycle is Lifecycle.Cancelled or Lifecycle.Superseded;
        return $"{assignment.Lead}, {lifecycle}, claimed {assignment.Claim?.EffectiveOn}, done {(over ? null : assignment.DoneOn)} by {(over ? null : directive.LastCompliantDayOf(assignment))}, {assignment.LastFigure?.Percent} %, {Names.Of(directive.Tasks[assignment.Task].Nature)}, version {directive.VersionOf(assignment)}";
    }

    static async Task<(Directive Directive, List<DirectiveEvent> Log, List<(AssignmentRow Row, long KnownTo)> Rows, AssignmentHistory History)> History(int seed)
    {
        var (directive, log, history) = (Directive.Initial, new List<DirectiveEvent>(), new AssignmentHistory());
        await TwoClocksTests.RandomHistory(new(StableId.Of($"many-{seed}")), new(seed), Handle, () => Task.FromResult(directive));
        return (directive, log, [.. history.Outdated.Rows, .. history.Open.Select(row => (row, long.MaxValue))], history);

        Task Handle(Guid stream, DirectiveCommand command)
        {
            foreach (var e in DirectiveDecisions.Decide(directive, command).Events)
            {
                directive = Directive.Evolve(directive, e);
                log.Add(e);
                history.Apply(new(log.Count, stream, directive.Version, Guid.NewGuid(), "", e, new("test"), default));
            }

            return Task.CompletedTask;
        }
    }
}
