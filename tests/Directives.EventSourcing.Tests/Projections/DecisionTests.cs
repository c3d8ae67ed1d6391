using Directives.EventSourcing.Projections;

namespace Directives.EventSourcing.Tests.Projections;

/// <summary>What halted stays halted, for every node to see, until somebody decides; and the decision is in the log.</summary>
public sealed class DecisionTests : IAsyncLifetime, IAsyncDisposable
{
    const string Reason = "seen with the vendor";

    readonly LightStore lights = new();
    readonly Guid lamp = Guid.CreateVersion7();

    public Task InitializeAsync() => lights.InitializeAsync();

    public Task DisposeAsync() => lights.DisposeAsync();

    ValueTask IAsyncDisposable.DisposeAsync() => new(DisposeAsync());

    /// <summary>Three events, of which the second cannot be applied.</summary>
    async Task Poisoned(object? poison = null) => await new EventStore(lights.Source, new(typeof(LightEvent), typeof(BulbEvent)))
        .Append(Lights.Append(lamp, null, new Dimmed(1), poison ?? new Dimmed(2, LightCounts.FailsInCode), new Dimmed(3)), default);

    static Task<AppendResult?> Decide(Node node, bool skip, long position = 2, string key = "00000000-0000-0000-0000-000000000001") =>
        node.Host.Decide(
            skip ? new ProjectionEventSkipped("lights", 1, position, Reason) : new ProjectionRetried("lights", 1, position, Reason), Lights.Tester, Lights.Key(new(key)), default);

    static Task Halted(Node node) => Eventually.True(() => node.Runner.Status.State is ProjectionState.Halted, "it halts");

    Task<List<long>> Applied() => lights.Column<long>("select position from lights_v1.applied where times = 1 order by 1");

    async Task<List<object>> Recorded() => [.. (await lights.Store.ReadStream(OperationsEvent.Stream, default)).Select(recorded => recorded.Data)];

    [Fact]
    public async Task Every_node_shows_where_and_why()
    {
        await Poisoned();
        await using var one = await Node.Start(lights, new());
        await using var two = await Node.Start(lights, new());

        await Halted(one);
        await Halted(two);

        foreach (var node in new[] { one, two })
            node.Runner.Status.Should().Be(new ProjectionStatus("lights", 1, ProjectionState.Halted, $"Position 2: {LightCounts.FailsInCode}"));
        (await lights.Column<long>("select position from es.projection_halt where projection = 'lights:All'")).Should().Equal(2);
    }

    [Fact]
    public async Task Trying_again_heals_it_once_the_cause_is_gone()
    {
        await lights.Store.Append(Lights.Append(lamp, null, new Dimmed(1)), default);
        await using var node = await Node.Start(lights, new());
        await node.Reaches(1);
        await lights.Execute("alter table lights_v1.light add constraint low check (level < 2)");
        await lights.Store.Append(Lights.Append(lamp, null, new Dimmed(2), new Dimmed(3)), default);
        await Halted(node);
        const string Written = "select coalesce(max(xmin::text), '') from es.projection_halt";
        var written = await lights.Value<string>(Written);

        (await Decide(node, skip: false, key: "00000000-0000-0000-0000-000000000001"))!.Value.Status.Should().Be(AppendStatus.Appended);
        await Eventually.True(async () => await lights.Value<long>("select count(*) from es.mt_events") == 4, "it is recorded");
        await Eventually.True(async () => await lights.Value<string>(Written) is not "" and var again && again != written, "it was tried, and halted again: the cause is still there");
        await Halted(node);
        (await Applied()).Should().Equal(1);

        await lights.Execute("alter table lights_v1.light drop constraint low");
        await Decide(node, skip: false, key: "00000000-0000-0000-0000-000000000002");

        await node.Reaches(5);
        (await Applied()).Should().Equal(1, 2, 3, 4, 5);
        (await Recorded()).Should().HaveCount(2).And.AllBeEquivalentTo(new ProjectionRetried("lights", 1, 2, Reason));
        (await lights.Column<long>("select position from es.projection_halt")).Should().BeEmpty();
        node.Runner.Status.State.Should().Be(ProjectionState.Running);
    }

    public static TheoryData<object> Poison => [new Dimmed(2, LightCounts.FailsInCode), new Dimmed(2, LightCounts.FailsInSql), new BulbReplaced("Rạng Đông")];

    [Theory, MemberData(nameof(Poison))]
    public async Task An_event_that_is_skipped_by_decision_is_left_out_now_and_in_a_rebuild(object poison)
    {
        await Poisoned(poison);
        await using var node = await Node.Start(lights, new());
        await Halted(node);

        var decided = await Decide(node, skip: true);

        await node.Reaches(decided!.Value.Position);
        (await Applied()).Should().Equal(1, 3, 4);
        (await Recorded()).Should().Equal(new ProjectionEventSkipped("lights", 1, 2, Reason));

        var rebuilt = await node.Host.Rebuild(node.Runner, new(), null, default);

        rebuilt.Should().BeEquivalentTo(new RebuildResult(RebuildOutcome.Swapped, 4));
        (await Applied()).Should().Equal(1, 3, 4);
    }

    [Fact]
    public async Task What_was_skipped_is_skipped_again_by_whoever_starts_from_nothing()
    {
        await Poisoned();
        await using (var node = await Node.Start(lights, new()))
        {
            await Halted(node);
            await Decide(node, skip: true);
            await node.Reaches(4);
        }

        await lights.Execute("drop schema lights_v1 cascade");
        await using var next = await Node.Start(lights, new());

        await next.Reaches(4);
        (await Applied()).Should().Equal(1, 3, 4);
    }

    [Fact]
    public async Task Any_node_takes_the_decision_and_the_one_that_runs_it_obeys()
    {
        await Poisoned();
        await using var one = await Node.Start(lights, new());
        await Halted(one);
        await using var two = await Node.Start(lights, new());
        await Halted(two);

        await Decide(two, skip: true);

        await Task.WhenAll(one.Reaches(4), two.Reaches(4));
        await Eventually.True(() => one.Runner.Status.State is ProjectionState.Running && two.Runner.Status.State is ProjectionState.Running, "both follow again");
    }

    [Fact]
    public async Task Only_the_event_it_halts_at_can_be_decided_about()
    {
        await Poisoned();
        await using var node = await Node.Start(lights, new());
        await Halted(node);

        (await Decide(node, skip: true, position: 1)).Should().BeNull();
        (await Decide(node, skip: true, position: 3)).Should().BeNull();

        (await Recorded()).Should().BeEmpty();
        (await Applied()).Should().Equal(1);
    }

    [Fact]
    public async Task The_same_decision_twice_is_one()
    {
        await Poisoned();
        await using var node = await Node.Start(lights, new());
        await Halted(node);

        var first = await Decide(node, skip: true);
        await node.Reaches(4);
        var again = await Decide(node, skip: true);

        again!.Value.Should().Be(first!.Value with { Status = AppendStatus.Duplicate });
        (await Recorded()).Should().ContainSingle();
    }

    [Fact]
    public async Task A_restart_tries_again_by_itself()
    {
        await Poisoned(new BulbReplaced("Rạng Đông"));
        await using (var node = await Node.Start(lights, new()))
            await Halted(node);

        // The next program knows the event.
        await using var source = lights.Named("newer");
        await using var store = new EventStore(source, new(typeof(LightEvent), typeof(BulbEvent), typeof(OperationsEvent)));
        var runner = new ProjectionRunner(source, store, RunningProjection.Lights, Microsoft.Extensions.Logging.Abstractions.NullLogger<ProjectionRunner>.Instance);
        using var stop = new CancellationTokenSource();
        var run = runner.Run(stop.Token);

        (await runner.Position.WaitFor(3, TimeSpan.FromSeconds(30), default)).Should().BeTrue();
        await stop.CancelAsync();
        await run;
        (await Applied()).Should().Equal(1, 2, 3);
    }

    [Fact]
    public async Task A_skipped_event_does_not_count_for_the_next_version()
    {
        await Poisoned();
        await using (var node = await Node.Start(lights, new()))
        {
            await Halted(node);
            await Decide(node, skip: true);
            await node.Reaches(4);
        }

        await using var second = await Node.Start(lights, new(), RunningProjection.Lights with { Version = 2 });

        await Halted(second);
        second.Runner.Status.Position.Should().Be(1);
    }
}
