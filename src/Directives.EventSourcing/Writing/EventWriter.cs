using System.Diagnostics;
using System.Diagnostics.Metrics;
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
sealed class EventWriter : IAsyncDisposable
{
    readonly WriterOptions options;
    readonly Lock gate = new();
    readonly Queue<PendingAppend> queue = new();
    readonly Stack<WriterConnection> free;
    readonly WriterMetrics metrics;
    readonly TaskCompletionSource drained = new();
    int underWay;
    bool closing;

    public EventWriter(NpgsqlDataSource database, WriterOptions options)
    {
        this.options = options;
        free = new(Enumerable.Range(0, options.Calls).Select(_ => new WriterConnection(database, options)));
        metrics = new(() => Waiting().Count, () => Waiting().Since);
    }

    public Meter Meter => metrics.Meter;

    public Task<AppendResult> Append(PendingAppend pending)
    {
        WriterConnection? line;
        var alone = false;
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closing, this);
            if (queue.Count >= options.QueueCapacity)
            {
                metrics.Ended(AppendStatus.Overloaded);
                return Task.FromResult(new AppendResult(AppendStatus.Overloaded, 0));
            }

            alone = queue.Count == 0 && underWay == 0 && pending.Take();
            if (alone)
                underWay = 1;
            else
                queue.Enqueue(pending);
            line = alone || IsWorthACall() ? free.Pop() : null;
        }

        if (alone)
            return Alone(line!, pending);
        if (line is not null)
            _ = Drain(line, []);
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
        metrics.Dispose();
    }

    /// <summary>Nobody else is there: the caller is answered where the database's answer arrives, with no thread between.</summary>
    async Task<AppendResult> Alone(WriterConnection line, PendingAppend pending)
    {
        List<PendingAppend> batch = [pending];
        await Write(line, batch);
        _ = Drain(line, batch);
        return await pending.Outcome;
    }

    /// <summary>Goes on with what has gathered meanwhile, until there is nothing worth a call.</summary>
    /// <param name="line">A connection that was taken.</param>
    /// <param name="batch">What it has just written.</param>
    async Task Drain(WriterConnection line, List<PendingAppend> batch)
    {
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
            if (Stopwatch.GetElapsedTime(next.QueuedAt) > options.Deadline)
            {
                metrics.Ended(AppendStatus.Overloaded);
                next.Answer(new(AppendStatus.Overloaded, 0));
                continue;
            }

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
                var call = await line.Append(batch, CancellationToken.None);
                metrics.Called(call);
                for (var i = 0; i < batch.Count; i++)
                    batch[i].Answer(call.Answers[i]);
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
                if (Faults.IsOpen(e))
                    batch = Repeatable(batch, e);
                if (batch.Count > 0 && await patience.Wait(CancellationToken.None))
                    continue;
                foreach (var pending in batch)
                    Fail(pending, e);
                return;
            }
        }
    }

    async Task Narrow(WriterConnection line, List<PendingAppend> batch, PostgresException refusal)
    {
        if (batch.Count == 1)
        {
            Fail(batch[0], refusal);
            return;
        }

        await Write(line, batch[..(batch.Count / 2)]);
        await Write(line, batch[(batch.Count / 2)..]);
    }

    List<PendingAppend> Repeatable(List<PendingAppend> batch, Exception lost)
    {
        foreach (var pending in batch.Where(pending => pending.Append.Key is null))
            Fail(pending, lost);
        return [.. batch.Where(pending => pending.Append.Key is not null)];
    }

    void Fail(PendingAppend pending, Exception reason)
    {
        metrics.Failed();
        pending.Fail(reason);
    }

    (int Count, long? Since) Waiting()
    {
        lock (gate)
            return (queue.Count, queue.TryPeek(out var first) ? first.QueuedAt : null);
    }
}
