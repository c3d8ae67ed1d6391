using Directives.Api;
using Directives.Domain;
using Directives.EventSourcing;
using Npgsql;
using Role = Directives.Domain.Role;

namespace Directives.Benchmarks;

/// <summary>Load, decide, append one event to streams of about 50 events: ours beside the usual handler and our own raw append.</summary>
public sealed class DeciderCases(string connectionString, NpgsqlDataSource database, EventStore store, EventTypes types, DatabaseTime time, AppendCases cases, TimeSpan each)
{
    const int Streams = 2_000, Length = 50;

    static readonly Actor By = new("somebody", Role.LeadReporter, new("bo-tai-chinh"));

    readonly Guid[] streams = [.. Enumerable.Range(0, Streams).Select(_ => Guid.CreateVersion7())];

    /// <summary>Streams like them, to which nobody but the raw append writes: a node's aggregates are its own to keep hot.</summary>
    readonly Guid[] others = [.. Enumerable.Range(0, Streams).Select(_ => Guid.CreateVersion7())];

    /// <summary>The same streams for both handlers, filled once.</summary>
    public async Task Fill()
    {
        var usual = new PerCommandStore(database);
        foreach (var (stream, other) in streams.Zip(others))
        {
            await store.Append(new Append(other, "bench", 0, [.. Enumerable.Range(0, Length).Select(BenchmarkEvent.Sample)], Write.MetadataOf(By)), default);
            await store.Append(new Append(stream, "bench", 0, [.. Enumerable.Range(0, Length).Select(BenchmarkEvent.Sample)], Write.MetadataOf(By)), default);
            await usual.Append(stream, 0, Length);
        }
    }

    public async Task Handle(int callers)
    {
        await using var pool = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = Math.Min(Math.Max(callers, 2), 64), MaxAutoPrepare = 20, AutoPrepareMinUsages = 2 }.ConnectionString);
        var usual = new PerCommandStore(pool);
        var decider = new Decider<int, int, BenchmarkEvent>(
            store, types, "bench", 0, (sum, e) => sum + ((BenchmarkEvent.Noted)e).Percent ?? 0, (_, percent) => BenchmarkEvent.Sample(percent), store.Append);
        // Few enough to come back to each: the aggregates of a busy node are hot.
        var share = Math.Min(Streams / callers, 200);
        var places = new int[callers];

        await cases.Compare($"handle a command on streams of {Length} events, {callers} callers", [
            ("ours", () => Measure.Loop(callers, each, time, async caller =>
                await decider.Handle(Next(streams, caller), 50, new(By, default, Write.MetadataOf(By), AppendCases.Key(), null), default) is Outcome.Done ? 1 : 0)),
            ("usual", () => Measure.Loop(callers, each, time, async caller => await usual.Handle(Next(streams, caller)) ? 1 : 0)),
            ("raw", () => Measure.Loop(callers, each, time, async caller =>
                (await store.Append(new Append(Next(others, caller), "bench", null, [BenchmarkEvent.Sample()], Write.MetadataOf(By), AppendCases.Key()), default)).Events))]);

        Guid Next(Guid[] of, int caller) => of[caller * share + places[caller]++ % share];
    }
}
