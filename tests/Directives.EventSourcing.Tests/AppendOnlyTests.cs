using Npgsql;

namespace Directives.EventSourcing.Tests;

/// <summary>What is written stays as it is, also for the owner of the tables.</summary>
public sealed class AppendOnlyTests(LightStore lights) : IClassFixture<LightStore>
{
    [Theory]
    [InlineData("update es.mt_events set data = '{}'")]
    [InlineData("update es.mt_events set data = '{\"level\": 1.50, \"reason\": null}'")] // the same number, written otherwise
    [InlineData("update es.mt_events set type = 'light_switched_off', is_archived = true")]
    [InlineData("update es.mt_events set user_name = null")]
    [InlineData("update es.mt_events set seq_id = seq_id + 100")]
    [InlineData("update es.mt_events set timestamp = timestamp + interval '1 microsecond'")]
    [InlineData("update es.mt_events set bdata = ''")]
    [InlineData("delete from es.mt_events")]
    [InlineData("truncate es.mt_events")]
    [InlineData("update es.ledger set root = chain")]
    [InlineData("delete from es.ledger")]
    [InlineData("truncate es.ledger")]
    [InlineData("update es.command set version = 2")]
    [InlineData("delete from es.command")]
    [InlineData("truncate es.command")]
    public async Task Nothing_that_was_written_can_be_rewritten(string sql)
    {
        await lights.Store.Append(Lights.Dim(Guid.CreateVersion7(), 1.5m).With(Guid.NewGuid()), default);

        (await lights.Awaiting(l => l.Execute(sql)).Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be("ES001");

        (await lights.Verify()).Should().Match<Verification>(v => v.FirstBad == null && v.Stray == 0 && v.Events > 0);
    }

    [Fact]
    public async Task An_event_can_be_marked_as_archived()
    {
        var light = Guid.CreateVersion7();
        await lights.Store.Append(Lights.Dim(light, 1.5m), default);

        await lights.Execute("update es.mt_events set is_archived = true where stream_id = $1", light);

        (await lights.Value<bool>("select is_archived from es.mt_events where stream_id = $1", light)).Should().BeTrue();
    }

    [Theory]
    [InlineData("repeatable read")]
    [InlineData("serializable")]
    public async Task An_append_that_could_not_see_its_predecessors_is_refused(string isolation)
    {
        await using var connection = await lights.Source.OpenConnectionAsync();
        await using var begin = new NpgsqlCommand($"begin isolation level {isolation}", connection);
        await begin.ExecuteNonQueryAsync();

        await using var turn = new NpgsqlCommand("select es.take_turn(1)", connection);

        (await turn.Awaiting(t => t.ExecuteNonQueryAsync()).Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be("25000");
    }
}
