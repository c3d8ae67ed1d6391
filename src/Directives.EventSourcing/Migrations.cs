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

        var scripts = Scripts();
        var migrations = Compare(scripts, await Applied(connection, ct));
        if (migrations.Select(Refusal).FirstOrDefault(refusal => refusal is not null) is { } unfit)
            throw new InvalidOperationException(unfit);

        var missing = migrations.Where(migration => migration.State is MigrationState.Missing).Select(migration => migration.Name).ToList();
        foreach (var name in missing)
        {
            await Execute(scripts[name]);
            await using var record = new NpgsqlCommand("insert into es.migration (name, sha256) values ($1, $2)", connection);
            record.Add(name, Hash(scripts[name]));
            await record.ExecuteNonQueryAsync(ct);
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

    /// <summary>What is applied, what is missing and what does not fit, in order; changes nothing.</summary>
    public static async Task<IReadOnlyList<Migration>> List(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand("select to_regclass('es.migration') is not null", connection);
        return Compare(Scripts(), (bool)(await command.ExecuteScalarAsync(ct))! ? await Applied(connection, ct) : []);
    }

    /// <summary>Why a database with this migration is refused, or null.</summary>
    public static string? Refusal(Migration migration) => migration.State switch
    {
        MigrationState.Unknown => $"The database has migration {migration.Name}, which this program does not know. Run a newer version of the program.",
        MigrationState.Edited => $"Migration {migration.Name} was edited after it was applied. Changes need a script of their own.",
        _ => null
    };

    static List<Migration> Compare(SortedDictionary<string, string> scripts, Dictionary<string, (string Hash, DateTimeOffset At)> applied) =>
    [
        .. scripts.Select(script => !applied.TryGetValue(script.Key, out var known) ? new Migration(script.Key, MigrationState.Missing, null)
            : new(script.Key, known.Hash == Hash(script.Value) ? MigrationState.Applied : MigrationState.Edited, known.At)),
        .. applied.Where(known => !scripts.ContainsKey(known.Key)).Select(known => new Migration(known.Key, MigrationState.Unknown, known.Value.At))
    ];

    static async Task<Dictionary<string, (string Hash, DateTimeOffset At)>> Applied(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select name, sha256, applied_at from es.migration order by name", connection);
        await using var row = await command.ExecuteReaderAsync(ct);
        var applied = new Dictionary<string, (string, DateTimeOffset)>();
        while (await row.ReadAsync(ct))
            applied.Add(row.GetString(0), (row.GetString(1), row.GetFieldValue<DateTimeOffset>(2)));
        return applied;
    }

    static string Hash(string sql) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));

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

/// <summary>A script of the schema, and when this database had it.</summary>
public sealed record Migration(string Name, MigrationState State, DateTimeOffset? AppliedAt);

public enum MigrationState { Applied, Missing, Edited, Unknown }
