namespace Directives.Domain.Supervising;

/// <summary>A formal nudge, and its answer.</summary>
public sealed record Urging(DirectiveEvent.UrgingIssued Issued)
{
    public DirectiveEvent.UrgingAnswered? Answered { get; init; }
}

/// <summary>An inspection, and what it found.</summary>
public sealed record Inspection(DirectiveEvent.InspectionOpened Opened)
{
    public DirectiveEvent.InspectionConcluded? Concluded { get; init; }
}
