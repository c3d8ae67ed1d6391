using System.Collections.Immutable;
using Directives.Domain.Assigning;
using Directives.Domain.Issuing;
using Directives.Domain.Performing;
using Directives.Domain.Tests.Deadlines;
using FsCheck;
using FsCheck.Fluent;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain.Tests;

/// <summary>What holds whatever is asked, in whatever order. A failure prints the sequence and the seed it came from.</summary>
public class LawTests
{
    [Fact]
    public void Whatever_is_asked_the_laws_hold()
    {
        var seen = new HashSet<Type>();

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1000),
            Prop.ForAll(RandomCommands.Sequences, commands => seen.UnionWith(Live(commands).Select(e => e.GetType()))));

        seen.Should().BeEquivalentTo(typeof(DirectiveEvent).GetNestedTypes(), "otherwise the sequences prove too little");
    }

    /// <summary>Runs the commands one after the other, holds each step against the laws, and returns what happened.</summary>
    static ImmutableList<DirectiveEvent> Live(ImmutableList<DirectiveCommand> commands)
    {
        var (directive, history) = (Directive.Initial, ImmutableList<DirectiveEvent>.Empty);

        foreach (var command in commands)
        {
            var before = directive;
            var asked = RandomCommands.Aimed(directive, command);
            var decision = DirectiveDecisions.Decide(directive, asked);

            Law(before.Superseded is null || decision.Events is [] or [DirectiveReceived or RecordCorrected or DifficultyAnswered or DifficultyResolved or UrgingAnswered or InspectionConcluded or CriticismRecorded or CommendationRecorded], "Nothing more is done to what was superseded");
            Law(decision.Events.OfType<TaskAssigned>().All(e => before.Tasks[e.Task].Restates is null), "What is said elsewhere is assigned there");
            Law(decision.Events is not [TaskRestated e] || OwedTwice(before, e, (RestateTask)command), "Who owes something owes it under the original too");

            directive = decision.Events.Aggregate(directive, Directive.Evolve);
            history = history.AddRange(decision.Events);

            Law(decision.Refusal is null || decision.Events is [], "What is refused does not happen");
            Law(decision.Events.All(e => e.EffectiveOn <= command.Today), "Nothing is effective after today");
            Law(command is ReportProgress || DirectiveDecisions.Decide(directive, asked).Events is [], "A repeated command adds nothing");
            Law(directive.Version == history.Count, "The version is the number of events");
            Law(directive.Assignments.Count == history.OfType<TaskAssigned>().Count(), "Every assignment that was made is there");
            Law(before.Assignments.Keys.All(directive.Assignments.ContainsKey), "No assignment is lost");
            Law(before.Assignments.Keys.Except(Reopened(decision)).All(id => IsOpen(before, id) || Stands(directive, id) == Stands(before, id)), "What is over stays over");
            Law(directive.Assignments.Values.All(a => a.Since >= a.Assigned.EffectiveOn), "Nothing came about before it was assigned");
            Law(directive.Assignments.Values.All(a => a.OpenSince >= a.Assigned.EffectiveOn && !(a.DoneOn < a.OpenSince)), "Nothing was done before it was open");
            Law(directive.Assignments.Values.All(a => a.Claim is null or { Evidence: not [] } || a.Claim.EvidenceIds!.All(piece => a.Evidence[piece].Withdrawn is null)), "What a claim rests on shows something");
            Law(Kept(before, directive), "No difficulty, evidence, urging, inspection or judgement is lost");
            Law(directive.Assignments.Values.SelectMany(a => a.Difficulties.Values).All(d => (d.State is DifficultyState.Resolved) == (d.Resolved is not null) && d.Since >= d.Raised.EffectiveOn), "A difficulty agrees with itself");
            Law(directive.Assignments.Values.SelectMany(a => a.Urgings.Values).All(u => u.Issued.ReplyBy >= u.Issued.EffectiveOn && !(u.Answered?.EffectiveOn < u.Issued.EffectiveOn)), "An urging leaves time for its answer");
            Law(directive.Inspections.Values.All(i => !(i.Concluded?.EffectiveOn < i.Opened.EffectiveOn)), "What an inspection found it found after it began");
            Law(decision.Events.OfType<RecordCorrected>().All(e => e.Version < directive.Version && history[(int)e.Version - 1] is TaskIdentified or TaskAssigned or DeadlineSet or ProgressReported or CompletionVerified or RecordCorrected), "What is corrected was recorded before");
            Law(directive.Assignments.Values.All(Agrees), "An assignment agrees with itself");
            DeadlineLaws.Hold(before, decision.Events, directive, command.Today);
            Law(directive.Tasks.Keys.All(task => LeadsOf(directive, task).Order().SequenceEqual(directive.Tasks[task].Leads.Concat(directive.Tasks[task].LeadsAgain).Select(lead => lead.Value).Order())), "A task knows who has it");
        }

        var open = directive.Assignments.Keys.Count(id => IsOpen(directive, id));
        var over = directive.Assignments.Keys.Count(id => Stands(directive, id) is Lifecycle.Completed or Lifecycle.Cancelled or Lifecycle.Superseded);
        Law(open + over == history.OfType<TaskAssigned>().Count(), "Open, completed and cancelled are all");
        return history;
    }

    static bool Kept(Directive before, Directive after) =>
        before.Assignments.Values.All(a => after.Assignments[a.Assigned.Assignment] is var now
            && a.Difficulties.Keys.All(now.Difficulties.ContainsKey) && a.Evidence.Keys.All(now.Evidence.ContainsKey) && a.Urgings.Keys.All(now.Urgings.ContainsKey))
        && before.Inspections.Keys.All(after.Inspections.ContainsKey) && before.Judgements.IsSubsetOf(after.Judgements);

    static IEnumerable<AssignmentId> Reopened(Decision<DirectiveEvent> decision) => decision.Events.OfType<TaskReopened>().Select(e => e.Assignment);

    static Lifecycle Stands(Directive directive, AssignmentId id) => directive.LifecycleOf(directive.Assignments[id]);

    static bool IsOpen(Directive directive, AssignmentId id) =>
        Stands(directive, id) is not (Lifecycle.Completed or Lifecycle.Cancelled or Lifecycle.Superseded);

    static IEnumerable<string> LeadsOf(Directive directive, TaskId task) =>
        directive.Assignments.Values.Where(assignment => assignment.Task == task && assignment.Merged is null).Select(assignment => assignment.Lead.Value);

    static bool OwedTwice(Directive directive, TaskRestated e, RestateTask command)
    {
        IEnumerable<AgencyId> leads = e.Of.Directive == directive.Issued!.Directive ? directive.Tasks[e.Of.Task].Leads : command.Original!.Leads;
        return directive.Assignments.Where(pair => pair.Value.Task == e.Task && IsOpen(directive, pair.Key)).All(pair => leads.Contains(pair.Value.Lead));
    }

    static bool Agrees(Assignment assignment) =>
        (assignment.Lifecycle is Lifecycle.Completed) == (assignment.CompletedOn is not null)
        && (assignment.Lifecycle is Lifecycle.Completed or Lifecycle.CompletionReported) == (assignment.Claim is not null)
        && (assignment.Lifecycle is Lifecycle.Returned) == (assignment.Returned is not null)
        && assignment.Coordinating.Append(assignment.Lead).Distinct().Count() == assignment.Coordinating.Count + 1;

    static void Law(bool holds, string law)
    {
        if (!holds) // asserted a million times over
            holds.Should().BeTrue(law);
    }
}
