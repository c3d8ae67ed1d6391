using System.Diagnostics.Metrics;
using Directives.EventSourcing.Auditing;
using Directives.EventSourcing.Reading;
using Directives.EventSourcing.Writing;
using Npgsql;

namespace Directives.EventSourcing;

/// <summary>
/// An append-only log of events in PostgreSQL. Knows nothing of the business. An acknowledged append is durable, is in
/// the ledger, is visible to every later read on the primary, and repeating its key changes nothing, for ever.
/// Safe to use from many threads.
/// </summary>
public sealed class EventStore : IStreams, IAsyncDisposable
{
    readonly NpgsqlDataSource database;
    readonly EventTypes types;
    readonly WriterOptions writing;
    readonly EventWriter writer;

    public EventStore(NpgsqlDataSource database, EventTypes types, WriterOptions? writing = null)
    {
        (this.database, this.types, this.writing) = (database, types, writing ?? new());
        writer = new(database, this.writing);
        Log = new(this);
    }

    /// <summary>The one tenant of a deployment, in Marten's spelling.</summary>
    internal const string Tenant = "*DEFAULT*";

    /// <summary>The one sequencer of a deployment. A second would have a ledger and positions of its own.</summary>
    internal const int Shard = 1;

    /// <summary>What the writer measures; also found under its name by whoever listens.</summary>
    internal Meter Meter => writer.Meter;

    /// <summary>Rises with every append made through this object: a hint for whoever follows the log.</summary>
    public PositionSignal Appended { get; } = new();

    /// <summary>For those who follow the log event by event: they share what is read.</summary>
    public LogReader Log { get; }

    /// <summary>Appends one command's events: all of them or none. Conflicts, repeats and reused keys are answers.</summary>
    /// <exception cref="NpgsqlException">The outcome is unknown; the same append with the same key finds out.</exception>
    public async Task<AppendResult> Append(Append append, CancellationToken ct) => Announce(await writer.Append(new(append, types, ct)));

    /// <summary>
    /// Appends many commands in one transaction of the database, or in a few where a key comes twice. Each has its own
    /// outcome: a conflict of one leaves the others alone. The outcomes are those of appending them one by one, in order.
    /// </summary>
    public async Task<IReadOnlyList<AppendResult>> Append(IReadOnlyList<Append> batch, CancellationToken ct)
    {
        var pending = batch.Select(append => new PendingAppend(append, types)).ToList();
        var results = new List<AppendResult>(batch.Count);
        await using var line = new WriterConnection(database, writing);
        while (pending.Count > 0)
        {
            // A key that comes twice has to wait for the call after its first.
            var keys = new HashSet<Guid>();
            var call = pending.TakeWhile(p => p.Append.Key is null || keys.Add(p.Append.Key.Value)).ToList();
            results.AddRange((await line.Append(call, ct)).Answers.Select(Announce));
            pending.RemoveRange(0, call.Count);
        }

        return results;
    }

    /// <summary>
    /// Appends many commands in one transaction, all of them or none. False when one of them could not be appended: then
    /// nothing was. Those that were appended before, under the same keys, are left as they are.
    /// </summary>
    /// <exception cref="NpgsqlException">The outcome is unknown; the same appends with the same keys find out.</exception>
    public async Task<bool> AppendTogether(IReadOnlyList<Append> together, CancellationToken ct)
    {
        if (together is [])
            return true;
        await using var line = new WriterConnection(database, writing);
        if (await line.AppendTogether([.. together.Select(append => new PendingAppend(append, types))], ct) is not { } last)
            return false;
        Appended.Advance(last);
        return true;
    }

    public Task<IReadOnlyList<RecordedEvent>> ReadStream(
        Guid stream, CancellationToken ct, long after = 0, long upTo = long.MaxValue, DateTimeOffset? knownAt = null) =>
        Events(
            $"{EventRows.Select} where tenant_id = $1 and stream_id = $2 and version > $3 and version <= $4 and timestamp <= $5 order by version",
            ct, Tenant, stream, after, upTo, knownAt?.UtcDateTime ?? DateTime.MaxValue);

    /// <summary>
    /// The events after a position, over all streams, in the order they were committed. No position is ever left out or
    /// filled in later: whoever reads on from the last one it saw misses nothing.
    /// </summary>
    public Task<IReadOnlyList<RecordedEvent>> ReadAll(long after, int limit, CancellationToken ct) =>
        Events(AfterPosition, ct, after, limit);

    /// <summary>Like <see cref="ReadAll"/>, but an event that cannot be read stands in its place with the reason as its data.</summary>
    internal Task<IReadOnlyList<RecordedEvent>> ReadPage(long after, int limit, CancellationToken ct) => Page(AfterPosition, ct, after, limit);

    /// <summary>The position of the last event, 0 when there is none.</summary>
    public async Task<long> Head(CancellationToken ct)
    {
        await using var command = database.CreateCommand("select last_seq from es.ledger where shard = $1 order by last_seq desc limit 1");
        command.Add(Shard);
        return (long?)await command.ExecuteScalarAsync(ct) ?? 0;
    }

    /// <summary>
    /// The position of the last event that was recorded at or before an instant, 0 when there is none. The answer is
    /// final: an append that has its time but is not yet visible is waited for.
    /// </summary>
    /// <param name="knownAt">An instant the database's clock has reached, or the answer can still change.</param>
    /// <param name="ct">Cancels the read.</param>
    public async Task<long> Position(DateTimeOffset knownAt, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        // Whoever appends holds this lock from before it takes its time until it is visible.
        batch.Add("select pg_advisory_xact_lock_shared(1163087186, $1)", Shard);
        batch.Add("select last_seq from es.ledger where shard = $1 and committed_at <= $2 order by committed_at desc limit 1", Shard, knownAt.UtcDateTime);
        await using var row = await batch.ExecuteReaderAsync(ct);
        await row.NextResultAsync(ct);
        return await row.ReadAsync(ct) ? row.GetInt64(0) : 0;
    }

    /// <summary>
    /// The end of the batch that has a position, with the chain value there: it covers the position and everything before
    /// it. The answer never changes, and <c>verify --expect</c> holds a log against it. Null for what is not recorded yet.
    /// </summary>
    public async Task<LogHead?> HeadAt(long position, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select last_seq, encode(chain, 'hex') from es.ledger where shard = $1 and last_seq >= $2 order by last_seq limit 1");
        command.Add(Shard, position);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? new(row.GetInt64(0), row.GetString(1)) : null;
    }

    /// <summary>The time it is by the database's clock, which is the one events are recorded by.</summary>
    public async Task<DateTimeOffset> Now(CancellationToken ct)
    {
        await using var command = database.CreateCommand("select clock_timestamp()");
        return new((DateTime)(await command.ExecuteScalarAsync(ct))!);
    }

    public async Task<AppendResult?> Find(IdempotencyKey key, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            "select request_hash = $3, version, last_seq, events, at from es.command where tenant_id = $1 and idem_key = $2");
        command.Add(Tenant, key.Value, key.RequestHash);
        await using var row = await command.ExecuteReaderAsync(ct);
        if (!await row.ReadAsync(ct))
            return null;
        return row.GetBoolean(0)
            ? new(AppendStatus.Duplicate, row.GetInt64(1), row.GetInt64(2), row.GetInt32(3), row.GetFieldValue<DateTimeOffset>(4))
            : new(AppendStatus.KeyReused, row.GetInt64(1));
    }

    /// <summary>Those of the given streams that do not exist (or are of another type), in the order given.</summary>
    public async Task<IReadOnlyList<Guid>> Missing(IReadOnlyList<Guid> streams, CancellationToken ct, string? streamType = null)
    {
        var known = await Versions(streams, ct, streamType);
        return [.. streams.Where(stream => !known.ContainsKey(stream))];
    }

    public async Task<IReadOnlyDictionary<Guid, long>> Versions(IReadOnlyList<Guid> streams, CancellationToken ct, string? streamType = null)
    {
        var versions = new Dictionary<Guid, long>();
        if (streams is [])
            return versions;
        await using var command = database.CreateCommand("select id, version from es.mt_streams where tenant_id = $1 and id = any($2) and ($3::text is null or type = $3)");
        command.Add(Tenant, streams.ToArray(), streamType);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            versions.Add(row.GetGuid(0), row.GetInt64(1));
        return versions;
    }

    /// <summary>Writes what is waiting and lets go of the connections.</summary>
    public ValueTask DisposeAsync() => writer.DisposeAsync();

    internal async Task<AppendResult> Import(Append append, DateTimeOffset recordedAt, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var statements = await AppendStatements.Prepare(connection, ct);
        return Announce((await statements.One(new(append, types), recordedAt, ct)).Answers[0]);
    }

    const string AfterPosition = $"{EventRows.Select} where seq_id > $1 order by seq_id limit $2";

    AppendResult Announce(AppendResult result)
    {
        if (result.Status is AppendStatus.Appended)
            Appended.Advance(result.Position);
        return result;
    }

    async Task<IReadOnlyList<RecordedEvent>> Events(string sql, CancellationToken ct, params object[] values)
    {
        var events = await Page(sql, ct, values);
        return events.FirstOrDefault(e => e.Data is UnreadableEventException) is { } unreadable ? throw (UnreadableEventException)unreadable.Data : events;
    }

    async Task<IReadOnlyList<RecordedEvent>> Page(string sql, CancellationToken ct, params object[] values)
    {
        // Not prepared: a plan that was kept from when the log was short would read all of it when it is long.
        await using var command = database.CreateCommand(sql);
        command.Add(values);
        await using var row = await command.ExecuteReaderAsync(ct);
        var events = new List<RecordedEvent>();
        while (await row.ReadAsync(ct))
            events.Add(row.Event(types));
        return events;
    }
}

/// <summary>A stored event that this version of the program cannot read. The log is intact; the program is too old or wrong.</summary>
public sealed class UnreadableEventException(long position, string type, Exception inner)
    : Exception($"The event at position {position}, stored as '{type}', cannot be read: {inner.Message}", inner)
{
    public long Position { get; } = position;
}
