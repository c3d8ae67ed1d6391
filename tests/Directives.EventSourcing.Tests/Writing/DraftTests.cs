using Directives.EventSourcing.Writing;

namespace Directives.EventSourcing.Tests.Writing;

public sealed class DraftTests(LightStore lights) : IClassFixture<LightStore>
{
    readonly Guid light = Guid.CreateVersion7();
    readonly Guid other = Guid.CreateVersion7();
    readonly Draft draft = new(lights.Store);

    [Fact]
    public async Task What_is_drafted_is_read_on_top_of_what_is_recorded_and_nothing_is_written()
    {
        await lights.Store.Append(Lights.Append(light, 0, new Dimmed(1), new Dimmed(2)), default);
        var before = await lights.Contents();

        draft.Append(Lights.Append(light, 2, new Dimmed(3))).Should().Match<AppendResult>(r => r.Recorded && r.Version == 3);
        draft.Append(Lights.Append(light, 3, new Dimmed(4), new Dimmed(5))).FirstVersion.Should().Be(4);

        (await Levels()).Should().Equal(1, 2, 3, 4, 5);
        (await Levels(after: 1)).Should().Equal(2, 3, 4, 5);
        (await Levels(after: 3)).Should().Equal(4, 5);
        (await Levels(after: 5)).Should().BeEmpty();
        (await Levels(after: 1, upTo: 4)).Should().Equal(2, 3, 4);
        (await Levels(upTo: 1)).Should().Equal(1);
        (await lights.Contents()).Should().Be(before);
    }

    [Fact]
    public async Task Streams_that_are_only_drafted_are_known()
    {
        await lights.Store.Append(Lights.Dim(light, 1), default);
        draft.Append(Lights.Append(other, 0, new Dimmed(1), new Dimmed(2)));

        (await draft.Versions([light, other, Guid.NewGuid()], default, "light")).Should().Equal(new Dictionary<Guid, long> { [light] = 1, [other] = 2 });
        (await draft.Versions([light, other], default, "lamp")).Should().BeEmpty();
    }

    [Fact]
    public void A_draft_that_expects_another_version_conflicts()
    {
        draft.Append(Lights.Append(light, 0, new Dimmed(1)));

        draft.Append(Lights.Append(light, 0, new Dimmed(2))).Should().Be(new AppendResult(AppendStatus.Conflict, 1));

        draft.Appends.Should().ContainSingle();
    }

    [Fact]
    public async Task What_was_drafted_can_be_written_and_says_the_same_then()
    {
        draft.Append(Lights.Append(light, 0, new Dimmed(1)));
        draft.Append(Lights.Append(other, 0, new Dimmed(2)));
        draft.Append(Lights.Append(light, 1, new Dimmed(3)));

        (await lights.Store.AppendTogether(draft.Appends, default)).Should().BeTrue();

        (await lights.Store.ReadStream(light, default)).Select(e => (e.Version, ((Dimmed)e.Data).Level)).Should().Equal((1, 1), (2, 3));
    }

    /// <summary>The second draft expects version 2, and version 2 there is; but not the one it was decided on.</summary>
    [Fact]
    public async Task Nothing_is_written_on_anything_but_what_it_was_decided_on()
    {
        draft.Append(Lights.Append(light, 0, new Dimmed(1), new Dimmed(2)));
        draft.Append(Lights.Append(light, 2, new Dimmed(3)));
        await lights.Store.Append(Lights.Append(light, 0, new Dimmed(8), new Dimmed(9)), default);

        (await lights.Store.Append(draft.Appends, default)).Select(result => result.Status).Should().Equal(AppendStatus.Conflict, AppendStatus.Conflict);
    }

    /// <summary>Somebody else appends while it is drafted: the draft goes on with what it began on.</summary>
    [Fact]
    public async Task A_draft_does_not_mix_with_what_is_recorded_meanwhile()
    {
        await lights.Store.Append(Lights.Append(light, 0, new Dimmed(1)), default);
        draft.Append(Lights.Append(light, 1, new Dimmed(2)));
        await lights.Store.Append(Lights.Append(light, 1, new Dimmed(9)), default);

        (await Levels()).Should().Equal(1, 2);
        (await lights.Store.AppendTogether(draft.Appends, default)).Should().BeFalse();
    }

    async Task<decimal[]> Levels(long after = 0, long upTo = long.MaxValue) =>
        [.. (await draft.ReadStream(light, default, after, upTo)).Select(e => ((Dimmed)e.Data).Level)];
}
