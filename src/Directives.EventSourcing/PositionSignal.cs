namespace Directives.EventSourcing;

/// <summary>A position that rises, and that others can wait for. Safe to use from many threads.</summary>
public sealed class PositionSignal
{
    readonly Lock gate = new();
    TaskCompletionSource risen = new(TaskCreationOptions.RunContinuationsAsynchronously);
    TaskCompletionSource? wanted;
    long current;
    int waiting;

    public long Current => Volatile.Read(ref current);

    /// <summary>Raises the position and wakes whoever waits; a lower or equal one changes nothing.</summary>
    public void Advance(long position)
    {
        lock (gate)
        {
            if (position <= current)
                return;
            Volatile.Write(ref current, position);
            var waiting = risen;
            risen = new(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.SetResult();
        }
    }

    /// <summary>Sets the position, also to a lower one: whoever waits from now on waits until it has risen again.</summary>
    public void Restart(long position)
    {
        lock (gate)
            Volatile.Write(ref current, Math.Min(current, position));
    }

    /// <summary>Waits until the position is reached; false when the time ran out first.</summary>
    public async Task<bool> WaitFor(long position, TimeSpan timeout, CancellationToken ct)
    {
        var deadline = Environment.TickCount64 + (long)timeout.TotalMilliseconds;
        while (true)
        {
            var left = deadline - Environment.TickCount64;
            Task next;
            lock (gate)
            {
                if (current >= position)
                    return true;
                if (left <= 0)
                    return false;
                next = risen.Task;
                waiting++;
                wanted?.TrySetResult();
                wanted = null;
            }

            try
            {
                await next.WaitAsync(TimeSpan.FromMilliseconds(left), ct);
            }
            catch (TimeoutException)
            {
                return Current >= position;
            }
            finally
            {
                lock (gate)
                    waiting--;
            }
        }
    }

    /// <summary>Lets time pass until somebody waits for a higher position: for whoever raises it, and does so better in larger steps.</summary>
    public async Task Rest(TimeSpan longest, CancellationToken ct)
    {
        Task somebody;
        lock (gate)
        {
            if (waiting > 0)
                return;
            somebody = (wanted ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        await Task.WhenAny(somebody, Task.Delay(longest, ct));
    }
}
