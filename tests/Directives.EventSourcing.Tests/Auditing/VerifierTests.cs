using Directives.EventSourcing.Auditing;
using FsCheck;
using FsCheck.Fluent;
using Npgsql;
using Xunit.Abstractions;

namespace Directives.EventSourcing.Tests.Auditing;

/// <summary>The verifier recomputes outside of the database what the database computed, and gets the same.</summary>
public sealed class VerifierTests(LightStore lights, ITestOutputHelper output) : IClassFixture<LightStore>
{
    static readonly string[] Columns = ["tenant_id", "type", "mt_dotnet_type", "user_name", "correlation_id", "causation_id", "headers", "data"];

    Task<VerificationReport> Verify(long from = 1) => new Verifier(lights.Source).Verify(new() { From = from }, null, default);

    /// <summary>Random texts and JSON, then one column of one event replaced by another's: both find the same.</summary>
    [Fact]
    public async Task It_agrees_with_the_database_on_any_log()
    {
        var (events, changes) = (0, 0);
        var property = Prop.ForAll(
            Arb.From(RandomAppend.Any.ListOf().Where(appends => appends.Count > 0)), Arb.From(Gen.Choose(0, 1_000_000)), Arb.From(Gen.Elements(Columns)),
            (appends, place, column) => Task.Run(async () =>
            {
                var before = await lights.Store.Head(default);
                foreach (var append in appends)
                    await Write(append);
                var head = await lights.Store.Head(default);

                (await Verify(before + 1)).Findings.Should().BeEmpty();

                var at = before + 1 + place % (head - before);
                var other = before + 1 + place / 7 % (head - before);
                await lights.Execute("alter table es.mt_events disable trigger user; create table kept as select * from es.mt_events");
                await lights.Execute($"update es.mt_events e set {column} = o.{column} from es.mt_events o where e.seq_id = $1 and o.seq_id = $2", at, other);
                var (theirs, ours) = (await lights.Verify(), await Verify());
                ours.Sound.Should().Be(theirs.FirstBad is null);
                if (!ours.Sound)
                    ours.Findings[0].Batch!.Last.Should().Be(theirs.FirstBad);
                await lights.Execute($"update es.mt_events e set {column} = k.{column} from kept k where k.seq_id = e.seq_id and e.seq_id = $1", at);
                await lights.Execute("drop table kept; alter table es.mt_events enable trigger user");
                (events, changes) = ((int)head, changes + (ours.Sound ? 0 : 1));
            }).GetAwaiter().GetResult());

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(40).WithEndSize(12), property);

        output.WriteLine($"{events} events, {changes} of the changes altered something");
        changes.Should().BePositive();
        (await Verify()).Should().BeEquivalentTo(new { Sound = true, Events = (long)events });
        (await lights.Verify()).Should().Match<Verification>(v => v.FirstBad == null && v.Stray == 0);
    }

    [Fact]
    public async Task It_needs_to_read_and_nothing_else()
    {
        await using var other = await LightStore.Create();
        await other.Store.Append(Lights.Dim(Guid.CreateVersion7(), 1), default);
        var reader = $"reader_{Guid.NewGuid():n}";
        await other.Execute($"create role {reader}; grant usage on schema es to {reader}; grant select on es.mt_events, es.mt_streams, es.ledger, es.command, es.file, es.file_chunk to {reader}");
        try
        {
            await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(other.ConnectionString) { Options = $"-c role={reader}", Pooling = false }.ConnectionString);

            (await new Verifier(source).Verify(new(), null, default)).Should().BeEquivalentTo(new { Sound = true, Events = 1L });
        }
        finally
        {
            await other.Execute($"drop owned by {reader}; drop role {reader}");
        }
    }

    [Fact]
    public async Task It_sees_one_moment_of_a_log_that_is_being_written()
    {
        await using var other = await LightStore.Create();
        using var stop = new CancellationTokenSource();
        var streams = Enumerable.Range(0, 5).Select(_ => Guid.CreateVersion7()).ToArray();
        var writers = streams.Select(stream => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
                await other.Store.Append(Lights.Dim(stream, 1).With(Guid.NewGuid()), default);
        })).ToArray();

        var heads = new List<long>();
        for (var i = 0; i < 10 || heads[^1] < 200; i++)
        {
            var report = await new Verifier(other.Source).Verify(new() { Piece = 16 }, null, default);
            report.Findings.Should().BeEmpty();
            report.Events.Should().Be(report.Head!.Position);
            heads.Add(report.Head.Position);
        }

        await stop.CancelAsync();
        await Task.WhenAll(writers);
        heads.Should().BeInAscendingOrder().And.Subject.Distinct().Should().HaveCountGreaterThan(1);
    }

    [Fact]
    public async Task It_tells_how_far_it_is_and_can_be_stopped()
    {
        await using var other = await LightStore.Create();
        for (var i = 0; i < 8; i++)
            await other.Store.Append(Lights.Dim(Guid.CreateVersion7(), 1), default);
        var verifier = new Verifier(other.Source);
        var told = new Told(_ => { });

        await verifier.Verify(new() { Piece = 2, Parallel = 1 }, told, default);
        told.All.Should().Equal(new(2, 8), new(4, 8), new(6, 8), new(8, 8));

        using var stop = new CancellationTokenSource();
        await FluentActions.Awaiting(() => verifier.Verify(new() { Piece = 2 }, new Told(_ => stop.Cancel()), stop.Token))
            .Should().ThrowAsync<OperationCanceledException>();
    }

    sealed class Told(Action<VerificationProgress> then) : IProgress<VerificationProgress>
    {
        public List<VerificationProgress> All { get; } = [];

        public void Report(VerificationProgress value)
        {
            lock (All)
                All.Add(value);
            then(value);
        }
    }

    async Task Write(RandomAppend a) => await lights.Execute(
        """
        select es.append_one(1, null, $1, gen_random_uuid(), 'random', 0, gen_random_uuid(), '\x00', $2, $3, $4, $5::jsonb,
          array(select gen_random_uuid() from unnest($6)), $6, $7, $8::jsonb[])
        """, a.Tenant, a.User, a.Correlation, a.Causation, a.Headers, a.Types, a.DotNet, a.Data);
}
