namespace Directives.EventSourcing;

/// <summary>Pauses between attempts: each twice as long as the one before, up to a minute.</summary>
static class Pauses
{
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public static TimeSpan After(int attempts, TimeSpan first)
    {
        var pause = first * Math.Pow(2, Math.Min(attempts, 20) - 1);
        return pause < Longest ? pause : Longest;
    }
}
