using Npgsql;

namespace Directives.EventSourcing.Tests;

/// <summary>Races, run for real.</summary>
public sealed class ConcurrencyTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_twenty_writers_at_one_version_exactly_one_wins(bool in_batches)
    {
        await using var lights = await LightStore.Create();
        var light = Guid.CreateVersion7();
        await lights.Store.Append(Lights.Dim(light, 0), default);

        var results = await Task.WhenAll(Enumerable.Range(1, 20).Select(level => Task.Run(async () =>
        {
            var append = Lights.Append(light, 1, new Dimmed(level)).With(Guid.NewGuid());
            return in_batches ? (await lights.Store.Append([append], default)).Single() : await lights.Store.Append(append, default);
        })));

        results.Should().ContainSingle(r => r.Status == AppendStatus.Appended);
        results.Where(r => r.Status != AppendStatus.Appended).Should().OnlyContain(r => r.Status == AppendStatus.Conflict && r.Version == 2 && r.Position == 0);
        (await lights.Store.ReadStream(light, default)).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_reader_that_follows_many_writers_sees_every_event_once_in_order()
    {
        await using var lights = await LightStore.Create();
        Guid[] streams = [.. Enumerable.Range(0, 50).Select(_ => Guid.CreateVersion7())];
        var seen = new List<RecordedEvent>();

        var writing = Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(() => Write(lights.Store, writer, streams))));
        var reader = Task.Run(async () =>
        {
            while (true)
            {
                var written = writing.IsCompleted; // asked first: only then is an empty page the end
                var page = await lights.Store.ReadAll(seen.Count == 0 ? 0 : seen[^1].Position, 7, default);
                if (page.Count > 0)
                    page[0].Position.Should().Be(seen.Count + 1);
                else if (written)
                    return;
                seen.AddRange(page);
            }
        });
        var results = (await writing).SelectMany(r => r).ToList();
        await reader;
        var last = await lights.Store.Head(default);

        results.Should().HaveCount(8 * 100).And.OnlyContain(r => r.Status == AppendStatus.Appended);
        last.Should().Be(results.Sum(r => r.Events));
        seen.Select(e => e.Position).Should().Equal(Enumerable.Range(1, (int)last).Select(n => (long)n));
        foreach (var stream in seen.GroupBy(e => e.Stream))
            stream.Select(e => e.Version).Should().Equal(Enumerable.Range(1, stream.Count()).Select(n => (long)n));

        // What a writer was told is what the reader saw.
        foreach (var result in results)
            (seen[(int)result.Position - 1].Version, seen[(int)result.Position - 1].RecordedAt).Should().Be((result.Version, result.RecordedAt));
        (await lights.Verify()).Should().Match<Verification>(v => v.FirstBad == null && v.Stray == 0 && v.Events == last);
    }

    /// <summary>A hundred appends: every third one in a batch of three streams, the others alone.</summary>
    static async Task<List<AppendResult>> Write(EventStore store, int writer, Guid[] streams)
    {
        var random = new Random(writer);
        var results = new List<AppendResult>();
        while (results.Count < 100)
            if (random.Next(3) == 0 && results.Count <= 97)
                results.AddRange(await store.Append([.. random.GetItems(streams, 3).Select(s => Lights.Dim(s, writer))], default));
            else
                results.Add(await store.Append(Lights.Append(random.GetItems(streams, 1)[0], null, new Dimmed(writer), new Dimmed(writer)), default));
        return results;
    }

    [Fact]
    public async Task What_was_known_at_an_instant_is_settled_before_it_is_answered()
    {
        await using var lights = await LightStore.Create();
        await using var connection = await lights.Source.OpenConnectionAsync();
        await using var open = await connection.BeginTransactionAsync();
        await using var append = new NpgsqlCommand(
            """
            select recorded_at from es.append_one(1, null, '*DEFAULT*', gen_random_uuid(), 'light', 0, null, null, 'test', null, null, '{}',
              array[gen_random_uuid()], array['dimmed']::varchar[], array['x']::varchar[], array['{"level":1}']::jsonb[])
            """, connection);
        var recordedAt = (DateTime)(await append.ExecuteScalarAsync())!;

        var position = lights.Store.Position(recordedAt, default);
        while (!position.IsCompleted && await lights.Value<long>("select count(*) from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())") == 0)
            await Task.Delay(10);
        await open.CommitAsync();

        (await position).Should().Be(1, "the event has its time, so it was known then, though it was not yet visible");
    }

    [Fact]
    public async Task Times_strictly_rise_from_one_append_to_the_next()
    {
        await using var lights = await LightStore.Create();
        Guid[] streams = [.. Enumerable.Range(0, 10).Select(_ => Guid.CreateVersion7())];

        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(() => Write(lights.Store, writer, streams))));

        var batches = await lights.Column<DateTime>("select committed_at from es.ledger order by last_seq");
        batches.Should().HaveCountGreaterThan(20).And.BeInAscendingOrder().And.OnlyHaveUniqueItems();
        var events = await lights.Store.ReadAll(0, int.MaxValue, default);
        events.Select(e => e.RecordedAt).Should().BeInAscendingOrder();
        events.Select(e => e.RecordedAt.UtcDateTime).Distinct().Should().Equal(batches.Skip(1), "a batch is recorded at one instant");
    }

    [Fact]
    public async Task Times_rise_even_when_the_clock_was_set_back()
    {
        await using var lights = await LightStore.Create();
        var ahead = (await lights.Value<DateTime>("select clock_timestamp()")).AddHours(1);
        ahead = new(ahead.Ticks / 10 * 10, DateTimeKind.Utc);

        // As if the last batch was recorded while the clock was an hour ahead.
        await lights.Execute("insert into es.ledger select 1, 1, 1, $1, root, chain from es.ledger", ahead);
        var alone = await lights.Store.Append(Lights.Dim(Guid.CreateVersion7(), 1), default);
        var batched = (await lights.Store.Append([Lights.Dim(Guid.CreateVersion7(), 1)], default)).Single();

        alone.RecordedAt.UtcDateTime.Should().Be(ahead.AddMicroseconds(1));
        batched.RecordedAt.UtcDateTime.Should().Be(ahead.AddMicroseconds(2));
    }

    [Fact]
    public async Task A_transaction_that_is_left_open_elsewhere_holds_up_nobody()
    {
        await using var lights = await LightStore.Create();
        await lights.Execute("create table elsewhere (id int)");
        await using var connection = await lights.Source.OpenConnectionAsync();
        await using var open = await connection.BeginTransactionAsync();
        await using (var write = new NpgsqlCommand("insert into elsewhere values (1); select txid_current()", connection, open))
            await write.ExecuteNonQueryAsync();

        // Would hang, or hide the events from the reader, if positions waited for older transactions.
        var first = await lights.Store.Append(Lights.Dim(Guid.CreateVersion7(), 1), default);
        var second = (await lights.Store.Append([Lights.Dim(Guid.CreateVersion7(), 1)], default)).Single();

        (first.Position, second.Position).Should().Be((1, 2));
        (await lights.Store.ReadAll(0, 10, default)).Select(e => e.Position).Should().Equal(1, 2);
    }

    [Fact]
    public async Task Positions_are_given_out_in_the_order_of_commits()
    {
        await using var lights = await LightStore.Create();
        await using var connection = await lights.Source.OpenConnectionAsync();
        await using var open = await connection.BeginTransactionAsync();
        await using (var append = new NpgsqlCommand(
            """
            select last_seq from es.append_one(1, null, '*DEFAULT*', $1, 'light', null, null, null, 'slow', null, null, '{}',
              array[$1], array['light_dimmed'], array['Dimmed'], array['{"level": 1}'::jsonb])
            """, connection, open))
        {
            append.Add(Guid.CreateVersion7());
            (await append.ExecuteScalarAsync()).Should().Be(1L);
        }

        // The slow one has position 1 and is not committed: whoever comes next must wait, not take 2 and be seen first.
        var next = Task.Run(() => lights.Store.Append(Lights.Dim(Guid.CreateVersion7(), 2), default));
        var batch = Task.Run(() => lights.Store.Append([Lights.Dim(Guid.CreateVersion7(), 3)], default));
        await Eventually.True(
            async () => await lights.Value<long>(
                """
                select count(*) from pg_locks where locktype = 'advisory' and not granted
                  and database = (select oid from pg_database where datname = current_database())
                """) == 2,
            "both appends wait for their turn");
        next.IsCompleted.Should().BeFalse();
        (await lights.Store.ReadAll(0, 10, default)).Should().BeEmpty();

        await open.RollbackAsync();

        var positions = new[] { (await next).Position, (await batch).Single().Position };
        positions.Should().BeEquivalentTo([1L, 2L], "a rolled back append leaves no gap");
        (await lights.Verify()).Should().Be(new Verification(2, 2, null, 0));
    }
}
