using Npgsql;

namespace Directives.EventSourcing.Writing;

/// <summary>A connection that does nothing but append: opened when first needed, replaced when it broke.</summary>
sealed class WriterConnection(NpgsqlDataSource database, WriterOptions options) : IAsyncDisposable
{
    /// <summary>
    /// The plans of the append functions are kept for the life of the connection, and the first ones are made while the
    /// tables may be empty; these settings leave the planner only the indexes, which are right at every size, and
    /// keep it from planning anew for every small call, which costs several times the call. The limits keep a call from
    /// waiting for ever.
    /// </summary>
    readonly string settings =
        $"""
        set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off; set jit = off;
        set plan_cache_mode = force_generic_plan;
        set lock_timeout = {options.LockTimeout.TotalMilliseconds:0}; set statement_timeout = {options.StatementTimeout.TotalMilliseconds:0}; set default_transaction_isolation = 'read committed';
        set synchronous_commit = on
        """;

    NpgsqlConnection? connection;
    AppendStatements? statements;

    /// <summary>One call; a single append takes the scalar form.</summary>
    public async Task<Call> Append(IReadOnlyList<PendingAppend> batch, CancellationToken ct)
    {
        if (statements is null)
            await Open(ct);
        return batch.Count == 1 ? await statements!.One(batch[0], null, ct) : await statements!.Many(batch, ct);
    }

    /// <summary>All of them or none; the position of the last, or null when none was written.</summary>
    public async Task<long?> AppendTogether(IReadOnlyList<PendingAppend> together, CancellationToken ct)
    {
        if (statements is null)
            await Open(ct);
        var calls = new List<IReadOnlyList<PendingAppend>>();
        for (var (from, characters, i) = (0, 0, 0); i < together.Count; i++)
        {
            characters += together[i].Characters;
            if (i + 1 < together.Count && i + 1 - from < options.BatchCommands && characters < options.BatchCharacters)
                continue;
            calls.Add([.. together.Skip(from).Take(i + 1 - from)]);
            (from, characters) = (i + 1, 0);
        }

        return await statements!.Together(calls, ct);
    }

    public async Task Break()
    {
        if (connection is not null)
            await connection.DisposeAsync();
        (connection, statements) = (null, null);
    }

    public async ValueTask DisposeAsync() => await Break();

    async Task Open(CancellationToken ct)
    {
        connection = await database.OpenConnectionAsync(ct);
        await using (var set = new NpgsqlCommand(settings, connection))
            await set.ExecuteNonQueryAsync(ct);
        statements = await AppendStatements.Prepare(connection, ct);
    }
}
