using Directives.Domain;
using Directives.EventSourcing;

namespace Directives.Api;

/// <summary>
/// Carries a command to the log: load the stream, fold it, decide, append. When another writer got there first, decide
/// again on what is there now. A repeated request meets its own first answer, whatever has happened since.
/// </summary>
public sealed class Decider<TState, TCommand, TEvent>(
    EventStore store,
    EventTypes types,
    string streamType,
    TState initial,
    Func<TState, TEvent, TState> evolve,
    Func<TState, TCommand, Decision<TEvent>> decide,
    Func<Append, CancellationToken, Task<AppendResult>> append) where TEvent : class
{
    /// <summary>Each round somebody else got through, so this many lost rounds mean a crowd.</summary>
    const int Rounds = 50;

    /// <param name="stream">The stream to change.</param>
    /// <param name="command">What is asked.</param>
    /// <param name="write">By whom, under which key, having seen which version.</param>
    /// <param name="ct">Cancels until the append is sent.</param>
    /// <param name="seen">The version <c>If-Match</c> speaks of; without it, the stream's. Null when there is no such thing yet.</param>
    public async Task<Outcome> Handle(Guid stream, TCommand command, Write write, CancellationToken ct, Func<TState, long?>? seen = null)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (state, version) = await Load(stream, ct);
            if (write.IfMatch is { } expected && (seen is null ? version : seen(state)) is { } current && current != expected)
                return await FirstAnswer(stream, write, ct) ?? new Outcome.Stale(current);

            var decision = decide(state, command);
            if (decision.Refusal is { } refusal)
                return await FirstAnswer(stream, write, ct) ?? new Outcome.Refused(refusal);
            if (decision.Events is [])
                return await FirstAnswer(stream, write, ct) ?? new Outcome.Done([], version, default);

            var result = await append(new(stream, streamType, version, decision.Events, write.Metadata, write.Key), ct);
            switch (result.Status)
            {
                case AppendStatus.Appended: return Done(decision.Events, result);
                case AppendStatus.Duplicate: return await Again(stream, result, ct);
                case AppendStatus.KeyReused: return new Outcome.KeyReused();
                case AppendStatus.Archived: return new Outcome.Refused(new(RefusalKind.Conflict, "archived", "This has been archived and takes no more changes."));
            }
        }

        return new Outcome.Busy();
    }

    /// <summary>The state of a stream, as it stands or as it stood.</summary>
    public async Task<(TState State, long Version)> Load(Guid stream, CancellationToken ct, long upTo = long.MaxValue, DateTimeOffset? knownAt = null)
    {
        var events = await store.ReadStream(stream, ct, upTo: upTo, knownAt: knownAt);
        return (events.Aggregate(initial, (state, recorded) => evolve(state, (TEvent)recorded.Data)), events is [] ? 0 : events[^1].Version);
    }

    /// <summary>A retry meets the traces of its own success, so before saying no the key is asked.</summary>
    async Task<Outcome?> FirstAnswer(Guid stream, Write write, CancellationToken ct) =>
        write.Key is { } key && await store.Find(key, ct) is { } known
            ? known.Recorded ? await Again(stream, known, ct) : new Outcome.KeyReused()
            : null;

    async Task<Outcome> Again(Guid stream, AppendResult result, CancellationToken ct)
    {
        var events = await store.ReadStream(stream, ct, after: result.FirstVersion - 1, upTo: result.Version);
        return Done([.. events.Select(recorded => recorded.Data)], result);
    }

    Outcome.Done Done(IReadOnlyList<object> events, AppendResult result) => new(
        [.. events.Select((e, i) => new DoneEvent(result.FirstVersion + i, result.Position - events.Count + 1 + i, types.NameOf(e), e))], result.Version, result.RecordedAt);
}

/// <summary>How a command ended.</summary>
public abstract record Outcome
{
    Outcome() { }

    /// <summary>Recorded, now or by an earlier try with the same key.</summary>
    public sealed record Done(IReadOnlyList<DoneEvent> Events, long Version, DateTimeOffset RecordedAt) : Outcome;

    public sealed record Refused(Refusal Refusal) : Outcome;

    /// <summary>The caller has seen an older version than <paramref name="Current"/>.</summary>
    public sealed record Stale(long Current) : Outcome;

    public sealed record KeyReused : Outcome;

    /// <summary>Too many others are changing the same stream.</summary>
    public sealed record Busy : Outcome;
}

/// <summary>One event a command led to, and where it stands.</summary>
public sealed record DoneEvent(long Version, long Position, string Type, object Data);
