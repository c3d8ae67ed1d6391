using System.Collections.Concurrent;
using Directives.EventSourcing.Tests.Embedded;
using Npgsql;

namespace Directives.EventSourcing.Tests.Faults;

/// <summary>Killed in mid-load, the server has every append it acknowledged, once, and nothing else.</summary>
[Collection(FaultTests.Name)]
public sealed class KillTests(FaultServer server) : IAsyncLifetime
{
    LightStore lights = null!;

    public async Task InitializeAsync() => lights = await server.Store();

    public Task DisposeAsync() => lights.DisposeAsync();

    [Fact]
    public Task A_killed_backend_loses_nothing() => LosesNothing(async () => Signals.Send("KILL", await lights.Value<int>(
        "select pid from pg_stat_activity where datname = current_database() and query like '%es.append%' and pid <> pg_backend_pid() limit 1")));

    [Fact]
    public Task A_killed_postmaster_loses_nothing() => LosesNothing(() =>
    {
        Signals.Send("KILL", server.Postgres.ProcessId);
        return Task.CompletedTask;
    });

    async Task LosesNothing(Func<Task> kill)
    {
        var answered = new ConcurrentQueue<(Append Append, AppendResult Result)>();
        using var stop = new CancellationTokenSource();
        Guid[] shared = [.. Enumerable.Range(0, 10).Select(_ => Guid.CreateVersion7())];
        var writers = Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                var append = Lights.Dim(i % 2 == 0 ? shared[(writer + i) % 10] : Guid.CreateVersion7(), i).With(Guid.NewGuid());
                answered.Enqueue((append, await lights.Store.Append(append, default)));
            }
        })).ToList();

        await using var bystander = NpgsqlDataSource.Create($"{lights.ConnectionString};MaxPoolSize=1");
        await using var session = await bystander.OpenConnectionAsync();
        await MoreThan(200);
        await kill();
        await using (var question = new NpgsqlCommand("select pg_sleep(60)", session))
            await question.Awaiting(q => q.ExecuteNonQueryAsync()).Should().ThrowAsync<NpgsqlException>("the whole server goes down with it");
        await Embedded.Eventually.IsTrue(CanBeReached); // what was connected before may be answered for a moment longer
        await MoreThan(answered.Count + 200); // the same writer goes on by itself
        await stop.CancelAsync();
        await Task.WhenAll(writers);

        lights.Source.Clear();
        var events = await lights.Store.ReadAll(0, int.MaxValue, default);
        events.Select(e => (e.Position, e.Stream, e.Version, e.RecordedAt)).Should().Equal(
            answered.Select(a => (a.Result.Position, a.Append.Stream, a.Result.Version, a.Result.RecordedAt)).OrderBy(a => a.Position));
        events.Select(e => e.Position).Should().Equal(Enumerable.Range(1, events.Count).Select(n => (long)n));
        (await lights.Verify()).Should().Match<Verification>(v => v.FirstBad == null && v.Stray == 0);
        await using var other = new EventStore(lights.Source, new(typeof(LightEvent)));
        (await Task.WhenAll(answered.Select(a => other.Append(a.Append, default)))).Should().Equal(
            answered.Select(a => a.Result with { Status = AppendStatus.Duplicate }), "repeating a key changes nothing");
        (await lights.Store.Head(default)).Should().Be(events.Count);

        async Task<bool> CanBeReached()
        {
            await using var anew = new NpgsqlConnection($"{lights.ConnectionString};Pooling=false");
            await anew.OpenAsync();
            return true;
        }

        Task MoreThan(int count) => EventSourcing.Tests.Eventually.True(() => answered.Count > count, $"more than {count} appends are acknowledged");
    }
}
