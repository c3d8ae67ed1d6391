using System.Text.Json.Serialization;

namespace Directives.Domain;

[JsonDerivedType(typeof(DifficultyRaised), "difficulty_raised")]
[JsonDerivedType(typeof(DifficultyAnswered), "difficulty_answered")]
[JsonDerivedType(typeof(DifficultyEscalated), "difficulty_escalated")]
[JsonDerivedType(typeof(DifficultyResolved), "difficulty_resolved")]
public abstract partial record DirectiveEvent
{
    /// <summary>Khó khăn, vướng mắc: something stands in the lead's way.</summary>
    /// <param name="Assignment">The assignment.</param>
    /// <param name="Difficulty">This difficulty.</param>
    /// <param name="Text">What it is.</param>
    /// <param name="EffectiveOn">The day it was raised.</param>
    /// <param name="Recommendation">Kiến nghị: what would help.</param>
    public sealed record DifficultyRaised(
        AssignmentId Assignment, Guid Difficulty, string Text, DateOnly EffectiveOn, string? Recommendation = null) : DirectiveEvent, IAssignmentEvent;

    public sealed record DifficultyAnswered(AssignmentId Assignment, Guid Difficulty, string Text, DateOnly EffectiveOn) : DirectiveEvent, IAssignmentEvent;

    /// <summary>It goes beyond what those who look at it may decide.</summary>
    /// <param name="Assignment">The assignment.</param>
    /// <param name="Difficulty">The difficulty.</param>
    /// <param name="To">The competent authority (cấp có thẩm quyền).</param>
    /// <param name="Text">What is proposed.</param>
    /// <param name="EffectiveOn">The day it was passed on.</param>
    public sealed record DifficultyEscalated(
        AssignmentId Assignment, Guid Difficulty, AgencyId To, string Text, DateOnly EffectiveOn) : DirectiveEvent, IAssignmentEvent;

    public sealed record DifficultyResolved(AssignmentId Assignment, Guid Difficulty, string Text, DateOnly EffectiveOn) : DirectiveEvent, IAssignmentEvent;
}
