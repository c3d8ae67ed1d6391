namespace Directives.EventSourcing;

/// <summary>Streams as they can be read to decide on: those of the log, or with a <see cref="Writing.Draft"/> on top.</summary>
public interface IStreams
{
    /// <summary>The events of a stream, oldest first; none when there is no such stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="ct">Cancels the read.</param>
    /// <param name="after">Leaves out versions up to and including this one.</param>
    /// <param name="upTo">Leaves out versions after this one.</param>
    /// <param name="knownAt">Leaves out what was recorded after this instant.</param>
    Task<IReadOnlyList<RecordedEvent>> ReadStream(Guid stream, CancellationToken ct, long after = 0, long upTo = long.MaxValue, DateTimeOffset? knownAt = null);

    /// <summary>How many events each of the given streams has; those that do not exist (or are of another type) are left out.</summary>
    Task<IReadOnlyDictionary<Guid, long>> Versions(IReadOnlyList<Guid> streams, CancellationToken ct, string? streamType = null);

    /// <summary>
    /// What came of the request with this key, if it was ever recorded: <see cref="AppendStatus.Duplicate"/> with the
    /// first answer, or <see cref="AppendStatus.KeyReused"/>; null when the key is new.
    /// </summary>
    Task<AppendResult?> Find(IdempotencyKey key, CancellationToken ct);
}
