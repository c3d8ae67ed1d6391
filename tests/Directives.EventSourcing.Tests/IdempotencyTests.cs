namespace Directives.EventSourcing.Tests;

public sealed class IdempotencyTests(LightStore lights) : IClassFixture<LightStore>
{
    readonly Guid light = Guid.CreateVersion7();
    readonly Guid key = Guid.NewGuid();

    EventStore Store => lights.Store;

    static AppendResult Repeated(AppendResult first) => first with { Status = AppendStatus.Duplicate };

    [Fact]
    public async Task A_repeated_request_gets_the_first_answer_and_writes_nothing()
    {
        var append = Lights.Append(light, 0, new Dimmed(1), new Dimmed(2)).With(key);
        var first = await Store.Append(append, default);
        var before = await lights.Contents();

        var second = await Store.Append(append, default);
        var batched = (await Store.Append([append], default)).Single();

        first.Status.Should().Be(AppendStatus.Appended);
        second.Should().Be(Repeated(first));
        second.Recorded.Should().BeTrue();
        batched.Should().Be(second);
        (await lights.Contents()).Should().Be(before);
    }

    [Fact]
    public async Task The_first_answer_does_not_change_when_the_stream_moves_on()
    {
        var append = Lights.Append(light, 0, new Dimmed(1), new Dimmed(2)).With(key);
        var first = (await Store.Append([append], default)).Single();
        await Store.Append(Lights.Append(light, 2, new Dimmed(3), new Dimmed(4), new Dimmed(5)), default);

        (await Store.Append(append, default)).Should().Be(Repeated(first));
        (await Store.Append([append], default)).Single().Should().Be(Repeated(first));
        (await Store.Find(append.Key!, default)).Should().Be(Repeated(first));
    }

    [Fact]
    public async Task The_first_answer_stands_even_when_the_stream_was_archived_since()
    {
        var append = Lights.Append(light, 0, new Dimmed(1)).With(key);
        var first = await Store.Append(append, default);
        await lights.Execute("update es.mt_streams set is_archived = true where id = $1", light);

        (await Store.Append(append, default)).Should().Be(Repeated(first));
        (await Store.Append([append], default)).Single().Should().Be(Repeated(first));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_twenty_identical_requests_at_once_one_is_appended(bool in_batches)
    {
        var append = Lights.Append(light, 0, new Dimmed(1)).With(key);

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () => in_batches
            ? (await Store.Append([append], default)).Single()
            : await Store.Append(append, default))));

        var winner = results.Should().ContainSingle(r => r.Status == AppendStatus.Appended).Which;
        results.Where(r => r != winner).Should().HaveCount(19).And.OnlyContain(r => r == Repeated(winner));
        (await Store.ReadStream(light, default)).Should().ContainSingle();
    }

    [Fact]
    public async Task A_key_that_stood_for_another_request_is_refused_and_nothing_is_written()
    {
        await Store.Append(Lights.Append(light, 0, new Dimmed(1)).With(key, "dim to 1"), default);
        var before = await lights.Contents();

        var same_stream = await Store.Append(Lights.Append(light, 1, new Dimmed(2)).With(key, "dim to 2"), default);
        var other_stream = await Store.Append(Lights.Append(Guid.CreateVersion7(), 0, new Dimmed(2)).With(key, "dim another"), default);
        var batched = (await Store.Append([Lights.Append(light, 1, new Dimmed(2)).With(key, "dim to 2")], default)).Single();

        same_stream.Should().Be(new AppendResult(AppendStatus.KeyReused, 1));
        other_stream.Should().Be(new AppendResult(AppendStatus.KeyReused, 0));
        batched.Should().Be(same_stream);
        (await lights.Contents()).Should().Be(before);
    }

    [Fact]
    public async Task A_refused_append_leaves_its_key_free()
    {
        await Store.Append(Lights.Append(light, 0, new Dimmed(1)), default);
        var stale = await Store.Append(Lights.Append(light, 0, new Dimmed(2)).With(key), default);
        var batched = (await Store.Append([Lights.Append(light, 0, new Dimmed(2)).With(key)], default)).Single();

        var retried = await Store.Append(Lights.Append(light, 1, new Dimmed(2)).With(key), default);

        new[] { stale.Status, batched.Status, retried.Status }
            .Should().Equal(AppendStatus.Conflict, AppendStatus.Conflict, AppendStatus.Appended);
    }

    [Fact]
    public async Task Without_a_key_the_same_append_is_made_again()
    {
        await Store.Append(Lights.Dim(light, 1), default);
        await Store.Append(Lights.Dim(light, 1), default);

        (await Store.ReadStream(light, default)).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_key_can_be_looked_up()
    {
        (await Store.Find(Lights.Key(key), default)).Should().BeNull();

        var first = await Store.Append(Lights.Append(light, 0, new Dimmed(1), new Dimmed(2)).With(key), default);

        (await Store.Find(Lights.Key(key), default)).Should().Be(Repeated(first));
        (await Store.Find(Lights.Key(key, "another request"), default))!.Value.Status.Should().Be(AppendStatus.KeyReused);
        (await Store.Find(Lights.Key(Guid.NewGuid()), default)).Should().BeNull();
    }
}
