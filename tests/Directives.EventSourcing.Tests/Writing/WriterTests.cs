using Npgsql;

namespace Directives.EventSourcing.Tests.Writing;

public class WriterTests(LightStore lights) : IClassFixture<LightStore>
{
    [Fact]
    public async Task Appends_that_arrive_while_others_are_written_share_a_call()
    {
        await using var own = await LightStore.Create();

        await Task.WhenAll(Enumerable.Range(0, 400).Select(i => own.Store.Append(Lights.Dim(Guid.CreateVersion7(), i % 100), default)));

        var calls = await own.Value<long>("select count(*) from es.ledger where last_seq > 0");
        calls.Should().BeLessThan(100, "400 commands do not need 400 calls");
        (await own.Value<bool>("select first_bad is null and stray = 0 and events = 400 from es.verify(1)")).Should().BeTrue();
    }

    [Fact]
    public async Task Appends_to_one_stream_are_chained_and_each_sees_what_the_one_before_left()
    {
        var stream = Guid.CreateVersion7();

        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => lights.Store.Append(Lights.Dim(stream, i), default)));

        results.Should().OnlyContain(result => result.Status == AppendStatus.Appended);
        results.Select(result => result.Version).Should().BeEquivalentTo(Enumerable.Range(1, 100).Select(i => (long)i));
    }

    [Fact]
    public async Task Of_many_that_expect_the_same_version_within_one_call_one_wins()
    {
        var stream = Guid.CreateVersion7();
        await using (await Blocked())
        {
            var racing = Enumerable.Range(0, 50).Select(i => lights.Store.Append(Lights.Dim(stream, i) with { Expected = 0 }, default)).ToList();
            await Unblock();
            var results = await Task.WhenAll(racing);

            results.Should().ContainSingle(result => result.Status == AppendStatus.Appended);
            results.Where(result => result.Status == AppendStatus.Conflict).Should().HaveCount(49).And.OnlyContain(result => result.Version == 1);
        }
    }

    [Fact]
    public async Task Data_that_the_database_refuses_fail_alone()
    {
        await using (await Blocked())
        {
            var good = Enumerable.Range(0, 40).Select(i => lights.Store.Append(Lights.Dim(Guid.CreateVersion7(), i), default)).ToList();
            var bad = lights.Store.Append(Lights.Dim(Guid.CreateVersion7(), 1) with { Metadata = new("a\0b") }, default);
            good.AddRange(Enumerable.Range(0, 40).Select(i => lights.Store.Append(Lights.Dim(Guid.CreateVersion7(), i), default)));
            await Unblock();

            (await bad.Awaiting(append => append).Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be("22021");
            (await Task.WhenAll(good)).Should().OnlyContain(result => result.Status == AppendStatus.Appended);
        }
    }

    [Fact]
    public async Task When_too_many_wait_the_next_is_told_at_once_and_nothing_is_sent()
    {
        await using var store = new EventStore(lights.Source, new(typeof(LightEvent)), new() { QueueCapacity = 5, Calls = 1 });
        await using (await Blocked())
        {
            var waiting = Enumerable.Range(0, 6).Select(i => store.Append(Lights.Dim(Guid.CreateVersion7(), i), default)).ToList();

            var refused = await store.Append(Lights.Dim(Guid.CreateVersion7(), 1), default);

            refused.Status.Should().Be(AppendStatus.Overloaded);
            await Unblock();
            (await Task.WhenAll(waiting)).Should().OnlyContain(result => result.Status == AppendStatus.Appended);
        }
    }

    [Fact]
    public async Task What_waited_too_long_is_told_so_and_was_not_sent()
    {
        await using var store = new EventStore(
            lights.Source, new(typeof(LightEvent)), new() { Calls = 1, Deadline = TimeSpan.FromMilliseconds(300), LockTimeout = TimeSpan.FromMilliseconds(500) });
        var stream = Guid.CreateVersion7();
        await using (await Blocked())
        {
            var sent = store.Append(Lights.Dim(Guid.CreateVersion7(), 1), default);
            var waiting = Enumerable.Range(0, 5).Select(i => store.Append(Lights.Dim(stream, i), default)).ToList();

            await sent.Awaiting(append => append).Should().ThrowAsync<PostgresException>();
            (await Task.WhenAll(waiting)).Should().OnlyContain(result => result.Status == AppendStatus.Overloaded);
            await Unblock();
        }

        (await store.Append(Lights.Dim(stream, 9), default)).Version.Should().Be(1, "nothing of what waited was written");
    }

    [Fact]
    public async Task What_waits_can_be_given_up_and_is_then_not_written()
    {
        await using var store = new EventStore(lights.Source, new(typeof(LightEvent)), new() { Calls = 1 });
        using var giveUp = new CancellationTokenSource();
        await using (await Blocked())
        {
            var first = store.Append(Lights.Dim(Guid.CreateVersion7(), 1), default);
            var stream = Guid.CreateVersion7();
            var given = store.Append(Lights.Dim(stream, 2), giveUp.Token);
            await giveUp.CancelAsync();

            await given.Awaiting(append => append).Should().ThrowAsync<OperationCanceledException>();
            await Unblock();
            (await first).Status.Should().Be(AppendStatus.Appended);
            (await store.ReadStream(stream, default)).Should().BeEmpty();
        }
    }

    [Fact]
    public async Task What_was_given_up_does_not_stand_in_the_way_of_its_own_retry()
    {
        await using var store = new EventStore(lights.Source, new(typeof(LightEvent)), new() { Calls = 1 });
        var keyed = Lights.Dim(Guid.CreateVersion7(), 1) with { Key = new(Guid.CreateVersion7(), [1]) };
        using var giveUp = new CancellationTokenSource();
        await using (await Blocked())
        {
            var first = store.Append(Lights.Dim(Guid.CreateVersion7(), 1), default);
            var given = store.Append(keyed, giveUp.Token);
            await giveUp.CancelAsync();
            await given.Awaiting(append => append).Should().ThrowAsync<OperationCanceledException>();
            var again = store.Append(keyed, default);
            var other = store.Append(Lights.Dim(Guid.CreateVersion7(), 2), default);
            await Unblock();

            (await Task.WhenAll(first, again, other).WaitAsync(TimeSpan.FromMinutes(1))).Should().OnlyContain(result => result.Status == AppendStatus.Appended);
        }
    }

    [Fact]
    public async Task A_connection_that_breaks_in_mid_load_is_replaced_and_every_key_counts_once()
    {
        await using var own = await LightStore.Create();
        using var stop = new CancellationTokenSource();
        var breaking = Task.Run(async () =>
        {
            // A bounded number of times: on a busy machine no call would ever get through between two of them.
            for (var round = 0; round < 60 && !stop.IsCancellationRequested; round++)
            {
                await own.Execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and query like '%append%'");
                await Task.Delay(5);
            }
        });

        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            var mine = new List<AppendResult>();
            for (var i = 0; i < 40; i++)
                mine.Add(await own.Store.Append(Lights.Dim(Guid.CreateVersion7(), i) with { Key = new(Guid.CreateVersion7(), [1]) }, default));
            return mine;
        })));
        await stop.CancelAsync();
        await breaking;

        results.SelectMany(mine => mine).Should().OnlyContain(result => result.Recorded);
        (await own.Value<long>("select count(*) from es.mt_events")).Should().Be(640);
        (await own.Value<bool>("select first_bad is null and stray = 0 from es.verify(1)")).Should().BeTrue();
    }

    [Fact]
    public async Task Closing_writes_what_was_waiting()
    {
        var store = new EventStore(lights.Source, new(typeof(LightEvent)));
        var waiting = Enumerable.Range(0, 200).Select(i => store.Append(Lights.Dim(Guid.CreateVersion7(), i % 100), default)).ToList();

        await store.DisposeAsync();

        (await Task.WhenAll(waiting)).Should().OnlyContain(result => result.Status == AppendStatus.Appended);
        await store.Awaiting(s => s.Append(Lights.Dim(Guid.CreateVersion7(), 1), default)).Should().ThrowAsync<ObjectDisposedException>();
    }

    NpgsqlTransaction? turn;

    /// <summary>Somebody else holds the sequencer's lock, so that what is appended has to wait.</summary>
    async Task<NpgsqlConnection> Blocked()
    {
        var connection = await lights.Source.OpenConnectionAsync();
        turn = await connection.BeginTransactionAsync();
        await using var take = new NpgsqlCommand("select es.take_turn(1)", connection);
        await take.ExecuteNonQueryAsync();
        return connection;
    }

    Task Unblock() => turn!.RollbackAsync();
}
