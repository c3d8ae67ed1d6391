namespace Directives.EventSourcing.Projections;

/// <summary>Where a projection stands, for people and for health checks.</summary>
/// <param name="Name">The projection.</param>
/// <param name="Position">The last position its read models have seen.</param>
/// <param name="State">What it is doing.</param>
/// <param name="Reason">Why it is not running.</param>
public sealed record ProjectionStatus(string Name, long Position, ProjectionState State, string? Reason);

public enum ProjectionState { Starting, Filling, Running, Waiting, Halted }

/// <summary>Shows how far a rebuild has come at the runner of its projection, and to whoever else asked.</summary>
sealed class ShownProgress(ProjectionRunner runner, IProgress<RebuildProgress>? other = null) : IProgress<RebuildProgress>
{
    public void Report(RebuildProgress value)
    {
        runner.Rebuilding = value;
        other?.Report(value);
    }
}
