namespace Directives.EventSourcing.Tests.Faults;

/// <summary>Follows a log as everybody would: asks for what comes after the last position it saw.</summary>
sealed class TailingReader(Func<long, Task<IReadOnlyList<long>>> after)
{
    readonly List<long> seen = [];

    public IReadOnlyList<long> Seen => seen;

    /// <summary>Reads page by page until it has seen a position.</summary>
    public async Task Reach(Task<long> last)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!last.IsCompleted || seen.Count == 0 || seen[^1] < await last)
        {
            patience.Token.ThrowIfCancellationRequested();
            seen.AddRange(await after(seen.Count == 0 ? 0 : seen[^1]));
        }
    }
}
