using Directives.EventSourcing.Auditing;
using Npgsql;

namespace Directives.EventSourcing.Tests;

/// <summary>The ledger proves that nothing was altered, also by those who can alter everything.</summary>
public sealed class LedgerTests(LedgerTests.Log log) : IClassFixture<LedgerTests.Log>
{
    /// <summary>
    /// Seven events in four batches: 1 alone; 2 to 4 in one batch, of two streams; 5 to 6 alone; 7 in a batch of its own.
    /// </summary>
    public sealed class Log : IAsyncLifetime
    {
        public LightStore Lights { get; } = new();

        public async Task InitializeAsync()
        {
            await Lights.InitializeAsync();
            var (one, two) = (Guid.CreateVersion7(), Guid.CreateVersion7());
            var metadata = new EventMetadata("lan", "correlation", "causation").With("ip", "10.0.0.1");
            await Lights.Store.Append(new Append(one, "light", 0, [new Dimmed(1.0m)], metadata), default);
            await Lights.Store.Append([
                new Append(one, "light", 1, [new Dimmed(2.0m)], metadata),
                new Append(two, "light", 0, [new Dimmed(3.0m), new Dimmed(4.0m)], metadata)], default);
            await Lights.Store.Append(new Append(two, "light", 2, [new Dimmed(5.0m), new SwitchedOn("Lan", LightColour.WarmWhite)], metadata), default);
            await Lights.Store.Append([new Append(one, "light", 2, [new Dimmed(7.0m)], metadata).With(Guid.NewGuid())], default);
        }

        public Task DisposeAsync() => Lights.DisposeAsync();
    }

    LightStore Lights => log.Lights;

    [Fact]
    public async Task An_honest_log_fits_its_ledger() =>
        (await Lights.Verify()).Should().Be(new Verification(4, 7, null, 0));

    [Fact]
    public async Task An_empty_log_fits_its_ledger()
    {
        await using var empty = await LightStore.Create();

        (await empty.Verify()).Should().Be(new Verification(0, 0, null, 0));
    }

    [Fact]
    public async Task Every_database_has_a_chain_of_its_own()
    {
        await using var other = await LightStore.Create();
        const string genesis = "select chain from es.ledger where last_seq = 0";

        (await other.Value<byte[]>(genesis)).Should().NotEqual(await Lights.Value<byte[]>(genesis));
    }

    [Theory]
    [InlineData(0, 0L)] // the row the ledger begins with
    [InlineData(1, 1L)]
    [InlineData(2, 4L)]
    [InlineData(4, 4L)]
    [InlineData(5, 6L)]
    [InlineData(7, 7L)]
    [InlineData(8, null)]
    public async Task A_position_has_the_chain_value_of_its_batch(long position, long? end)
    {
        var head = await Lights.Store.HeadAt(position, default);

        head?.Position.Should().Be(end);
        (head is null).Should().Be(end is null);
        if (head is not null)
            (await new Verifier(Lights.Source).Verify(new() { Expected = head }, null, default)).Sound.Should().BeTrue("verify --expect takes it");
    }

    [Fact]
    public async Task An_archived_event_still_fits()
    {
        (await Tampered("update es.mt_events set is_archived = true")).Should().Be(new Verification(4, 7, null, 0));
    }

    /// <summary>Every column of an event, in a batch that was appended alone (1) and in one of several commands (3).</summary>
    [Theory]
    [InlineData("data = '{\"level\": 9}'")]
    [InlineData("data = '{\"level\": 1.00, \"reason\": null}'")] // the same number, written otherwise
    [InlineData("type = 'light_switched_off'")]
    [InlineData("user_name = 'nobody'")]
    [InlineData("user_name = null")]
    [InlineData("headers = headers - 'ip'")]
    [InlineData("headers = null")]
    [InlineData("correlation_id = 'another'")]
    [InlineData("correlation_id = null")]
    [InlineData("causation_id = 'another'")]
    [InlineData("correlation_id = causation_id, causation_id = correlation_id")]
    [InlineData("id = gen_random_uuid()")]
    [InlineData("stream_id = gen_random_uuid()")]
    [InlineData("version = 99")]
    [InlineData("timestamp = timestamp - interval '1 microsecond'")]
    [InlineData("tenant_id = 'another'")]
    [InlineData("mt_dotnet_type = 'Another.Type, Another'")]
    [InlineData("bdata = '\\x00'")]
    [InlineData("seq_id = 1000 + seq_id")]
    public async Task A_change_to_an_event_is_found_in_its_batch(string change)
    {
        (await Tampered($"update es.mt_events set {change} where seq_id = 1")).FirstBad.Should().Be(1);
        (await Tampered($"update es.mt_events set {change} where seq_id = 3")).FirstBad.Should().Be(4);
    }

    [Theory]
    [InlineData("an event deleted", 4L, -1, "delete from es.mt_events where seq_id = 3")]
    [InlineData("the last event deleted", 7L, -1, "delete from es.mt_events where seq_id = 7")]
    [InlineData("a whole batch of events deleted", 6L, -2, "delete from es.mt_events where seq_id in (5, 6)")]
    [InlineData("an event added at the end", null, 1, Insert + "8, gen_random_uuid(), stream_id, 99" + Rest)]
    [InlineData("an event added before the beginning", null, 1, Insert + "0, gen_random_uuid(), stream_id, 99" + Rest)]
    [InlineData("an event put in the place of another", 7L, 0, "delete from es.mt_events where seq_id = 7; "
        + Insert + "7, gen_random_uuid(), stream_id, 99" + Rest)]
    [InlineData("two events of a batch swapped", 4L, 0,
        "update es.mt_events set seq_id = case seq_id when 3 then -4 else -3 end where seq_id in (3, 4); "
        + "update es.mt_events set seq_id = -seq_id where seq_id < 0")]
    [InlineData("two events of different batches swapped", 1L, 0,
        "update es.mt_events set seq_id = case seq_id when 1 then -5 else -1 end where seq_id in (1, 5); "
        + "update es.mt_events set seq_id = -seq_id where seq_id < 0")]
    [InlineData("a batch's time changed in ledger and events", 4L, 0,
        "update es.ledger set committed_at = committed_at + interval '1 microsecond' where last_seq = 4; "
        + "update es.mt_events set timestamp = (select committed_at from es.ledger where last_seq = 4) where seq_id between 2 and 4")]
    [InlineData("a batch's root changed", 4L, 0, "update es.ledger set root = sha256(root) where last_seq = 4")]
    [InlineData("a batch's chain value changed", 4L, 0, "update es.ledger set chain = sha256(chain) where last_seq = 4")]
    [InlineData("a batch dropped from the ledger", 6L, 3, "delete from es.ledger where last_seq = 4")]
    [InlineData("the last batch dropped from the ledger", null, 1, "delete from es.ledger where last_seq = 7")]
    [InlineData("the first batch dropped from the ledger", 4L, 1, "delete from es.ledger where last_seq = 1")]
    [InlineData("a batch dropped with its events and the chain computed anew", 7L, 0,
        "delete from es.mt_events where seq_id in (5, 6); delete from es.ledger where last_seq = 6; "
        + "update es.ledger l set chain = es.chain_hash(1, p.chain, 7, 7, l.committed_at, l.root) from es.ledger p where p.last_seq = 4 and l.last_seq = 7")]
    [InlineData("a batch cut in two", 2L, 0,
        "insert into es.ledger select shard, 2, 2, committed_at, root, chain from es.ledger where last_seq = 4; "
        + "update es.ledger set first_seq = 3 where last_seq = 4")]
    [InlineData("a batch added at the end", 8L, -1, "insert into es.ledger select shard, 8, 8, committed_at, root, chain from es.ledger where last_seq = 7")]
    [InlineData("a batch added before the beginning", 0L, -1,
        "insert into es.ledger select shard, -1, -1, committed_at, root, chain from es.ledger where last_seq = 0")]
    [InlineData("the genesis changed", 1L, 0, "update es.ledger set chain = sha256(chain) where last_seq = 0")]
    [InlineData("the genesis dropped", null, 1, "delete from es.ledger where last_seq = 0")]
    public async Task What_is_forged_is_found(string what, long? first_bad, long stray, string sql)
    {
        var found = await Tampered(sql);

        (found.FirstBad, found.Stray).Should().Be((first_bad, stray), what);
    }

    const string Insert =
        "insert into es.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, headers, user_name) select ";

    const string Rest =
        ", data, type, timestamp, tenant_id, mt_dotnet_type, headers, user_name from es.mt_events where seq_id = 6";

    /// <summary>What verification finds after somebody who may do anything has done it; then it is undone.</summary>
    async Task<Verification> Tampered(string sql)
    {
        await using var connection = await Lights.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var tamper = new NpgsqlCommand(
            $"alter table es.mt_events disable trigger user; alter table es.ledger disable trigger user; {sql}", connection, transaction))
            await tamper.ExecuteNonQueryAsync();
        await using var verify = new NpgsqlCommand(Verification.Sql, connection, transaction);
        await using var row = await verify.ExecuteReaderAsync();
        await row.ReadAsync();
        return Verification.Read(row);
    }
}
