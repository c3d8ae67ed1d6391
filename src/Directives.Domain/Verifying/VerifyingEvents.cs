using System.Text.Json.Serialization;

namespace Directives.Domain;

[JsonDerivedType(typeof(CompletionVerified), "completion_verified")]
[JsonDerivedType(typeof(ReworkRequired), "rework_required")]
[JsonDerivedType(typeof(TaskReopened), "task_reopened")]
public abstract partial record DirectiveEvent
{
    /// <param name="Assignment">The assignment, completed with this.</param>
    /// <param name="EffectiveOn">The day it was done, as verified: what it is judged by.</param>
    /// <param name="Note">What the check found; why the day differs from the claimed one.</param>
    public sealed record CompletionVerified(AssignmentId Assignment, DateOnly EffectiveOn, string? Note = null) : DirectiveEvent, IAssignmentEvent;

    /// <param name="Assignment">The assignment, open again.</param>
    /// <param name="Reason">What is wanting.</param>
    /// <param name="EffectiveOn">The day of the decision.</param>
    public sealed record ReworkRequired(AssignmentId Assignment, string Reason, DateOnly EffectiveOn) : DirectiveEvent, IAssignmentEvent;

    /// <summary>What was verified turned out not to be done. Until that day it stays completed.</summary>
    /// <param name="Assignment">The assignment, open again.</param>
    /// <param name="Reason">What is wanting.</param>
    /// <param name="Authority">The document or inspection that found it.</param>
    /// <param name="EffectiveOn">From when it is open again.</param>
    public sealed record TaskReopened(AssignmentId Assignment, string Reason, string Authority, DateOnly EffectiveOn) : DirectiveEvent, IAssignmentEvent;
}
