using Npgsql;

namespace Directives.EventSourcing.Writing;

static class Faults
{
    /// <summary>True when the server refused what it was given, so that sending it again cannot help.</summary>
    public static bool IsTheData(PostgresException e) => e.SqlState[..2] is "22" or "23" or "42" or "0A" or "54" || e.SqlState == "P0001";

    /// <summary>
    /// True when nobody can say whether it was written: the connection broke, or the server was told to stop, which it may
    /// have heard after the commit. Any other no of the server means that nothing was.
    /// </summary>
    public static bool IsOpen(Exception e) => e is not PostgresException { SqlState: var state } || state.StartsWith("57P", StringComparison.Ordinal);
}

/// <summary>How long to keep trying, with growing pauses that no two callers share.</summary>
sealed class Patience(TimeSpan deadline)
{
    readonly long until = Environment.TickCount64 + (long)deadline.TotalMilliseconds;
    double pause = 20;

    /// <summary>Waits before the next attempt; false when there is no time left for one.</summary>
    public async Task<bool> Wait(CancellationToken ct)
    {
        if (Environment.TickCount64 + pause > until)
            return false;
        await Task.Delay(TimeSpan.FromMilliseconds(pause * (0.5 + Random.Shared.NextDouble())), ct);
        pause = Math.Min(pause * 2, 1000);
        return true;
    }
}
