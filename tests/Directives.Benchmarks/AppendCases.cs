using System.Security.Cryptography;
using Directives.EventSourcing;
using Npgsql;

namespace Directives.Benchmarks;

/// <summary>Appending, ours beside the floor and the per-command store, interleaved in the same run.</summary>
public sealed class AppendCases(string connectionString, EventStore store, DatabaseTime time, int rounds, TimeSpan each, string? only = null)
{
    const int Streams = 20_000;

    static readonly byte[] Hash = SHA256.HashData("request"u8);
    static readonly EventMetadata By = new EventMetadata("somebody", "trace").With("role", "LeadReporter").With("agency", "bo-tai-chinh");

    public async Task Existing(int callers)
    {
        await using var database = Pool(callers);
        var usual = new PerCommandStore(database);
        var floor = new Floor(database);
        var (ours, versions, places) = (Ids(), new long[Streams], new int[callers]);
        var (theirs, theirVersions) = (Ids(), new long[Streams]);
        var share = Math.Max(1, Streams / callers);

        await Compare($"existing streams, 1 event, {callers} callers", [
            ("ours", () => Measure.Loop(callers, each, time, async caller =>
            {
                var i = Next(caller);
                var result = await store.Append(new Append(ours[i], "bench", versions[i], [BenchmarkEvent.Sample()], By, Key()), default);
                versions[i] = result.Version;
                return result.Status is AppendStatus.Appended ? 1 : 0;
            })),
            ("usual", () => Measure.Loop(callers, each, time, async caller =>
            {
                var i = Next(caller);
                if (!await usual.Append(theirs[i], theirVersions[i], 1))
                    return 0;
                theirVersions[i]++;
                return 1;
            })),
            ("floor", () => Measure.Loop(callers, each, time, _ => floor.Insert()))]);

        int Next(int caller) => caller * share + places[caller]++ % share;
    }

    public async Task New(int callers)
    {
        await using var database = Pool(callers);
        var usual = new PerCommandStore(database);
        await Compare($"new streams of 5 events, {callers} callers", [
            ("ours", () => Measure.Loop(callers, each, time, async _ =>
                (await store.Append(new Append(Guid.CreateVersion7(), "bench", 0, [.. Enumerable.Range(0, 5).Select(BenchmarkEvent.Sample)], By, Key()), default)).Events)),
            ("usual", () => Measure.Loop(callers, each, time, async _ => await usual.Append(Guid.CreateVersion7(), 0, 5) ? 5 : 0))]);
    }

    public async Task Hot(int callers)
    {
        var stream = Guid.CreateVersion7();
        await Compare($"one hot stream, {callers} callers", [
            ("ours", () => Measure.Loop(callers, each, time, async _ => (await store.Append(new Append(stream, "bench", null, [BenchmarkEvent.Sample()], By, Key()), default)).Events)),
            ("many", () => Measure.Loop(callers, each, time, async _ => (await store.Append(new Append(Guid.CreateVersion7(), "bench", null, [BenchmarkEvent.Sample()], By, Key()), default)).Events))]);
    }

    /// <summary>Runs the contenders in turn, round after round, and prints medians and the first's ratio to the others.</summary>
    public async Task Compare(string name, (string Name, Func<Task<Run>> Go)[] contenders)
    {
        if (only is not null)
            contenders = [.. contenders.Where(contender => contender.Name == only)];
        var runs = contenders.Select(_ => new List<Run>()).ToArray();
        foreach (var contender in contenders)
            await contender.Go(); // code is compiled, connections are open, tables are in memory
        for (var round = 0; round < rounds; round++)
            for (var c = 0; c < contenders.Length; c++)
                runs[c].Add(await contenders[c].Go());

        Console.WriteLine(name);
        for (var c = 0; c < contenders.Length; c++)
        {
            var ratio = c == 0 ? "" : $"   ours is {Ratio(c, run => run.PerSecond):0.00} x in events/s, {Ratio(c, run => run.P50):0.00} x in p50, {Ratio(c, run => run.P99):0.00} x in p99";
            Console.WriteLine($"  {contenders[c].Name,-8}{Of(c, run => run.PerSecond),10:0} /s   p50 {Of(c, run => run.P50),7:0.00} ms   p99 {Of(c, run => run.P99),7:0.00} ms   PostgreSQL {Of(c, run => run.DatabaseMicroseconds),5:0} us   .NET {Of(c, run => run.ProgramMicroseconds),5:0} us{ratio}");
        }

        double Of(int c, Func<Run, double> figure) => runs[c].Select(figure).Median();
        double Ratio(int c, Func<Run, double> figure) => runs[0].Zip(runs[c], (ours, other) => figure(ours) / figure(other)).Median();
    }

    NpgsqlDataSource Pool(int callers) => NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = Math.Min(Math.Max(callers, 2), 64), MaxAutoPrepare = 20, AutoPrepareMinUsages = 2 }.ConnectionString);

    public static IdempotencyKey Key() => new(Guid.CreateVersion7(), Hash);

    static Guid[] Ids() => [.. Enumerable.Range(0, Streams).Select(_ => Guid.CreateVersion7())];
}
