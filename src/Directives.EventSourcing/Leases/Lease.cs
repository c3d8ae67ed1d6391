using Npgsql;

namespace Directives.EventSourcing.Leases;

/// <summary>
/// Says which process does a piece of work that one is enough for; one object per process. Time is the database's. A
/// lease saves work and decides nothing: a holder that was away too long may not know yet that it has lost it, so
/// whatever must not happen twice needs a fence of its own.
/// </summary>
public sealed class Lease(NpgsqlDataSource database, Guid? holder = null)
{
    /// <summary>By this the leases of one process are told from those of others.</summary>
    public Guid Holder { get; } = holder ?? Guid.NewGuid();

    /// <summary>Takes the lease, or keeps it for another while; false when somebody else holds it.</summary>
    public async Task<bool> TryHold(string name, TimeSpan duration, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            """
            insert into es.lease as held values ($1, $2, clock_timestamp() + $3)
            on conflict (name) do update set holder = excluded.holder, until = excluded.until
            where held.holder = excluded.holder or held.until <= clock_timestamp()
            """);
        command.Add(name, Holder, duration);
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    /// <summary>Lets the lease go, if it is still ours.</summary>
    public async Task Release(string name, CancellationToken ct)
    {
        await using var command = database.CreateCommand("delete from es.lease where name = $1 and holder = $2");
        command.Add(name, Holder);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>
    /// Does the work while the lease is held and renews it meanwhile; cancels the work when the lease is lost, or may be.
    /// False when somebody else holds it and nothing was done.
    /// </summary>
    public async Task<bool> While(string name, TimeSpan duration, Func<CancellationToken, Task> work, CancellationToken ct)
    {
        // Measured from before the database was asked, so that we give up before it does.
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var done = new CancellationTokenSource();
        lost.CancelAfter(duration);
        if (!await TryHold(name, duration, ct))
            return false;

        var renewing = Renew(name, duration, lost, done.Token);
        try
        {
            await work(lost.Token);
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            // Lost: somebody else goes on.
        }
        finally
        {
            await done.CancelAsync();
            await renewing;
            await LetGo(name);
        }

        return true;
    }

    async Task Renew(string name, TimeSpan duration, CancellationTokenSource lost, CancellationToken done)
    {
        while (true)
        {
            await Task.Delay(duration / 3, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (done.IsCancellationRequested)
                return;
            try
            {
                var asked = Environment.TickCount64;
                if (!await TryHold(name, duration, done))
                {
                    await lost.CancelAsync();
                    return;
                }

                lost.CancelAfter(TimeSpan.FromMilliseconds(Math.Max(0, duration.TotalMilliseconds - (Environment.TickCount64 - asked))));
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or OperationCanceledException)
            {
                // Asked again soon; nobody else can have it before the time is up.
            }
        }
    }

    /// <summary>So that the next one need not wait for the time to be up; if that fails, it waits.</summary>
    async Task LetGo(string name)
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await Release(name, soon.Token);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or OperationCanceledException)
        {
        }
    }
}
