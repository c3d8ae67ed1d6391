using Directives.EventSourcing.Projections;
using Npgsql;

namespace Directives.EventSourcing.Tests.Projections;

/// <summary>What cannot be applied halts the projection where it is; what passes is waited out.</summary>
public sealed class ProjectionFailureTests : IAsyncLifetime, IAsyncDisposable
{
    readonly LightStore lights = new();
    readonly Guid lamp = Guid.CreateVersion7();

    public Task InitializeAsync() => lights.InitializeAsync();

    public Task DisposeAsync() => lights.DisposeAsync();

    ValueTask IAsyncDisposable.DisposeAsync() => new(DisposeAsync());

    async Task<long> Append(params object[] events)
    {
        var types = new EventTypes(typeof(LightEvent), typeof(BulbEvent));
        return (await new EventStore(lights.Source, types).Append(Lights.Append(lamp, null, events), default)).Position;
    }

    Task<List<long>> Applied() => lights.Column<long>("select position from lights_v1.applied where times = 1 order by 1");

    Task<long> Progress() => lights.Value<long>("select last_seq_id from es.mt_event_progression where name = 'lights:All'");

    public static TheoryData<object, string> Poison => new()
    {
        { new Dimmed(4, LightCounts.FailsInCode), LightCounts.FailsInCode },
        { new Dimmed(4, LightCounts.FailsInSql), "division by zero" },
        { new BulbReplaced("Rạng Đông"), "bulb_replaced" }
    };

    [Theory, MemberData(nameof(Poison))]
    public async Task An_event_that_cannot_be_applied_halts_it_exactly_before(object poison, string why)
    {
        await Append(new Dimmed(1), new Dimmed(2), new Dimmed(3), poison, new Dimmed(5));

        await using var running = await RunningProjection.Start(lights);

        (await running.Halts()).Should().StartWith("Position 4: ").And.Contain(why);
        running.Runner.Status.Should().Match<ProjectionStatus>(s => s.Name == "lights" && s.Position == 3);
        (await Applied()).Should().Equal(1, 2, 3);
        (await Progress()).Should().Be(3);
        (await lights.Value<decimal>("select level from lights_v1.light")).Should().Be(3);
    }

    [Fact]
    public async Task An_event_that_cannot_be_applied_halts_it_also_later()
    {
        await using var running = await RunningProjection.Start(lights);
        await running.Reaches(await Append(new Dimmed(1), new Dimmed(2)));

        await Append(new Dimmed(3, LightCounts.FailsInSql));

        (await running.Halts()).Should().StartWith("Position 3: ");
        (await Applied()).Should().Equal(1, 2);
    }

    [Fact]
    public async Task A_hole_in_the_log_halts_it()
    {
        await Append(new Dimmed(1), new Dimmed(2), new Dimmed(3), new Dimmed(4));
        await lights.Execute("alter table es.mt_events disable trigger user; delete from es.mt_events where seq_id = 3");

        await using var running = await RunningProjection.Start(lights);

        (await running.Halts()).Should().StartWith("Position 3: ").And.Contain("hole");
        (await Applied()).Should().Equal(1, 2);
        (await Progress()).Should().Be(2);
    }

    [Fact]
    public async Task Without_its_read_models_it_halts()
    {
        await using var running = await RunningProjection.Start(lights);
        await lights.Execute("delete from es.mt_event_progression");
        await Append(new Dimmed(1));

        (await running.Halts()).Should().Contain("install the projection first");
    }

    [Fact]
    public async Task It_goes_on_when_its_connections_were_cut_while_it_was_idle()
    {
        await using var running = await RunningProjection.Start(lights);
        for (var round = 1; round <= 5; round++)
        {
            await running.Reaches(await Append(new Dimmed(round), new Dimmed(round)));
            await Cut();
        }

        var last = await Append(new Dimmed(6));
        await running.Reaches(last);

        (await Applied()).Should().Equal(Enumerable.Range(1, (int)last).Select(n => (long)n));
        running.Runner.Status.State.Should().Be(ProjectionState.Running);
    }

    [Fact]
    public async Task It_goes_on_when_its_connection_was_cut_in_the_middle_of_a_page()
    {
        await using var running = await RunningProjection.Start(lights);
        await running.Reaches(await Append(new Dimmed(1)));
        await using (var connection = await lights.Source.OpenConnectionAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await using (var hold = new NpgsqlCommand("lock table lights_v1.light", connection, transaction))
                await hold.ExecuteNonQueryAsync();
            await Append(new Dimmed(2), new Dimmed(3));
            await Eventually.True(
                async () => await lights.Value<long>(
                    """
                    select count(*) from pg_stat_activity
                    where application_name = 'runner' and datname = current_database() and wait_event_type = 'Lock'
                    """) == 1,
                "the runner stands in the middle of a page");

            (await Cut()).Should().BeGreaterThan(0);
            await transaction.RollbackAsync();
        }

        await running.Reaches(3);
        (await Applied()).Should().Equal(1, 2, 3);
        (await Progress()).Should().Be(3);
    }

    /// <summary>Ends every session of the runner, as a restart of the server would; returns how many there were.</summary>
    Task<long> Cut() => lights.Value<long>(
        "select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity where application_name = 'runner' and datname = current_database()");
}
