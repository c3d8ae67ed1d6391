using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Directives.EventSourcing.Embedded;

/// <summary>
/// The postmaster of one data folder: start, stop, and whether it lives. The caller holds the folder's lock.
/// </summary>
/// <remarks>
/// pg_ctl starts it. It gives the server a session of its own, so Ctrl+C in the host's terminal does not reach it and
/// the host can drain first; its output goes to a file, so it does not depend on a pipe to the host; and this works
/// alike on Linux and macOS. The price is that the server is no child of the host and its end has to be polled for.
/// </remarks>
sealed class PostgresServer(
    PostgresBinaries binaries,
    ServerUser user,
    DataFolder folder,
    string socketFolder,
    string arguments,
    string connectionString,
    TimeSpan startTimeout)
{
    static readonly TimeSpan retryPause = TimeSpan.FromMilliseconds(100);

    public int ProcessId { get; private set; }

    /// <summary>Starts the server and returns once it answers a query; it must not be running.</summary>
    public async Task Start(CancellationToken ct)
    {
        var begun = Stopwatch.GetTimestamp();

        while (true)
        {
            await folder.PrepareLog(user, ct);
            await SocketFolder.Prepare(socketFolder, user, ct);
            ClearTracesOfTheDead();
            var log = new LogTail(folder.Log);

            // Not cancelled: a killed pg_ctl may leave a server behind that has not yet told its process id.
            var answer = await user.Run(binaries.PgCtl,
                ["start", "-D", folder.Cluster, "-l", folder.Log, "-o", arguments, "-w", "-t", "3"], CancellationToken.None);

            if (PostmasterFile.LiveProcess(folder.Cluster) is { } pid)
            {
                ProcessId = pid;
                await WaitUntilReady(begun, log, ct);
                return;
            }

            // After kill -9 of the postmaster its orphans hold the shared memory until they notice.
            var orphaned = log.Read().Contains("pre-existing shared memory block", StringComparison.Ordinal);
            if (!orphaned || Stopwatch.GetElapsedTime(begun) > startTimeout)
            {
                throw Failed("did not start", $"{answer.Output}\n{log.Read()}");
            }

            await Task.Delay(retryPause, ct);
        }
    }

    /// <summary>Ends the server if it runs: a clean stop, or an immediate one if clients keep it from that.</summary>
    public async Task Stop()
    {
        foreach (var (mode, seconds) in new[] { ("fast", 60), ("immediate", 10) })
        {
            if (PostmasterFile.LiveProcess(folder.Cluster) is null)
            {
                return;
            }

            await user.Run(binaries.PgCtl,
                ["stop", "-D", folder.Cluster, "-m", mode, "-w", "-t", seconds.ToString(CultureInfo.InvariantCulture)],
                CancellationToken.None);
        }

        if (PostmasterFile.LiveProcess(folder.Cluster) is { } pid)
        {
            throw new EmbeddedPostgresException($"The server of {folder.Root}, process {pid}, does not stop. See {folder.Log}.");
        }
    }

    /// <summary>Returns when the server no longer runs, at once if it does not run now.</summary>
    public async Task Ended(CancellationToken ct)
    {
        while (IsRunning())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), ct);
        }
    }

    bool IsRunning()
    {
        try
        {
            return PostmasterFile.LiveProcess(folder.Cluster) == ProcessId;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or Win32Exception)
        {
            // A host out of file handles cannot tell. Restarting a server that lives would make it worse.
            return true;
        }
    }

    async Task WaitUntilReady(long begun, LogTail log, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(connectionString);
                await connection.OpenAsync(ct);
                return;
            }
            catch (Exception error) when (error is NpgsqlException or TimeoutException)
            {
                if (PostmasterFile.LiveProcess(folder.Cluster) is null)
                {
                    throw Failed("ended while starting", log.Read());
                }

                if (Stopwatch.GetElapsedTime(begun) > startTimeout)
                {
                    throw Failed($"does not answer after {startTimeout.TotalSeconds:0} s ({error.Message}); if it is recovering, allow it a longer StartTimeout", log.Read());
                }
            }

            await Task.Delay(retryPause, ct);
        }
    }

    void ClearTracesOfTheDead()
    {
        if (PostmasterFile.LiveProcess(folder.Cluster) is null)
        {
            PostmasterFile.RemoveIfMisleading(folder.Cluster);
            SocketFolder.Clear(socketFolder);
        }
    }

    EmbeddedPostgresException Failed(string what, string said) =>
        new($"The PostgreSQL server of {folder.Root} {what}. The end of its log, {folder.Log}, says:\n{said.Trim()}");
}
