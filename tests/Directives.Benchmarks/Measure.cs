using System.Diagnostics;

namespace Directives.Benchmarks;

/// <summary>What one run of one contender did.</summary>
/// <param name="PerSecond">Units of work per second, all callers together.</param>
/// <param name="P50">Median latency in milliseconds.</param>
/// <param name="P99">99th percentile in milliseconds.</param>
/// <param name="DatabaseMicroseconds">Processor time of PostgreSQL per unit, all its processes together.</param>
/// <param name="ProgramMicroseconds">Processor time of the program per unit; callers are included where they are in it.</param>
public sealed record Run(double PerSecond, double P50, double P99, double DatabaseMicroseconds, double ProgramMicroseconds);

public static class Measure
{
    /// <summary>A closed loop: each caller sends its next request when the last one was answered.</summary>
    /// <param name="callers">How many at once.</param>
    /// <param name="time">For how long, after a fifth of it as warm-up.</param>
    /// <param name="database">Whose processor time counts.</param>
    /// <param name="work">One request of one caller; returns how many units it was.</param>
    /// <param name="host">Processor time of another process that does the work; this one's if left out.</param>
    public static async Task<Run> Loop(int callers, TimeSpan time, DatabaseTime database, Func<int, Task<int>> work, Func<TimeSpan>? host = null)
    {
        host ??= () => Environment.CpuUsage.TotalTime;
        var latencies = new List<double>[callers];
        var units = new long[callers];
        var (warm, stop) = (false, false);
        var loops = Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            latencies[caller] = [];
            while (!Volatile.Read(ref stop))
            {
                var started = Stopwatch.GetTimestamp();
                var count = await work(caller);
                if (!Volatile.Read(ref warm))
                    continue;
                latencies[caller].Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                units[caller] += count;
            }
        })).ToArray();

        await Task.Delay(time / 5);
        var (before, own, started) = (database.Read(), host(), Stopwatch.GetTimestamp());
        Volatile.Write(ref warm, true);
        await Task.Delay(time);
        Volatile.Write(ref stop, true);
        var (elapsed, spent, ownSpent) = (Stopwatch.GetElapsedTime(started), database.Read() - before, host() - own);
        await Task.WhenAll(loops);

        var sorted = latencies.SelectMany(list => list).Order().ToArray();
        var total = units.Sum();
        return new(total / elapsed.TotalSeconds, At(sorted, 0.5), At(sorted, 0.99), total == 0 ? 0 : spent.TotalMicroseconds / total, total == 0 ? 0 : ownSpent.TotalMicroseconds / total);
    }

    public static double Median(this IEnumerable<double> values) => At([.. values.Order()], 0.5);

    static double At(double[] sorted, double part) => sorted.Length == 0 ? 0 : sorted[(int)(part * (sorted.Length - 1))];
}

/// <summary>The processor time of a PostgreSQL on this machine: its postmaster and everything below it (Linux only).</summary>
public sealed class DatabaseTime(int postmaster)
{
    static readonly double TicksPerSecond = 100;
    readonly Dictionary<int, double> ended = [];

    public TimeSpan Read()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => char.IsDigit(folder[6])))
            try
            {
                var fields = File.ReadAllText($"{folder}/stat");
                var rest = fields[(fields.LastIndexOf(')') + 2)..].Split(' ');
                var (id, parent) = (int.Parse(folder[6..]), int.Parse(rest[1]));
                if (id == postmaster || parent == postmaster)
                    ended[id] = (double.Parse(rest[11]) + double.Parse(rest[12])) / TicksPerSecond;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
            }

        return TimeSpan.FromSeconds(ended.Values.Sum());
    }
}
