namespace Directives.EventSourcing;

/// <summary>A committed event and where it stands: <paramref name="Position"/> in the log of everything, dense and in
/// commit order; <paramref name="Version"/> in its stream, dense from 1.</summary>
/// <param name="Position">1, 2, 3 … over all streams. A position that was seen never changes and never disappears.</param>
/// <param name="Stream">The stream the event belongs to.</param>
/// <param name="Version">1, 2, 3 … within the stream.</param>
/// <param name="Id">The event's own identity.</param>
/// <param name="Type">The stored name, for example <c>task_identified</c>.</param>
/// <param name="Data">The event record.</param>
/// <param name="Metadata">Who caused it and on whose behalf.</param>
/// <param name="RecordedAt">When the store recorded it: UTC, strictly rising from one append to the next.</param>
public sealed record RecordedEvent(
    long Position, Guid Stream, long Version, Guid Id, string Type, object Data, EventMetadata Metadata, DateTimeOffset RecordedAt);

/// <summary>Facts about the recording, not about the business. One set for all events of a command.</summary>
public sealed record EventMetadata(string Actor, string? CorrelationId = null, string? CausationId = null)
{
    /// <summary>Whatever else is worth keeping, as plain text. Covered by the chain like everything else.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new SortedDictionary<string, string>();

    public EventMetadata With(string header, string value) =>
        this with { Headers = new SortedDictionary<string, string>(Headers.ToDictionary()) { [header] = value } };
}

/// <summary>Events to append to one stream, all or none.</summary>
/// <param name="Stream">The stream, created by its first events.</param>
/// <param name="StreamType">The aggregate's alias, for example <c>directive</c>. Kept from the first append.</param>
/// <param name="Expected">The version the stream must stand at, 0 for a new one; null to append wherever it stands.</param>
/// <param name="Events">At least one event.</param>
/// <param name="Metadata">Who, why, on whose behalf.</param>
/// <param name="Key">The idempotency key, or null for an append that must not be repeated.</param>
/// <param name="After">The event the stream must end with, or null: a version says how long a stream is, not what is in it.
/// With it an append may be sent before the one it rests on has been answered; it is written only if that one was.</param>
public sealed record Append(
    Guid Stream, string StreamType, long? Expected, IReadOnlyList<object> Events, EventMetadata Metadata, IdempotencyKey? Key = null, Guid? After = null)
{
    /// <summary>The id its last event gets, known beforehand, for the next append to name as <see cref="After"/>.</summary>
    public Guid LastId { get; init; } = Guid.CreateVersion7();
}

/// <summary>A key that makes an append safe to repeat, and the hash of the request it stands for.</summary>
public sealed record IdempotencyKey(Guid Value, byte[] RequestHash);

/// <summary>What became of an append. Everything but <see cref="AppendStatus.Appended"/> wrote nothing.</summary>
/// <param name="Status">Which of the outcomes below.</param>
/// <param name="Version">The stream's version: after the append, or as it stands when it was refused.</param>
/// <param name="Position">The position of the last event written; 0 when none was.</param>
/// <param name="Events">How many events were written.</param>
/// <param name="RecordedAt">When they were recorded.</param>
public readonly record struct AppendResult(AppendStatus Status, long Version, long Position = 0, int Events = 0, DateTimeOffset RecordedAt = default)
{
    /// <summary>The events are durable and in the ledger, now or since the first time this key was used.</summary>
    public bool Recorded => Status is AppendStatus.Appended or AppendStatus.Duplicate;

    public long FirstVersion => Version - Events + 1;
}

/// <summary>The outcomes of an append, numbered as in the database.</summary>
public enum AppendStatus
{
    /// <summary>Written, durable, in the ledger, visible to every later read on the primary.</summary>
    Appended = 0,

    /// <summary>The stream stands at another version than expected.</summary>
    Conflict = 1,

    /// <summary>The same key and the same request were appended before; this is the first answer.</summary>
    Duplicate = 2,

    /// <summary>The stream is archived and takes no more events.</summary>
    Archived = 3,

    /// <summary>The key was used before, for another request.</summary>
    KeyReused = 4,

    /// <summary>Too many appends are waiting, or this one waited too long; nothing was sent, and trying again later is safe.</summary>
    Overloaded = 100
}
