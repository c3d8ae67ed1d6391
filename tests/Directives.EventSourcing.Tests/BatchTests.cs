using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Directives.EventSourcing.Tests;

/// <summary>A batch means what its commands mean one by one, in order; only faster.</summary>
public sealed class BatchTests(LightStore lights, ITestOutputHelper output) : IClassFixture<LightStore>
{
    readonly Guid light = Guid.CreateVersion7();
    readonly Guid other = Guid.CreateVersion7();
    readonly Guid key = Guid.NewGuid();

    EventStore Store => lights.Store;

    [Fact]
    public async Task A_conflict_leaves_its_neighbours_alone()
    {
        var third = Guid.CreateVersion7();
        await Store.Append(Lights.Dim(other, 1), default);
        var head = await Store.Head(default);

        var results = await Store.Append(
            [Lights.Append(light, 0, new Dimmed(1)), Lights.Append(other, 0, new Dimmed(2)), Lights.Append(third, 0, new Dimmed(3), new Dimmed(4))], default);

        results.Select(r => (r.Status, r.Version, r.Position)).Should().Equal(
            (AppendStatus.Appended, 1, head + 1), (AppendStatus.Conflict, 1, 0), (AppendStatus.Appended, 2, head + 3));
        (await Store.ReadAll(head, 10, default)).Select(e => (e.Position, e.Stream, e.Version)).Should().Equal(
            (head + 1, light, 1), (head + 2, third, 1), (head + 3, third, 2));
    }

    [Fact]
    public async Task Nothing_to_append_is_no_mistake() =>
        (await Store.Append([], default)).Should().BeEmpty();

    [Fact]
    public async Task What_a_batch_writes_is_recorded_at_one_instant()
    {
        var results = await Store.Append([Lights.Dim(light, 1), Lights.Dim(other, 2)], default);

        results.Select(r => r.RecordedAt).Distinct().Should().ContainSingle();
        (await lights.Column<long>("select first_seq from es.ledger where last_seq = $1", results[1].Position)).Should().Equal(results[0].Position);
    }

    [Fact]
    public async Task Commands_for_one_stream_follow_each_other()
    {
        var results = await Store.Append(
            [
                Lights.Append(light, 0, new Dimmed(1)), Lights.Append(light, 1, new Dimmed(2)),
                Lights.Append(light, 1, new Dimmed(3)), Lights.Append(light, 2, new Dimmed(4))
            ], default);

        results.Select(r => (r.Status, r.Version)).Should().Equal(
            (AppendStatus.Appended, 1), (AppendStatus.Appended, 2), (AppendStatus.Conflict, 2), (AppendStatus.Appended, 3));
        (await Store.ReadStream(light, default)).Select(e => ((Dimmed)e.Data).Level).Should().Equal(1, 2, 4);
    }

    [Fact]
    public async Task What_rests_on_an_event_is_not_written_after_another_though_the_version_fits()
    {
        var decided = Lights.Append(light, 0, new Dimmed(1));
        var follower = Lights.Append(light, 1, new Dimmed(2)) with { After = decided.LastId };
        await Store.Append(Lights.Append(light, 0, new Dimmed(9)), default); // somebody else was first, and made the version fit

        var results = await Store.Append([decided, follower, Lights.Dim(other, 1)], default);

        results.Select(r => r.Status).Should().Equal(AppendStatus.Conflict, AppendStatus.Conflict, AppendStatus.Appended);
        (await Store.Append(follower, default)).Status.Should().Be(AppendStatus.Conflict, "the scalar form means the same");
    }

    [Fact]
    public async Task What_rests_on_an_event_follows_it_in_the_same_batch_and_later()
    {
        var decided = Lights.Append(light, 0, new Dimmed(1), new Dimmed(2));
        var follower = Lights.Append(light, 2, new Dimmed(3)) with { After = decided.LastId };
        var third = Lights.Append(light, 3, new Dimmed(4)) with { After = follower.LastId };

        (await Store.Append([decided, follower], default)).Select(r => r.Version).Should().Equal(2, 3);
        (await Store.Append(third, default)).Should().Match<AppendResult>(r => r.Status == AppendStatus.Appended && r.Version == 4);
    }

    [Fact]
    public async Task A_key_that_comes_twice_is_a_duplicate_the_second_time()
    {
        var append = Lights.Append(light, 0, new Dimmed(1)).With(key);

        var results = await Store.Append([append, append, Lights.Append(other, 0, new Dimmed(2)).With(key, "another request")], default);

        results[0].Status.Should().Be(AppendStatus.Appended);
        results[1].Should().Be(results[0] with { Status = AppendStatus.Duplicate });
        results[2].Should().Be(new AppendResult(AppendStatus.KeyReused, 0));
    }

    [Fact]
    public async Task A_key_belongs_to_the_first_that_names_it_even_if_that_one_has_to_wait_for_its_stream()
    {
        var results = await Store.Append(
            [
                Lights.Append(light, 0, new Dimmed(1)), Lights.Append(light, 1, new Dimmed(2)).With(key),
                Lights.Append(other, 0, new Dimmed(3)).With(key, "another request")
            ], default);

        results.Select(r => r.Status).Should().Equal(AppendStatus.Appended, AppendStatus.Appended, AppendStatus.KeyReused);
    }

    [Fact]
    public async Task A_batch_means_what_its_commands_mean_one_by_one()
    {
        await using var singles = await LightStore.Create();
        await using var batches = await LightStore.Create();
        var scripts = 0;
        var commands = 0;

        var property = Prop.ForAll(Script.Any, script => Task.Run(async () =>
        {
            // Every script has lights and keys of its own.
            Guid[] lamps = [.. Enumerable.Range(0, Script.LightCount).Select(_ => Guid.CreateVersion7())];
            var (appends, expected) = script.Play(lamps);
            await Task.WhenAll(Archive(singles, lamps[^1]), Archive(batches, lamps[^1]));

            var one_by_one = new List<AppendResult>();
            foreach (var append in appends)
                one_by_one.Add(await singles.Store.Append(append, default));
            var batched = new List<AppendResult>();
            foreach (var batch in script.Batches(appends))
                batched.AddRange(await batches.Store.Append(batch, default));

            // What waits for its stream or key is overtaken by what does not; but nobody overtakes in a stream.
            Unplaced(one_by_one).Should().Equal(expected);
            Unplaced(batched).Should().Equal(expected);
            (await Stored(batches, lamps)).Should().Equal(await Stored(singles, lamps));
            (await Streams(batches, lamps)).Should().Equal(await Streams(singles, lamps));
            await Placed(singles, appends, one_by_one);
            await Placed(batches, appends, batched);
            (scripts, commands) = (scripts + 1, commands + appends.Count);
        }).GetAwaiter().GetResult());

        // A failure prints its seed; put it into WithReplay to see it again.
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60).WithEndSize(40), property);

        output.WriteLine($"{scripts} scripts of {commands} commands");
        foreach (var lamp in new[] { singles, batches })
            (await lamp.Verify()).Should().Match<Verification>(v => v.FirstBad == null && v.Stray == 0);
    }

    static async Task Archive(LightStore lights, Guid lamp)
    {
        await lights.Store.Append(Lights.Append(lamp, 0, new Dimmed(1)), default);
        await lights.Execute("update es.mt_streams set is_archived = true where id = $1", lamp);
    }

    static IEnumerable<AppendResult> Unplaced(IEnumerable<AppendResult> results) => results.Select(r => r with { RecordedAt = default, Position = 0 });

    /// <summary>Every answer names the position and the time of the last event that was written for it.</summary>
    static async Task Placed(LightStore lights, List<Append> appends, List<AppendResult> results)
    {
        var events = (await lights.Store.ReadAll(0, int.MaxValue, default)).ToDictionary(e => e.Position);
        events.Keys.Should().Equal(Enumerable.Range(1, events.Count).Select(n => (long)n));
        foreach (var (append, result) in appends.Zip(results))
            if (!result.Recorded)
                result.Should().Be(new AppendResult(result.Status, result.Version));
            else if (result.Status == AppendStatus.Appended)
                events[result.Position].Should().Match<RecordedEvent>(
                    e => e.Stream == append.Stream && e.Version == result.Version && e.RecordedAt == result.RecordedAt);
            else
                results.Should().Contain(result with { Status = AppendStatus.Appended });
    }

    static Task<List<string>> Stored(LightStore lights, Guid[] lamps) => lights.Column<string>(
        """
        select (to_jsonb(e) - array['seq_id', 'id', 'timestamp'])::text
        from es.mt_events e where stream_id = any($1) order by stream_id, version
        """, lamps);

    static Task<List<string>> Streams(LightStore lights, Guid[] lamps) => lights.Column<string>(
        "select (to_jsonb(s) - array['created', 'timestamp'])::text from es.mt_streams s where id = any($1) order by id", lamps);
}
