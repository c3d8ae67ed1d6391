using Npgsql;

namespace Directives.EventSourcing.Projections;

/// <summary>
/// Tells the other nodes that the log grew, after the fact and beside it: a NOTIFY in the append's own transaction would
/// make all commits of the server wait in line. Many appends become one notice. Whoever misses one finds out by looking.
/// </summary>
sealed class Notifier(NpgsqlDataSource database, EventStore store, TimeSpan interval)
{
    public const string Channel = "es_appended";

    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1), ADay = TimeSpan.FromDays(1);

    long told;

    /// <summary>All have heard of this position, so it need not be told again.</summary>
    public void Heard(long position)
    {
        long known;
        while ((known = Volatile.Read(ref told)) < position && Interlocked.CompareExchange(ref told, position, known) != known)
        {
        }
    }

    public async Task Run(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await store.Appended.WaitFor(Volatile.Read(ref told) + 1, ADay, ct);
                var head = store.Appended.Current;
                if (head <= Volatile.Read(ref told))
                    continue;
                Heard(head);
                await using (var notify = database.CreateCommand($"select pg_notify('{Channel}', $1)"))
                {
                    notify.Add(head.ToString(System.Globalization.CultureInfo.InvariantCulture));
                    await notify.ExecuteNonQueryAsync(ct);
                }

                await Task.Delay(interval, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(Pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
