using System.Text.Json.Serialization;

namespace Directives.Domain;

[JsonDerivedType(typeof(CompletionVerified), "completion_verified")]
[JsonDerivedType(typeof(ReworkRequired), "rework_required")]
public abstract partial record DirectiveEvent
{
    /// <param name="Assignment">The assignment, completed with this.</param>
    /// <param name="EffectiveOn">The day it was done, as verified: what it is judged by.</param>
    /// <param name="Note">What the check found; why the day differs from the claimed one.</param>
    public sealed record CompletionVerified(AssignmentId Assignment, DateOnly EffectiveOn, string? Note = null) : DirectiveEvent;

    /// <param name="Assignment">The assignment, open again.</param>
    /// <param name="Reason">What is wanting.</param>
    /// <param name="EffectiveOn">The day of the decision.</param>
    public sealed record ReworkRequired(AssignmentId Assignment, string Reason, DateOnly EffectiveOn) : DirectiveEvent;
}
