using System.Collections.Immutable;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain.Performing;

/// <summary>Something in the lead's way, and what became of it.</summary>
public sealed record Difficulty(DifficultyRaised Raised)
{
    public ImmutableList<DifficultyAnswered> Answers { get; init; } = [];

    /// <summary>Where it was last passed on to.</summary>
    public DifficultyEscalated? Escalated { get; init; }

    public DifficultyResolved? Resolved { get; init; }

    public DifficultyState State { get; init; } = DifficultyState.Raised;

    /// <summary>The day of the last step. The next one cannot be effective earlier.</summary>
    public DateOnly Since { get; init; } = Raised.EffectiveOn;

    public Difficulty With(DifficultyAnswered e) => this with { Answers = Answers.Add(e), State = DifficultyState.Answered, Since = e.EffectiveOn };

    public Difficulty With(DifficultyEscalated e) => this with { Escalated = e, State = DifficultyState.Escalated, Since = e.EffectiveOn };

    public Difficulty With(DifficultyResolved e) => this with { Resolved = e, State = DifficultyState.Resolved, Since = e.EffectiveOn };
}

/// <summary>Raised, answered, resolved; passed on to a competent authority where need be, which then owes an answer.</summary>
public enum DifficultyState
{
    /// <summary>Waits for an answer.</summary>
    Raised,

    /// <summary>Waits for an answer of the competent authority.</summary>
    Escalated,

    /// <summary>The lead has been told what to do.</summary>
    Answered,

    /// <summary>Out of the way.</summary>
    Resolved
}
