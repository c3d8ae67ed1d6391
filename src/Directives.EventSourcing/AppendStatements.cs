using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Directives.EventSourcing;

/// <summary>The one statement that appends, in its two forms with one meaning; see Schema/001_store.sql.</summary>
static class AppendStatements
{
    const NpgsqlDbType TextArray = NpgsqlDbType.Array | NpgsqlDbType.Varchar;
    const NpgsqlDbType JsonArray = NpgsqlDbType.Array | NpgsqlDbType.Jsonb;
    const NpgsqlDbType UuidArray = NpgsqlDbType.Array | NpgsqlDbType.Uuid;

    public static NpgsqlCommand One(Append append, DateTimeOffset? imported, EventTypes types)
    {
        var events = Written(append, types);
        return new NpgsqlCommand(
            """
            select status, version, last_seq, events, recorded_at
            from es.append_one($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
            """)
            .With(NpgsqlDbType.Integer, EventStore.Shard)
            .With(NpgsqlDbType.TimestampTz, imported?.UtcDateTime)
            .With(NpgsqlDbType.Varchar, EventStore.Tenant)
            .With(NpgsqlDbType.Uuid, append.Stream)
            .With(NpgsqlDbType.Varchar, append.StreamType)
            .With(NpgsqlDbType.Bigint, append.Expected)
            .With(NpgsqlDbType.Uuid, append.Key?.Value)
            .With(NpgsqlDbType.Bytea, append.Key?.RequestHash)
            .With(NpgsqlDbType.Varchar, append.Metadata.Actor)
            .With(NpgsqlDbType.Varchar, append.Metadata.CorrelationId)
            .With(NpgsqlDbType.Varchar, append.Metadata.CausationId)
            .With(NpgsqlDbType.Jsonb, Headers(append))
            .WithAll(UuidArray, events.Select(_ => Guid.CreateVersion7()))
            .WithAll(TextArray, events.Select(e => e.Name))
            .WithAll(TextArray, events.Select(e => e.DotNet))
            .WithAll(JsonArray, events.Select(e => e.Json));
    }

    public static NpgsqlCommand Many(IReadOnlyList<Append> batch, EventTypes types)
    {
        var events = batch.SelectMany((append, c) => Written(append, types).Select((e, f) => (Command: c + 1, Offset: f + 1, e.Name, e.DotNet, e.Json))).ToArray();
        return new NpgsqlCommand(
            """
            select status, version, last_seq, events, recorded_at
            from es.append($1, null, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
            order by cmd
            """)
            .With(NpgsqlDbType.Integer, EventStore.Shard)
            .WithAll(TextArray, batch.Select(_ => EventStore.Tenant))
            .WithAll(UuidArray, batch.Select(a => a.Stream))
            .WithAll(TextArray, batch.Select(a => a.StreamType))
            .WithAll(NpgsqlDbType.Array | NpgsqlDbType.Bigint, batch.Select(a => a.Expected))
            .WithAll(NpgsqlDbType.Array | NpgsqlDbType.Integer, batch.Select(a => a.Events.Count))
            .WithAll(UuidArray, batch.Select(a => a.Key?.Value))
            .WithAll(NpgsqlDbType.Array | NpgsqlDbType.Bytea, batch.Select(a => a.Key?.RequestHash))
            .WithAll(TextArray, batch.Select(a => a.Metadata.Actor))
            .WithAll(TextArray, batch.Select(a => a.Metadata.CorrelationId))
            .WithAll(TextArray, batch.Select(a => a.Metadata.CausationId))
            .WithAll(JsonArray, batch.Select(Headers))
            .WithAll(NpgsqlDbType.Array | NpgsqlDbType.Integer, events.Select(e => e.Command))
            .WithAll(NpgsqlDbType.Array | NpgsqlDbType.Integer, events.Select(e => e.Offset))
            .WithAll(UuidArray, events.Select(_ => Guid.CreateVersion7()))
            .WithAll(TextArray, events.Select(e => e.Name))
            .WithAll(TextArray, events.Select(e => e.DotNet))
            .WithAll(JsonArray, events.Select(e => e.Json));
    }

    /// <summary>Runs the statement as it must run: alone, in its own transaction, in read committed.</summary>
    public static async Task<IReadOnlyList<AppendResult>> Answers(this NpgsqlCommand append, NpgsqlDataSource database, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        append.Connection = connection;
        await using var command = append;
        await using var row = await command.ExecuteReaderAsync(ct);
        var answers = new List<AppendResult>();
        while (await row.ReadAsync(ct))
            answers.Add(row.IsDBNull(2)
                ? new((AppendStatus)row.GetInt16(0), row.GetInt64(1))
                : new((AppendStatus)row.GetInt16(0), row.GetInt64(1), row.GetInt64(2), row.GetInt32(3), row.GetFieldValue<DateTimeOffset>(4)));
        return answers;
    }

    static NpgsqlCommand With(this NpgsqlCommand command, NpgsqlDbType type, object? value)
    {
        command.Parameters.Add(new() { NpgsqlDbType = type, Value = value ?? DBNull.Value });
        return command;
    }

    static NpgsqlCommand WithAll<T>(this NpgsqlCommand command, NpgsqlDbType type, IEnumerable<T> values) => command.With(type, values.ToArray());

    static (string Name, string DotNet, string Json)[] Written(Append append, EventTypes types) => append.Events.Count > 0
        ? [.. append.Events.Select(types.Write)]
        : throw new ArgumentException("An append needs at least one event.", nameof(append));

    static string Headers(Append append) => JsonSerializer.Serialize(append.Metadata.Headers);
}
