using Npgsql;

namespace Directives.EventSourcing.Tests;

public sealed class HistoryImportTests : IAsyncLifetime, IAsyncDisposable
{
    static readonly DateTimeOffset July = new(2025, 7, 18, 9, 30, 0, TimeSpan.FromHours(7));
    static readonly TimeSpan Tick = TimeSpan.FromMicroseconds(1);

    readonly LightStore lights = new();
    readonly Guid light = Guid.CreateVersion7();

    EventStore Store => lights.Store;

    Task<AppendResult> Import(DateTimeOffset at, Append append) => new HistoryImport(Store).Append(append, at, default);

    public Task InitializeAsync() => lights.InitializeAsync();

    public Task DisposeAsync() => lights.DisposeAsync();

    ValueTask IAsyncDisposable.DisposeAsync() => new(DisposeAsync());

    [Fact]
    public async Task Imported_events_keep_their_times_and_say_that_they_are_imported()
    {
        var append = Lights.Append(light, 0, new Dimmed(1), new Dimmed(2));
        var first = await Import(July, append with { Metadata = append.Metadata.With("source", "register") });
        var second = await Import(July + Tick, Lights.Append(light, 2, new Dimmed(3)));

        (first.Status, first.RecordedAt).Should().Be((AppendStatus.Appended, July));
        (second.Status, second.RecordedAt).Should().Be((AppendStatus.Appended, July + Tick));
        var events = await Store.ReadStream(light, default);
        events.Select(e => e.RecordedAt).Should().Equal(July, July, July + Tick);
        events[0].Metadata.Headers.Should().Equal(new Dictionary<string, string> { ["imported"] = "true", ["source"] = "register" });
        events[2].Metadata.Headers.Should().Equal(new Dictionary<string, string> { ["imported"] = "true" });
        (await lights.Column<DateTime>("select timestamp from es.mt_streams union all select created from es.mt_streams"))
            .Should().Equal((July + Tick).UtcDateTime, July.UtcDateTime);
    }

    [Fact]
    public async Task They_are_in_the_ledger_like_all_others()
    {
        await Import(July, Lights.Append(light, 0, new Dimmed(1), new Dimmed(2)));
        await Import(July + Tick, Lights.Append(light, 2, new Dimmed(3)));

        (await lights.Verify()).Should().Be(new Verification(2, 3, null, 0));
        (await lights.Column<DateTime>("select committed_at from es.ledger where last_seq > 0 order by last_seq"))
            .Should().Equal(July.UtcDateTime, (July + Tick).UtcDateTime);
    }

    public static TheoryData<TimeSpan> NotAfterTheHead => [TimeSpan.Zero, -Tick, TimeSpan.FromDays(-400)];

    [Theory, MemberData(nameof(NotAfterTheHead))]
    public async Task A_time_that_does_not_follow_the_last_one_is_refused_and_writes_nothing(TimeSpan after)
    {
        await Import(July, Lights.Append(light, 0, new Dimmed(1)));

        await Refused(July + after);
    }

    [Fact]
    public async Task A_time_in_the_future_is_refused_and_writes_nothing() =>
        await Refused(new(await lights.Value<DateTime>("select clock_timestamp() + interval '1 minute'")));

    [Fact]
    public async Task History_cannot_be_written_behind_what_was_recorded_live()
    {
        await Store.Append(Lights.Dim(Guid.CreateVersion7(), 1), default);

        await Refused(July);
    }

    async Task Refused(DateTimeOffset at)
    {
        var before = await lights.Contents();

        (await this.Awaiting(t => t.Import(at, Lights.Dim(light, 2).With(Guid.NewGuid()))).Should().ThrowAsync<PostgresException>())
            .Which.SqlState.Should().Be("ES002");

        (await lights.Contents()).Should().Be(before);
        (await lights.Verify()).Should().Match<Verification>(v => v.FirstBad == null && v.Stray == 0);
    }

    [Fact]
    public async Task An_import_can_be_run_again_with_its_keys()
    {
        var append = Lights.Append(light, 0, new Dimmed(1)).With(Guid.NewGuid());
        var first = await Import(July, append);
        await Import(July + Tick, Lights.Append(light, 1, new Dimmed(2)));

        (await Import(July, append)).Should().Be(first with { Status = AppendStatus.Duplicate });
    }

    [Fact]
    public async Task Afterwards_the_clock_goes_on()
    {
        await Import(July, Lights.Append(light, 0, new Dimmed(1)));
        var before = await lights.Value<DateTime>("select clock_timestamp()");

        var alone = await Store.Append(Lights.Append(light, 1, new Dimmed(2)), default);
        var batched = (await Store.Append([Lights.Append(light, 2, new Dimmed(3))], default)).Single();

        alone.RecordedAt.UtcDateTime.Should().BeOnOrAfter(before);
        batched.RecordedAt.Should().BeAfter(alone.RecordedAt);
        (await Store.ReadStream(light, default, after: 1)).Should().OnlyContain(e => e.Metadata.Headers.Count == 0);
        (await lights.Verify()).Should().Be(new Verification(3, 3, null, 0));
    }

    [Fact]
    public async Task The_log_can_be_read_as_it_was_known_then()
    {
        var (july, august) = (July, July.AddMonths(1));
        await Import(july, Lights.Append(light, 0, new Dimmed(1), new Dimmed(2)));
        await Import(august, Lights.Append(light, 2, new Dimmed(3)));
        await Store.Append(Lights.Append(light, 3, new Dimmed(4)), default);

        (DateTimeOffset, int)[] instants =
            [(july - Tick, 0), (july, 2), (july + Tick, 2), (august - Tick, 2), (august, 3), (august + Tick, 3), (DateTimeOffset.MaxValue, 4)];
        foreach (var (at, known) in instants)
        {
            (await Store.Position(at, default)).Should().Be(known, $"of {at:O}");
            (await Store.ReadStream(light, default, knownAt: at)).Should().HaveCount(known, $"of {at:O}");
        }
    }
}
