using Npgsql;

namespace Directives.EventSourcing.Writing;

/// <summary>
/// Combines appends: those that arrive while others are being written go into the next call together. Nobody waits for
/// company, so an idle system answers at once; under load one lock, one flush to disk and one ledger row serve hundreds.
/// </summary>
/// <remarks>
/// Whoever arrives and finds a connection free sends at once, on its own thread; whoever does not is taken along by the
/// next connection that becomes free. An append can be given up only until it is taken. When a connection breaks the
/// outcome is unknown, and the same appends with the same keys are sent again, which is harmless; one without a key is
/// not repeated. When the data of a call are refused, the call is halved until only the offender fails.
/// </remarks>
sealed class EventWriter(NpgsqlDataSource database, WriterOptions options) : IAsyncDisposable
{
    readonly Lock gate = new();
    readonly Queue<PendingAppend> queue = new();
    readonly Stack<WriterConnection> free = new(Enumerable.Range(0, options.Calls).Select(_ => new WriterConnection(database, options)));
    readonly TaskCompletionSource drained = new();
    int underWay;
    bool closing;

    public Task<AppendResult> Append(PendingAppend pending)
    {
        WriterConnection? line;
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closing, this);
            if (queue.Count >= options.QueueCapacity)
                return Task.FromResult(new AppendResult(AppendStatus.Overloaded, 0));
            queue.Enqueue(pending);
            line = IsWorthACall() ? free.Pop() : null;
        }

        if (line is not null)
            _ = Drain(line);
        return pending.Outcome;
    }

    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            closing = true;
            if (free.Count == options.Calls)
                drained.TrySetResult();
        }

        await drained.Task;
        foreach (var line in free)
            await line.DisposeAsync();
    }

    async Task Drain(WriterConnection line)
    {
        List<PendingAppend> batch = [];
        while (true)
        {
            lock (gate)
            {
                underWay -= batch.Count;
                free.Push(line);
                batch = IsWorthACall() ? Next() : [];
                if (batch.Count == 0)
                {
                    if (closing && free.Count == options.Calls)
                        drained.TrySetResult();
                    return;
                }

                line = free.Pop();
                underWay += batch.Count;
            }

            await Write(line, batch);
        }
    }

    /// <summary>
    /// A second call beside one that is under way pays when it carries many, and as many: a few stragglers cost a call of
    /// their own and go faster with the next.
    /// </summary>
    bool IsWorthACall() => free.Count > 0 && queue.Count > 0 && (underWay == 0 || queue.Count >= Math.Max(64, underWay));

    /// <summary>What waits, in order, as far as it fits into one call. A key that comes twice waits for the call after.</summary>
    List<PendingAppend> Next()
    {
        var batch = new List<PendingAppend>();
        var (characters, keys) = (0, new HashSet<Guid>());
        while (batch.Count < options.BatchCommands && queue.TryPeek(out var next))
        {
            if (batch.Count > 0 && characters + next.Characters > options.BatchCharacters)
                break;
            if (next.Append.Key is { } known && keys.Contains(known.Value))
                break;
            queue.Dequeue();
            if (!next.Take())
                continue; // given up; its key stays free for the one who tries again
            if (next.Append.Key is { } key)
                keys.Add(key.Value);
            batch.Add(next);
            characters += next.Characters;
        }

        return batch;
    }

    async Task Write(WriterConnection line, List<PendingAppend> batch)
    {
        var patience = new Patience(options.Deadline);
        while (true)
        {
            try
            {
                var answers = await line.Append(batch, CancellationToken.None);
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
                    batch = Repeatable(batch, e);
                if (batch.Count > 0 && await patience.Wait(CancellationToken.None))
                    continue;
                foreach (var pending in batch)
                    pending.Fail(e);
                return;
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

    static List<PendingAppend> Repeatable(List<PendingAppend> batch, Exception lost)
    {
        foreach (var pending in batch.Where(pending => pending.Append.Key is null))
            pending.Fail(lost);
        return [.. batch.Where(pending => pending.Append.Key is not null)];
    }
}
