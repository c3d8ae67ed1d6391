using System.Text.Json.Serialization;

namespace Directives.Domain;

[JsonDerivedType(typeof(TaskAssigned), "task_assigned")]
[JsonDerivedType(typeof(AssignmentAccepted), "assignment_accepted")]
[JsonDerivedType(typeof(TaskReturned), "task_returned")]
[JsonDerivedType(typeof(ReturnRefused), "return_refused")]
[JsonDerivedType(typeof(LeadTransferred), "lead_transferred")]
[JsonDerivedType(typeof(AssignmentMerged), "assignment_merged")]
[JsonDerivedType(typeof(CoordinatorAdded), "coordinator_added")]
[JsonDerivedType(typeof(CoordinatorRemoved), "coordinator_removed")]
[JsonDerivedType(typeof(HeadNamed), "head_named")]
public abstract partial record DirectiveEvent
{
    /// <param name="Task">The task.</param>
    /// <param name="Assignment">This agency's share of it.</param>
    /// <param name="Lead">The one agency that answers for it (chủ trì).</param>
    /// <param name="Coordinating">Agencies that help (phối hợp); never late for the lead.</param>
    /// <param name="EffectiveOn">From when the lead answers for it.</param>
    /// <param name="Group">The words by which it was meant: "34 tỉnh ủy, thành ủy". Who that was, was found when this was recorded.</param>
    public sealed record TaskAssigned(
        TaskId Task, AssignmentId Assignment, AgencyId Lead, IReadOnlyList<AgencyId> Coordinating, DateOnly EffectiveOn, string? Group = null)
        : DirectiveEvent, IAssignmentEvent;

    /// <summary>The lead says that it is its to do. Work may begin without.</summary>
    public sealed record AssignmentAccepted(AssignmentId Assignment, DateOnly EffectiveOn) : DirectiveEvent, IAssignmentEvent;

    /// <summary>The lead says that it is not its to do (không đúng thẩm quyền). It stays the lead until somebody decides.</summary>
    /// <param name="Assignment">The assignment.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="EffectiveOn">The day it was given back.</param>
    /// <param name="Proposed">Who should have it instead.</param>
    public sealed record TaskReturned(AssignmentId Assignment, string Reason, DateOnly EffectiveOn, AgencyId? Proposed = null) : DirectiveEvent, IAssignmentEvent;

    /// <summary>It is the lead's after all; work goes on where it stood.</summary>
    public sealed record ReturnRefused(AssignmentId Assignment, string Reason, DateOnly EffectiveOn) : DirectiveEvent, IAssignmentEvent;

    /// <summary>Another agency leads from now on. What was done stays done; what was returned begins anew.</summary>
    /// <param name="Assignment">The assignment.</param>
    /// <param name="From">Who led.</param>
    /// <param name="To">Who leads.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Authority">The document that says so.</param>
    /// <param name="EffectiveOn">From when the new lead answers for it.</param>
    public sealed record LeadTransferred(
        AssignmentId Assignment, AgencyId From, AgencyId To, string Reason, string Authority, DateOnly EffectiveOn) : DirectiveEvent, IAssignmentEvent;

    /// <summary>Its lead became one with an agency that has the same task; the work goes on there as one.</summary>
    /// <param name="Assignment">The assignment that ends.</param>
    /// <param name="Into">The assignment of the same task that goes on.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Authority">The document that says so.</param>
    /// <param name="EffectiveOn">From when.</param>
    public sealed record AssignmentMerged(
        AssignmentId Assignment, AssignmentId Into, string Reason, string Authority, DateOnly EffectiveOn) : DirectiveEvent, IAssignmentEvent;

    public sealed record CoordinatorAdded(AssignmentId Assignment, AgencyId Agency, DateOnly EffectiveOn) : DirectiveEvent, IAssignmentEvent;

    public sealed record CoordinatorRemoved(AssignmentId Assignment, AgencyId Agency, string Reason, DateOnly EffectiveOn) : DirectiveEvent, IAssignmentEvent;

    /// <summary>Who answers for it in person (người đứng đầu), from that day on.</summary>
    /// <param name="Assignment">The assignment.</param>
    /// <param name="Person">The name.</param>
    /// <param name="Post">The post.</param>
    /// <param name="EffectiveOn">From when.</param>
    public sealed record HeadNamed(AssignmentId Assignment, string Person, string Post, DateOnly EffectiveOn) : DirectiveEvent, IAssignmentEvent;
}
