using System.Diagnostics;
using Directives.EventSourcing;
using Directives.EventSourcing.Projections;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Directives.Benchmarks;

/// <summary>Projections with the simplest useful read model: how fast they catch up, are rebuilt, and how far they lag behind.</summary>
public sealed class ProjectionCases(string connectionString, EventStore store, DatabaseTime time, int rounds, TimeSpan each)
{
    const int Agencies = 94;

    static readonly Projection Counter = new("counter", 1, [new AgencyCounter()]);
    static readonly Guid[] Streams = [.. Enumerable.Range(0, 20_000).Select(_ => Guid.CreateVersion7())];

    /// <summary>A long log, over many streams and all agencies.</summary>
    async Task Fill(int events)
    {
        for (var n = await store.Head(default); n < events; n += 500)
            await store.Append(
                [.. Enumerable.Range(0, 500).Select(_ => Random.Shared.Next(Streams.Length)).Distinct().Select(i => new Append(Streams[i], "bench", null, [BenchmarkEvent.Sample()], By(i)))], default);
    }

    /// <summary>The live runner, page by page, from nothing to the head.</summary>
    public Task CatchUp(int events) => Print("catch-up of a counter per agency", events, async database =>
    {
        var head = await store.Head(default);
        var runner = new ProjectionRunner(database, store, Counter, NullLogger<ProjectionRunner>.Instance, new() { FillFrom = long.MaxValue });
        await runner.Install(default);
        using var stop = new CancellationTokenSource();
        return await Measured(head, async () =>
        {
            var run = Task.Run(() => runner.Run(stop.Token));
            await runner.Position.WaitFor(head, TimeSpan.FromMinutes(5), default);
            await stop.CancelAsync();
            await run;
        });
    });

    /// <summary>The same rows by a rebuild, with comparison and swap.</summary>
    public Task Rebuild(int events) => Print("rebuild of a counter per agency", events, async database =>
    {
        var head = await store.Head(default);
        await new ProjectionRunner(database, store, Counter, NullLogger<ProjectionRunner>.Instance).Install(default);
        return await Measured(head, () => new Rebuild(database, store, Counter).Run(new(), null, default));
    });

    /// <summary>
    /// From the acknowledgement of an append until the read model has it, while appends come at half the rate the store
    /// took from this many callers just before, projected all the same.
    /// </summary>
    public async Task Lag(int callers)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await Sql.Run(database, "drop schema if exists counter_v1 cascade");
        var runner = new ProjectionRunner(database, store, Counter, NullLogger<ProjectionRunner>.Instance);
        await runner.Install(default);
        using var stop = new CancellationTokenSource();
        var run = Task.Run(() => runner.Run(stop.Token));

        var (full, lags) = (new List<double>(), new List<double[]>());
        for (var round = 0; round < rounds; round++)
        {
            await runner.Position.WaitFor(await store.Head(default), TimeSpan.FromMinutes(5), default);
            full.Add((await Measure.Loop(callers, each, time, async _ => (await Append()).Events)).PerSecond);
            await runner.Position.WaitFor(await store.Head(default), TimeSpan.FromMinutes(5), default);
            lags.Add(await Paced(full[^1] / 2, runner.Position));
        }

        await stop.CancelAsync();
        await run;
        Console.WriteLine($"projection lag of a counter per agency at half of {full.Median():0} /s   p50 {lags.Select(l => At(l, 0.5)).Median(),7:0.00} ms   p99 {lags.Select(l => At(l, 0.99)).Median(),7:0.00} ms   max {lags.Max(l => l[^1]):0.00} ms");

        static double At(double[] sorted, double part) => sorted[(int)(part * (sorted.Length - 1))];
    }

    /// <summary>Appends at a steady rate, whether or not those before were answered; the lags, sorted.</summary>
    async Task<double[]> Paced(double perSecond, PositionSignal projected)
    {
        var (clock, pending) = (Stopwatch.StartNew(), new List<Task<double>>());
        while (clock.Elapsed < each)
        {
            while (pending.Count < clock.Elapsed.TotalSeconds * perSecond)
                pending.Add(One());
            await Task.Delay(1);
        }

        return [.. (await Task.WhenAll(pending)).Order()];

        async Task<double> One()
        {
            var appended = await Append();
            var acknowledged = Stopwatch.GetTimestamp();
            await projected.WaitFor(appended.Position, TimeSpan.FromMinutes(1), default);
            return Stopwatch.GetElapsedTime(acknowledged).TotalMilliseconds;
        }
    }

    Task<AppendResult> Append()
    {
        var i = Random.Shared.Next(Streams.Length);
        return store.Append(new Append(Streams[i], "bench", null, [BenchmarkEvent.Sample()], By(i), AppendCases.Key()), default);
    }

    async Task Print(string name, int events, Func<NpgsqlDataSource, Task<Cost>> go)
    {
        await Fill(events);
        await using var database = NpgsqlDataSource.Create(connectionString);
        var costs = new List<Cost>();
        for (var round = 0; round < rounds; round++)
        {
            await Sql.Run(database, "drop schema if exists counter_v1 cascade");
            costs.Add(await go(database));
        }

        Console.WriteLine(
            $"{name}, {await store.Head(default)} events{costs.Select(c => c.PerSecond).Median(),10:0} /s   .NET {costs.Select(c => c.DotNet).Median(),5:0.0} us   PostgreSQL {costs.Select(c => c.Database).Median(),5:0.0} us");
    }

    async Task<Cost> Measured(long events, Func<Task> work)
    {
        var (clock, own, database) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime, time.Read());
        await work();
        return new(events / clock.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - own).TotalMicroseconds / events, (time.Read() - database).TotalMicroseconds / events);
    }

    /// <summary>Events per second, and microseconds of processor time per event.</summary>
    sealed record Cost(double PerSecond, double DotNet, double Database);

    static EventMetadata By(int i) => new EventMetadata("somebody", "trace").With("role", "LeadReporter").With("agency", $"agency-{i % Agencies}");
}

/// <summary>How many events each agency caused, and when the last one was recorded.</summary>
sealed class AgencyCounter : IReadModel
{
    public string Tables => "create table agency_count (agency text primary key, events bigint not null, last_recorded_at timestamptz not null)";

    public bool AcrossStreams => true;

    public IReadModelWriter Write(NpgsqlConnection connection, bool empty) => new Writer(connection);

    sealed class Writer(NpgsqlConnection connection) : IReadModelWriter
    {
        readonly SortedDictionary<string, (long Events, DateTime Last)> counts = new(StringComparer.Ordinal);

        public Task Apply(IReadOnlyList<RecordedEvent> events, CancellationToken ct)
        {
            foreach (var recorded in events)
            {
                var agency = recorded.Metadata.Headers.GetValueOrDefault("agency", "");
                counts[agency] = (counts.GetValueOrDefault(agency).Events + 1, recorded.RecordedAt.UtcDateTime);
            }

            return Task.CompletedTask;
        }

        public async Task Complete(CancellationToken ct)
        {
            await using var command = new NpgsqlCommand(
                """
                insert into agency_count as c select * from unnest($1, $2, $3)
                on conflict (agency) do update set events = c.events + excluded.events, last_recorded_at = excluded.last_recorded_at
                """, connection);
            command.Add(counts.Keys.ToArray(), counts.Values.Select(c => c.Events).ToArray(), counts.Values.Select(c => c.Last).ToArray());
            await command.ExecuteNonQueryAsync(ct);
        }
    }
}
