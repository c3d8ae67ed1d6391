using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Directives.EventSourcing.Projections;

/// <summary>Shows the log up to a position to empty read models: one reads, several write.</summary>
sealed class Filling(NpgsqlDataSource database, EventStore store, Projection projection, ProjectionOptions options, ILogger logger)
{
    static readonly TimeSpan Report = TimeSpan.FromSeconds(1), Log = TimeSpan.FromSeconds(10);

    readonly Pace pace = new();
    long reported, logged = Stopwatch.GetTimestamp();

    public async Task Run(string schema, long target, Decisions decisions, IProgress<RebuildProgress>? progress, CancellationToken ct)
    {
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var (shared, whole) = (projection.ReadModels.Where(model => !model.AcrossStreams).ToList(), projection.ReadModels.Where(model => model.AcrossStreams).ToList());
        var writers = shared is [] ? [] : Enumerable.Range(0, options.Writers).Select(_ => Writer(shared)).ToArray();
        RebuildWriter[] all = whole is [] ? writers : [.. writers, Writer(whole)];
        Exception? fault = null;
        await Task.WhenAll(all.Select(writer => Guarded(writer.Run)).Append(Guarded(Read)));
        if (fault is not null)
            ExceptionDispatchInfo.Throw(fault);

        RebuildWriter Writer(IReadOnlyList<IReadModel> models) => new(database, schema, models, failed.Token);

        // The first that fails gives the reason, and stops the others.
        async Task Guarded(Func<Task> part)
        {
            try
            {
                await Task.Run(part, failed.Token);
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref fault, e, null);
                await failed.CancelAsync();
            }
        }

        async Task Read()
        {
            var next = Page(0);
            for (var last = 0L; last < target;)
            {
                var page = await next;
                Check(page, last, decisions);
                last = page[^1].Position;
                next = last < target ? Page(last) : next;
                var events = page.Where(e => !decisions.Skip(e.Position)).ToList();
                if (whole is not [])
                    await all[^1].Send(events);
                for (var w = 0; w < writers.Length; w++)
                    await writers[w].Send(events.Where(e => (uint)e.Stream.GetHashCode() % writers.Length == w).ToList());
                Tell(last, target, progress);
            }

            foreach (var writer in all)
                writer.End();
        }

        Task<IReadOnlyList<RecordedEvent>> Page(long after) => store.ReadPage(after, (int)Math.Min(options.Page, target - after), failed.Token);
    }

    /// <summary>An event that is missing or cannot be read ends the filling.</summary>
    public static void Check(IReadOnlyList<RecordedEvent> page, long last, Decisions decisions)
    {
        if (page is [])
            throw new InvalidOperationException($"The log ends at position {last}, before its ledger does. Verify the ledger before anything else.");
        for (var i = 0; i < page.Count; i++)
            if (page[i].Position != last + 1 + i)
                throw new InvalidOperationException($"The log has a hole: position {last + 1 + i} is missing. Verify the ledger before anything else.");
            else if (page[i].Data is UnreadableEventException unreadable && !decisions.Skip(page[i].Position))
                throw unreadable;
    }

    void Tell(long position, long target, IProgress<RebuildProgress>? progress)
    {
        pace.Mark(position);
        if (position < target && Stopwatch.GetElapsedTime(reported) < Report)
            return;
        reported = Stopwatch.GetTimestamp();
        var rate = pace.PerSecond;
        var now = new RebuildProgress(projection.Name, position, target, rate, rate > 0 ? TimeSpan.FromSeconds((target - position) / rate) : null);
        progress?.Report(now);
        if (position < target && Stopwatch.GetElapsedTime(logged) < Log)
            return;
        logged = Stopwatch.GetTimestamp();
        logger.LogInformation(
            "Filling {Projection}: {Percentage:0} %, position {Position} of {Target}, {Rate:0} events/s, {Left} left",
            projection.Name, now.Percentage, position, target, rate, now.TimeLeft?.ToString(@"hh\:mm\:ss"));
    }
}
