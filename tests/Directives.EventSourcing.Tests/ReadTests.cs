namespace Directives.EventSourcing.Tests;

public sealed class ReadTests(LightStore lights) : IClassFixture<LightStore>
{
    readonly Guid light = Guid.CreateVersion7();

    EventStore Store => lights.Store;

    async Task<List<AppendResult>> Append(int times)
    {
        var results = new List<AppendResult>();
        for (var i = 1; i <= times; i++)
            results.Add(await Store.Append(Lights.Dim(light, i), default));
        return results;
    }

    [Fact]
    public async Task A_stream_that_does_not_exist_has_no_events() =>
        (await Store.ReadStream(Guid.NewGuid(), default)).Should().BeEmpty();

    [Theory]
    [InlineData(0, long.MaxValue, new long[] { 1, 2, 3, 4 })]
    [InlineData(2, long.MaxValue, new long[] { 3, 4 })]
    [InlineData(0, 3, new long[] { 1, 2, 3 })]
    [InlineData(1, 3, new long[] { 2, 3 })]
    [InlineData(4, long.MaxValue, new long[] { })]
    [InlineData(0, 0, new long[] { })]
    public async Task A_stream_can_be_read_from_one_version_to_another(long after, long up_to, long[] versions)
    {
        await Append(4);

        (await Store.ReadStream(light, default, after, up_to)).Select(e => e.Version).Should().Equal(versions);
    }

    [Fact]
    public async Task A_stream_can_be_read_as_it_was_known_at_an_instant()
    {
        var times = (await Append(3)).ConvertAll(r => r.RecordedAt);
        var tick = TimeSpan.FromMicroseconds(1);

        async Task<int> Known(DateTimeOffset at) => (await Store.ReadStream(light, default, knownAt: at)).Count;

        (await Known(times[0] - tick)).Should().Be(0);
        (await Known(times[0])).Should().Be(1);
        (await Known(times[1] - tick)).Should().Be(1);
        (await Known(times[1].ToOffset(TimeSpan.FromHours(7)))).Should().Be(2);
        (await Known(DateTimeOffset.MaxValue)).Should().Be(3);
    }

    [Fact]
    public async Task Streams_do_not_see_each_other()
    {
        await Append(2);
        await Store.Append(Lights.Dim(Guid.CreateVersion7(), 9), default);

        (await Store.ReadStream(light, default)).Should().HaveCount(2).And.OnlyContain(e => e.Stream == light);
    }

    [Fact]
    public async Task All_events_are_read_page_by_page_in_order_without_a_gap()
    {
        await Append(5);
        await Store.Append([Lights.Dim(Guid.CreateVersion7(), 1), Lights.Append(Guid.CreateVersion7(), 0, new Dimmed(1), new Dimmed(2))], default);
        var head = await Store.Head(default);

        var positions = new List<long>();
        for (var page = await Store.ReadAll(0, 3, default); page.Count > 0; page = await Store.ReadAll(page[^1].Position, 3, default))
        {
            page.Count.Should().BeLessThanOrEqualTo(3);
            page[0].Position.Should().Be(positions.Count + 1);
            positions.AddRange(page.Select(e => e.Position));
        }

        head.Should().BeGreaterThanOrEqualTo(8);
        positions.Should().Equal(Enumerable.Range(1, (int)head).Select(n => (long)n));
        (await Store.ReadAll(head, 3, default)).Should().BeEmpty();
    }

    [Fact]
    public async Task The_head_is_the_position_of_the_last_event_and_0_before_the_first()
    {
        await using var empty = await LightStore.Create();
        (await empty.Store.Head(default)).Should().Be(0);
        (await empty.Store.ReadAll(0, 10, default)).Should().BeEmpty();

        (await Store.Append(Lights.Append(light, 0, new Dimmed(1), new Dimmed(2)), default)).Position.Should().Be(await Store.Head(default));
        (await Store.Append([Lights.Dim(light, 3)], default)).Single().Position.Should().Be(await Store.Head(default));
    }

    [Fact]
    public async Task The_position_at_an_instant_is_that_of_the_last_event_recorded_by_then()
    {
        var results = await Append(2);
        var tick = TimeSpan.FromMicroseconds(1);

        (await Store.Position(results[0].RecordedAt - tick, default)).Should().Be(results[0].Position - 1);
        (await Store.Position(results[0].RecordedAt, default)).Should().Be(results[0].Position);
        (await Store.Position(results[1].RecordedAt - tick, default)).Should().Be(results[0].Position);
        (await Store.Position(results[1].RecordedAt, default)).Should().Be(results[1].Position);
        (await Store.Position(DateTimeOffset.MinValue, default)).Should().Be(0);
    }

    [Fact]
    public async Task Streams_that_do_not_exist_are_named_in_the_order_asked_for()
    {
        await Append(1);
        Guid[] unknown = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];

        (await Store.Missing([unknown[2], light, unknown[0], unknown[1]], default)).Should().Equal(unknown[2], unknown[0], unknown[1]);
        (await Store.Missing([light], default)).Should().BeEmpty();
        (await Store.Missing([], default)).Should().BeEmpty();
    }

    [Fact]
    public async Task An_event_under_an_unknown_name_is_named_with_its_position()
    {
        await using var own = await LightStore.Create();
        var newer = new EventStore(own.Source, new(typeof(LightEvent), typeof(BulbEvent)));
        await newer.Append(Lights.Append(light, 0, new Dimmed(1), new BulbReplaced("Rạng Đông")), default);

        var read = () => own.Store.ReadStream(light, default);

        (await read.Should().ThrowAsync<UnreadableEventException>().WithMessage("*position 2*'bulb_replaced'*"))
            .Which.Position.Should().Be(2);
        (await own.Store.ReadStream(light, default, upTo: 1)).Should().ContainSingle();
        (await newer.ReadStream(light, default)).Should().HaveCount(2);
    }

    [Fact]
    public async Task An_event_that_lacks_what_its_record_requires_is_not_read_as_something_else()
    {
        await using var own = await LightStore.Create();
        await own.Store.Append(Lights.Dim(light, 1), default);
        await own.Execute("alter table es.mt_events disable trigger user");
        await own.Execute("update es.mt_events set data = '{}'");

        await own.Store.Awaiting(s => s.ReadAll(0, 10, default)).Should().ThrowAsync<UnreadableEventException>().WithMessage("*level*");
    }
}
