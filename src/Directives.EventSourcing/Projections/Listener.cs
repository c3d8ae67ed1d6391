using Microsoft.Extensions.Logging;
using Npgsql;

namespace Directives.EventSourcing.Projections;

/// <summary>
/// Hears from the other nodes that the log grew, on a connection that is reopened when it is lost. A notice is only a
/// reason to look: what it says counts no further than the log itself goes.
/// </summary>
sealed class Listener(NpgsqlDataSource database, EventStore store, Notifier notifier, ILogger logger)
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1), Silence = TimeSpan.FromSeconds(30);

    public async Task Run(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await Listen(ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (NpgsqlException e)
            {
                logger.LogInformation("Listening again in a moment: {Reason}", e.Message);
                await Task.Delay(Pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    async Task Listen(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var said = 0L;
        connection.Notification += (_, notice) => said = long.TryParse(notice.Payload, out var position) ? Math.Max(said, position) : said;
        await connection.Execute($"listen {Notifier.Channel}", ct);
        store.Appended.Advance(await store.Head(ct)); // what was said while nobody listened
        while (true)
        {
            if (!await connection.WaitAsync(Silence, ct))
                await connection.Execute("select 1", ct); // is anybody there?
            if (said <= store.Appended.Current)
            {
                notifier.Heard(said);
                continue;
            }

            var reached = Math.Min(said, await store.Head(ct));
            said = reached;
            notifier.Heard(reached);
            store.Appended.Advance(reached);
        }
    }
}
