namespace Directives.EventSourcing.Auditing;

/// <summary>
/// Collects what several lines of work find, and keeps the first of it in the order of the log. What contradicts the
/// chain comes before what only contradicts the events, which the chain may have shown to be others.
/// </summary>
sealed class Findings
{
    readonly Lock gate = new();
    readonly List<(int Rank, Finding Finding)> first = [];
    long count;

    public long Count => count;

    public IReadOnlyList<Finding> First => [.. first.Select(entry => entry.Finding)];

    public void OfChain(Finding finding) => Add(0, finding);

    public void OfTables(Finding finding, long times = 1) => Add(1, finding, times);

    void Add(int rank, Finding finding, long times = 1)
    {
        lock (gate)
        {
            count += times;
            first.Add((rank, finding));
            if (first.Count > 2 * VerificationReport.MostFindings)
                Shorten();
        }
    }

    /// <summary>Sorts what was found and leaves out what is too much.</summary>
    public Findings Shorten()
    {
        var ordered = first.OrderBy(entry => entry.Rank).ThenBy(entry => entry.Finding.Batch?.Last ?? long.MaxValue)
            .ThenBy(entry => entry.Finding.What, StringComparer.Ordinal).Take(VerificationReport.MostFindings).ToList();
        first.Clear();
        first.AddRange(ordered);
        return this;
    }
}
