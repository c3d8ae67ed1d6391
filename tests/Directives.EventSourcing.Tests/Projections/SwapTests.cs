using Directives.EventSourcing.Projections;
using Npgsql;

namespace Directives.EventSourcing.Tests.Projections;

/// <summary>What is put in place of the live read models, when, and what others notice of it.</summary>
public sealed class SwapTests : RebuildFixture
{
    [Fact]
    public async Task Whoever_reads_during_the_swap_sees_whole_answers_and_no_error()
    {
        await Append(300);
        await using var live = await Follow();
        await live.Reaches(300);
        using var enough = new CancellationTokenSource();
        await using var prepared = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(Log.ConnectionString) { MaxAutoPrepare = 10, AutoPrepareMinUsages = 2 }.ConnectionString);
        var reading = Task.WhenAll(new[] { prepared, Log.Source }.SelectMany(source => new[] { source, source }).Select(source => Task.Run(async () =>
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
    public async Task Whoever_has_begun_to_read_ends_on_the_tables_it_began_with()
    {
        await Append(100);
        await using var live = await Follow();
        await live.Reaches(100);
        var (lamp, level) = (await Table("levels_v1.lamp"), await Table("levels_v1.level"));
        await using var source = Log.Named("rebuilding");
        await using var reader = await Log.Source.OpenConnectionAsync();
        await using var reading = await reader.BeginTransactionAsync();
        (await Seen("lamp")).Should().Be(lamp);

        var rebuild = new Rebuild(source, RunningProjection.Store(source), LevelSums.Projection, new(source), Small).Run(new(), null, default);
        await Eventually.True(async () => await Log.Value<long>(
            "select count(*) from pg_stat_activity where application_name = 'rebuilding' and wait_event_type = 'Lock' and query like 'lock table%'") > 0, "the swap waits");

        (await Seen("level")).Should().Be(level);
        (await Log.Value<long>("select count(*) from levels_v1.lamp")).Should().Be(20, "others still read");
        await live.Reaches(await Append(10));
        await reading.CommitAsync();
        (await rebuild).Outcome.Should().Be(RebuildOutcome.Swapped);
        (await Table("levels_v1.level")).Should().NotBe(level);

        async Task<uint> Seen(string table)
        {
            await using var look = new NpgsqlCommand($"set local search_path = levels_v1; select distinct tableoid from {table}", reader, reading);
            return (uint)(await look.ExecuteScalarAsync())!;
        }
    }

    [Fact]
    public async Task Rows_that_were_tampered_with_are_found_and_stay_until_somebody_agrees()
    {
        await Append(400);
        await using var live = await Follow();
        await live.Reaches(400);
        await Log.Execute("update levels_v1.lamp set total = total + 1 where id = $1", Lamps[3]);
        await Log.Execute("delete from levels_v1.lamp where id = $1", Lamps[4]);
        await Log.Execute("update levels_v1.level set total = total + 1 where level = 3");
        var before = await Table("levels_v1.lamp");

        var result = await Rebuild().Run(new(), null, default);

        result.Outcome.Should().Be(RebuildOutcome.Differs);
        result.Differences.Should().Equal(
            new TableDifference("lamp", 19, 20, OnlyLive: 1, OnlyNew: 2), new TableDifference("level", 7, 7, OnlyLive: 1, OnlyNew: 1));
        (await Table("levels_v1.lamp")).Should().Be(before);
        (await Schemas()).Should().Equal("levels_v1", "levels_v1_new");

        (await Rebuild().Run(new() { AcceptDifference = true, Keep = true }, null, default)).Outcome.Should().Be(RebuildOutcome.Swapped);

        (await Log.Value<long>("select count(*) from levels_v1.lamp")).Should().Be(20);
        (await Log.Value<long>("select count(*) from levels_v1_old.lamp")).Should().Be(19);
        (await Schemas()).Should().Equal("levels_v1", "levels_v1_old");
    }

    [Fact]
    public async Task A_rebuild_that_is_killed_leaves_the_live_one_alone_and_the_next_one_clears_up()
    {
        await Append(400);
        await using var live = await Follow();
        await live.Reaches(400);
        var before = await Table("levels_v1.lamp");
        var dying = Log.Named("dying");
        // It cannot write down how far it filled, so it has rows but is not done.
        await using var hold = await Log.Source.OpenConnectionAsync();
        await using var held = await hold.BeginTransactionAsync();
        await using (var take = new NpgsqlCommand("lock table es.mt_event_progression in exclusive mode", hold))
            await take.ExecuteNonQueryAsync();

        var dies = new Rebuild(dying, RunningProjection.Store(dying), LevelSums.Projection, new(dying), Small with { Lease = TimeSpan.FromMilliseconds(500) })
            .Run(new(), null, default);
        await Eventually.True(async () => await Log.Value<long>(
            "select count(*) from pg_stat_activity where application_name = 'dying' and wait_event_type = 'Lock'") > 0, "it stands in the middle");
        await Log.Execute("select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'dying'");
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
    public async Task Live_read_models_that_are_stuck_cannot_be_compared_but_replaced_by_consent()
    {
        await Append(100);
        await using (var live = await Follow())
            await live.Reaches(100);
        await Append(100);
        await Log.Execute("insert into es.projection_halt (projection, position, reason) values ('levels:All', 101, 'stuck')");

        (await Rebuild().Run(new(), null, default)).Should().BeEquivalentTo(new RebuildResult(RebuildOutcome.NotComparable, 200));
        (await Progress()).Should().Be(100);
        (await Rebuild().Run(new() { AcceptDifference = true }, null, default)).Outcome.Should().Be(RebuildOutcome.Swapped);

        (await Progress()).Should().Be(200);
        (await Log.Value<decimal>("select sum(events) from levels_v1.lamp")).Should().Be(200);
    }
}
