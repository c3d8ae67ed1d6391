using Directives.EventSourcing.Projections;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Directives.EventSourcing.Tests.Projections;

public sealed class ProjectionTests : IAsyncLifetime, IAsyncDisposable
{
    readonly LightStore lights = new();
    readonly Guid[] lamps = [.. Enumerable.Range(0, 5).Select(_ => Guid.CreateVersion7())];

    public Task InitializeAsync() => lights.InitializeAsync();

    public Task DisposeAsync() => lights.DisposeAsync();

    ValueTask IAsyncDisposable.DisposeAsync() => new(DisposeAsync());

    /// <summary>Many events, a few per lamp and batch; returns the head.</summary>
    async Task<long> Append(int events)
    {
        foreach (var levels in Enumerable.Range(1, events).Chunk(50))
            await lights.Store.Append(
                [.. levels.GroupBy(n => lamps[n % lamps.Length], n => new Dimmed(n)).Select(g => Lights.Append(g.Key, null, [.. g]))], default);
        return await lights.Store.Head(default);
    }

    /// <summary>That every event up to the position was applied exactly once, and nothing else.</summary>
    async Task AppliedOnce(long head)
    {
        (await Applied()).Should().Be((head, head, 1));
        (await lights.Value<long>("select last_seq_id from es.mt_event_progression where name = 'lights:All'")).Should().Be(head);
    }

    async Task<(long Events, long Last, int Times)> Applied() => (await lights.Rows(
        row => (row.GetInt64(0), row.GetInt64(1), row.GetInt32(2)),
        "select count(*), coalesce(max(position), 0), coalesce(max(times), 0) from lights_v1.applied")).Single();

    [Fact]
    public async Task It_catches_up_and_follows()
    {
        var before = await Append(1200); // three pages
        await using var running = await RunningProjection.Start(lights);
        await running.Reaches(before);
        await AppliedOnce(before);

        var after = await Append(10);
        await running.Reaches(after);

        await AppliedOnce(after);
        (await lights.Value<long>("select sum(events) from lights_v1.light")).Should().Be(after);
        running.Runner.Status.Should().Be(new ProjectionStatus("lights", after, ProjectionState.Running, null));
    }

    [Fact]
    public async Task Its_position_and_its_rows_move_together()
    {
        await using var running = await RunningProjection.Start(lights);
        using var enough = new CancellationTokenSource();
        var appending = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
                await lights.Store.Append(Lights.Append(lamps[0], null, new Dimmed(1), new Dimmed(2)), default);
        });

        // Whenever one looks, in one snapshot, the rows are exactly those up to the position.
        var reached = new HashSet<long>();
        await Eventually.True(async () =>
        {
            var (position, rows, last) = (await lights.Rows(
                row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)),
                """
                select last_seq_id, (select count(*) from lights_v1.applied), (select coalesce(max(position), 0) from lights_v1.applied)
                from es.mt_event_progression where name = 'lights:All'
                """)).Single();
            (rows, last).Should().Be((position, position));
            reached.Add(position);
            return reached.Count > 5;
        }, "the projection moves");
        await enough.CancelAsync();
        await appending;
    }

    [Fact]
    public async Task Of_two_runners_at_once_each_event_is_applied_by_one()
    {
        await using var one = await RunningProjection.Start(lights, "one");
        await using var two = await RunningProjection.Start(lights, "two");

        var last = 0L;
        for (var i = 0; i < 20; i++)
            last = await Append(40);
        await Task.WhenAll(one.Reaches(last), two.Reaches(last));

        await AppliedOnce(last);
    }

    [Fact]
    public async Task A_runner_continues_where_the_last_one_stopped()
    {
        long first;
        await using (var running = await RunningProjection.Start(lights))
            await running.Reaches(first = await Append(30));

        await using var next = await RunningProjection.Start(lights);
        await next.Reaches(first); // without an event to wake it
        var last = await Append(30);
        await next.Reaches(last);

        await AppliedOnce(last);
    }

    [Fact]
    public async Task Dropped_read_models_are_rebuilt_to_the_same_rows()
    {
        const string rows = "select id || ' ' || events || ' ' || level from lights_v1.light order by id";
        var head = await Append(700);
        await using (var running = await RunningProjection.Start(lights))
            await running.Reaches(head);
        var before = await lights.Column<string>(rows);
        await lights.Execute("drop schema lights_v1 cascade");

        await using var rebuilt = await RunningProjection.Start(lights);
        await rebuilt.Reaches(head);

        await AppliedOnce(head);
        (await lights.Column<string>(rows)).Should().HaveCount(5).And.Equal(before);
    }

    [Fact]
    public async Task Read_models_that_are_made_anew_under_a_runner_are_filled_by_it()
    {
        await using var running = await RunningProjection.Start(lights);
        await running.Reaches(await Append(30));

        await lights.Execute("truncate lights_v1.applied, lights_v1.light; update es.mt_event_progression set last_seq_id = 0 where name = 'lights:All'");
        var last = await Append(1);

        await Eventually.True(async () => (await Applied()).Last == last, "the runner starts over");
        await AppliedOnce(last);
    }

    [Fact]
    public async Task Several_hosts_can_install_it_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => RunningProjection.Made(lights.Source).Install(default))));

        (await Applied()).Should().Be((0, 0, 0));
    }

    [Fact]
    public async Task Installing_it_again_leaves_its_rows_alone()
    {
        await using var running = await RunningProjection.Start(lights);
        await running.Reaches(await Append(30));

        await running.Runner.Install(default);

        await AppliedOnce(30);
    }

    [Fact]
    public async Task Versions_stand_beside_each_other()
    {
        var second = RunningProjection.Lights with { Version = 2 };

        (second.Schema, second.ProgressionName).Should().Be(("lights_v2", "lights:V2:All"));
        (RunningProjection.Lights.Schema, RunningProjection.Lights.ProgressionName).Should().Be(("lights_v1", "lights:All"));
        await using var running = await RunningProjection.Start(lights);
        await new ProjectionRunner(lights.Source, lights.Store, second, NullLogger<ProjectionRunner>.Instance).Install(default);

        (await lights.Column<string>("select name from es.mt_event_progression order by 1")).Should().Equal("lights:All", "lights:V2:All");
        (await lights.Value<long>("select count(*) from lights_v2.applied")).Should().Be(0);
    }

    [Fact]
    public async Task One_can_wait_for_ones_own_write()
    {
        await using var running = await RunningProjection.Start(lights);

        var written = await lights.Store.Append(Lights.Dim(lamps[0], 1), default);

        (await running.Runner.Position.WaitFor(written.Position, TimeSpan.FromSeconds(30), default)).Should().BeTrue();
        (await lights.Value<decimal>("select level from lights_v1.light where id = $1", lamps[0])).Should().Be(1);
        (await running.Runner.Position.WaitFor(written.Position + 1, TimeSpan.FromMilliseconds(20), default)).Should().BeFalse();
    }

    [Fact]
    public async Task A_transaction_that_is_left_open_elsewhere_does_not_hold_it_up()
    {
        await lights.Execute("create table elsewhere (id int)");
        await using var connection = await lights.Source.OpenConnectionAsync();
        await using var open = await connection.BeginTransactionAsync();
        await using (var write = new NpgsqlCommand("insert into elsewhere values (1); select txid_current()", connection, open))
            await write.ExecuteNonQueryAsync();

        await using var running = await RunningProjection.Start(lights);
        var head = await Append(30);
        await running.Reaches(head);

        await AppliedOnce(head);
    }
}
