using Directives.EventSourcing.Leases;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Directives.EventSourcing.Subscriptions;

/// <summary>
/// Delivers events to a subscription. The position is stored after the handler has succeeded, and only from where this
/// runner read it: a runner that dies in between delivers again, and two nodes never move it twice. A lease picks the
/// node that runs it. What fails is tried again with growing pauses, for ever: nothing is left out.
/// </summary>
public sealed class SubscriptionRunner(
    NpgsqlDataSource database, EventStore store, Lease lease, Subscription subscription, TimeProvider clock, ILogger<SubscriptionRunner> logger)
{
    const int Page = 2_000;
    static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    /// <summary>After a short page more may gather: nobody waits for an effect outside, and many at once are read cheaper.</summary>
    static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(50);

    static readonly TimeSpan Watch = TimeSpan.FromSeconds(1);

    volatile SubscriptionStatus status = new(subscription.Name, 0, SubscriptionState.Starting);

    /// <summary>The position that is being delivered.</summary>
    long at;

    /// <summary>How long the lease outlives a node that dies.</summary>
    public TimeSpan Term { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The pause after the first failure; each further one is twice as long, up to a minute.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How far it has come, as far as this node knows.</summary>
    public PositionSignal Position { get; } = new();

    public SubscriptionStatus Status => status with { Position = Position.Current };

    /// <summary>Delivers until cancelled.</summary>
    public async Task Run(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                if (!await lease.While(subscription.ProgressionName, Term, Follow, ct))
                    await StandBy(ct);
            }
            catch (Exception) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                await Pause(e, ct);
            }
        }
    }

    async Task Follow(CancellationToken ct)
    {
        var last = await Progress(ct);
        Position.Restart(last); // lower than before if somebody set it back to deliver again
        Position.Advance(last);
        while (true)
        {
            at = last + 1;
            var page = await store.Log.Read(last, Page, ct);
            var events = page.TakeWhile(recorded => recorded.Data is not UnreadableEventException).ToList();
            if (events is [] && page is [{ Data: UnreadableEventException unreadable }, ..])
                throw unreadable;
            foreach (var recorded in events)
            {
                if (recorded.Position != at)
                    throw new InvalidOperationException("The log has a hole here. Verify the ledger before anything else.");
                if (subscription.Wants(recorded))
                {
                    await subscription.Handle(subscription.DeliveryOf(recorded), ct);
                    if (!await Move(last, at, ct))
                        return;
                    last = at;
                }

                at++;
            }

            if (events is [.., { Position: var passed }] && passed > last)
            {
                if (!await Move(last, passed, ct)) // what nobody wanted is passed over in one step
                    return;
                last = passed;
            }

            if (events is not [])
            {
                if (events.Count < Page)
                    await Task.Delay(Gather, ct);
                continue;
            }

            Running();
            await store.Appended.WaitFor(last + 1, Poll, ct);
        }
    }

    /// <summary>The fence: false when the position is not where this runner left it, because another has moved it.</summary>
    async Task<bool> Move(long from, long to, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            "update es.mt_event_progression set last_seq_id = $1, last_updated = clock_timestamp() where name = $2 and last_seq_id = $3");
        command.Add(to, subscription.ProgressionName, from);
        if (await command.ExecuteNonQueryAsync(ct) == 0)
            return false;
        Position.Advance(to);
        Running();
        return true;
    }

    /// <summary>The position it has come to; its starting point the first time.</summary>
    async Task<long> Progress(CancellationToken ct)
    {
        var start = subscription.From is StartFrom.Head ? await store.Head(ct) : 0;
        await using var command = database.CreateCommand(
            """
            with new as (insert into es.mt_event_progression (name, last_seq_id) values ($1, $2) on conflict do nothing returning last_seq_id)
            select last_seq_id from new union all select last_seq_id from es.mt_event_progression where name = $1
            """);
        command.Add(subscription.ProgressionName, start);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    void Running()
    {
        if (status.State is not SubscriptionState.Running)
            status = new(subscription.Name, 0, SubscriptionState.Running);
    }

    async Task StandBy(CancellationToken ct)
    {
        Position.Advance(await Progress(ct));
        status = new(subscription.Name, 0, SubscriptionState.Standby);
        await Task.Delay(Watch, ct);
    }

    async Task Pause(Exception e, CancellationToken ct)
    {
        var attempts = status.Attempts + 1;
        var pause = Pauses.After(attempts, FirstPause);
        status = new(subscription.Name, at, SubscriptionState.Retrying, $"Position {at}: {e.Message}", attempts, clock.GetUtcNow() + pause);
        logger.LogError(e, "Subscription {Name} failed at position {Position}, attempt {Attempts}; again in {Pause}", subscription.Name, at, attempts, pause);
        await Task.Delay(pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
