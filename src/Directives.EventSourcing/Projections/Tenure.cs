using Directives.EventSourcing.Leases;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Directives.EventSourcing.Projections;

/// <summary>A runner's hold on its lease: asked for again and again, and renewed well before it lapses.</summary>
sealed class Tenure(Lease lease, string name, TimeSpan term, ILogger logger)
{
    bool held;
    long due;

    public Lease Lease => lease;

    /// <summary>Until the lease has to be asked for again.</summary>
    public TimeSpan Left => TimeSpan.FromMilliseconds(Math.Max(1, due - Environment.TickCount64));

    /// <summary>Whether this node is the one; the database is asked when it is time.</summary>
    public async Task<bool> Hold(CancellationToken ct)
    {
        if (Environment.TickCount64 < due)
            return held;
        held = await lease.TryHold(name, term, ct);
        due = Environment.TickCount64 + (long)(term / (held ? 3 : 6)).TotalMilliseconds;
        return held;
    }

    /// <summary>Something went wrong: ask the database again.</summary>
    public void Doubt() => due = 0;

    /// <summary>So that another node need not wait until it lapses.</summary>
    public async Task LetGo()
    {
        if (!held)
            return;
        try
        {
            await lease.Release(name, default);
        }
        catch (Exception e) when (e is NpgsqlException or ObjectDisposedException)
        {
            logger.LogInformation("The lease of projection {Name} is left to lapse: {Reason}", name, e.Message);
        }
    }
}
