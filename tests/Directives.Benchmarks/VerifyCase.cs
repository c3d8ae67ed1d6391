using System.Diagnostics;
using System.Text.Json;
using Directives.EventSourcing;
using Directives.EventSourcing.Auditing;
using Npgsql;
using NpgsqlTypes;

namespace Directives.Benchmarks;

/// <summary>Verifying a log of ordinary events, in batches of 1 to 500 commands with a key each: our verifier beside <c>es.verify</c>.</summary>
public sealed class VerifyCase(string server, DatabaseTime time, int rounds)
{
    const int Events = 300_000;

    public async Task Run()
    {
        await using (var maintenance = NpgsqlDataSource.Create(server))
            await Sql.Run(maintenance, "create database verified");
        await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server) { Database = "verified", CommandTimeout = 0 }.ConnectionString);
        await Migrations.Apply(database, default);
        await Fill(database);

        var runs = new List<(double PerSecond, double Ours, double Database, double Ratio)>();
        for (var round = 0; round < rounds; round++)
        {
            var (verifier, spent, started) = (Environment.CpuUsage.TotalTime, time.Read(), Stopwatch.GetTimestamp());
            var report = await new Verifier(database).Verify(new(), null, default);
            var (elapsed, ours, theirs) = (Stopwatch.GetElapsedTime(started), Environment.CpuUsage.TotalTime - verifier, time.Read() - spent);
            if (!report.Sound)
                throw new InvalidOperationException(report.Findings[0].What);

            started = Stopwatch.GetTimestamp();
            await Sql.Run(database, "select * from es.verify(1)");
            var inSql = Stopwatch.GetElapsedTime(started);
            runs.Add((report.Events / elapsed.TotalSeconds, ours.TotalMicroseconds / report.Events, theirs.TotalMicroseconds / report.Events, inSql / elapsed));
        }

        Console.WriteLine(
            $"verify {Events:n0} events{runs.Select(run => run.PerSecond).Median(),10:0} /s   verifier {runs.Select(run => run.Ours).Median():0.0} us   " +
            $"PostgreSQL {runs.Select(run => run.Database).Median():0.0} us   {runs.Select(run => run.Ratio).Median():0.0} x es.verify in SQL");
    }

    static async Task Fill(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand(
            """
            create procedure fill(wanted int, sample jsonb) language plpgsql as $$
            declare
              n int; filled int := 0; streams uuid[] := array(select gen_random_uuid() from generate_series(1, 10000));
            begin
              while filled < wanted loop
                n := least(1 + floor(random() * 500), wanted - filled);
                perform es.append(1, null, array_fill('*DEFAULT*'::varchar, array[n]), array(select streams[1 + (filled + i) % 10000] from generate_series(1, n) i),
                  array_fill('bench'::varchar, array[n]), array_fill(null::bigint, array[n]), array_fill(1, array[n]), null,
                  array(select gen_random_uuid() from generate_series(1, n)), array_fill(sha256('request'), array[n]),
                  array_fill('somebody'::varchar, array[n]), array_fill('trace'::varchar, array[n]), array_fill(null::varchar, array[n]),
                  array_fill('{"role": "LeadReporter", "agency": "bo-tai-chinh"}'::jsonb, array[n]),
                  array(select i from generate_series(1, n) i), array_fill(1, array[n]), array(select gen_random_uuid() from generate_series(1, n)),
                  array_fill('noted'::varchar, array[n]), array_fill('Directives.Benchmarks.Noted, Directives.Benchmarks'::varchar, array[n]),
                  array(select jsonb_set(sample, '{percent}', to_jsonb(i % 100)) from generate_series(1, n) i));
                filled := filled + n;
                commit;
              end loop;
            end $$
            """);
        await command.ExecuteNonQueryAsync();
        await using var fill = database.CreateCommand("call fill($1, $2)");
        fill.Parameters.Add(new() { Value = Events });
        fill.Parameters.Add(new() { Value = JsonSerializer.Serialize(BenchmarkEvent.Sample(), EventTypes.Json), NpgsqlDbType = NpgsqlDbType.Jsonb });
        await fill.ExecuteNonQueryAsync();
        await Sql.Run(database, "vacuum analyze");
    }
}
