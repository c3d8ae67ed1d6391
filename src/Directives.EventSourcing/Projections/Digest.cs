using Npgsql;

namespace Directives.EventSourcing.Projections;

/// <summary>What a table holds, in whatever order its rows lie.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Sum">Of a 64-bit hash of each.</param>
sealed record Digest(long Rows, string Sum)
{
    /// <summary>The digests of all tables of a schema, as the connection's snapshot shows them.</summary>
    public static async Task<SortedDictionary<string, Digest>> Of(NpgsqlConnection connection, string schema, CancellationToken ct)
    {
        var digests = new SortedDictionary<string, Digest>(StringComparer.Ordinal);
        foreach (var table in await Tables(connection, schema, ct))
        {
            await using var command = AtLeisure(connection, $"select count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text from {schema}.\"{table}\" t");
            await using var row = await command.ExecuteReaderAsync(ct);
            await row.ReadAsync(ct);
            digests.Add(table, new(row.GetInt64(0), row.GetString(1)));
        }

        return digests;
    }

    /// <summary>The tables that differ between two schemas, at one moment.</summary>
    public static async Task<List<TableDifference>> Compare(NpgsqlConnection connection, string live, string @new, CancellationToken ct)
    {
        var (ours, theirs) = (await Of(connection, live, ct), await Of(connection, @new, ct));
        var differences = new List<TableDifference>();
        foreach (var table in ours.Keys.Union(theirs.Keys).Order(StringComparer.Ordinal))
        {
            var (old, now) = (ours.GetValueOrDefault(table), theirs.GetValueOrDefault(table));
            if (old == now)
                continue;
            differences.Add(new(
                table, old?.Rows, now?.Rows,
                now is null ? old!.Rows : old is null ? 0 : await Only(live, @new, table),
                old is null ? now!.Rows : now is null ? 0 : await Only(@new, live, table)));
        }

        return differences;

        async Task<long> Only(string here, string there, string table)
        {
            await using var command = AtLeisure(connection, $"select count(*) from (select t::text from {here}.\"{table}\" t except all select t::text from {there}.\"{table}\" t) d");
            return (long)(await command.ExecuteScalarAsync(ct))!;
        }
    }

    /// <summary>The tables of a schema; one that lies in parts, as a whole.</summary>
    public static async Task<List<string>> Tables(NpgsqlConnection connection, string schema, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select relname::text from pg_class where relnamespace = $1::regnamespace and relkind in ('r', 'p') and not relispartition order by 1", connection);
        command.Add(schema);
        await using var row = await command.ExecuteReaderAsync(ct);
        var tables = new List<string>();
        while (await row.ReadAsync(ct))
            tables.Add(row.GetString(0));
        return tables;
    }

    static NpgsqlCommand AtLeisure(NpgsqlConnection connection, string sql) => new(sql, connection) { CommandTimeout = 0 };
}
