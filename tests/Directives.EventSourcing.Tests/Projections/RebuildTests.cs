using Directives.EventSourcing.Leases;
using Directives.EventSourcing.Projections;

namespace Directives.EventSourcing.Tests.Projections;

/// <summary>A rebuild makes the same rows from the log that the live projection made, while everything goes on.</summary>
public sealed class RebuildTests : RebuildFixture
{
    [Fact]
    public async Task It_makes_the_same_rows_and_takes_their_place()
    {
        var head = await Append(1000);
        await using var live = await Follow();
        await live.Reaches(head);
        var before = await Table("levels_v1.lamp");

        var result = await Rebuild().Run(new(), null, default);

        result.Should().BeEquivalentTo(new RebuildResult(RebuildOutcome.Swapped, head));
        (await Table("levels_v1.lamp")).Should().NotBe(before);
        (await Log.Column<string>("select indexname::text from pg_indexes where schemaname = 'levels_v1' order by 1")).Should().Equal("lamp_id", "level_level");
        (await Log.Value<decimal>("select sum(events) from levels_v1.lamp")).Should().Be(head);
        (await Log.Value<decimal>("select sum(events) from levels_v1.level")).Should().Be(head);
        (await Schemas()).Should().Equal("levels_v1");
        (await Log.Column<string>("select name from es.mt_event_progression")).Should().Equal("levels:All");

        await live.Reaches(await Append(100));
        (await Log.Value<decimal>("select sum(events) from levels_v1.lamp")).Should().Be(head + 100);
    }

    [Fact]
    public async Task It_equals_the_live_one_at_any_position_while_eight_write()
    {
        await Append(500);
        await using var live = await Follow();
        using var enough = new CancellationTokenSource();
        var writing = Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var n = writer; !enough.IsCancellationRequested; n += 8)
                await Log.Store.Append(Lights.Dim(Lamps[n % Lamps.Length], n), default);
        })));

        var results = new List<RebuildResult>();
        for (var round = 0; round < 5; round++)
            results.Add(await Rebuild().Run(new(), null, default));

        await enough.CancelAsync();
        await writing;
        results.Should().OnlyContain(result => result.Outcome == RebuildOutcome.Swapped && result.Differences.Count == 0);
        results.Select(result => result.Position).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        var head = await Log.Store.Head(default);
        await live.Reaches(head);
        (await Log.Value<decimal>("select sum(events) from levels_v1.lamp")).Should().Be(head);
    }

    [Fact]
    public async Task Only_one_runs_at_a_time()
    {
        await Append(100);
        await using var live = await Follow();
        await live.Reaches(100);
        (await new Lease(Log.Source).TryHold("levels:All:Rebuild", TimeSpan.FromMinutes(1), default)).Should().BeTrue();

        (await Rebuild().Run(new(), null, default)).Outcome.Should().Be(RebuildOutcome.Busy);
    }

    [Fact]
    public async Task It_says_how_far_it_is()
    {
        var head = await Append(200);
        await using var live = await Follow();
        await live.Reaches(head);
        var told = new Told();

        await Rebuild().Run(new(), told, default);

        told.All.Should().HaveCountGreaterThan(1).And.OnlyContain(progress => progress.Projection == "levels" && progress.Target == head);
        told.All[^1].Should().Match<RebuildProgress>(progress => progress.Position == head && progress.Percentage == 100 && progress.TimeLeft == TimeSpan.Zero);
    }

    [Fact]
    public async Task New_read_models_over_a_long_log_are_filled_at_once()
    {
        var head = await Append(700);
        await using var live = await Running.Start(Log, RunningProjection.Lights, Small with { FillFrom = 500 });
        await live.Reaches(head);

        (await Log.Value<long>("select count(*) from lights_v1.applied where times = 1")).Should().Be(head);
        (await Log.Value<long>("select count(distinct xmin::text) from lights_v1.applied")).Should().BeInRange(1, 2, "there are two writers, and fourteen pages");
        await live.Reaches(await Append(10));
        (await Log.Value<long>("select count(*) from lights_v1.applied where times = 1")).Should().Be(head + 10);
        (await Schemas()).Should().Equal("lights_v1");
        (await Log.Value<long>("select last_seq_id from es.mt_event_progression where name = 'lights:All'")).Should().Be(head + 10);
    }

    [Fact]
    public async Task A_long_log_that_cannot_be_filled_at_once_is_filled_as_far_as_it_goes()
    {
        await Append(300);
        await Log.Store.Append(Lights.Append(Lamps[0], null, new Dimmed(1, LightCounts.FailsInSql)), default);
        await Append(300);
        await using var live = await Running.Start(Log, RunningProjection.Lights, Small with { FillFrom = 500 });

        (await live.Halts()).Should().StartWith("Position 301: ");
        (await Log.Value<long>("select count(*) from lights_v1.applied where times = 1")).Should().Be(300);
    }

    [Fact]
    public async Task A_new_version_fills_while_the_old_one_goes_on()
    {
        var head = await Append(700);
        await using var first = await Follow();
        await first.Reaches(head);

        await using var second = await Running.Start(Log, LevelSums.Projection with { Version = 2 }, Small with { FillFrom = 500 });
        await second.Reaches(head);
        head = await Append(10);
        await Task.WhenAll(first.Reaches(head), second.Reaches(head));

        (await Schemas()).Should().Equal("levels_v1", "levels_v2");
        foreach (var schema in await Schemas())
            (await Log.Value<decimal>($"select sum(events) from {schema}.lamp")).Should().Be(head);
    }

    [Fact]
    public async Task A_read_model_kept_by_statements_is_rebuilt_to_the_same_rows()
    {
        await Append(400);
        await using var live = await Follow(RunningProjection.Lights);
        await live.Reaches(400);

        (await Rebuild(RunningProjection.Lights).Run(new(), null, default)).Should().BeEquivalentTo(new RebuildResult(RebuildOutcome.Swapped, 400));
    }

    sealed class Told : IProgress<RebuildProgress>
    {
        public List<RebuildProgress> All { get; } = [];

        public void Report(RebuildProgress value) => All.Add(value);
    }
}
