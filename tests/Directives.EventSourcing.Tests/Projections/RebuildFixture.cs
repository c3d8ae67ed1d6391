using Directives.EventSourcing.Leases;
using Directives.EventSourcing.Projections;

namespace Directives.EventSourcing.Tests.Projections;

/// <summary>A log, read models kept in sets, and rebuilds of them in pages so small that everything happens often.</summary>
public abstract class RebuildFixture : IAsyncLifetime
{
    protected static readonly ProjectionOptions Small = new() { Page = 50, FillFrom = long.MaxValue };

    protected LightStore Log { get; } = new();

    protected Guid[] Lamps { get; } = [.. Enumerable.Range(0, 20).Select(_ => Guid.CreateVersion7())];

    public Task InitializeAsync() => Log.InitializeAsync();

    public Task DisposeAsync() => Log.DisposeAsync();

    protected Rebuild Rebuild(Projection? projection = null) => new(Log.Source, Log.Store, projection ?? LevelSums.Projection, new Lease(Log.Source), Small);

    protected async Task<long> Append(int events)
    {
        foreach (var levels in Enumerable.Range(1, events).Chunk(50))
            await Log.Store.Append([.. levels.Select(n => Lights.Dim(Lamps[n % Lamps.Length], n))], default);
        return await Log.Store.Head(default);
    }

    protected Task<long> Progress() => Log.Value<long>("select last_seq_id from es.mt_event_progression where name = 'levels:All'");

    protected Task<List<string>> Schemas() => Log.Column<string>("select nspname::text from pg_namespace where nspname like 'levels%' or nspname like 'lights%' order by 1");

    /// <summary>The identity of a table: another one of the same name has another.</summary>
    protected Task<uint> Table(string name) => Log.Value<uint>("select $1::regclass::oid", name);

    protected Task<Running> Follow(Projection? projection = null) => Running.Start(Log, projection ?? LevelSums.Projection, Small);
}
