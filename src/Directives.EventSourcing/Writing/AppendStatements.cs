using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;

namespace Directives.EventSourcing.Writing;

/// <summary>What one call to the database brought.</summary>
/// <param name="Answers">In the order of the commands.</param>
/// <param name="Waited">How long it waited for its turn to append.</param>
/// <param name="Committing">The rest of the round trip: the commit, and the way there and back.</param>
readonly record struct Call(AppendResult[] Answers, TimeSpan Waited, TimeSpan Committing);

/// <summary>
/// The one statement that appends, in its two forms with one meaning; see Schema/002_append.sql. Prepared once on a
/// connection and used again and again, by one caller at a time.
/// </summary>
sealed class AppendStatements : IAsyncDisposable
{
    const NpgsqlDbType Array = NpgsqlDbType.Array;

    static readonly NpgsqlDbType[] OneTypes =
    [
        NpgsqlDbType.Integer, NpgsqlDbType.TimestampTz, NpgsqlDbType.Varchar, NpgsqlDbType.Uuid, NpgsqlDbType.Varchar, NpgsqlDbType.Bigint,
        NpgsqlDbType.Uuid, NpgsqlDbType.Bytea, NpgsqlDbType.Varchar, NpgsqlDbType.Varchar, NpgsqlDbType.Varchar, NpgsqlDbType.Jsonb,
        Array | NpgsqlDbType.Uuid, Array | NpgsqlDbType.Varchar, Array | NpgsqlDbType.Varchar, Array | NpgsqlDbType.Jsonb, NpgsqlDbType.Uuid
    ];

    static readonly NpgsqlDbType[] ManyTypes =
    [
        NpgsqlDbType.Integer, Array | NpgsqlDbType.Varchar, Array | NpgsqlDbType.Uuid, Array | NpgsqlDbType.Varchar, Array | NpgsqlDbType.Bigint,
        Array | NpgsqlDbType.Integer, Array | NpgsqlDbType.Integer, Array | NpgsqlDbType.Uuid, Array | NpgsqlDbType.Bytea, Array | NpgsqlDbType.Varchar,
        Array | NpgsqlDbType.Varchar, Array | NpgsqlDbType.Varchar, Array | NpgsqlDbType.Jsonb, Array | NpgsqlDbType.Integer, Array | NpgsqlDbType.Integer,
        Array | NpgsqlDbType.Uuid, Array | NpgsqlDbType.Varchar, Array | NpgsqlDbType.Varchar, Array | NpgsqlDbType.Jsonb, Array | NpgsqlDbType.Uuid
    ];

    /// <summary>Between shard and tenants stands the time of a history import.</summary>
    static readonly string AllPlaces = Places(ManyTypes).Replace("$1,", "$1, null,", StringComparison.Ordinal);

    readonly NpgsqlCommand one, many;

    AppendStatements(NpgsqlConnection connection)
    {
        one = Command(connection, $"select status, version, last_seq, events, recorded_at, waited, worked from es.append_one({Places(OneTypes)})", OneTypes);
        many = Command(connection, $"select status, version, last_seq, events, recorded_at, waited, worked from es.append({AllPlaces}) order by cmd", ManyTypes);
    }

    public static async Task<AppendStatements> Prepare(NpgsqlConnection connection, CancellationToken ct)
    {
        var statements = new AppendStatements(connection);
        await statements.one.PrepareAsync(ct);
        await statements.many.PrepareAsync(ct);
        return statements;
    }

    /// <summary>Appends one command in the scalar form; a history import names the recorded time.</summary>
    public async Task<Call> One(PendingAppend pending, DateTimeOffset? imported, CancellationToken ct)
    {
        var (append, events) = (pending.Append, pending.Events);
        Set(one,
            EventStore.Shard, imported?.UtcDateTime, EventStore.Tenant, append.Stream, append.StreamType, append.Expected, append.Key?.Value, append.Key?.RequestHash,
            append.Metadata.Actor, append.Metadata.CorrelationId, append.Metadata.CausationId, pending.Headers,
            All(events, e => e.Id), All(events, e => e.Name), All(events, e => e.DotNet), All(events, e => e.Json), append.After);
        return await Answers(one, 1, ct);
    }

    /// <summary>Appends several commands in one call. Their keys are distinct; their streams need not be.</summary>
    public async Task<Call> Many(IReadOnlyList<PendingAppend> batch, CancellationToken ct)
    {
        Set(many, Values(batch));
        return await Answers(many, batch.Count, ct);
    }

    /// <summary>
    /// Several calls in one transaction, all of them or none, sent in one piece: the lock is not held while anybody makes
    /// up their mind. The position of the last event, or null when a command could not be appended and so none was.
    /// </summary>
    public async Task<long?> Together(IReadOnlyList<IReadOnlyList<PendingAppend>> calls, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(many.Connection) { Timeout = 120 };
        foreach (var call in calls)
        {
            var command = new NpgsqlBatchCommand(
                $"select max(last_seq) from es.append({AllPlaces}) a join unnest($3) with ordinality s (stream, n) on s.n = a.cmd where es.must_be_recorded(a.status, s.stream)");
            foreach (var (type, value) in ManyTypes.Zip(Values(call)))
                command.Parameters.Add(new() { NpgsqlDbType = type, Value = value ?? DBNull.Value });
            batch.BatchCommands.Add(command);
        }

        try
        {
            var last = 0L;
            await using var row = await batch.ExecuteReaderAsync(ct);
            do
                if (await row.ReadAsync(ct))
                    last = Math.Max(last, row.GetInt64(0));
            while (await row.NextResultAsync(ct));
            return last;
        }
        catch (PostgresException e) when (e.SqlState == "ES004")
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await one.DisposeAsync();
        await many.DisposeAsync();
    }

    static object?[] Values(IReadOnlyList<PendingAppend> batch)
    {
        var count = batch.Sum(pending => pending.Events.Length);
        var (command, offset, ids, names, dotNets, data) = (new int[count], new int[count], new Guid[count], new string[count], new string[count], new string[count]);
        for (int c = 0, i = 0; c < batch.Count; c++)
            for (var f = 0; f < batch[c].Events.Length; f++, i++)
                (command[i], offset[i], ids[i], names[i], dotNets[i], data[i]) =
                    (c + 1, f + 1, batch[c].Events[f].Id, batch[c].Events[f].Name, batch[c].Events[f].DotNet, batch[c].Events[f].Json);

        return
        [
            EventStore.Shard, All(batch, _ => EventStore.Tenant), All(batch, p => p.Append.Stream), All(batch, p => p.Append.StreamType), All(batch, p => p.Append.Expected),
            All(batch, p => p.Events.Length), Chains(batch), All(batch, p => p.Append.Key?.Value), All(batch, p => p.Append.Key?.RequestHash), All(batch, p => p.Append.Metadata.Actor),
            All(batch, p => p.Append.Metadata.CorrelationId), All(batch, p => p.Append.Metadata.CausationId), All(batch, p => p.Headers), command, offset, ids, names, dotNets, data,
            batch.Any(p => p.Append.After is not null) ? All(batch, p => p.Append.After) : null
        ];
    }

    /// <summary>For each command the number of the one before it on its stream, 0 for none; null when no stream comes twice.</summary>
    static int[]? Chains(IReadOnlyList<PendingAppend> batch)
    {
        var (last, previous, chained) = (new Dictionary<Guid, int>(batch.Count), new int[batch.Count], false);
        for (var c = 0; c < batch.Count; c++)
        {
            chained |= last.TryGetValue(batch[c].Append.Stream, out previous[c]);
            last[batch[c].Append.Stream] = c + 1;
        }

        return chained ? previous : null;
    }

    static async Task<Call> Answers(NpgsqlCommand command, int count, CancellationToken ct)
    {
        var answers = new AppendResult[count];
        var (waited, worked, sent) = (0, 0, Stopwatch.GetTimestamp());
        await using var row = await command.ExecuteReaderAsync(ct);
        for (var i = 0; await row.ReadAsync(ct); i++)
        {
            answers[i] = row.IsDBNull(2)
                ? new((AppendStatus)row.GetInt16(0), row.GetInt64(1))
                : new((AppendStatus)row.GetInt16(0), row.GetInt64(1), row.GetInt64(2), row.GetInt32(3), row.GetFieldValue<DateTimeOffset>(4));
            (waited, worked) = (row.GetInt32(5), row.GetInt32(6));
        }

        return new(answers, TimeSpan.FromMicroseconds(waited), Stopwatch.GetElapsedTime(sent) - TimeSpan.FromMicroseconds(worked));
    }

    static NpgsqlCommand Command(NpgsqlConnection connection, string sql, NpgsqlDbType[] types)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var type in types)
            command.Parameters.Add(new() { NpgsqlDbType = type, Value = DBNull.Value });
        return command;
    }

    static string Places(NpgsqlDbType[] types) => string.Join(", ", Enumerable.Range(1, types.Length).Select(i => $"${i}"));

    static void Set(NpgsqlCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
    }

    static TValue[] All<TItem, TValue>(IReadOnlyList<TItem> items, Func<TItem, TValue> value)
    {
        var values = new TValue[items.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = value(items[i]);
        return values;
    }
}
