namespace Directives.EventSourcing.Tests.Writing;

/// <summary>Appends to several streams, all of them or none.</summary>
public sealed class TogetherTests(LightStore lights) : IClassFixture<LightStore>
{
    readonly Guid light = Guid.CreateVersion7();
    readonly Guid other = Guid.CreateVersion7();

    EventStore Store => lights.Store;

    [Fact]
    public async Task All_of_them_are_written()
    {
        var head = await Store.Head(default);

        (await Store.AppendTogether([Lights.Append(light, 0, new Dimmed(1)), Lights.Append(other, 0, new Dimmed(2)), Lights.Append(light, 1, new Dimmed(3))], default)).Should().BeTrue();

        (await Store.ReadAll(head, 10, default)).Select(e => (e.Position, e.Stream, e.Version)).Should().Equal(
            (head + 1, light, 1), (head + 2, other, 1), (head + 3, light, 2));
        Store.Appended.Current.Should().Be(head + 3);
    }

    [Fact]
    public async Task Or_none_when_one_of_them_conflicts()
    {
        await Store.Append(Lights.Dim(other, 1), default);
        var before = await lights.Contents();

        (await Store.AppendTogether([Lights.Append(light, 0, new Dimmed(1)).With(Guid.NewGuid()), Lights.Append(other, 0, new Dimmed(2))], default)).Should().BeFalse();

        (await lights.Contents()).Should().Be(before);
    }

    [Fact]
    public async Task Also_when_the_conflict_is_in_another_call_of_many()
    {
        await Store.Append(Lights.Dim(other, 1), default);
        var before = await lights.Contents();
        var many = Enumerable.Range(0, 1500).Select(i => Lights.Append(Guid.CreateVersion7(), 0, new Dimmed(i)).With(Guid.NewGuid())).ToList();

        (await Store.AppendTogether([.. many, Lights.Append(other, 0, new Dimmed(2))], default)).Should().BeFalse();
        (await lights.Contents()).Should().Be(before);

        (await Store.AppendTogether(many, default)).Should().BeTrue();
        (await lights.Contents()).Should().Be((before.Events + 1500, before.Batches + 3, before.Keys + 1500, before.Versions + 1500));
        (await lights.Verify()).Should().Match<Verification>(v => v.FirstBad == null && v.Stray == 0);
    }

    [Fact]
    public async Task Those_that_are_written_already_are_no_obstacle()
    {
        var first = Lights.Append(light, 0, new Dimmed(1)).With(Guid.NewGuid());
        await Store.Append(first, default);
        var before = await lights.Contents();

        for (var i = 0; i < 2; i++)
        {
            (await Store.AppendTogether([first, Lights.Append(other, 0, new Dimmed(2)) with { Key = Lights.Key(light) }], default)).Should().BeTrue();
            (await lights.Contents()).Should().Be((before.Events + 1, before.Batches + 1, before.Keys + 1, before.Versions + 1));
        }
    }

    [Fact]
    public async Task Whoever_appends_next_is_not_held_up_by_those_who_could_not()
    {
        await Store.Append(Lights.Dim(other, 1), default);
        var head = await Store.Head(default);

        await Store.AppendTogether([Lights.Append(light, 0, new Dimmed(1)), Lights.Append(other, 0, new Dimmed(2))], default);

        (await Store.Append(Lights.Dim(light, 1), default)).Position.Should().Be(head + 1);
    }

    [Fact]
    public async Task Nothing_to_append_is_no_mistake() => (await Store.AppendTogether([], default)).Should().BeTrue();
}
