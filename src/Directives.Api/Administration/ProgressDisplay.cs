using System.Diagnostics;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Directives.Api.Administration;

/// <summary>Shows how far long work has come: a bar on a terminal, a plain line every few seconds elsewhere.</summary>
static class ProgressDisplay
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <param name="what">What is being done: "Verifying".</param>
    /// <param name="units">What is counted: "events".</param>
    /// <param name="work">Does it, and tells how many of how many are done; from any thread.</param>
    public static Task<T> Show<T>(string what, string units, Func<Action<long, long>, Task<T>> work) =>
        AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected ? Bar(what, units, work) : Lines(what, units, work);

    static Task<T> Bar<T>(string what, string units, Func<Action<long, long>, Task<T>> work) => AnsiConsole.Progress()
        .AutoClear(true)
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new SpeedColumn(units), new RemainingTimeColumn())
        .StartAsync(context =>
        {
            var bar = context.AddTask(what);
            return work((done, total) =>
            {
                bar.MaxValue = total;
                bar.Value = Math.Max(bar.Value, done);
            });
        });

    static Task<T> Lines<T>(string what, string units, Func<Action<long, long>, Task<T>> work)
    {
        var gate = new Lock();
        var started = Stopwatch.GetTimestamp();
        var next = Pause;
        return work((done, total) =>
        {
            lock (gate)
            {
                var elapsed = Stopwatch.GetElapsedTime(started);
                if (elapsed < next || done == 0)
                    return;
                next = elapsed + Pause;
                var left = TimeSpan.FromSeconds(Math.Round((total - done) * elapsed.TotalSeconds / done));
                Console.WriteLine($"{what}: {done:n0} of {total:n0} {units} ({100.0 * done / total:0} %), {done / elapsed.TotalSeconds:n0} {units}/s, {left} left");
            }
        });
    }

    sealed class SpeedColumn(string units) : ProgressColumn
    {
        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(task.Speed is { } speed ? $"{speed:n0} {units}/s" : "");
    }
}

/// <summary>Passes progress on at once, in the thread that made it; <see cref="Progress{T}"/> would reorder it.</summary>
sealed class Relay<T>(Action<T> to) : IProgress<T>
{
    public void Report(T value) => to(value);
}
