using System.Threading.Channels;
using Npgsql;

namespace Directives.EventSourcing.Writing;

/// <summary>
/// Combines appends: those that arrive while others are being written go into the next call together. Nobody waits for
/// company, so an idle system answers at once; under load one lock, one flush to disk and one ledger row serve hundreds.
/// </summary>
/// <remarks>
/// An append is given up only until it is taken from the queue. When a connection breaks the outcome is unknown, and the
/// same appends with the same keys are sent again, which is harmless; one without a key is not repeated. When the data
/// of a call are refused, the call is halved until only the offender fails.
/// </remarks>
sealed class EventWriter : IAsyncDisposable
{
    readonly NpgsqlDataSource database;
    readonly WriterOptions options;
    readonly Channel<PendingAppend> queue;
    readonly CancellationTokenSource stopping = new();
    readonly Lock taking = new();
    readonly Lazy<Task> running;
    PendingAppend? held;

    public EventWriter(NpgsqlDataSource database, WriterOptions options)
    {
        (this.database, this.options) = (database, options);
        queue = Channel.CreateBounded<PendingAppend>(new BoundedChannelOptions(options.QueueCapacity));
        running = new(() => Task.WhenAll(Enumerable.Range(0, options.Calls).Select(_ => Task.Run(Run))));
    }

    public Task<AppendResult> Append(PendingAppend pending)
    {
        _ = running.Value;
        if (!queue.Writer.TryWrite(pending))
            pending.Answer(new(AppendStatus.Overloaded, 0));
        return pending.Outcome;
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        if (running.IsValueCreated)
            await running.Value;
        stopping.Dispose();
    }

    async Task Run()
    {
        await using var line = new WriterConnection(database);
        while (await queue.Reader.WaitToReadAsync())
            while (Next() is { Count: > 0 } batch)
                await Write(line, batch);
    }

    /// <summary>What waits, in order, as far as it fits into one call. A key that comes twice waits for the next one.</summary>
    List<PendingAppend> Next()
    {
        lock (taking)
        {
            var (batch, characters, keys) = (new List<PendingAppend>(), 0, new HashSet<Guid>());
            while (batch.Count < options.BatchCommands && (held is not null || queue.Reader.TryRead(out held)))
            {
                if (batch.Count > 0 && (characters + held.Characters > options.BatchCharacters || held.Append.Key is { } key && keys.Contains(key.Value)))
                    break;
                if (held.Take())
                {
                    batch.Add(held);
                    characters += held.Characters;
                    if (held.Append.Key is { } taken)
                        keys.Add(taken.Value);
                }

                held = null;
            }

            return batch;
        }
    }

    async Task Write(WriterConnection line, List<PendingAppend> batch)
    {
        var patience = new Patience(options.Deadline);
        while (true)
        {
            try
            {
                var answers = await line.Append(batch, stopping.Token);
                for (var i = 0; i < batch.Count; i++)
                    batch[i].Answer(answers[i]);
                return;
            }
            catch (PostgresException e) when (Faults.IsTheData(e))
            {
                await Narrow(line, batch, e);
                return;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                await line.Break();
                // A server that said no wrote nothing; only a lost connection leaves the outcome open.
                if (e is not PostgresException)
                    foreach (var unrepeatable in batch.Where(pending => pending.Append.Key is null))
                        unrepeatable.Fail(e);
                if (e is not PostgresException)
                    batch = [.. batch.Where(pending => pending.Append.Key is not null)];
                if (batch.Count == 0 || !await patience.Wait(stopping.Token))
                {
                    foreach (var pending in batch)
                        pending.Fail(e);
                    return;
                }
            }
        }
    }

    async Task Narrow(WriterConnection line, List<PendingAppend> batch, PostgresException refusal)
    {
        if (batch.Count == 1)
        {
            batch[0].Fail(refusal);
            return;
        }

        await Write(line, batch[..(batch.Count / 2)]);
        await Write(line, batch[(batch.Count / 2)..]);
    }
}
