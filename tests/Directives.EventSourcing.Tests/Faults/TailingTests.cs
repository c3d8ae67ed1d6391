using Npgsql;

namespace Directives.EventSourcing.Tests.Faults;

/// <summary>Whoever reads on from the last position it saw misses nothing, on the primary and on a replica.</summary>
[Collection(FaultTests.Name)]
public sealed class TailingTests(FaultServer server) : IAsyncLifetime
{
    LightStore lights = null!;
    Replica replica = null!;
    NpgsqlDataSource onReplica = null!;

    public async Task InitializeAsync()
    {
        lights = await server.Store();
        replica = await Replica.Of(server);
        onReplica = replica.Source(lights);
    }

    public async Task DisposeAsync()
    {
        await onReplica.DisposeAsync();
        await replica.DisposeAsync();
        await lights.DisposeAsync();
    }

    [Fact]
    public async Task Readers_see_every_position_in_order_while_sixteen_write()
    {
        (await Read<bool>(onReplica, "select pg_is_in_recovery()")).Should().Equal(true);
        await using var copy = new EventStore(onReplica, new(typeof(LightEvent)));
        // As several hosts: each combines what its own callers append, so that calls meet in the server.
        var hosts = Enumerable.Range(0, 4).Select(_ => new EventStore(lights.Source, new(typeof(LightEvent)))).ToList();
        Guid[] streams = [.. Enumerable.Range(0, 40).Select(_ => Guid.CreateVersion7())];
        var readers = new[] { lights.Store, copy, lights.Store, copy }
            .Select((store, i) => new TailingReader(async after => [.. (await store.ReadAll(after, 3 + (i * 20), default)).Select(e => e.Position)])).ToList();

        var last = WriteAsSixteen(async random => await hosts[random.Next(hosts.Count)].Append(
            Lights.Append(random.GetItems(streams, 1)[0], null, [.. Enumerable.Range(0, random.Next(1, 4)).Select(n => new Dimmed(n))]), default), () => lights.Store.Head(default));
        await Task.WhenAll([last, .. readers.Select(reader => reader.Reach(last))]);

        foreach (var host in hosts)
            await host.DisposeAsync();
        (await last).Should().BeGreaterThan(16 * 40);
        foreach (var reader in readers)
            reader.Seen.Should().Equal(Enumerable.Range(1, (int)await last).Select(n => (long)n));
    }

    /// <summary>
    /// The usual way: each command in a transaction of its own, its position drawn from a sequence. Positions then become
    /// visible out of order, which is made certain here by a command that is slow to commit.
    /// </summary>
    [Fact]
    public async Task Readers_of_a_store_that_draws_positions_from_a_sequence_miss_events()
    {
        await lights.Execute("create table usual (position bigserial primary key, light uuid)");
        await Eventually.True(async () => (await Read<bool>(onReplica, "select to_regclass('usual') is not null")).Single(), "the replica follows");
        var readers = new[] { lights.Source, onReplica }
            .Select(source => new TailingReader(async after => await Read<long>(source, "select position from usual where position > $1 order by position limit 20", after))).ToList();
        await using var slow = await lights.Source.OpenConnectionAsync();
        await using var command = await slow.BeginTransactionAsync();
        var late = (await Read<long>(slow, "insert into usual (light) values (gen_random_uuid()) returning position")).Single();

        var before = await WriteAsSixteen(_ => lights.Execute("insert into usual (light) values (gen_random_uuid())"), Last);
        await Task.WhenAll(readers.Select(reader => reader.Reach(Task.FromResult(before))));
        await command.CommitAsync();
        var last = WriteAsSixteen(_ => lights.Execute("insert into usual (light) values (gen_random_uuid())"), Last);
        await Task.WhenAll([last, .. readers.Select(reader => reader.Reach(last))]);

        (await Read<long>(lights.Source, "select position from usual")).Should().Contain(late, "it was acknowledged");
        foreach (var reader in readers)
            reader.Seen.Should().NotContain(late, "and no reader will ever see it");

        async Task<long> Last() => (await Read<long>(lights.Source, "select max(position) from usual")).Single();
    }

    static async Task<long> WriteAsSixteen(Func<Random, Task> write, Func<Task<long>> last)
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            var random = new Random(writer);
            for (var i = 0; i < 40; i++)
                await write(random);
        })));
        return await last();
    }

    static async Task<List<T>> Read<T>(NpgsqlDataSource source, string sql, params object[] values)
    {
        await using var connection = await source.OpenConnectionAsync();
        return await Read<T>(connection, sql, values);
    }

    static async Task<List<T>> Read<T>(NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Add(values);
        await using var row = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await row.ReadAsync())
            rows.Add(row.GetFieldValue<T>(0));
        return rows;
    }
}
