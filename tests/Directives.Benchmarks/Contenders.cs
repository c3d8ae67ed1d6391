using System.Text.Json;
using System.Text.Json.Serialization;
using Directives.EventSourcing;
using Npgsql;
using NpgsqlTypes;

namespace Directives.Benchmarks;

/// <summary>An event of ordinary size, about 420 bytes of JSON.</summary>
[JsonDerivedType(typeof(Noted), "noted")]
public abstract record BenchmarkEvent
{
    public sealed record Noted(Guid Subject, string Text, DateOnly EffectiveOn, int? Percent = null) : BenchmarkEvent;

    public static Noted Sample(int percent = 50) => new(
        Guid.CreateVersion7(),
        "Đã hoàn thành rà soát cấp tỉnh; cấp xã còn ba đơn vị chưa gửi báo cáo, dự kiến xong trong tuần tới. Khó khăn chính là thiếu cán bộ chuyên môn về tài chính và công nghệ thông tin tại các xã vùng sâu, vùng xa.",
        new(2025, 8, 20), percent);
}

/// <summary>The physical limit of one row per transaction: a prepared insert into a table with the same columns and indexes.</summary>
public sealed class Floor(NpgsqlDataSource database)
{
    public static Task Create(NpgsqlDataSource database) => Sql.Run(database, "create schema if not exists floor; create table if not exists floor.events (like es.mt_events including all); create sequence if not exists floor.seq");

    public async Task<int> Insert()
    {
        await using var command = database.CreateCommand(
            """
            insert into floor.events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, headers, user_name)
            values (nextval('floor.seq'), $1, $2, 1, $3, 'noted', clock_timestamp(), '*DEFAULT*', 'x', '{"role":"x","agency":"y"}', 'somebody')
            """);
        command.Parameters.Add(new() { Value = Guid.CreateVersion7() });
        command.Parameters.Add(new() { Value = Guid.CreateVersion7() });
        command.Parameters.Add(new() { Value = JsonSerializer.Serialize(BenchmarkEvent.Sample(), EventTypes.Json), NpgsqlDbType = NpgsqlDbType.Jsonb });
        return await command.ExecuteNonQueryAsync();
    }
}

/// <summary>
/// The usual store: one transaction per command on a pooled connection, numbers from a sequence, the stream's version
/// checked and moved, rows inserted one by one in one batch.
/// </summary>
public sealed class PerCommandStore(NpgsqlDataSource database)
{
    public static Task Create(NpgsqlDataSource database) => Sql.Run(
        database,
        """
        create schema if not exists usual; create table if not exists usual.events (like es.mt_events including all);
        create table if not exists usual.streams (like es.mt_streams including all); create sequence if not exists usual.seq
        """);

    public async Task<bool> Append(Guid stream, long expected, int events)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var appended = await Append(connection, stream, expected, events);
        if (appended)
            await transaction.CommitAsync();
        return appended;
    }

    /// <summary>The usual way to change an aggregate: read its stream, fold it, append, all in one transaction.</summary>
    public async Task<bool> Handle(Guid stream)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var read = new NpgsqlCommand("select version, data from usual.events where tenant_id = '*DEFAULT*' and stream_id = $1 order by version", connection);
        read.Parameters.Add(new() { Value = stream });
        var (version, percent) = (0L, 0);
        await using (var row = await read.ExecuteReaderAsync())
            while (await row.ReadAsync())
            {
                version = row.GetInt64(0);
                percent += JsonSerializer.Deserialize<BenchmarkEvent.Noted>(row.GetString(1), EventTypes.Json)!.Percent ?? 0;
            }

        var appended = percent >= 0 && await Append(connection, stream, version, 1);
        if (appended)
            await transaction.CommitAsync();
        return appended;
    }

    static async Task<bool> Append(NpgsqlConnection connection, Guid stream, long expected, int events)
    {
        await using var move = new NpgsqlCommand(
            expected == 0
                ? "insert into usual.streams (id, type, version) values ($1, 'x', $2) on conflict do nothing"
                : "update usual.streams set version = $2, timestamp = now() where tenant_id = '*DEFAULT*' and id = $1 and version = $3", connection);
        move.Parameters.Add(new() { Value = stream });
        move.Parameters.Add(new() { Value = expected + events });
        if (expected > 0)
            move.Parameters.Add(new() { Value = expected });
        if (await move.ExecuteNonQueryAsync() == 0)
            return false;

        await using var batch = new NpgsqlBatch(connection);
        for (var i = 1; i <= events; i++)
            batch.BatchCommands.Add(new(
                """
                insert into usual.events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, headers, user_name)
                values (nextval('usual.seq'), $1, $2, $3, $4, 'noted', now(), '*DEFAULT*', 'x', '{"role":"x","agency":"y"}', 'somebody')
                """)
            {
                Parameters =
                {
                    new() { Value = Guid.CreateVersion7() }, new() { Value = stream }, new() { Value = expected + i },
                    new() { Value = JsonSerializer.Serialize(BenchmarkEvent.Sample(), EventTypes.Json), NpgsqlDbType = NpgsqlDbType.Jsonb }
                }
            });
        await batch.ExecuteNonQueryAsync();
        return true;
    }
}

static class Sql
{
    public static async Task Run(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
