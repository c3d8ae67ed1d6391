using Directives.Api.Performing;
using Directives.Api.Supervising;
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

    /// <summary>The words of the group it was assigned to, if it was: "17 bộ, ngành".</summary>
    public string? Group { get; init; }

    /// <summary>From when the present lead answers for it.</summary>
    public DateOnly LedSince { get; init; }

    /// <summary>Who led before, first to last.</summary>
    public IReadOnlyList<FormerLead> FormerLeads { get; init; } = [];

    /// <summary>Who helps or helped, and on which days.</summary>
    public IReadOnlyList<Coordinator> Coordinators { get; init; } = [];

    /// <summary>The lead gave it back, and nobody has decided yet.</summary>
    public ReturnView? Returned { get; init; }

    /// <summary>The assignment its work goes on in.</summary>
    public AssignmentId? MergedInto { get; init; }

    /// <summary>The first day its clock stands still, while it does.</summary>
    public DateOnly? SuspendedSince { get; init; }

    /// <summary>What was granted last; a third one and every later one is marked.</summary>
    public ExtensionView? Extended { get; init; }

    /// <summary>What its leads were urged to, and what they answered.</summary>
    public IReadOnlyList<UrgingView> Urgings { get; init; } = [];

    public static AssignmentDetails Of(Directive directive, Assignment assignment, DateOnly day) => new(
        assignment.Assigned.Assignment, assignment.Task, assignment.Lead, assignment.Coordinating, assignment.Head is { } head ? $"{head.Person}, {head.Post}" : null, assignment.Assigned.EffectiveOn,
        assignment.Accepted is not null, directive.LifecycleOf(assignment), directive.TimelinessOf(assignment, day),
        directive.Tasks[assignment.Task].Deadline?.LastCompliantDay(), directive.LastCompliantDayOf(assignment), assignment.Extension?.Number ?? 0, assignment.Request,
        assignment.Claim?.EffectiveOn, assignment.CompletedOn, assignment.Reopened?.EffectiveOn, assignment.LastProgress?.Text, assignment.LastFigure?.Percent,
        TargetView.Of(directive.Tasks[assignment.Task].Target, assignment), DifficultyView.Of(assignment), directive.VersionOf(assignment))
    {
        Group = assignment.Assigned.Group,
        LedSince = assignment.LedSince,
        FormerLeads = [.. assignment.Transfers.Select(transfer => new FormerLead(transfer.From, transfer.EffectiveOn, transfer.Reason, transfer.Authority))],
        Coordinators = assignment.Coordinators,
        Returned = assignment.Returned is { } returned ? new(returned.EffectiveOn, returned.Reason, returned.Proposed) : null,
        MergedInto = assignment.Merged?.Into,
        SuspendedSince = directive.Tasks[assignment.Task].StoppedSince,
        Extended = assignment.Extension is { } extension ? new(extension.To, extension.GrantedOn, extension.Number, Extension.IsRepeated(extension.Number)) : null,
        Urgings = UrgingView.Of(assignment)
    };
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

/// <param name="Agency">Who led.</param>
/// <param name="Until">The first day somebody else did.</param>
/// <param name="Reason">Why it was transferred.</param>
/// <param name="Authority">The document that said so.</param>
public sealed record FormerLead(AgencyId Agency, DateOnly Until, string Reason, string Authority);

/// <param name="On">The day it was given back.</param>
/// <param name="Reason">Why.</param>
/// <param name="Proposed">Who should have it instead.</param>
public sealed record ReturnView(DateOnly On, string Reason, AgencyId? Proposed);

/// <param name="To">The last day on time that was granted.</param>
/// <param name="GrantedOn">The day of the decision.</param>
/// <param name="Number">Which extension it is, from 1.</param>
/// <param name="Repeated">Gia hạn nhiều lần: the third, or a later one.</param>
public sealed record ExtensionView(DateOnly To, DateOnly GrantedOn, int Number, bool Repeated);
