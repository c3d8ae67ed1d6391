using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using Directives.Domain;
using Directives.EventSourcing;
using Directives.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Directives.Api.Tests;

/// <summary>Commands that crowd on one stream, from one host and from two.</summary>
public sealed class DeciderTests : IAsyncLifetime
{
    static readonly EventTypes types = new(typeof(LinkEvent));
    static readonly Actor by = new("somebody", Role.Verifier, new("bo-tai-chinh"));

    readonly TemporaryDatabase database = new();
    readonly Guid stream = Guid.CreateVersion7();

    public async Task InitializeAsync()
    {
        await database.InitializeAsync();
        await Migrations.Apply(database.Source, default);
    }

    public Task DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task Commands_on_one_stream_are_decided_one_after_the_other_and_written_together()
    {
        await using var store = new EventStore(database.Source, types);
        var decider = Links(store);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => decider.Handle(stream, $"{i}", Asked(), default)));

        outcomes.Should().AllBeOfType<Outcome.Done>();
        await EveryLinkHoldsOnToTheOneBefore(store, 300);
        await using var calls = database.Source.CreateCommand("select count(*) from es.ledger where last_seq > 0");
        ((long)(await calls.ExecuteScalarAsync())!).Should().BeLessThan(150, "a command does not wait until the one before it is on disk");
    }

    [Fact]
    public async Task Two_hosts_that_crowd_on_one_stream_never_decide_on_what_was_not_recorded()
    {
        await using var one = new EventStore(database.Source, types);
        await using var other = new EventStore(database.Source, types);
        var (here, there) = (Links(one), Links(other));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => (i % 3 == 0 ? there : here).Handle(stream, $"{i}", Asked(), default)));

        outcomes.Should().AllBeOfType<Outcome.Done>();
        await EveryLinkHoldsOnToTheOneBefore(one, 300);
    }

    [Fact]
    public async Task A_refusal_never_rests_on_something_that_was_not_recorded()
    {
        await using var store = new EventStore(database.Source, types);
        var decider = Links(store);
        await using var held = await database.Source.OpenConnectionAsync();
        await Run(held, "select pg_advisory_lock(1163087186, 1)");

        var refusedByTheDatabase = decider.Handle(stream, "only once\0", Asked(), default);
        var again = decider.Handle(stream, "only once", Asked(), default); // decided while the other is on its way
        await Run(held, "select pg_advisory_unlock(1163087186, 1)");

        await refusedByTheDatabase.Awaiting(outcome => outcome).Should().ThrowAsync<PostgresException>();
        (await again).Should().BeOfType<Outcome.Done>();
    }

    [Fact]
    public async Task A_long_stream_is_loaded_from_its_snapshot_and_what_came_after()
    {
        await using var store = new EventStore(database.Source, types);
        await LongChain(store, 1200);
        await SnapshotAt(1200);
        await store.Append(new Append(stream, "chain", 1200, [new Linked("after", "1199")], Asked().Metadata), default);
        await Run("update es.snapshot set data = $1", Compressed("changed"));

        (await Links(store, Kept("v1")).Load(stream, default)).Should().Be(("after", 1201L));
        await Run("update es.snapshot set version = 1201");
        (await Links(store, Kept("v1")).Load(stream, default)).Should().Be(("changed", 1201L), "the snapshot is what the fold begins with");
    }

    [Fact]
    public async Task A_snapshot_of_other_rules_or_one_that_cannot_be_read_is_as_good_as_none()
    {
        await using var store = new EventStore(database.Source, types);
        await LongChain(store, 1200);
        await SnapshotAt(1200);
        await Run("update es.snapshot set data = $1", new byte[] { 1, 2, 3 });

        (await Links(store, Kept("v2")).Load(stream, default)).Should().Be(("1199", 1200L));
        (await Links(store, Kept("v1")).Load(stream, default)).Should().Be(("1199", 1200L));
    }

    /// <summary>Fills the stream and loads it once, which is when a snapshot is written.</summary>
    async Task LongChain(EventStore store, int count)
    {
        await store.Append(new Append(stream, "chain", 0, [.. Enumerable.Range(0, count).Select(i => new Linked($"{i}", i == 0 ? "" : $"{i - 1}"))], Asked().Metadata), default);
        (await Links(store, Kept("v1")).Load(stream, default)).Should().Be(($"{count - 1}", (long)count));
    }

    async Task SnapshotAt(long version)
    {
        for (var until = DateTime.UtcNow.AddSeconds(30); ; await Task.Delay(20))
        {
            await using var command = database.Source.CreateCommand("select max(version) from es.snapshot");
            if (await command.ExecuteScalarAsync() is long written && written == version)
                return;
            DateTime.UtcNow.Should().BeBefore(until, "a snapshot is written in the background");
        }
    }

    Snapshots<string> Kept(string schema) => new(
        new(database.Source), schema, (last, to) => JsonSerializer.Serialize(to, last), from => JsonSerializer.Deserialize<string>(from)!, NullLogger.Instance);

    static byte[] Compressed(string state)
    {
        var data = new MemoryStream();
        using (var compressed = new BrotliStream(data, CompressionLevel.Fastest))
            JsonSerializer.Serialize(compressed, state);
        return data.ToArray();
    }

    async Task Run(string sql, params object[] values)
    {
        await using var command = database.Source.CreateCommand(sql);
        command.Add(values);
        await command.ExecuteNonQueryAsync();
    }

    static Decider<string, string, LinkEvent> Links(EventStore store, Snapshots<string>? snapshots = null) => new(
        store, types, "chain", "", (_, e) => ((Linked)e).Name,
        (last, name) => last.TrimEnd('\0') == "only once" && name == "only once" ? new Refusal(RefusalKind.Conflict, "once", new("Một lần là đủ.", "Once is enough.")) : new Linked(name, last), store.Append, snapshots);

    static Write Asked() => new(by, default, Write.MetadataOf(by), new(Guid.NewGuid(), [1]), null);

    async Task EveryLinkHoldsOnToTheOneBefore(EventStore store, int count)
    {
        var links = (await store.ReadStream(stream, default)).Select(recorded => (Linked)recorded.Data).ToList();
        links.Should().HaveCount(count);
        links.Select(link => link.Previous).Should().Equal(links.Select(link => link.Name).Prepend("").SkipLast(1));
    }

    static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    [JsonDerivedType(typeof(Linked), "linked")]
    public abstract record LinkEvent;

    public sealed record Linked(string Name, string Previous) : LinkEvent;
}
