using Directives.Domain.Cascading;

namespace Directives.Domain.Deadlines;

// What can be asked of extensions. Without a date, today is meant. NotAfter is what the task leaves
// that this directive carries out, if it carries one out: nothing is extended beyond that.

/// <summary>The lead asks for more time.</summary>
/// <param name="Assignment">The assignment.</param>
/// <param name="To">The last compliant day it asks for.</param>
/// <param name="Reason">Why.</param>
/// <param name="Document">The letter that asks.</param>
/// <param name="EffectiveOn">The day it asks.</param>
/// <param name="NotAfter">What the parent task leaves.</param>
public sealed record RequestExtension(
    AssignmentId Assignment, DateOnly To, string Reason, string? Document, DateOnly? EffectiveOn, NotAfter? NotAfter = null) : DirectiveCommand;

/// <summary>Grants what was asked for, also when something else was offered in between.</summary>
public sealed record ApproveExtension(AssignmentId Assignment, string? Note, DateOnly? EffectiveOn, NotAfter? NotAfter = null) : DirectiveCommand;

public sealed record RefuseExtension(AssignmentId Assignment, string Reason, DateOnly? EffectiveOn) : DirectiveCommand;

/// <summary>Offers another day than the one asked for, or than the one offered before.</summary>
public sealed record CounterExtension(AssignmentId Assignment, DateOnly To, string Reason, DateOnly? EffectiveOn, NotAfter? NotAfter = null) : DirectiveCommand;

/// <summary>The asker takes the day that was offered.</summary>
public sealed record AcceptCounter(AssignmentId Assignment, DateOnly? EffectiveOn, NotAfter? NotAfter = null) : DirectiveCommand;

/// <summary>The asker no longer wants it, or does not take the day that was offered.</summary>
public sealed record WithdrawExtension(AssignmentId Assignment, string? Reason, DateOnly? EffectiveOn) : DirectiveCommand;
