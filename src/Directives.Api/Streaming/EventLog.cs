using Directives.Api.Access;
using Directives.Domain.Issuing;
using Directives.EventSourcing;
using Directives.EventSourcing.Projections;

namespace Directives.Api.Streaming;

/// <summary>
/// The log as others may read it: in order, without what they may not see or did not ask for. It goes as far as the read
/// models do, which say whom an event concerns. Readers at the same place share one look at the database, however many they are.
/// </summary>
public sealed class EventLog(EventStore store, ProjectionRunner projected, EventSubjects subjects)
{
    const int PageSize = 500;

    /// <summary>Enough for those who follow, and a few who catch up.</summary>
    const int Kept = 8;

    readonly Lock gate = new();
    readonly LinkedList<Page> pages = [];

    /// <summary>How far it goes now.</summary>
    public PositionSignal Reached => projected.Position;

    /// <summary>What the next events after a position have for a reader; one page of the log, however little of it that is.</summary>
    /// <exception cref="UnreadableEventException">The next event is newer than this program: to pass it over would lose it.</exception>
    public async Task<LogPage> Read(long after, EventFilter filter, EventReader reader, CancellationToken ct, long upTo = long.MaxValue)
    {
        if (after >= Math.Min(upTo, Reached.Current))
            return new([], after);
        // Nobody's cancellation ends it, since others may be waiting for it too.
        var page = (await PageAfter(after).Events.WaitAsync(ct)).Where(e => e.Recorded.Position > after && e.Recorded.Position <= upTo).ToList();
        var through = page is [.., var last] ? last.Recorded.Position : after;
        IReadOnlyList<StreamedEvent> given = [.. page.Where(e => reader.MaySee(e) && filter.Takes(e)).Select(reader.Told).OfType<StreamedEvent>()];
        if (SecretReading.Current is { } reading)
            await reading.NoteAgain([.. given.Where(e => e.Secrecy > SecrecyLevel.None).Select(e => (e.Subject.Directive!.Value, e.Secrecy)).Distinct()], through, ct);
        return new(given, through);
    }

    Page PageAfter(long after)
    {
        lock (gate)
        {
            if (pages.FirstOrDefault(page => page.Has(after)) is { } known)
                return known;
            using var nobody = ExecutionContext.SuppressFlow(); // many share it, so it is not loaded as whoever came first
            var page = new Page(after, Task.Run(() => Load(after)));
            pages.AddFirst(page);
            if (pages.Count > Kept)
                pages.RemoveLast();
            return page;
        }
    }

    async Task<IReadOnlyList<StreamedEvent>> Load(long after)
    {
        var end = Reached.Current;
        var page = (await store.Log.Read(after, PageSize, default)).TakeWhile(recorded => recorded.Position <= end).ToList();
        if (page is [{ Data: UnreadableEventException unreadable }, ..])
            throw unreadable;
        return await subjects.Of([.. page.TakeWhile(recorded => recorded.Data is not UnreadableEventException)], default);
    }

    /// <param name="After">Where it begins.</param>
    /// <param name="Events">What follows, as far as it was there.</param>
    sealed record Page(long After, Task<IReadOnlyList<StreamedEvent>> Events)
    {
        public bool Has(long after) => Events.IsCompletedSuccessfully && Events.Result is [.., var last]
            ? After <= after && after < last.Recorded.Position
            : After == after && !Events.IsCompleted;
    }
}

/// <param name="Events">In order.</param>
/// <param name="Through">The position up to which nothing was left out.</param>
public readonly record struct LogPage(IReadOnlyList<StreamedEvent> Events, long Through);
