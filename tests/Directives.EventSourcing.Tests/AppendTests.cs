using Npgsql;

namespace Directives.EventSourcing.Tests;

/// <summary>What an append promises, told once for both ways to make one: alone and in a batch.</summary>
public sealed class AppendTests(LightStore lights) : IClassFixture<LightStore>
{
    readonly Guid light = Guid.CreateVersion7();

    EventStore Store => lights.Store;

    public enum Path { Alone, InABatch }

    async Task<AppendResult> Append(Path path, Append append) => path == Path.Alone
        ? await Store.Append(append, default)
        : (await Store.Append([append], default)).Single();

    [Theory, BothPaths]
    public async Task What_is_appended_can_be_read_back(Path path)
    {
        var metadata = new EventMetadata("lan", "request-1", "command-1").With("ip", "10.0.0.1").With("note", "Đèn \"sáng\"");
        LightEvent[] events =
            [new SwitchedOn("Lan", LightColour.DeepBlue), new Dimmed(0.50m), new SwitchedOff(new(2025, 7, 30, 9, 0, 0, TimeSpan.FromHours(7)))];

        var result = await Append(path, new(light, "light", 0, events, metadata));

        result.Should().Be(new AppendResult(AppendStatus.Appended, 3, await Store.Head(default), 3, result.RecordedAt));
        result.Recorded.Should().BeTrue();
        result.FirstVersion.Should().Be(1);

        var read = await Store.ReadStream(light, default);
        read.Select(e => e.Data).Should().Equal(events);
        read.Select(e => e.Version).Should().Equal(1, 2, 3);
        read.Select(e => e.Position).Should().Equal(result.Position - 2, result.Position - 1, result.Position);
        read.Select(e => e.Type).Should().Equal("light_switched_on", "light_dimmed", "light_switched_off");
        read.Select(e => e.Stream).Should().AllBeEquivalentTo(light);
        read.Select(e => e.Id).Should().OnlyHaveUniqueItems();
        read.Should().OnlyContain(e => e.RecordedAt == result.RecordedAt && e.RecordedAt.Offset == TimeSpan.Zero);
        foreach (var e in read)
        {
            (e.Metadata.Actor, e.Metadata.CorrelationId, e.Metadata.CausationId).Should().Be(("lan", "request-1", "command-1"));
            e.Metadata.Headers.Should().Equal(new Dictionary<string, string> { ["ip"] = "10.0.0.1", ["note"] = "Đèn \"sáng\"" });
        }
    }

    [Theory, BothPaths]
    public async Task Metadata_may_be_no_more_than_the_actor(Path path)
    {
        await Append(path, Lights.Dim(light, 1));

        var metadata = (await Store.ReadStream(light, default)).Single().Metadata;
        (metadata.Actor, metadata.CorrelationId, metadata.CausationId).Should().Be(("tester", null, null));
        metadata.Headers.Should().BeEmpty();
    }

    [Theory, BothPaths]
    public async Task It_is_recorded_at_the_time_of_the_servers_clock(Path path)
    {
        var before = await lights.Value<DateTime>("select clock_timestamp()");
        var result = await Append(path, Lights.Dim(light, 1));
        var after = await lights.Value<DateTime>("select clock_timestamp()");

        result.RecordedAt.UtcDateTime.Should().BeOnOrAfter(before).And.BeOnOrBefore(after);
    }

    [Theory, BothPaths]
    public async Task The_expected_version_is_that_of_the_last_event_or_none_at_all(Path path)
    {
        var created = await Append(path, Lights.Append(light, 0, new Dimmed(1), new Dimmed(2)));
        var followed = await Append(path, Lights.Append(light, 2, new Dimmed(3)));
        var anywhere = await Append(path, Lights.Append(light, null, new Dimmed(4)));

        new[] { created, followed, anywhere }.Should().OnlyContain(r => r.Status == AppendStatus.Appended);
        new[] { created, followed, anywhere }.Select(r => (r.FirstVersion, r.Version)).Should().Equal((1, 2), (3, 3), (4, 4));
        (await Store.ReadStream(light, default)).Select(e => ((Dimmed)e.Data).Level).Should().Equal(1, 2, 3, 4);
    }

    [Theory, BothPaths]
    public async Task Without_an_expected_version_a_stream_may_be_new(Path path) =>
        (await Append(path, Lights.Append(light, null, new Dimmed(1)))).Version.Should().Be(1);

    [Theory]
    [InlineData(Path.Alone, 0)]
    [InlineData(Path.Alone, 1)]
    [InlineData(Path.Alone, 3)]
    [InlineData(Path.InABatch, 0)]
    [InlineData(Path.InABatch, 1)]
    [InlineData(Path.InABatch, 3)]
    public async Task A_wrong_version_is_a_conflict_that_names_the_current_one_and_writes_nothing(Path path, long wrong)
    {
        await Append(path, Lights.Append(light, 0, new Dimmed(1), new Dimmed(2)));
        var before = await lights.Contents();

        var result = await Append(path, Lights.Append(light, wrong, new Dimmed(3), new Dimmed(4)).With(Guid.NewGuid()));

        result.Should().Be(new AppendResult(AppendStatus.Conflict, 2));
        result.Recorded.Should().BeFalse();
        (await lights.Contents()).Should().Be(before);
    }

    [Theory, BothPaths]
    public async Task A_stream_that_should_exist_and_does_not_is_a_conflict(Path path) =>
        (await Append(path, Lights.Append(light, 1, new Dimmed(1)))).Should().Be(new AppendResult(AppendStatus.Conflict, 0));

    [Theory, BothPaths]
    public async Task When_the_database_refuses_one_event_none_of_them_is_written(Path path)
    {
        await Append(path, Lights.Dim(light, 1));
        var before = await lights.Contents();

        // PostgreSQL cannot keep the character NUL in jsonb.
        var append = () => Append(path, Lights.Append(light, 1, new Dimmed(2), new SwitchedOn("\0", LightColour.DeepBlue)).With(Guid.NewGuid()));

        (await append.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.UntranslatableCharacter);
        (await lights.Contents()).Should().Be(before);
        (await Append(path, Lights.Append(light, 1, new Dimmed(2)))).Status.Should().Be(AppendStatus.Appended);
        (await lights.Verify()).Should().Match<Verification>(v => v.FirstBad == null && v.Stray == 0);
    }

    [Theory, BothPaths]
    public async Task An_archived_stream_takes_no_more_events(Path path)
    {
        await Append(path, Lights.Dim(light, 1));
        await lights.Execute("update es.mt_streams set is_archived = true where id = $1", light);
        var before = await lights.Contents();

        (await Append(path, Lights.Append(light, 1, new Dimmed(2)))).Should().Be(new AppendResult(AppendStatus.Archived, 1));
        (await Append(path, Lights.Append(light, 7, new Dimmed(2)))).Should().Be(new AppendResult(AppendStatus.Archived, 1));
        (await lights.Contents()).Should().Be(before);
    }

    [Theory, BothPaths]
    public async Task No_events_at_all_is_a_mistake_of_the_caller(Path path) =>
        await this.Awaiting(t => t.Append(path, Lights.Append(light, 0))).Should().ThrowAsync<ArgumentException>().WithMessage("*at least one event*");

    [Theory, BothPaths]
    public async Task An_event_that_has_no_stored_name_is_a_mistake_of_the_caller(Path path)
    {
        await this.Awaiting(t => t.Append(path, Lights.Append(light, 0, new Dimmed(1), new BulbReplaced("Rạng Đông"))))
            .Should().ThrowAsync<ArgumentException>().WithMessage("*BulbReplaced is no registered event*");

        (await Store.ReadStream(light, default)).Should().BeEmpty();
    }

    [Theory, BothPaths]
    public async Task Followers_are_told_of_what_was_appended_and_not_of_what_was_refused(Path path)
    {
        var appended = await Append(path, Lights.Append(light, 0, new Dimmed(1)));
        Store.Appended.Current.Should().Be(appended.Position);

        await Append(path, Lights.Append(light, 0, new Dimmed(1)));
        Store.Appended.Current.Should().Be(appended.Position);
    }

    [Theory, BothPaths]
    public async Task Tables_of_a_session_do_not_stand_in_for_those_of_the_store(Path path)
    {
        await using var source = lights.OneSession();
        await using (var create = source.CreateCommand("create temp table ledger (like es.ledger); create temp table command (like es.command)"))
            await create.ExecuteNonQueryAsync();

        var store = new EventStore(source, new(typeof(LightEvent)));
        var append = Lights.Dim(light, 1).With(Guid.NewGuid());
        var result = path == Path.Alone ? await store.Append(append, default) : (await store.Append([append], default)).Single();

        result.Position.Should().Be(await Store.Head(default));
        (await Store.Find(append.Key!, default)).Should().NotBeNull();
    }

    /// <summary>Both ways to append.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class BothPathsAttribute : Xunit.Sdk.DataAttribute
    {
        public override IEnumerable<object[]> GetData(System.Reflection.MethodInfo testMethod) => [[Path.Alone], [Path.InABatch]];
    }
}
