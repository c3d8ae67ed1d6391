using System.Collections.Concurrent;
using Directives.EventSourcing.Files;
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
/// times rise; that streams and idempotency keys agree with their events; and that every file is what its digest names.
/// Needs to read the tables of the store and nothing else, and sees one moment of them, so it may run while others append.
/// </summary>
public sealed class Verifier(NpgsqlDataSource database)
{
    /// <exception cref="NpgsqlException">The database does not answer, or may not be read.</exception>
    public Task<VerificationReport> Verify(VerifierOptions options, IProgress<VerificationProgress>? progress, CancellationToken ct) =>
        Task.Run(() => Run(options, progress, ct), ct);

    VerificationReport Run(VerifierOptions options, IProgress<VerificationProgress>? progress, CancellationToken ct)
    {
        using var snapshot = Snapshot.Take(database, options.Parallel);
        var findings = new Findings();
        var edges = new LogEdges(snapshot.First, findings);
        if (edges.Head() is not { } head)
            return new(null, options.From, 0, 0, 0, 0, 0, findings.First, findings.Count);
        edges.Check(head, options.Expected);

        var after = edges.EndBefore(options.From, head);
        var tables = new TableCheck(findings);
        var (streams, keys, files, batches, events) = (0L, 0L, 0L, 0L, 0L);
        var work = new ConcurrentQueue<Action<NpgsqlConnection, CancellationToken>>();
        work.Enqueue((connection, ct) => streams = tables.Streams(connection, ct));
        work.Enqueue((connection, ct) => keys = tables.Keys(connection, ct));
        work.Enqueue((connection, ct) => files = new FileCheck(findings).Files(connection, ct));
        for (var piece = after; piece < head.Last; piece += options.Piece)
        {
            var from = piece;
            work.Enqueue((connection, ct) =>
            {
                var done = Verify(connection, from, Math.Min(from + options.Piece, head.Last), findings, ct);
                Interlocked.Add(ref batches, done.Batches);
                var verified = Interlocked.Add(ref events, done.Events);
                progress?.Report(new(verified, head.Last - after));
            });
        }

        Share(work, snapshot.Connections, ct).GetAwaiter().GetResult();
        findings.Shorten();
        return new(head.Head, after + 1, events, batches, streams, keys, files, findings.First, findings.Count);
    }

    /// <summary>Every connection takes the next piece as soon as it is through with one, in a thread of its own, for it blocks.</summary>
    static async Task Share(ConcurrentQueue<Action<NpgsqlConnection, CancellationToken>> work, IEnumerable<NpgsqlConnection> connections, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await Task.WhenAll(connections.Select(connection => Task.Factory.StartNew(
            () =>
            {
                try
                {
                    while (work.TryDequeue(out var piece))
                        piece(connection, stop.Token);
                }
                catch (Exception) when (stop.IsCancellationRequested)
                {
                    throw new OperationCanceledException(stop.Token);
                }
                catch
                {
                    stop.Cancel();
                    throw;
                }
            }, stop.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
    }

    /// <summary>The batches that end after one position and not after another, with all events since the batch before them.</summary>
    static (long Batches, long Events) Verify(NpgsqlConnection connection, long after, long upTo, Findings findings, CancellationToken ct)
    {
        var rows = LedgerRow.Read(connection, after, upTo, ct);
        var previous = rows is [var first, ..] && first.Last <= after ? first : null;
        var batches = rows.Skip(previous is null ? 0 : 1).ToList();
        if (batches is [])
            return default;

        using var row = new CopiedRows(
            connection, $"select {BatchCheck.Columns} from es.mt_events where seq_id > {previous?.Last ?? after} and seq_id <= {batches[^1].Last} order by seq_id", ct);
        using var check = new BatchCheck();
        var events = 0L;
        var more = row.Next();
        foreach (var batch in batches)
        {
            check.Begin(batch);
            for (; more && row.Int64(0) <= batch.Last; more = row.Next())
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
