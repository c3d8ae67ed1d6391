using System.Collections.Concurrent;
using Npgsql;

namespace Directives.EventSourcing.Auditing;

/// <summary>What to verify, and how.</summary>
public sealed record VerifierOptions
{
    /// <summary>The first position whose batch is recomputed; everything before it is taken as it stands.</summary>
    public long From { get; init; } = 1;

    /// <summary>A head that was noted earlier, which the log must still contain.</summary>
    public LogHead? Expected { get; init; }

    /// <summary>How many connections work at the same time.</summary>
    public int Parallel { get; init; } = 2;

    /// <summary>Positions in one piece of work: long enough to be worth a query, short enough to show progress.</summary>
    internal int Piece { get; init; } = 16_384;
}

/// <summary>
/// Recomputes everything the ledger says, from the stored columns alone and without trusting any function of the
/// database: the hash of every event, the root of every batch, every link of the chain, that positions are dense and
/// times rise; and that streams and idempotency keys agree with their events. Needs to read the tables of the store
/// and nothing else, and sees one moment of them, so it may run while others append.
/// </summary>
public sealed class Verifier(NpgsqlDataSource database)
{
    /// <exception cref="NpgsqlException">The database does not answer, or may not be read.</exception>
    public async Task<VerificationReport> Verify(VerifierOptions options, IProgress<VerificationProgress>? progress, CancellationToken ct)
    {
        await using var snapshot = await Snapshot.Take(database, options.Parallel, ct);
        var findings = new Findings();
        var edges = new LogEdges(snapshot.First, findings);
        if (await edges.Head(ct) is not { } head)
            return new(null, options.From, 0, 0, 0, 0, findings.First, findings.Count);
        await edges.Check(head, options.Expected, ct);

        var after = await edges.EndBefore(options.From, head, ct);
        var tables = new TableCheck(findings);
        var (streams, keys, batches, events) = (0L, 0L, 0L, 0L);
        var work = new ConcurrentQueue<Func<NpgsqlConnection, CancellationToken, Task>>();
        work.Enqueue(async (connection, ct) => streams = await tables.Streams(connection, ct));
        work.Enqueue(async (connection, ct) => keys = await tables.Keys(connection, ct));
        for (var piece = after; piece < head.Last; piece += options.Piece)
        {
            var from = piece;
            work.Enqueue(async (connection, ct) =>
            {
                var done = await Verify(connection, from, Math.Min(from + options.Piece, head.Last), findings, ct);
                Interlocked.Add(ref batches, done.Batches);
                var verified = Interlocked.Add(ref events, done.Events);
                progress?.Report(new(verified, head.Last - after));
            });
        }

        await Parallel.ForEachAsync(snapshot.Connections, new ParallelOptions { MaxDegreeOfParallelism = options.Parallel, CancellationToken = ct }, async (connection, ct) =>
        {
            while (work.TryDequeue(out var piece))
                await piece(connection, ct);
        });

        findings.Shorten();
        return new(head.Head, after + 1, events, batches, streams, keys, findings.First, findings.Count);
    }

    /// <summary>The batches that end after one position and not after another, with all events since the batch before them.</summary>
    static async Task<(long Batches, long Events)> Verify(NpgsqlConnection connection, long after, long upTo, Findings findings, CancellationToken ct)
    {
        var rows = await LedgerRow.Read(connection, after, upTo, ct);
        var previous = rows is [var first, ..] && first.Last <= after ? first : null;
        var batches = rows.Skip(previous is null ? 0 : 1).ToList();
        if (batches is [])
            return default;

        await using var row = await CopiedRows.Of(
            connection, $"select {BatchCheck.Columns} from es.mt_events where seq_id > {previous?.Last ?? after} and seq_id <= {batches[^1].Last} order by seq_id", ct);
        using var check = new BatchCheck();
        var events = 0L;
        var more = await row.Next(ct);
        foreach (var batch in batches)
        {
            check.Begin(batch);
            for (; more && row.Int64(0) <= batch.Last; more = await row.Next(ct))
            {
                check.Add(row);
                events++;
            }

            if (check.End(previous) is { } finding)
                findings.OfChain(finding);
            previous = batch;
        }

        return (batches.Count, events);
    }
}
