using System.Text.Json.Serialization;

namespace Directives.EventSourcing.Projections;

/// <summary>
/// What an operator decided about an event that halted a projection; who, stands in the metadata. It concerns one version:
/// the next one has other rules and shows itself whether it can apply the event.
/// </summary>
[JsonDerivedType(typeof(ProjectionRetried), "projection_retried")]
[JsonDerivedType(typeof(ProjectionEventSkipped), "projection_event_skipped")]
public abstract record OperationsEvent(string Projection, int Version, long Position, string Reason)
{
    /// <summary>The one stream they are all in, and its type.</summary>
    public static readonly Guid Stream = new("00000000-0000-8000-8000-6f7065726174");

    public const string StreamType = "operations";

    public bool Concerns(Projection projection) => Projection == projection.Name && Version == projection.Version;
}

/// <summary>The projection was to try the event again.</summary>
public sealed record ProjectionRetried(string Projection, int Version, long Position, string Reason) : OperationsEvent(Projection, Version, Position, Reason);

/// <summary>The projection was to go on without the event, now and in every rebuild.</summary>
public sealed record ProjectionEventSkipped(string Projection, int Version, long Position, string Reason) : OperationsEvent(Projection, Version, Position, Reason);

/// <summary>The decisions about one projection, as the log has them.</summary>
sealed class Decisions(EventStore store, Projection projection)
{
    readonly HashSet<long> skipped = [];
    long seen;

    public bool Skip(long position) => skipped.Contains(position);

    /// <summary>Reads what was decided since; true when some of it was about this position.</summary>
    public async Task<bool> Refresh(CancellationToken ct, long position = 0)
    {
        var news = await store.ReadStream(OperationsEvent.Stream, ct, after: seen);
        foreach (var decision in news.Select(recorded => recorded.Data).OfType<OperationsEvent>().Where(decision => decision.Concerns(projection)))
            if (decision is ProjectionEventSkipped skip)
                skipped.Add(skip.Position);
            else
                skipped.Remove(decision.Position);
        seen = news is [.., var last] ? last.Version : seen;
        return news.Any(recorded => recorded.Data is OperationsEvent decision && decision.Concerns(projection) && decision.Position == position);
    }
}
