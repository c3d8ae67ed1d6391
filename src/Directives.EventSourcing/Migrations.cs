using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Directives.EventSourcing;

/// <summary>
/// Brings a database to the schema this program was written for. Scripts run once each, in order, every one in a
/// transaction, one host at a time; a database that is ahead of the program, or whose scripts were edited after they
/// ran, is refused rather than guessed at.
/// </summary>
public static class Migrations
{
    /// <summary>Applies what is missing and returns the names of what was applied.</summary>
    /// <exception cref="InvalidOperationException">The database does not fit this program; the message says why.</exception>
    public static async Task<IReadOnlyList<string>> Apply(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Execute(
            """
            select pg_advisory_xact_lock(1163087186, 0);
            do $$ begin
              if to_regclass('es.migration') is null then
                create schema if not exists es;
                create table es.migration (
                  name text primary key, sha256 text not null, applied_at timestamptz not null default clock_timestamp());
              end if;
            end $$
            """);

        var applied = await Applied(connection, ct);
        var scripts = Scripts();
        if (applied.Keys.Except(scripts.Keys).FirstOrDefault() is { } unknown)
            throw new InvalidOperationException($"The database has migration {unknown}, which this program does not know. Run a newer version of the program.");

        var missing = new List<string>();
        foreach (var (name, sql) in scripts)
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));
            if (!applied.TryGetValue(name, out var known))
            {
                await Execute(sql);
                await using var record = new NpgsqlCommand("insert into es.migration (name, sha256) values ($1, $2)", connection);
                record.Add(name, hash);
                await record.ExecuteNonQueryAsync(ct);
                missing.Add(name);
            }
            else if (known != hash)
                throw new InvalidOperationException($"Migration {name} was edited after it was applied. Changes need a script of their own.");
        }

        await transaction.CommitAsync(ct);
        return missing;

        async Task Execute(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            try
            {
                await command.ExecuteNonQueryAsync(ct);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
            {
                throw new InvalidOperationException(
                    $"The database is not at this program's schema, and this login may not bring it there ({e.MessageText}). "
                    + "Let its owner migrate: ConnectionStrings__Migrations names the owner's login.", e);
            }
        }
    }

    static async Task<Dictionary<string, string>> Applied(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select name, sha256 from es.migration", connection);
        await using var row = await command.ExecuteReaderAsync(ct);
        var applied = new Dictionary<string, string>();
        while (await row.ReadAsync(ct))
            applied.Add(row.GetString(0), row.GetString(1));
        return applied;
    }

    static SortedDictionary<string, string> Scripts()
    {
        var assembly = typeof(Migrations).Assembly;
        var scripts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            scripts.Add(name, reader.ReadToEnd());
        }

        return scripts;
    }
}
