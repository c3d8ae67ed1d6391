namespace Directives.Domain.Deadlines;

/// <summary>The deadline of the task that another one leans on, as far as it is known.</summary>
/// <param name="Deadline">How it is to be read.</param>
/// <param name="Authority">Which task of which document that is, in words.</param>
public sealed record FollowedDeadline(Deadline Deadline, string Authority);
