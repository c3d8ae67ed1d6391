using System.Text.Json.Serialization;
using Directives.Domain.Performing;

namespace Directives.Domain;

[JsonDerivedType(typeof(WorkStarted), "work_started")]
[JsonDerivedType(typeof(ProgressReported), "progress_reported")]
[JsonDerivedType(typeof(CompletionReported), "completion_reported")]
public abstract partial record DirectiveEvent
{
    public sealed record WorkStarted(AssignmentId Assignment, DateOnly EffectiveOn) : DirectiveEvent;

    /// <param name="Assignment">The assignment; work that had not started has started with this.</param>
    /// <param name="Text">What was done.</param>
    /// <param name="EffectiveOn">The day it describes.</param>
    /// <param name="Percent">0 to 100, if the agency can say.</param>
    public sealed record ProgressReported(AssignmentId Assignment, string Text, DateOnly EffectiveOn, int? Percent = null) : DirectiveEvent;

    /// <summary>The lead's claim that it is done. Not yet the truth: that takes somebody else's check.</summary>
    /// <param name="Assignment">The assignment.</param>
    /// <param name="Text">What was achieved.</param>
    /// <param name="Evidence">At least one piece.</param>
    /// <param name="EffectiveOn">The day it was done.</param>
    public sealed record CompletionReported(
        AssignmentId Assignment, string Text, IReadOnlyList<Evidence> Evidence, DateOnly EffectiveOn) : DirectiveEvent;
}
