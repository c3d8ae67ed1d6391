using System.Diagnostics;

namespace Directives.EventSourcing.Projections;

/// <summary>How fast a position rises, over about the last ten seconds.</summary>
sealed class Pace
{
    static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    readonly Lock gate = new();
    readonly Queue<(long At, long Position)> marks = [];
    long position;

    public void Mark(long reached)
    {
        lock (gate)
        {
            position = reached;
            if (marks.Count == 0 || Stopwatch.GetElapsedTime(marks.Last().At) > Window / 20)
                marks.Enqueue((Stopwatch.GetTimestamp(), reached));
            Forget();
        }
    }

    public double PerSecond
    {
        get
        {
            lock (gate)
            {
                Forget();
                return marks.TryPeek(out var first) && Stopwatch.GetElapsedTime(first.At).TotalSeconds is > 0 and var elapsed ? Math.Max(0, (position - first.Position) / elapsed) : 0;
            }
        }
    }

    void Forget()
    {
        while (marks.TryPeek(out var first) && Stopwatch.GetElapsedTime(first.At) > Window)
            marks.Dequeue();
    }
}
