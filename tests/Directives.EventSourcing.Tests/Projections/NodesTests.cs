using Directives.EventSourcing.Leases;
using Directives.EventSourcing.Projections;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Directives.EventSourcing.Tests.Projections;

/// <summary>Several nodes on one database: one runs a projection, all know how far it is, and any can take over.</summary>
public sealed class NodesTests : IAsyncLifetime, IAsyncDisposable
{
    static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    readonly LightStore lights = new();
    readonly Guid lamp = Guid.CreateVersion7();

    public Task InitializeAsync() => lights.InitializeAsync();

    public Task DisposeAsync() => lights.DisposeAsync();

    ValueTask IAsyncDisposable.DisposeAsync() => new(DisposeAsync());

    async Task<long> Append(int events, EventStore? store = null)
    {
        var last = 0L;
        for (var n = 1; n <= events; n++)
            last = (await (store ?? lights.Store).Append(Lights.Dim(lamp, n), default)).Position;
        return last;
    }

    async Task AppliedOnce(long head) => (await lights.Rows(
        row => (row.GetInt64(0), row.GetInt64(1), row.GetInt32(2)), "select count(*), max(position), max(times) from lights_v1.applied")).Single().Should().Be((head, head, 1));

    Task<Guid> Holder() => lights.Value<Guid>("select holder from es.lease where name = 'lights:All' and until > clock_timestamp()");

    [Fact]
    public async Task One_of_two_runs_it_and_the_other_knows_how_far_it_is()
    {
        Guid first = Guid.NewGuid(), second = Guid.NewGuid();
        await using var one = await RunningProjection.Start(lights, "one", holder: first);
        await one.Reaches(await Append(1));
        await using var two = await RunningProjection.Start(lights, "two", holder: second);

        var last = await Append(30);
        await Task.WhenAll(one.Reaches(last), two.Reaches(last));

        await AppliedOnce(last);
        (await Holder()).Should().Be(first);
        two.Runner.Status.State.Should().Be(ProjectionState.Running);
    }

    [Fact]
    public async Task Two_that_both_believe_they_hold_the_lease_apply_each_event_once()
    {
        var same = Guid.NewGuid();
        var small = new ProjectionOptions { Page = 3 };
        await using var one = await RunningProjection.Start(lights, "one", small, same);
        await using var two = await RunningProjection.Start(lights, "two", small, same);

        var last = 0L;
        for (var round = 0; round < 20; round++)
            last = await Append(20);
        await Task.WhenAll(one.Reaches(last), two.Reaches(last));

        await AppliedOnce(last);
    }

    [Fact]
    public async Task When_the_one_that_runs_it_dies_the_other_takes_over()
    {
        var brief = new ProjectionOptions { Lease = TimeSpan.FromMilliseconds(600) };
        await lights.Execute("insert into es.lease values ('lights:All', gen_random_uuid(), clock_timestamp() + interval '1 second')"); // of one that died
        await using var other = await RunningProjection.Start(lights, "other", brief);

        var last = await Append(10);
        await other.Reaches(last);

        await AppliedOnce(last);
    }

    [Fact]
    public async Task One_that_is_stopped_lets_go_at_once()
    {
        var patient = new ProjectionOptions { Lease = Long };
        var one = await RunningProjection.Start(lights, "one", patient);
        await one.Reaches(await Append(1));

        await one.DisposeAsync();

        await using var two = await RunningProjection.Start(lights, "two", patient);
        await two.Reaches(await Append(1)); // else it would have to wait for minutes
    }

    [Fact]
    public async Task A_notice_wakes_another_node_long_before_it_would_look()
    {
        var rare = new ProjectionOptions { Poll = Long, Lease = Long };
        await using var one = await Node.Start(lights, rare);
        await one.Reaches(await Append(1, one.Store));
        await using var two = await Node.Start(lights, rare);
        await Eventually.True(() => two.Runner.Position.Current == 1 && two.Store.Appended.Current == 1, "the other one is up");

        var last = await Append(5, two.Store);

        await one.Reaches(last);
        await two.Reaches(last);
        await AppliedOnce(last);
    }

    [Fact]
    public async Task Notices_come_again_after_their_connection_was_lost()
    {
        var rare = new ProjectionOptions { Poll = Long, Lease = Long };
        await using var one = await Node.Start(lights, rare);
        await one.Reaches(await Append(1, one.Store));
        (await lights.Value<long>(
            "select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity where query ilike 'listen%' and datname = current_database()")).Should().Be(1);

        var last = await Append(5);

        await one.Reaches(last);
        await AppliedOnce(last);
    }

    [Fact]
    public async Task A_notice_counts_no_further_than_the_log_goes()
    {
        var rare = new ProjectionOptions { Poll = Long, Lease = Long };
        await using var one = await Node.Start(lights, rare);
        await one.Reaches(await Append(1, one.Store));
        await using var two = await Node.Start(lights, rare);
        await Eventually.True(() => two.Store.Appended.Current == 1, "the other one listens");

        await lights.Execute("select pg_notify('es_appended', '999999999999'), pg_notify('es_appended', 'x'), pg_notify('es_appended', '-1')");
        var last = await Append(3, two.Store);

        await one.Reaches(last);
        one.Store.Appended.Current.Should().BeInRange(2, last);
        two.Store.Appended.Current.Should().Be(last);
    }

    [Fact]
    public async Task Without_any_notice_it_is_found_by_looking()
    {
        await using var one = await Node.Start(lights, new() { Notice = null });
        await using var two = await Node.Start(lights, new() { Notice = null });
        await Task.WhenAll(one.Reaches(0), two.Reaches(0));

        var last = await Append(20); // by neither of them

        await Task.WhenAll(one.Reaches(last), two.Reaches(last));
        await AppliedOnce(last);
    }

    [Fact]
    public async Task Several_followers_on_a_node_are_given_the_same_page()
    {
        var store = lights.Store;
        var head = await Append(10);
        var log = store.Log;

        var pages = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => log.Read(0, 100, default)));
        var behind = await log.Read(4, 100, default);
        var caughtUp = await log.Read(head, 100, default);

        pages.Should().OnlyContain(page => ReferenceEquals(page[0], pages[0][0]) && page.Count == 10);
        behind.Should().Equal(pages[0].Skip(4));
        behind[0].Should().BeSameAs(pages[0][4]);
        caughtUp.Should().BeEmpty();
        await Append(1);
        (await log.Read(head, 100, default)).Should().ContainSingle(); // an empty page is nobody's answer for long
    }

    [Fact]
    public async Task Several_projections_of_a_node_run_side_by_side()
    {
        await using var node = await Node.Start(lights, new(), RunningProjection.Lights, LevelSums.Projection);

        var last = await Append(50, node.Store);

        foreach (var runner in node.Host.Runners)
            (await runner.Position.WaitFor(last, TimeSpan.FromSeconds(30), default)).Should().BeTrue();
        await AppliedOnce(last);
        (await lights.Value<decimal>("select sum(events) from levels_v1.lamp")).Should().Be(last);
    }

    [Fact]
    public async Task A_lease_is_one_nodes_until_it_lapses_or_is_let_go()
    {
        Lease one = new(lights.Source), two = new(lights.Source);

        (await one.TryHold("x", Long, default)).Should().BeTrue();
        (await two.TryHold("x", Long, default)).Should().BeFalse();
        (await one.TryHold("x", Long, default)).Should().BeTrue();
        await two.Release("x", default); // not its own
        (await two.TryHold("x", Long, default)).Should().BeFalse();
        await one.Release("x", default);
        (await two.TryHold("x", TimeSpan.Zero, default)).Should().BeTrue();
        (await one.TryHold("x", Long, default)).Should().BeTrue();
    }
}

/// <summary>A host of projections as a node runs it, with a pool and a store of its own.</summary>
public sealed class Node : IAsyncDisposable
{
    readonly CancellationTokenSource stop = new();
    readonly NpgsqlDataSource source;
    Task run = Task.CompletedTask;

    Node(NpgsqlDataSource source, ProjectionOptions options, Projection[] projections)
    {
        this.source = source;
        Store = RunningProjection.Store(source);
        Host = new(source, Store, projections is [] ? [RunningProjection.Lights] : projections, NullLoggerFactory.Instance, options);
    }

    public EventStore Store { get; }

    public ProjectionHost Host { get; }

    public ProjectionRunner Runner => Host.Runners[0];

    public static async Task<Node> Start(LightStore lights, ProjectionOptions options, params Projection[] projections)
    {
        var node = new Node(lights.Named("node", 10), options, projections);
        await node.Host.Install(default);
        node.run = node.Host.Run(node.stop.Token);
        return node;
    }

    public async Task Reaches(long position) =>
        (await Runner.Position.WaitFor(position, TimeSpan.FromSeconds(30), default)).Should().BeTrue($"position {position} is reached; {Runner.Status}");

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await run;
        await Store.DisposeAsync();
        await source.DisposeAsync();
        stop.Dispose();
    }
}
