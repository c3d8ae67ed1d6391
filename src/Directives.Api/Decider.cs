using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Directives.Domain;
using Directives.EventSourcing;

namespace Directives.Api;

/// <summary>
/// Carries a command to the log: load the stream (or the state kept from last time), fold it, decide, append. When
/// another writer got there first, decide again on what is there now. A repeated request meets its own first answer, whatever has happened since.
/// </summary>
public sealed class Decider<TState, TCommand, TEvent>(
    IStreams store,
    EventTypes types,
    string streamType,
    TState initial,
    Func<TState, TEvent, TState> evolve,
    Func<TState, TCommand, Decision<TEvent>> decide,
    Func<Append, CancellationToken, Task<AppendResult>> append,
    Snapshots<TState>? snapshots = null) where TEvent : class
{
    /// <summary>How long a command may lose to others before its caller is asked to come back.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    readonly HotAggregates<TState> hot = new(capacity: 10_000);
    readonly ConcurrentDictionary<Guid, Sent> onTheirWay = [];
    readonly Lock[] turns = [.. Enumerable.Range(0, 256).Select(_ => new Lock())];

    /// <param name="stream">The stream to change.</param>
    /// <param name="command">What is asked.</param>
    /// <param name="write">By whom, under which key, having seen which version.</param>
    /// <param name="ct">Cancels until the append is sent.</param>
    /// <param name="seen">The version <c>If-Match</c> speaks of; without it, the stream's. Null when there is no such thing yet.</param>
    public async Task<Outcome> Handle(Guid stream, TCommand command, Write write, CancellationToken ct, Func<TState, long?>? seen = null)
    {
        var known = hot.Find(stream) ?? await Current(stream, null, ct);
        var begun = Stopwatch.GetTimestamp();
        for (var round = 0; Stopwatch.GetElapsedTime(begun) < Patience; round++)
        {
            await Apart(round, ct);
            var (no, sent, before) = Send(stream, known, command, write, seen, ct);
            if (sent is null)
            {
                // A no takes more than a baseline: wait for what is on its way and look at what was recorded since.
                await Answered(before);
                known = await Current(stream, known, ct);
                (no, _) = Consider(known.State, known.Version, command, write, seen);
                if (no is not null)
                    return await FirstAnswer(stream, write, ct) ?? no;
                continue;
            }

            var result = await Result(stream, sent);
            switch (result.Status)
            {
                case AppendStatus.Appended: return Done(sent.Events, result);
                case AppendStatus.Duplicate: return await Again(stream, result, ct);
                case AppendStatus.KeyReused: return new Outcome.KeyReused();
                case AppendStatus.Archived: return new Outcome.Refused(Refusals.Archived);
                case AppendStatus.Overloaded: return new Outcome.Busy();
            }

            known = await Current(stream, known, ct);
        }

        return new Outcome.Busy();
    }

    /// <summary>Those who lost together come back one after the other, and leave gaps for other hosts: each round lost means a crowd.</summary>
    static Task Apart(int lost, CancellationToken ct) =>
        lost < 2 ? Task.CompletedTask : Task.Delay(Random.Shared.Next(Math.Min(lost, 50)), ct);

    /// <summary>
    /// Decides on the stream as it will be when the appends on their way have arrived, and sends; or says no, and which
    /// append that no may rest on. One at a time on a stream, so each is sent right behind the one it was decided on.
    /// </summary>
    (Outcome? No, Sent? Sent, Sent? Before) Send(
        Guid stream, (TState State, long Version) known, TCommand command, Write write, Func<TState, long?>? seen, CancellationToken ct)
    {
        lock (turns[(uint)stream.GetHashCode() % turns.Length])
        {
            var before = onTheirWay.TryGetValue(stream, out var last) && last.Version > known.Version ? last : null;
            var (state, version) = before is null ? known : (before.State, before.Version);
            var (no, events) = Consider(state, version, command, write, seen);
            if (no is not null)
                return (no, null, before);
            var next = new Append(stream, streamType, version, events, write.Metadata, write.Key, before?.LastId);
            var sent = new Sent(Fold(state, events), version + events.Count, events, next.LastId, append(next, ct));
            onTheirWay[stream] = sent;
            return (null, sent, before);
        }
    }

    async Task<AppendResult> Result(Guid stream, Sent sent)
    {
        try
        {
            var result = await sent.Result;
            if (result.Status is AppendStatus.Appended)
                Keep(stream, sent.State, sent.Version);
            return result;
        }
        finally
        {
            onTheirWay.TryRemove(new(stream, sent));
        }
    }

    /// <summary>Until it is known what came of an append, whatever that is.</summary>
    static async Task Answered(Sent? sent) => await ((Task?)sent?.Result ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>An append on its way, and how the stream will stand if it arrives.</summary>
    sealed class Sent(TState state, long version, IReadOnlyList<TEvent> events, Guid lastId, Task<AppendResult> result)
    {
        public TState State => state;
        public long Version => version;
        public IReadOnlyList<TEvent> Events => events;
        public Guid LastId => lastId;
        public Task<AppendResult> Result => result;
    }

    /// <summary>The events a command leads to in a state, or why it leads to none.</summary>
    (Outcome? No, IReadOnlyList<TEvent> Events) Consider(TState state, long version, TCommand command, Write write, Func<TState, long?>? seen)
    {
        if (write.IfMatch is { } expected && (seen is null ? version : seen(state)) is { } stands && !expected.Contains(stands))
            return (new Outcome.Stale(stands), []);
        return decide(state, command) switch
        {
            { Refusal: { } refusal } => (new Outcome.Refused(refusal), []),
            { Events: [] } => (new Outcome.Done([], version, default), []),
            var decision => (null, decision.Events)
        };
    }

    /// <summary>The state as it stands, from a baseline and what was recorded since.</summary>
    async Task<(TState State, long Version)> Current(Guid stream, (TState State, long Version)? baseline, CancellationToken ct)
    {
        if (baseline is null && snapshots is not null && await snapshots.Find(stream, ct) is { } kept)
        {
            hot.Keep(stream, kept.State, kept.Version);
            baseline = kept;
        }

        var (state, version) = baseline ?? (initial, 0);
        var events = await store.ReadStream(stream, ct, after: version);
        if (events is [] || events[0].Data is not TEvent) // nothing new, or a stream of another kind
            return (state, version);
        (state, version) = (Fold(state, events.Select(recorded => (TEvent)recorded.Data)), events[^1].Version);
        Keep(stream, state, version);
        return (state, version);
    }

    void Keep(Guid stream, TState state, long version)
    {
        hot.Keep(stream, state, version);
        snapshots?.Consider(stream, state, version);
    }

    TState Fold(TState state, IEnumerable<TEvent> events) => events.Aggregate(state, evolve);

    /// <summary>The state of a stream, as it stands or as it stood.</summary>
    public async Task<(TState State, long Version)> Load(Guid stream, CancellationToken ct, long upTo = long.MaxValue, DateTimeOffset? knownAt = null)
    {
        if (upTo == long.MaxValue && knownAt is null)
            return await Current(stream, hot.Find(stream), ct);
        var events = await store.ReadStream(stream, ct, upTo: upTo, knownAt: knownAt);
        return events is [{ Data: TEvent }, ..] ? (Fold(initial, events.Select(recorded => (TEvent)recorded.Data)), events[^1].Version) : (initial, 0);
    }

    /// <summary>The state of a stream as it was known here last, which others may have changed since; false when it would have to be read.</summary>
    public bool IsAtHand(Guid stream, [MaybeNullWhen(false)] out TState state)
    {
        var known = hot.Find(stream);
        state = known is null ? default : known.Value.State;
        return known is not null;
    }

    /// <summary>How several streams stand, as far as they exist: one question tells which of them are not at hand.</summary>
    public async Task<IReadOnlyDictionary<Guid, TState>> Load(IReadOnlyList<Guid> streams, CancellationToken ct)
    {
        var states = new Dictionary<Guid, TState>();
        foreach (var (stream, version) in await store.Versions(streams, ct, streamType))
            states.Add(stream, hot.Find(stream) is { } known && known.Version >= version ? known.State : (await Current(stream, hot.Find(stream), ct)).State);
        return states;
    }

    /// <summary>Says no for a reason outside this stream. A request that was answered before still gets its first answer.</summary>
    public async Task<Outcome> Refuse(Guid stream, Refusal refusal, Write write, CancellationToken ct) => await FirstAnswer(stream, write, ct) ?? new Outcome.Refused(refusal);

    /// <summary>A retry meets the traces of its own success, so before saying no the key is asked.</summary>
    async Task<Outcome?> FirstAnswer(Guid stream, Write write, CancellationToken ct) =>
        write.Key is { } key && await store.Find(key, ct) is { } known
            ? known.Recorded ? await Again(stream, known, ct) : new Outcome.KeyReused()
            : null;

    async Task<Outcome> Again(Guid stream, AppendResult result, CancellationToken ct)
    {
        var events = await store.ReadStream(stream, ct, after: result.FirstVersion - 1, upTo: result.Version);
        return Done([.. events.Select(recorded => recorded.Data)], result) with { Again = true };
    }

    Outcome.Done Done(IReadOnlyList<object> events, AppendResult result) => new(
        [.. events.Select((e, i) => new DoneEvent(result.FirstVersion + i, result.Position - events.Count + 1 + i, types.NameOf(e), e))], result.Version, result.RecordedAt);
}

/// <summary>How a command ended.</summary>
public abstract record Outcome
{
    Outcome() { }

    /// <summary>Recorded, now or by an earlier try with the same key.</summary>
    public sealed record Done(IReadOnlyList<DoneEvent> Events, long Version, DateTimeOffset RecordedAt) : Outcome
    {
        /// <summary>By an earlier try.</summary>
        public bool Again { get; init; }
    }

    public sealed record Refused(Refusal Refusal) : Outcome;

    /// <summary>The caller has seen an older version than <paramref name="Current"/>.</summary>
    public sealed record Stale(long Current) : Outcome;

    public sealed record KeyReused : Outcome;

    /// <summary>Too many others are changing the same stream.</summary>
    public sealed record Busy : Outcome;
}

/// <summary>One event a command led to, and where it stands.</summary>
public sealed record DoneEvent(long Version, long Position, string Type, object Data);
