namespace Directives.EventSourcing.Projections;

/// <summary>How projections run on a node.</summary>
public sealed record ProjectionOptions
{
    /// <summary>How often the log is looked at when nothing says that it grew.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long after its last sign of life a node's projections are taken over: shorter than readers are patient.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How many events are read, and at most applied, at once.</summary>
    public int Page { get; init; } = 2_000;

    /// <summary>
    /// How long more events may gather after a short page, while nobody waits for them: many at once cost a fraction each.
    /// </summary>
    public TimeSpan Gather { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>From this many events on, new read models are filled as in a rebuild instead of page by page.</summary>
    public long FillFrom { get; init; } = 10_000;

    /// <summary>How many connections a rebuild writes on.</summary>
    public int Writers { get; init; } = 2;

    /// <summary>At most one notice to the other nodes in this time; null sends none.</summary>
    public TimeSpan? Notice { get; init; } = TimeSpan.FromMilliseconds(25);
}
