using Microsoft.Extensions.Logging;

namespace Directives.EventSourcing.Timetables;

/// <summary>
/// Fires the entries of one kind when they are due. Every node may run one: they share the entries out. What fails is
/// tried again with growing pauses, for ever. Being due is judged by <paramref name="clock"/>; a clock that jumps makes
/// entries fire early or late, never twice.
/// </summary>
public sealed class TimetableWorker(
    Timetable timetable, string kind, Func<ClaimedEntry, CancellationToken, Task> fire, TimeProvider clock, ILogger<TimetableWorker> logger)
{
    const int Batch = 50;
    static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a claim outlives a worker that dies. Firing for longer only means that another may fire as well.</summary>
    public TimeSpan Term { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The pause after the first failure of an entry; each further one is twice as long, up to a minute.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How its entries stand now, on all nodes together.</summary>
    public Task<TimetableStatus> Status(CancellationToken ct) => timetable.Status(kind, clock.GetUtcNow(), ct);

    /// <summary>Fires what is due until cancelled.</summary>
    public async Task Run(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                if (await FireDue(ct) == 0)
                    await Task.Delay(Poll, ct);
            }
            catch (Exception) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                logger.LogWarning(e, "The timetable {Kind} cannot be reached", kind);
                await Task.Delay(FirstPause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Claims what is due now, as much as fits into one go, and fires it; returns how many entries that were.</summary>
    public async Task<int> FireDue(CancellationToken ct)
    {
        var due = await timetable.Claim(kind, clock.GetUtcNow(), Batch, Term, ct);
        foreach (var claimed in due)
        {
            try
            {
                await fire(claimed, ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                var pause = Pauses.After(claimed.Attempts, FirstPause);
                logger.LogError(e, "Entry {Id} of {Kind} failed, attempt {Attempts}; again in {Pause}", claimed.Entry.Id, kind, claimed.Attempts, pause);
                await timetable.Failed(claimed, e.Message, pause, ct);
                continue;
            }

            await timetable.Done(claimed, ct);
        }

        return due.Count;
    }
}
