using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Directives.EventSourcing.Writing;

/// <summary>What the writer tells about itself, under the meter <c>Directives.EventSourcing</c>. Durations are in seconds.</summary>
sealed class WriterMetrics : IDisposable
{
    public Meter Meter { get; } = new("Directives.EventSourcing");

    readonly Histogram<int> batchSize;
    readonly Histogram<double> lockWait, commit;
    readonly Counter<long> outcomes;

    /// <param name="depth">How many appends wait now.</param>
    /// <param name="oldest">When the one that waits longest was queued, in stopwatch ticks; null when none waits.</param>
    public WriterMetrics(Func<int> depth, Func<long?> oldest)
    {
        Meter.CreateObservableGauge("directives.append.queue.depth", depth, "{append}", "Appends that wait for a call.");
        Meter.CreateObservableGauge("directives.append.queue.age", () => oldest() is { } since ? Stopwatch.GetElapsedTime(since).TotalSeconds : 0, "s", "How long the first of them has waited.");
        batchSize = Meter.CreateHistogram<int>("directives.append.batch.size", "{append}", "Appends that shared a call.");
        lockWait = Meter.CreateHistogram<double>("directives.append.lock.wait", "s", "How long a call waited for its turn in the database.");
        commit = Meter.CreateHistogram<double>("directives.append.commit.duration", "s", "How long a call took beside its work: commit and network.");
        outcomes = Meter.CreateCounter<long>("directives.append.outcomes", "{append}", "Appends by what became of them: appended, conflict, duplicate, archived, keyReused, overloaded, failed.");
    }

    public void Called(Call call)
    {
        batchSize.Record(call.Answers.Length);
        lockWait.Record(call.Waited.TotalSeconds);
        commit.Record(call.Committing.TotalSeconds);
        if (outcomes.Enabled)
            foreach (var answer in call.Answers)
                Ended(answer.Status);
    }

    public void Ended(AppendStatus status) => Ended(status switch
    {
        AppendStatus.Appended => "appended",
        AppendStatus.Conflict => "conflict",
        AppendStatus.Duplicate => "duplicate",
        AppendStatus.Archived => "archived",
        AppendStatus.KeyReused => "keyReused",
        _ => "overloaded"
    });

    public void Failed() => Ended("failed");

    public void Dispose() => Meter.Dispose();

    void Ended(string outcome) => outcomes.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
