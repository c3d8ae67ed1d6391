namespace Directives.Domain.Performing;

/// <summary>Something in the lead's way, and what became of it.</summary>
public sealed record Difficulty(DirectiveEvent.DifficultyRaised Raised)
{
    public DirectiveEvent.DifficultyAnswered? Answered { get; init; }

    public DirectiveEvent.DifficultyEscalated? Escalated { get; init; }

    public DirectiveEvent.DifficultyResolved? Resolved { get; init; }
}

/// <summary>A piece of evidence handed in, and whether it still shows anything.</summary>
public sealed record SubmittedEvidence(DirectiveEvent.EvidenceSubmitted Submitted)
{
    public DirectiveEvent.EvidenceWithdrawn? Withdrawn { get; init; }
}
