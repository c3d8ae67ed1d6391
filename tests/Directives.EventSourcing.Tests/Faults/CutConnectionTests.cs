using Npgsql;

namespace Directives.EventSourcing.Tests.Faults;

/// <summary>Wherever the connection is cut: one effect, and an answer that is true.</summary>
[Collection(FaultTests.Name)]
public sealed class CutConnectionTests(FaultServer server) : IAsyncLifetime
{
    LightStore lights = null!;

    public async Task InitializeAsync() => lights = await server.Store();

    public Task DisposeAsync() => lights.DisposeAsync();

    [Theory]
    [InlineData(Cut.BeforeItIsSent, AppendStatus.Appended)]
    [InlineData(Cut.AfterItWasSent, null)] // either, as the server is quick or slow
    [InlineData(Cut.BeforeTheReply, AppendStatus.Duplicate)]
    [InlineData(Cut.InTheReply, AppendStatus.Duplicate)]
    public async Task An_append_with_a_key_counts_once_and_is_answered(Cut cut, AppendStatus? answer)
    {
        await using var proxy = Proxy(cut);
        await using var store = Store(proxy);

        var result = await store.Append(Lights.Append(Guid.CreateVersion7(), 0, new Dimmed(1), new Dimmed(2)).With(Guid.NewGuid()), default);

        proxy.Cuts.Should().Be(1);
        var events = await Recorded(proxy);
        events.Should().HaveCount(2);
        result.Should().Be(new AppendResult(answer ?? result.Status, 2, 2, 2, events[1].RecordedAt)).And.Match<AppendResult>(r => r.Recorded);
        await Holds();
    }

    [Theory]
    [InlineData(Cut.BeforeItIsSent)]
    [InlineData(Cut.AfterItWasSent)]
    [InlineData(Cut.BeforeTheReply)]
    [InlineData(Cut.InTheReply)]
    public async Task Of_those_that_share_a_call_each_counts_once(Cut cut)
    {
        await using var proxy = Proxy(Cut.Nowhere, cut); // the first goes alone, the others go together
        await using var store = Store(proxy);

        var appends = Enumerable.Range(0, 40).Select(i => Lights.Dim(Guid.CreateVersion7(), i).With(Guid.NewGuid())).ToList();
        var results = await Task.WhenAll(appends.Select(append => store.Append(append, default)));

        proxy.Cuts.Should().Be(1);
        await AnsweredTruly(proxy, appends.Zip(results));
    }

    [Theory]
    [InlineData(Cut.BeforeItIsSent, 0)]
    [InlineData(Cut.AfterItWasSent, 1)]
    [InlineData(Cut.BeforeTheReply, 1)]
    [InlineData(Cut.InTheReply, 1)]
    public async Task An_append_without_a_key_fails_loudly_and_is_not_repeated(Cut cut, int effects)
    {
        await using var proxy = Proxy(cut);
        await using var store = Store(proxy);

        await store.Awaiting(s => s.Append(Lights.Dim(Guid.CreateVersion7(), 1), default)).Should().ThrowAsync<NpgsqlException>();

        await Recorded(proxy);
        proxy.Calls.Should().Be(effects, "it is sent once, or not at all");
        (await store.Append(Lights.Dim(Guid.CreateVersion7(), 2), default)).Position.Should().Be(effects + 1, "the writer goes on by itself");
        await Holds();
    }

    [Fact]
    public async Task An_append_without_a_key_does_not_take_its_neighbours_along()
    {
        await using var proxy = Proxy(Cut.Nowhere, Cut.BeforeTheReply);
        await using var store = Store(proxy);
        await using var connection = await lights.Source.OpenConnectionAsync();
        await using var turn = await connection.BeginTransactionAsync();
        await using (var take = new NpgsqlCommand("select es.take_turn(1)", connection))
            await take.ExecuteNonQueryAsync();

        var first = store.Append(Lights.Dim(Guid.CreateVersion7(), 0), default); // waits for its turn, so that the others go together
        var keyed = Enumerable.Range(0, 10).Select(i => store.Append(Lights.Dim(Guid.CreateVersion7(), i).With(Guid.NewGuid()), default)).ToList();
        var keyless = store.Append(Lights.Dim(Guid.CreateVersion7(), 1), default);
        await turn.RollbackAsync();

        (await first).Status.Should().Be(AppendStatus.Appended);
        await keyless.Awaiting(append => append).Should().ThrowAsync<NpgsqlException>();
        (await Task.WhenAll(keyed)).Should().OnlyContain(result => result.Status == AppendStatus.Duplicate);
        (await Recorded(proxy)).Should().HaveCount(12);
        await Holds();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task While_connections_are_cut_at_random_every_append_of_64_callers_counts_once(int seed)
    {
        var random = new Random(seed);
        var left = 20;
        await using var proxy = new CuttingProxy(lights.ConnectionString, () => left > 0 && random.Next(2) == 0 && left-- > 0 ? (Cut)random.Next(1, 5) : Cut.Nowhere);
        await using var store = Store(proxy);
        Guid[] shared = [.. Enumerable.Range(0, 10).Select(_ => Guid.CreateVersion7())];

        var answered = await Task.WhenAll(Enumerable.Range(0, 64).Select(caller => Task.Run(async () =>
        {
            var mine = new List<(Append, AppendResult)>();
            for (var i = 0; i < 8; i++)
            {
                var append = Lights.Dim(i % 2 == 0 ? shared[(caller + i) % 10] : Guid.CreateVersion7(), i).With(Guid.NewGuid());
                mine.Add((append, await store.Append(append, default)));
            }

            return mine;
        })));

        proxy.Cuts.Should().BeGreaterThan(5, "a test without cuts tests nothing");
        await AnsweredTruly(proxy, answered.SelectMany(mine => mine));
    }

    CuttingProxy Proxy(params Cut[] plan)
    {
        var cuts = new Queue<Cut>(plan);
        return new(lights.ConnectionString, () => cuts.TryDequeue(out var cut) ? cut : Cut.Nowhere);
    }

    static EventStore Store(CuttingProxy proxy) => new(NpgsqlDataSource.Create(proxy.ConnectionString), new(typeof(LightEvent)));

    /// <summary>Every append has the one event that its answer speaks of, and there are no others.</summary>
    async Task AnsweredTruly(CuttingProxy proxy, IEnumerable<(Append Append, AppendResult Result)> answers)
    {
        var expected = answers.Select(a => (a.Result.Position, a.Append.Stream, a.Result.Version, a.Result.RecordedAt)).OrderBy(a => a.Position);

        (await Recorded(proxy)).Select(e => (e.Position, e.Stream, e.Version, e.RecordedAt)).Should().Equal(expected);
        await Holds();
    }

    /// <summary>What is recorded once the server is done with what it was sent before the cut.</summary>
    async Task<IReadOnlyList<RecordedEvent>> Recorded(CuttingProxy proxy)
    {
        await Eventually.True(
            async () => await lights.Value<long>("select count(*) from pg_stat_activity where datname = current_database() and application_name = 'through the proxy'") == proxy.Open,
            "the sessions that were cut come to their end");
        return await lights.Store.ReadAll(0, int.MaxValue, default);
    }

    async Task Holds() => (await lights.Verify()).Should().Match<Verification>(v => v.FirstBad == null && v.Stray == 0);
}
