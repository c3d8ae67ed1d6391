using Directives.Domain;
using Directives.EventSourcing;
using Directives.EventSourcing.Projections;

namespace Directives.Api.Streaming;

/// <summary>
/// The log as others may read it: in order, without what they may not see or did not ask for. It goes as far as the read
/// models do, which say whom an event concerns; all readers at the same place share one read of the log.
/// </summary>
public sealed class EventLog(EventStore store, ProjectionRunner projected, EventSubjects subjects, Sight sight)
{
    const int Page = 500;

    readonly LogReader log = new(store);

    /// <summary>How far it goes now.</summary>
    public PositionSignal Reached => projected.Position;

    /// <summary>What the next events after a position have for a reader; one page of the log, however little of it that is.</summary>
    /// <exception cref="UnreadableEventException">The next event is newer than this program: to pass it over would lose it.</exception>
    public async Task<LogPage> Read(long after, EventFilter filter, Actor? reader, CancellationToken ct, long upTo = long.MaxValue)
    {
        var end = Math.Min(upTo, Reached.Current);
        if (after >= end)
            return new([], after);
        var page = (await log.Read(after, Page, ct)).TakeWhile(recorded => recorded.Position <= end).ToList();
        if (page is [{ Data: UnreadableEventException unreadable }, ..])
            throw unreadable;
        page = [.. page.TakeWhile(recorded => recorded.Data is not UnreadableEventException)];
        var events = await subjects.Of(page, ct);
        return new([.. events.Where(e => sight.MaySee(reader, e) && filter.Takes(e))], page is [.., var last] ? last.Position : after);
    }
}

/// <param name="Events">In order.</param>
/// <param name="Through">The position up to which nothing was left out.</param>
public readonly record struct LogPage(IReadOnlyList<StreamedEvent> Events, long Through);
