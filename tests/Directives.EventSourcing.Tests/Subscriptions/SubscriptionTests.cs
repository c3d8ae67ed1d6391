using System.Collections.Concurrent;
using Directives.EventSourcing.Leases;
using Directives.EventSourcing.Subscriptions;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Directives.EventSourcing.Tests.Subscriptions;

public sealed class SubscriptionTests : IAsyncLifetime, IAsyncDisposable
{
    readonly LightStore lights = new();
    readonly Guid lamp = Guid.CreateVersion7();
    readonly ConcurrentQueue<(Guid Id, long Position)> received = [];

    /// <summary>What the subscriber does with a delivery, beside noting it.</summary>
    Func<Delivery, Task> then = _ => Task.CompletedTask;

    public Task InitializeAsync() => lights.InitializeAsync();

    public Task DisposeAsync() => lights.DisposeAsync();

    ValueTask IAsyncDisposable.DisposeAsync() => new(DisposeAsync());

    [Fact]
    public async Task Every_wanted_event_is_delivered_in_order_those_before_it_and_those_after()
    {
        await Append(new Dimmed(1), new SwitchedOff(default), new Dimmed(3));
        await using var node = Start();
        await node.Reaches(3);

        await Append(new SwitchedOff(default), new Dimmed(5), new SwitchedOff(default));
        await node.Reaches(6);

        received.Select(r => r.Position).Should().Equal(1, 3, 5);
        received.Select(r => r.Id).Should().OnlyHaveUniqueItems();
        (await Stored()).Should().Be(6);
        node.Runner.Status.Should().Be(new SubscriptionStatus("letters", 6, SubscriptionState.Running));
    }

    [Fact]
    public async Task A_new_one_may_start_with_what_comes_next()
    {
        await Append(new Dimmed(1), new Dimmed(2));
        await using (var node = Start(StartFrom.Head))
            await node.Reaches(2);
        await Append(new Dimmed(3));

        await using var again = Start(StartFrom.Head);
        await again.Reaches(3);

        received.Select(r => r.Position).Should().Equal(3);
    }

    [Fact]
    public async Task A_failure_is_tried_again_visibly_until_it_succeeds_and_nothing_overtakes_it()
    {
        await Append(new Dimmed(1), new Dimmed(2), new Dimmed(3));
        var broken = true;
        then = delivery => delivery.Recorded.Position == 2 && broken ? throw new IOException("the post office is closed") : Task.CompletedTask;

        await using var node = Start();
        await Eventually.True(() => node.Runner.Status is { State: SubscriptionState.Retrying, Attempts: >= 3 }, "it is tried again");
        node.Runner.Status.Should().Match<SubscriptionStatus>(s => s.Position == 1 && s.Reason == "Position 2: the post office is closed" && s.NextTry != null);
        (await Stored()).Should().Be(1);
        broken = false;
        await node.Reaches(3);

        received.Select(r => r.Position).Where(position => position != 2).Should().Equal(1, 3);
        received.Last().Position.Should().Be(3);
        received.Where(r => r.Position == 2).Select(r => r.Id).Should().HaveCountGreaterThan(3).And.OnlyContain(id => id == received.First(r => r.Position == 2).Id);
        node.Runner.Status.Should().Be(new SubscriptionStatus("letters", 3, SubscriptionState.Running));
    }

    [Fact]
    public async Task An_event_that_cannot_be_read_holds_it_up_after_everything_before_it_was_delivered()
    {
        await using (var later = new EventStore(lights.Source, new(typeof(LightEvent), typeof(BulbEvent))))
            await later.Append(Lights.Append(lamp, null, new Dimmed(1), new Dimmed(2), new BulbReplaced("Rạng Đông"), new Dimmed(4)), default);

        await using var node = Start();
        await Eventually.True(() => node.Runner.Status.State is SubscriptionState.Retrying, "it cannot go on");

        node.Runner.Status.Reason.Should().StartWith("Position 3: ").And.Contain("bulb_replaced");
        received.Select(r => r.Position).Should().Equal(1, 2);
    }

    [Fact]
    public async Task What_is_delivered_was_read_once_for_all_who_follow_the_log_on_the_node()
    {
        await Append(new Dimmed(1), new SwitchedOff(default), new Dimmed(3));
        var delivered = new ConcurrentQueue<RecordedEvent>();
        then = delivery =>
        {
            delivered.Enqueue(delivery.Recorded);
            return Task.CompletedTask;
        };
        await using var node = Start();
        await node.Reaches(3);

        var page = await node.Store.Log.Read(0, 100, default);

        page.Where(recorded => recorded.Data is Dimmed).Should().Equal(delivered, ReferenceEquals);
    }

    [Fact]
    public async Task Killed_between_handling_and_storing_the_position_it_is_delivered_again_under_the_same_id()
    {
        await Append(new Dimmed(1));
        await using (var node = Start())
            await node.Reaches(1);
        await using var connection = await lights.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("select 1 from es.mt_event_progression where name = 'letters:Subscription' for update", connection, transaction))
            await hold.ExecuteNonQueryAsync();

        var killed = Start(application: "killed");
        await Append(new Dimmed(2));
        await Eventually.True(async () => await lights.Value<long>("select count(*) from pg_stat_activity where application_name = 'killed' and datname = current_database() and wait_event_type = 'Lock'") == 1, "it has handled the event and is about to store its position");
        await killed.DisposeAsync();
        await transaction.RollbackAsync();
        (await Stored()).Should().Be(1);

        await using var next = Start();
        await next.Reaches(2);

        received.Select(r => r.Position).Should().Equal(1, 2, 2);
        received.Skip(1).Select(r => r.Id).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task Of_two_nodes_one_delivers_and_the_other_takes_over_when_it_is_gone()
    {
        var (one, two) = (Start(application: "one"), Start(application: "two"));
        for (var i = 0; i < 20; i++)
            await Append(new Dimmed(i), new Dimmed(i));
        await Task.WhenAll(one.Reaches(40), two.Reaches(40));
        received.Select(r => r.Position).Should().Equal(Enumerable.Range(1, 40).Select(i => (long)i), "each is delivered once, in order");
        var (running, standing) = one.Runner.Status.State is SubscriptionState.Running ? (one, two) : (two, one);
        await Eventually.True(() => standing.Runner.Status.State is SubscriptionState.Standby, "the other stands by");

        await running.DisposeAsync();
        await Append(new Dimmed(41));
        await standing.Reaches(41);
        await standing.DisposeAsync();

        received.Select(r => r.Position).Should().Equal(Enumerable.Range(1, 41).Select(i => (long)i));
    }

    [Fact]
    public async Task When_the_lease_of_a_dead_node_has_run_out_another_takes_over()
    {
        await Append(new Dimmed(1));
        await lights.Execute("insert into es.lease values ('letters:Subscription', $1, 'infinity')", Guid.NewGuid());
        await using var node = Start();
        await Eventually.True(() => node.Runner.Status.State is SubscriptionState.Standby, "the dead one still holds it");
        received.Should().BeEmpty();

        await lights.Execute("update es.lease set until = clock_timestamp()");
        await node.Reaches(1);

        received.Should().ContainSingle();
    }

    [Fact]
    public async Task A_node_that_does_not_know_that_it_was_replaced_cannot_move_the_position()
    {
        await Append(new Dimmed(1), new Dimmed(2), new Dimmed(3));
        then = async delivery =>
        {
            if (received.Count == 1) // while it handles the first, another node has come further
                await lights.Execute("update es.mt_event_progression set last_seq_id = 2 where name = 'letters:Subscription'");
        };

        await using var node = Start();
        await node.Reaches(3);

        received.Select(r => r.Position).Should().Equal(1, 3);
        (await Stored()).Should().Be(3);
    }

    Task<AppendResult> Append(params object[] events) => lights.Store.Append(Lights.Append(lamp, null, events), default);

    Task<long> Stored() => lights.Value<long>("select last_seq_id from es.mt_event_progression where name = 'letters:Subscription'");

    Node Start(StartFrom from = StartFrom.Beginning, string application = "subscriber") => new(
        lights.Named(application), new("letters", from, recorded => recorded.Data is Dimmed, async (delivery, _) =>
        {
            received.Enqueue((delivery.Id, delivery.Recorded.Position));
            await then(delivery);
        }));

    sealed class Node : IAsyncDisposable
    {
        readonly CancellationTokenSource stop = new();
        readonly NpgsqlDataSource source;
        readonly Task run;

        public Node(NpgsqlDataSource source, Subscription subscription)
        {
            this.source = source;
            Store = new(source, new(typeof(LightEvent)));
            Runner = new(source, Store, new Lease(source), subscription, TimeProvider.System, NullLogger<SubscriptionRunner>.Instance)
            {
                FirstPause = TimeSpan.FromMilliseconds(10)
            };
            run = Task.Run(() => Runner.Run(stop.Token));
        }

        public EventStore Store { get; }

        public SubscriptionRunner Runner { get; }

        public async Task Reaches(long position) =>
            (await Runner.Position.WaitFor(position, TimeSpan.FromSeconds(30), default)).Should().BeTrue($"position {position} is reached; {Runner.Status}");

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await run;
            await source.DisposeAsync();
            stop.Dispose();
        }
    }
}
