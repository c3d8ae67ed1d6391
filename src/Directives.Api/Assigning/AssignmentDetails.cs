using Directives.Api.Performing;
using Directives.Domain;
using Directives.Domain.Assigning;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;
using Directives.Domain.Performing;

namespace Directives.Api.Assigning;

/// <summary>An assignment as its directive's events tell it now.</summary>
/// <param name="Assignment">Its id.</param>
/// <param name="Task">The task it is a share of.</param>
/// <param name="Lead">Who answers for it.</param>
/// <param name="Coordinating">Who helps.</param>
/// <param name="Head">Who answers for it in person.</param>
/// <param name="AssignedOn">From when the first lead answered for it.</param>
/// <param name="Accepted">Whether the lead said that it is its to do.</param>
/// <param name="Lifecycle">Where the work stands.</param>
/// <param name="Timeliness">How it stands to its deadline; null once nothing is owed any more.</param>
/// <param name="StatedLastCompliantDay">The last day on time before any extension or suspension.</param>
/// <param name="LastCompliantDay">The last day on time with extensions and suspensions.</param>
/// <param name="Extensions">How often it was extended.</param>
/// <param name="ExtensionRequest">What is asked for and not yet decided.</param>
/// <param name="ClaimedOn">The day the lead says it was done.</param>
/// <param name="CompletedOn">The day it was done, as verified.</param>
/// <param name="ReopenedOn">The day it was last opened again.</param>
/// <param name="LastReport">The last progress report.</param>
/// <param name="Percent">The last percentage reported.</param>
/// <param name="Reached">How far it has come towards the task's target, if that has a number.</param>
/// <param name="Difficulties">What stands or stood in its way.</param>
/// <param name="Version">Its ETag.</param>
public sealed record AssignmentDetails(
    AssignmentId Assignment, TaskId Task, AgencyId Lead, IReadOnlyList<AgencyId> Coordinating, string? Head, DateOnly AssignedOn, bool Accepted, Lifecycle Lifecycle,
    Timeliness? Timeliness, DateOnly? StatedLastCompliantDay, DateOnly? LastCompliantDay, int Extensions, ExtensionRequest? ExtensionRequest,
    DateOnly? ClaimedOn, DateOnly? CompletedOn, DateOnly? ReopenedOn, string? LastReport, int? Percent, TargetView? Reached, IReadOnlyList<DifficultyView> Difficulties, long Version)
{
    /// <summary>When to ask after an open task that names no date. Only where the assignment is asked for itself.</summary>
    public FollowUp? FollowUp { get; init; }

    public static AssignmentDetails Of(Directive directive, Assignment assignment, DateOnly day) => new(
        assignment.Assigned.Assignment, assignment.Task, assignment.Lead, assignment.Coordinating, assignment.Head?.Person, assignment.Assigned.EffectiveOn,
        assignment.Accepted is not null, directive.LifecycleOf(assignment), directive.TimelinessOf(assignment, day),
        directive.Tasks[assignment.Task].Deadline?.LastCompliantDay(), directive.LastCompliantDayOf(assignment), assignment.Extension?.Number ?? 0, assignment.Request,
        assignment.Claim?.EffectiveOn, assignment.CompletedOn, assignment.Reopened?.EffectiveOn, assignment.LastProgress?.Text, assignment.LastFigure?.Percent,
        TargetView.Of(directive.Tasks[assignment.Task].Target, assignment), DifficultyView.Of(assignment), directive.VersionOf(assignment));
}

/// <summary>What is wanted, from where, and how far the lead has come.</summary>
/// <param name="Reached">The last value reported; null before the first, and after the target was given another unit.</param>
/// <param name="ReachedOn">The day that report describes.</param>
/// <param name="Wanted">The wanted value.</param>
/// <param name="Baseline">The value at the start.</param>
/// <param name="Unit">What is counted.</param>
public sealed record TargetView(decimal? Reached, DateOnly? ReachedOn, decimal Wanted, decimal? Baseline, string? Unit)
{
    public static TargetView? Of(Target? target, Assignment assignment) =>
        target is { Wanted: { } wanted } && assignment.ReachedOf(target) is var reached ? new(reached?.Value, reached?.On, wanted, target.Baseline, target.Unit) : null;
}
