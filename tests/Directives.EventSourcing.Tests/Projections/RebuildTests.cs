using Directives.EventSourcing.Leases;
using Directives.EventSourcing.Projections;
using Npgsql;

namespace Directives.EventSourcing.Tests.Projections;

/// <summary>A rebuild makes the same rows from the log that the live projection made, while everything goes on.</summary>
public sealed class RebuildTests : IAsyncLifetime, IAsyncDisposable
{
    static readonly ProjectionOptions Small = new() { Page = 50, FillFrom = long.MaxValue };

    readonly LightStore lights = new();
    readonly Guid[] lamps = [.. Enumerable.Range(0, 20).Select(_ => Guid.CreateVersion7())];

    public Task InitializeAsync() => lights.InitializeAsync();

    public Task DisposeAsync() => lights.DisposeAsync();

    ValueTask IAsyncDisposable.DisposeAsync() => new(DisposeAsync());

    Rebuild Rebuild(Projection? projection = null) => new(lights.Source, lights.Store, projection ?? LevelSums.Projection, new Lease(lights.Source), Small);

    async Task<long> Append(int events)
    {
        foreach (var levels in Enumerable.Range(1, events).Chunk(50))
            await lights.Store.Append([.. levels.Select(n => Lights.Dim(lamps[n % lamps.Length], n))], default);
        return await lights.Store.Head(default);
    }

    Task<long> Progress() => lights.Value<long>("select last_seq_id from es.mt_event_progression where name = 'levels:All'");

    Task<List<string>> Schemas() => lights.Column<string>("select nspname::text from pg_namespace where nspname like 'levels%' or nspname like 'lights%' order by 1");

    /// <summary>The identity of a table: another one of the same name has another.</summary>
    Task<uint> Table(string name) => lights.Value<uint>("select $1::regclass::oid", name);

    Task<Running> Follow(Projection? projection = null) => Running.Start(lights, projection ?? LevelSums.Projection, Small);

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
        (await lights.Column<string>("select indexname::text from pg_indexes where schemaname = 'levels_v1' order by 1")).Should().Equal("lamp_id", "level_level");
        (await lights.Value<decimal>("select sum(events) from levels_v1.lamp")).Should().Be(head);
        (await lights.Value<decimal>("select sum(events) from levels_v1.level")).Should().Be(head);
        (await Schemas()).Should().Equal("levels_v1");
        (await lights.Column<string>("select name from es.mt_event_progression")).Should().Equal("levels:All");

        await live.Reaches(await Append(100));
        (await lights.Value<decimal>("select sum(events) from levels_v1.lamp")).Should().Be(head + 100);
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
                await lights.Store.Append(Lights.Dim(lamps[n % lamps.Length], n), default);
        })));

        var results = new List<RebuildResult>();
        for (var round = 0; round < 5; round++)
            results.Add(await Rebuild().Run(new(), null, default));

        await enough.CancelAsync();
        await writing;
        results.Should().OnlyContain(result => result.Outcome == RebuildOutcome.Swapped && result.Differences.Count == 0);
        results.Select(result => result.Position).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        var head = await lights.Store.Head(default);
        await live.Reaches(head);
        (await lights.Value<decimal>("select sum(events) from levels_v1.lamp")).Should().Be(head);
    }

    [Fact]
    public async Task Whoever_reads_during_the_swap_sees_whole_answers_and_no_error()
    {
        await Append(300);
        await using var live = await Follow();
        await live.Reaches(300);
        using var enough = new CancellationTokenSource();
        await using var prepared = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(lights.ConnectionString) { MaxAutoPrepare = 10, AutoPrepareMinUsages = 2 }.ConnectionString);
        var reading = Task.WhenAll(new[] { prepared, lights.Source }.SelectMany(source => new[] { source, source }).Select(source => Task.Run(async () =>
        {
            var answers = 0;
            for (; !enough.IsCancellationRequested; answers++)
            {
                await using var connection = await source.OpenConnectionAsync();
                await using var batch = new NpgsqlBatch(connection);
                batch.Add("set search_path = levels_v1");
                batch.Add("select (select sum(events) from lamp), (select sum(events) from level), (select count(*) from lamp)");
                await using var row = await batch.ExecuteReaderAsync();
                await row.ReadAsync();
                row.GetDecimal(0).Should().Be(row.GetDecimal(1)).And.BeGreaterThanOrEqualTo(300);
                row.GetInt64(2).Should().Be(20);
            }

            return answers;
        })));
        var writing = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
                await Append(10);
        });

        for (var round = 0; round < 8; round++)
            (await Rebuild().Run(new(), null, default)).Outcome.Should().Be(RebuildOutcome.Swapped);

        await enough.CancelAsync();
        await writing;
        (await reading).Should().OnlyContain(answers => answers > 0);
    }

    [Fact]
    public async Task Rows_that_were_tampered_with_are_found_and_stay_until_somebody_agrees()
    {
        await Append(400);
        await using var live = await Follow();
        await live.Reaches(400);
        await lights.Execute("update levels_v1.lamp set total = total + 1 where id = $1", lamps[3]);
        await lights.Execute("delete from levels_v1.lamp where id = $1", lamps[4]);
        var before = await Table("levels_v1.lamp");

        var result = await Rebuild().Run(new(), null, default);

        result.Outcome.Should().Be(RebuildOutcome.Differs);
        result.Differences.Should().Equal(new TableDifference("lamp", 19, 20, OnlyLive: 1, OnlyNew: 2));
        (await Table("levels_v1.lamp")).Should().Be(before);
        (await Schemas()).Should().Equal("levels_v1", "levels_v1_new");

        (await Rebuild().Run(new() { AcceptDifference = true, Keep = true }, null, default)).Outcome.Should().Be(RebuildOutcome.Swapped);

        (await lights.Value<long>("select count(*) from levels_v1.lamp")).Should().Be(20);
        (await lights.Value<long>("select count(*) from levels_v1_old.lamp")).Should().Be(19);
        (await Schemas()).Should().Equal("levels_v1", "levels_v1_old");
    }

    [Fact]
    public async Task A_rebuild_that_is_killed_leaves_the_live_one_alone_and_the_next_one_clears_up()
    {
        await Append(400);
        await using var live = await Follow();
        await live.Reaches(400);
        var before = await Table("levels_v1.lamp");
        var dying = lights.Named("dying");
        // It cannot write down how far it filled, so it has rows but is not done.
        await using var hold = await lights.Source.OpenConnectionAsync();
        await using var held = await hold.BeginTransactionAsync();
        await using (var take = new NpgsqlCommand("lock table es.mt_event_progression in exclusive mode", hold))
            await take.ExecuteNonQueryAsync();

        var dies = new Rebuild(dying, RunningProjection.Store(dying), LevelSums.Projection, new(dying), Small with { Lease = TimeSpan.FromMilliseconds(500) })
            .Run(new(), null, default);
        await Eventually.True(async () => await lights.Value<long>(
            "select count(*) from pg_stat_activity where application_name = 'dying' and wait_event_type = 'Lock'") > 0, "it stands in the middle");
        await lights.Execute("select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'dying'");
        await dies.Awaiting(d => d).Should().ThrowAsync<NpgsqlException>();
        await dying.DisposeAsync();
        await held.RollbackAsync();

        (await Schemas()).Should().Equal("levels_v1", "levels_v1_new");
        (await Table("levels_v1.lamp")).Should().Be(before);
        await live.Reaches(await Append(10));
        RebuildResult next;
        while ((next = await Rebuild().Run(new(), null, default)).Outcome is RebuildOutcome.Busy)
            await Task.Delay(20);
        next.Outcome.Should().Be(RebuildOutcome.Swapped);
        (await Schemas()).Should().Equal("levels_v1");
    }

    [Fact]
    public async Task Only_one_runs_at_a_time()
    {
        await Append(100);
        await using var live = await Follow();
        await live.Reaches(100);
        (await new Lease(lights.Source).TryHold("levels:All:Rebuild", TimeSpan.FromMinutes(1), default)).Should().BeTrue();

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
        await using var live = await Running.Start(lights, LevelSums.Projection, Small with { FillFrom = 500 });
        await live.Reaches(head);

        // Page by page its first rows would have come with the first page.
        (await lights.Value<long>("select count(distinct xmin::text) from levels_v1.level")).Should().Be(1);
        (await lights.Value<decimal>("select sum(events) from levels_v1.level")).Should().Be(head);
        await live.Reaches(await Append(10));
        (await lights.Value<decimal>("select sum(events) from levels_v1.level")).Should().Be(head + 10);
        (await Schemas()).Should().Equal("levels_v1");
        (await Progress()).Should().Be(head + 10);
    }

    [Fact]
    public async Task A_new_version_fills_while_the_old_one_goes_on()
    {
        var head = await Append(700);
        await using var first = await Follow();
        await first.Reaches(head);

        await using var second = await Running.Start(lights, LevelSums.Projection with { Version = 2 }, Small with { FillFrom = 500 });
        await second.Reaches(head);
        head = await Append(10);
        await Task.WhenAll(first.Reaches(head), second.Reaches(head));

        (await Schemas()).Should().Equal("levels_v1", "levels_v2");
        foreach (var schema in await Schemas())
            (await lights.Value<decimal>($"select sum(events) from {schema}.lamp")).Should().Be(head);
    }

    [Fact]
    public async Task A_read_model_kept_by_statements_is_rebuilt_to_the_same_rows()
    {
        await Append(400);
        await using var live = await Follow(RunningProjection.Lights);
        await live.Reaches(400);

        (await Rebuild(RunningProjection.Lights).Run(new(), null, default)).Should().BeEquivalentTo(new RebuildResult(RebuildOutcome.Swapped, 400));
    }

    [Fact]
    public async Task Live_read_models_that_are_stuck_cannot_be_compared_but_replaced_by_consent()
    {
        await Append(100);
        await using (var live = await Follow())
            await live.Reaches(100);
        await Append(100);
        await lights.Execute("insert into es.projection_halt (projection, position, reason) values ('levels:All', 101, 'stuck')");

        (await Rebuild().Run(new(), null, default)).Should().BeEquivalentTo(new RebuildResult(RebuildOutcome.NotComparable, 200));
        (await Progress()).Should().Be(100);
        (await Rebuild().Run(new() { AcceptDifference = true }, null, default)).Outcome.Should().Be(RebuildOutcome.Swapped);

        (await Progress()).Should().Be(200);
        (await lights.Value<decimal>("select sum(events) from levels_v1.lamp")).Should().Be(200);
    }

    sealed class Told : IProgress<RebuildProgress>
    {
        public List<RebuildProgress> All { get; } = [];

        public void Report(RebuildProgress value) => All.Add(value);
    }
}
