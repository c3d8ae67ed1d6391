using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Directives.EventSourcing.Embedded;

/// <summary>
/// Starts the server again when it ends without being asked to: at once the first time, then with growing pauses,
/// and after several failures in a row at long intervals, each of them logged as critical. It never stops trying.
/// </summary>
sealed class Supervisor(PostgresServer server, TimeSpan longestPause, ILogger logger)
{
    const int ManyFailures = 5;

    // A server that dies sooner than this after its start has not recovered.
    static readonly TimeSpan steady = TimeSpan.FromSeconds(30);

    /// <summary>Runs until it is cancelled.</summary>
    public async Task Run(CancellationToken ct)
    {
        for (var failures = 0; ;)
        {
            var since = Stopwatch.GetTimestamp();
            await server.Ended(ct);
            failures = Stopwatch.GetElapsedTime(since) > steady ? 1 : failures + 1;
            Report(failures);

            await Task.Delay(Pause(failures), ct);
            await TryStart(ct);
        }
    }

    async Task TryStart(CancellationToken ct)
    {
        try
        {
            await server.Start(ct);
            logger.LogInformation("PostgreSQL runs again as process {ProcessId}.", server.ProcessId);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            logger.LogError(error, "PostgreSQL could not be restarted. {Reason}", error.Message);
        }
    }

    void Report(int failures)
    {
        if (failures < ManyFailures)
        {
            logger.LogError("PostgreSQL, process {ProcessId}, ended unexpectedly; it is being restarted.", server.ProcessId);
        }
        else
        {
            logger.LogCritical(
                "PostgreSQL has failed {Failures} times in a row and needs an operator: read its log, and free disk or memory. " +
                "Until it runs every request fails. The next attempt is in {Pause}.", failures, Pause(failures));
        }
    }

    TimeSpan Pause(int failures)
    {
        if (failures >= ManyFailures)
        {
            return longestPause;
        }

        var pause = failures == 1 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(100 * (1 << failures));
        return pause < longestPause ? pause : longestPause;
    }
}
