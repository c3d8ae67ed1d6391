namespace Directives.EventSourcing.Leases;

/// <summary>A lease that renews itself while work goes on; work that outlives it is told to stop.</summary>
sealed class KeptLease : IAsyncDisposable
{
    readonly CancellationTokenSource stop = new(), lost;
    readonly Lease lease;
    readonly string name;
    readonly Task renewing;

    KeptLease(Lease lease, string name, TimeSpan duration, CancellationToken ct)
    {
        (this.lease, this.name) = (lease, name);
        lost = CancellationTokenSource.CreateLinkedTokenSource(ct);
        renewing = Renew(duration);
    }

    /// <summary>Cancelled when the caller cancels, and when another may hold the lease.</summary>
    public CancellationToken Work => lost.Token;

    /// <summary>Null when another holds it.</summary>
    public static async Task<KeptLease?> Take(Lease lease, string name, TimeSpan duration, CancellationToken ct) =>
        await lease.TryHold(name, duration, ct) ? new(lease, name, duration, ct) : null;

    async Task Renew(TimeSpan duration)
    {
        var until = Environment.TickCount64 + (long)duration.TotalMilliseconds;
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(duration / 3, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested)
                return;
            var asked = Environment.TickCount64;
            try
            {
                if (await lease.TryHold(name, duration, stop.Token))
                    until = asked + (long)duration.TotalMilliseconds;
                else
                    until = 0;
            }
            catch (Exception e) when (e is Npgsql.NpgsqlException or OperationCanceledException or ObjectDisposedException)
            {
            }

            if (Environment.TickCount64 < until)
                continue;
            await lost.CancelAsync();
            return;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await renewing;
        try
        {
            await lease.Release(name, default);
        }
        catch (Exception e) when (e is Npgsql.NpgsqlException or ObjectDisposedException)
        {
            // It lapses.
        }

        stop.Dispose();
        lost.Dispose();
    }
}
