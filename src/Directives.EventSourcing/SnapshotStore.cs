using Npgsql;

namespace Directives.EventSourcing;

/// <summary>
/// Keeps folded states of long streams. Only a cache: whoever loads one reads the events after it, and every append
/// checks the version. A snapshot is found only under the schema it was written with.
/// </summary>
public sealed class SnapshotStore(NpgsqlDataSource database)
{
    /// <summary>The state and the version it stands at, or null.</summary>
    public async Task<(byte[] Data, long Version)?> Find(Guid stream, string schema, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select data, version from es.snapshot where tenant_id = $1 and stream_id = $2 and schema = $3");
        command.Add(EventStore.Tenant, stream, schema);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? (row.GetFieldValue<byte[]>(0), row.GetInt64(1)) : null;
    }

    /// <summary>Keeps a state, unless a newer one is kept already. States of other schemas go when they have not been renewed for a day.</summary>
    public async Task Save(Guid stream, string schema, long version, byte[] data, CancellationToken ct)
    {
        await using var batch = database.CreateBatch();
        batch.Add(
            """
            insert into es.snapshot (tenant_id, stream_id, schema, version, data) values ($1, $2, $3, $4, $5)
            on conflict (tenant_id, stream_id, schema) do update set version = excluded.version, data = excluded.data, written_at = clock_timestamp()
            where snapshot.version < excluded.version
            """, EventStore.Tenant, stream, schema, version, data);
        batch.Add(
            "delete from es.snapshot where tenant_id = $1 and stream_id = $2 and schema <> $3 and written_at < clock_timestamp() - interval '1 day'",
            EventStore.Tenant, stream, schema);
        await batch.ExecuteNonQueryAsync(ct);
    }
}
