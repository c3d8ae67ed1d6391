using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Directives.EventSourcing.Writing;

/// <summary>An append as it waits for its turn: already in the form in which it goes to the database.</summary>
sealed class PendingAppend
{
    static readonly UTF8Encoding utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    const int Queued = 0, Taken = 1, GivenUp = 2;

    readonly TaskCompletionSource<AppendResult> outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly CancellationTokenRegistration cancellation;
    int state;

    public PendingAppend(Append append, EventTypes types, CancellationToken ct = default)
    {
        if (append.Events.Count == 0)
            throw new ArgumentException("An append needs at least one event.", nameof(append));
        Append = append;
        Events = new (Guid, string, string, string)[append.Events.Count];
        for (var i = 0; i < Events.Length; i++)
        {
            var (name, dotNet, json) = types.Write(append.Events[i]);
            Events[i] = (i == Events.Length - 1 ? append.LastId : Guid.CreateVersion7(), name, dotNet, json);
            Characters += json.Length;
        }

        foreach (var text in (ReadOnlySpan<string?>)[append.StreamType, append.Metadata.Actor, append.Metadata.CorrelationId, append.Metadata.CausationId])
            if (text is not null)
                utf8.GetByteCount(text); // here, where it fails alone, and not in the call that it would share with others
        Headers = JsonSerializer.Serialize(append.Metadata.Headers);
        if (ct.CanBeCanceled)
            cancellation = ct.Register(static (pending, ct) => ((PendingAppend)pending!).GiveUp(ct), this);
    }

    public Append Append { get; }

    public (Guid Id, string Name, string DotNet, string Json)[] Events { get; }

    public string Headers { get; }

    /// <summary>How much it adds to a call, roughly.</summary>
    public int Characters { get; }

    public long QueuedAt { get; } = Stopwatch.GetTimestamp();

    public Task<AppendResult> Outcome => outcome.Task;

    /// <summary>From here on it is on its way and can no longer be given up; false if it was.</summary>
    public bool Take()
    {
        if (Interlocked.CompareExchange(ref state, Taken, Queued) != Queued)
            return false;
        cancellation.Unregister();
        return true;
    }

    public void Answer(AppendResult result) => outcome.TrySetResult(result);

    public void Fail(Exception reason) => outcome.TrySetException(reason);

    void GiveUp(CancellationToken ct)
    {
        if (Interlocked.CompareExchange(ref state, GivenUp, Queued) == Queued)
            outcome.TrySetCanceled(ct);
    }
}
