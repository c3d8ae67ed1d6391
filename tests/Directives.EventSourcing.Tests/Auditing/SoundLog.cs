using Directives.EventSourcing.Auditing;

namespace Directives.EventSourcing.Tests.Auditing;

/// <summary>
/// Nine events of two lights in five batches, all but the first with a key: 1 alone; 2 to 4 in one batch of two
/// commands; 5 to 6 alone; 7; 8 to 9. Whatever a test does to it is undone.
/// </summary>
public sealed class SoundLog : IAsyncLifetime
{
    static readonly string[] Tables = ["mt_events", "mt_streams", "ledger", "command"];

    public LightStore Lights { get; } = new();

    public Guid One { get; } = Guid.CreateVersion7();

    public Guid Two { get; } = Guid.CreateVersion7();

    public async Task InitializeAsync()
    {
        await Lights.InitializeAsync();
        var metadata = new EventMetadata("lan", "correlation", "causation").With("ip", "10.0.0.1");
        await Lights.Store.Append(new Append(One, "light", 0, [new Dimmed(1.0m)], metadata), default);
        await Lights.Store.Append([
            new Append(One, "light", 1, [new Dimmed(2.0m)], metadata).With(Guid.NewGuid()),
            new Append(Two, "light", 0, [new Dimmed(3.0m), new Dimmed(4.0m)], metadata).With(Guid.NewGuid())], default);
        await Lights.Store.Append(new Append(Two, "light", 2, [new Dimmed(5.0m), new SwitchedOn("Lan", LightColour.WarmWhite)], metadata).With(Guid.NewGuid()), default);
        await Lights.Store.Append([new Append(One, "light", 2, [new Dimmed(7.0m)], metadata).With(Guid.NewGuid())], default);
        await Lights.Store.Append(new Append(One, "light", 3, [new Dimmed(8.0m), new Dimmed(9.0m)], metadata).With(Guid.NewGuid()), default);
        await Lights.Execute("create schema sound; " + string.Join("; ", Tables.Select(table => $"create table sound.{table} as table es.{table}")));
    }

    public Task DisposeAsync() => Lights.DisposeAsync();

    /// <summary>What verification finds, however it cuts its work into pieces.</summary>
    public async Task<VerificationReport> Verify(LogHead? expected = null, long from = 1)
    {
        var verifier = new Verifier(Lights.Source);
        var report = await verifier.Verify(new() { Expected = expected, From = from }, null, default);
        foreach (var piece in new[] { 1, 2, 5 })
            (await verifier.Verify(new() { Expected = expected, From = from, Piece = piece, Parallel = piece }, null, default))
                .Should().BeEquivalentTo(report, comparing => comparing.WithStrictOrdering());
        return report;
    }

    /// <summary>The head as it was at some position.</summary>
    public async Task<LogHead> HeadAt(long position) =>
        new(position, Convert.ToHexStringLower(await Lights.Value<byte[]>("select chain from es.ledger where last_seq = $1", position)));

    /// <summary>What verification finds after somebody who may do anything has done it; then it is undone.</summary>
    public async Task<VerificationReport> Forged(string sql, LogHead? expected = null, long from = 1)
    {
        await Lights.Execute(string.Join("; ", Tables.Select(table => $"alter table es.{table} disable trigger user")));
        try
        {
            await Lights.Execute(sql);
            return await Verify(expected, from);
        }
        finally
        {
            await Lights.Execute(string.Join("; ", Tables.Select(table =>
                $"truncate es.{table}; insert into es.{table} select * from sound.{table}; alter table es.{table} enable trigger user")));
        }
    }
}
