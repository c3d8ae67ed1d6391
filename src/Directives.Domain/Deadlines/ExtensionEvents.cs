using System.Text.Json.Serialization;

namespace Directives.Domain;

[JsonDerivedType(typeof(ExtensionRequested), "extension_requested")]
[JsonDerivedType(typeof(ExtensionApproved), "extension_approved")]
[JsonDerivedType(typeof(ExtensionRefused), "extension_refused")]
[JsonDerivedType(typeof(ExtensionCountered), "extension_countered")]
[JsonDerivedType(typeof(ExtensionAccepted), "extension_accepted")]
[JsonDerivedType(typeof(ExtensionWithdrawn), "extension_withdrawn")]
public abstract partial record DirectiveEvent
{
    /// <summary>The lead asks for more time. Nothing changes until somebody else grants it.</summary>
    /// <param name="Assignment">The assignment.</param>
    /// <param name="To">The last compliant day it asks for.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="EffectiveOn">The day it was asked.</param>
    /// <param name="Document">The letter that asks.</param>
    public sealed record ExtensionRequested(AssignmentId Assignment, DateOnly To, string Reason, DateOnly EffectiveOn, string? Document = null) : DirectiveEvent, IAssignmentEvent;

    /// <param name="Assignment">The assignment.</param>
    /// <param name="To">Its last compliant day from now on.</param>
    /// <param name="EffectiveOn">The day of the decision; on earlier days the old deadline held.</param>
    /// <param name="Number">Which extension of this assignment it is, from 1.</param>
    /// <param name="Repeated">Gia hạn nhiều lần: the third, or a later one.</param>
    /// <param name="Note">What the decision adds.</param>
    public sealed record ExtensionApproved(
        AssignmentId Assignment, DateOnly To, DateOnly EffectiveOn, int Number, bool Repeated, string? Note = null) : DirectiveEvent, IAssignmentEvent;

    public sealed record ExtensionRefused(AssignmentId Assignment, string Reason, DateOnly EffectiveOn) : DirectiveEvent, IAssignmentEvent;

    /// <summary>Another day is offered than the one asked for; it holds once the asker takes it.</summary>
    public sealed record ExtensionCountered(AssignmentId Assignment, DateOnly To, string Reason, DateOnly EffectiveOn) : DirectiveEvent, IAssignmentEvent;

    /// <summary>The asker takes the day that was offered.</summary>
    /// <param name="Assignment">The assignment.</param>
    /// <param name="To">Its last compliant day from now on.</param>
    /// <param name="EffectiveOn">The day it was taken.</param>
    /// <param name="Number">Which extension of this assignment it is, from 1.</param>
    /// <param name="Repeated">Gia hạn nhiều lần: the third, or a later one.</param>
    public sealed record ExtensionAccepted(AssignmentId Assignment, DateOnly To, DateOnly EffectiveOn, int Number, bool Repeated) : DirectiveEvent, IAssignmentEvent;

    /// <summary>The asker no longer wants it, or does not take the day that was offered.</summary>
    public sealed record ExtensionWithdrawn(AssignmentId Assignment, DateOnly EffectiveOn, string? Reason = null) : DirectiveEvent, IAssignmentEvent;
}
