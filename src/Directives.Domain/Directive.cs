using System.Collections.Immutable;
using Directives.Domain.Assigning;
using Directives.Domain.Issuing;
using Directives.Domain.Performing;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain;

/// <summary>
/// A directive as its events tell it: the document, its tasks, and who has them. Never stored, so free to change. It
/// shares the event records rather than copying them, and every change is O(log n): one directive may carry 60,000
/// assignments.
/// </summary>
/// <param name="Version">How many events it has seen; the version of its stream.</param>
/// <param name="Issued">The document; null until it is issued.</param>
/// <param name="Tasks">By id.</param>
/// <param name="Assignments">By id, over all tasks.</param>
public sealed record Directive(
    long Version, DirectiveIssued? Issued, ImmutableDictionary<TaskId, DirectiveTask> Tasks, ImmutableDictionary<AssignmentId, Assignment> Assignments)
{
    public static Directive Initial { get; } =
        new(0, null, ImmutableDictionary<TaskId, DirectiveTask>.Empty, ImmutableDictionary<AssignmentId, Assignment>.Empty);

    public static Directive Evolve(Directive directive, DirectiveEvent @event) =>
        (directive with { Version = directive.Version + 1 }).Apply(@event);

    /// <summary>Where an assignment stands: where it was brought, unless its task was cancelled before it was done.</summary>
    public Lifecycle LifecycleOf(Assignment assignment) =>
        assignment.Lifecycle is not Lifecycle.Completed && Tasks[assignment.Task].Cancelled is not null ? Lifecycle.Cancelled : assignment.Lifecycle;

    /// <summary>The version of the last event that changed what an assignment shows: one of its own or of its task.</summary>
    public long VersionOf(Assignment assignment) => Math.Max(assignment.Version, Tasks[assignment.Task].Version);

    Directive Apply(DirectiveEvent @event) => @event switch
    {
        DirectiveIssued e => this with { Issued = e },
        TaskIdentified e => this with { Tasks = Tasks.Add(e.Task, new(e, Version)) },
        TaskCancelled e => With(e.Task, task => task with { Cancelled = e, Version = Version }),
        DeadlineSet e => With(e.Task, task => task with { Deadline = e.Deadline, Version = Version }),
        TaskAssigned e => With(e.Task, task => task with { Leads = task.Leads.Add(e.Lead) }) with { Assignments = Assignments.Add(e.Assignment, new(e, Version)) },
        WorkStarted e => With(e.Assignment, assignment => assignment.Started(e)),
        ProgressReported e => With(e.Assignment, assignment => assignment.Progressed(e)),
        CompletionReported e => With(e.Assignment, assignment => assignment.Claimed(e)),
        CompletionVerified e => With(e.Assignment, assignment => assignment.Verified(e)),
        ReworkRequired e => With(e.Assignment, assignment => assignment.SentBack(e)),
        AssignmentFellOverdue e => Noticed(e),
        _ => throw new InvalidOperationException($"{@event.GetType().Name} is not folded.")
    };

    /// <summary>The assignment keeps its version: nothing its lead has seen is different, so its next report must not fail as stale.</summary>
    Directive Noticed(AssignmentFellOverdue e) =>
        this with { Assignments = Assignments.SetItem(e.Assignment, Assignments[e.Assignment] with { FellOverdueAfter = e.LastCompliantDay }) };

    Directive With(TaskId id, Func<DirectiveTask, DirectiveTask> change) => this with { Tasks = Tasks.SetItem(id, change(Tasks[id])) };

    Directive With(AssignmentId id, Func<Assignment, Assignment> change) =>
        this with { Assignments = Assignments.SetItem(id, change(Assignments[id]) with { Version = Version }) };
}
