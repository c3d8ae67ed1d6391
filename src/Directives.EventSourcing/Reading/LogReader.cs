namespace Directives.EventSourcing.Reading;

/// <summary>
/// One read of the log for all that follow it on a node, projections, subscriptions and streams alike: whoever stands at a
/// position another has just read from is given the same page. Those that are behind read on their own, and share again
/// once they have caught up. The page after a full one is read in advance.
/// </summary>
public sealed class LogReader(EventStore store)
{
    /// <summary>Enough for a few followers at different places, each with a page in hand and one to come.</summary>
    const int Kept = 8;

    readonly Lock gate = new();
    readonly LinkedList<Page> pages = [];

    /// <summary>
    /// The next events after a position, none when there are none now, and more than the limit where another has read more. An event that cannot be read stands in its place
    /// with an <see cref="UnreadableEventException"/> as its data.
    /// </summary>
    public async Task<IReadOnlyList<RecordedEvent>> Read(long after, int limit, CancellationToken ct)
    {
        var (page, shared) = Find(after, limit) is { } known ? (known, true) : (Start(after, limit), false);
        var events = Beyond(after, await page.Events.WaitAsync(ct));
        if (events.Count == 0 && shared) // it may have been begun before what the caller knows of was there
            events = await Start(after, limit).Events.WaitAsync(ct);
        if (events.Count >= limit && Find(events[^1].Position, limit) is null)
            Start(events[^1].Position, limit);
        return events;
    }

    /// <summary>A page that goes beyond a position; or one under way that may.</summary>
    Page? Find(long after, int limit)
    {
        lock (gate)
            return pages.FirstOrDefault(page => page.Events.IsCompletedSuccessfully && page.Events.Result is [.., { Position: var last }]
                ? page.After <= after && after < last
                : !page.Events.IsCompleted && page.After <= after && after < page.After + limit);
    }

    static IReadOnlyList<RecordedEvent> Beyond(long after, IReadOnlyList<RecordedEvent> events) =>
        events is [{ Position: var first }, ..] && first <= after ? [.. events.SkipWhile(e => e.Position <= after)] : events;

    Page Start(long after, int limit)
    {
        // Nobody's cancellation ends it, since others may be waiting for it too.
        var page = new Page(after, store.ReadPage(after, limit, default));
        lock (gate)
        {
            pages.AddFirst(page);
            if (pages.Count > Kept)
                pages.RemoveLast();
        }

        return page;
    }

    sealed record Page(long After, Task<IReadOnlyList<RecordedEvent>> Events);
}
