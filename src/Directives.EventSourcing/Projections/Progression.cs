using Npgsql;

namespace Directives.EventSourcing.Projections;

/// <summary>Where the database says a projection stands.</summary>
/// <param name="Position">The last position its read models have seen.</param>
/// <param name="Halt">Why it stands still, if it does.</param>
public sealed record Progression(long Position, Halt? Halt)
{
    internal static async Task<Progression> Of(NpgsqlDataSource database, Projection projection, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            """
            select p.last_seq_id, h.position, h.reason, h.since
            from es.mt_event_progression p left join es.projection_halt h on h.projection = p.name and h.position = p.last_seq_id + 1
            where p.name = $1
            """);
        command.Add(projection.ProgressionName);
        await using var row = await command.ExecuteReaderAsync(ct);
        if (!await row.ReadAsync(ct))
            throw new InvalidOperationException($"No position is kept for {projection.ProgressionName}; install the projection first.");
        return new(row.GetInt64(0), row.IsDBNull(1) ? null : new(row.GetInt64(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3)));
    }

    /// <summary>Creates the read models where they are missing, empty and at position 0; true when it did.</summary>
    internal static async Task<bool> Install(NpgsqlDataSource database, Projection projection, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.Execute("select pg_advisory_xact_lock(1163087186, -1)", ct); // one host at a time
        await using var exists = new NpgsqlCommand("select 1 from pg_namespace where nspname = $1", connection);
        exists.Add(projection.Schema);
        if (await exists.ExecuteScalarAsync(ct) is not null)
            return false;

        await CreateTables(connection, projection, projection.Schema, ct);
        await CreateIndexes(connection, projection, ct);
        await Set(connection, projection.ProgressionName, 0, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>Leaves the new schema as the search path of the transaction.</summary>
    internal static async Task CreateTables(NpgsqlConnection connection, Projection projection, string schema, CancellationToken ct)
    {
        await connection.Execute($"create schema {schema}; set local search_path = {schema}", ct);
        foreach (var model in projection.ReadModels)
            await connection.Execute(model.Tables, ct);
    }

    internal static async Task CreateIndexes(NpgsqlConnection connection, Projection projection, CancellationToken ct)
    {
        foreach (var model in projection.ReadModels.Where(model => model.Indexes.Trim() is not ""))
            await connection.ExecuteAtLeisure(model.Indexes, ct);
    }

    internal static Task Set(NpgsqlConnection connection, string name, long position, CancellationToken ct) => connection.Execute(
        """
        insert into es.mt_event_progression (name, last_seq_id, last_updated) values ($1, $2, clock_timestamp())
        on conflict (name) do update set last_seq_id = excluded.last_seq_id, last_updated = excluded.last_updated
        """, ct, name, position);

    /// <summary>
    /// Applies events and moves the position to <paramref name="to"/> in one transaction, if it still is
    /// <paramref name="from"/>; false, and nothing is done, if it is not.
    /// </summary>
    internal static async Task<bool> Move(
        NpgsqlDataSource database, Projection projection, string name, string schema, long from, long to, IReadOnlyList<RecordedEvent> events, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);

        // The fence comes first: it locks the row, so a second runner waits here and then finds itself behind. The name of
        // the schema is looked up under that lock, so it is the one that is valid at this position.
        await using var fence = new NpgsqlBatch(connection);
        fence.Add("update es.mt_event_progression set last_seq_id = $1, last_updated = clock_timestamp() where name = $2 and last_seq_id = $3", to, name, from);
        fence.Add($"set local search_path = {schema}");
        await fence.ExecuteNonQueryAsync(ct);
        if (fence.BatchCommands[0].RecordsAffected == 0)
            return false;

        foreach (var model in events.Count == 0 ? [] : projection.ReadModels)
        {
            var writer = model.Write(connection, empty: false);
            await writer.Apply(events, ct);
            await writer.Complete(ct);
        }

        await transaction.CommitAsync(ct);
        return true;
    }
}
