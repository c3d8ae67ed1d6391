using System.Text.Json.Serialization;
using Directives.Domain.Performing;

namespace Directives.Domain;

[JsonDerivedType(typeof(WorkStarted), "work_started")]
[JsonDerivedType(typeof(ProgressReported), "progress_reported")]
[JsonDerivedType(typeof(CompletionReported), "completion_reported")]
[JsonDerivedType(typeof(EvidenceSubmitted), "evidence_submitted")]
[JsonDerivedType(typeof(EvidenceWithdrawn), "evidence_withdrawn")]
public abstract partial record DirectiveEvent
{
    public sealed record WorkStarted(AssignmentId Assignment, DateOnly EffectiveOn) : DirectiveEvent, IAssignmentEvent;

    /// <param name="Assignment">The assignment; work that had not started has started with this.</param>
    /// <param name="Text">What was done.</param>
    /// <param name="EffectiveOn">The day it describes.</param>
    /// <param name="Percent">0 to 100, if the agency can say.</param>
    /// <param name="Reached">What is reached of the task's target, in its unit.</param>
    public sealed record ProgressReported(
        AssignmentId Assignment, string Text, DateOnly EffectiveOn, int? Percent = null, decimal? Reached = null) : DirectiveEvent, IAssignmentEvent;

    /// <summary>The lead's claim that it is done. Not yet the truth: that takes somebody else's check.</summary>
    /// <param name="Assignment">The assignment.</param>
    /// <param name="Text">What was achieved.</param>
    /// <param name="Evidence">The pieces that came with it.</param>
    /// <param name="EffectiveOn">The day it was done.</param>
    /// <param name="EvidenceIds">Pieces that were handed in before; of both kinds together there is at least one.</param>
    public sealed record CompletionReported(
        AssignmentId Assignment, string Text, IReadOnlyList<Evidence> Evidence, DateOnly EffectiveOn, IReadOnlyList<Guid>? EvidenceIds = null)
        : DirectiveEvent, IAssignmentEvent;

    /// <param name="Assignment">The assignment.</param>
    /// <param name="Id">This piece.</param>
    /// <param name="Evidence">What it is; its own date is not the day it was handed in.</param>
    /// <param name="EffectiveOn">The day it was handed in.</param>
    public sealed record EvidenceSubmitted(AssignmentId Assignment, Guid Id, Evidence Evidence, DateOnly EffectiveOn) : DirectiveEvent, IAssignmentEvent;

    /// <summary>It no longer shows anything. It and its file stay readable.</summary>
    public sealed record EvidenceWithdrawn(AssignmentId Assignment, Guid Id, string Reason, DateOnly EffectiveOn) : DirectiveEvent, IAssignmentEvent;
}
