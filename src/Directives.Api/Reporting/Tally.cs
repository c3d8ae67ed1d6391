namespace Directives.Api.Reporting;

/// <summary>How many assignments each figure counts, under one heading.</summary>
public sealed class Tally
{
    readonly long[] counts = new long[Figures.ByName.Count + 1];

    public long this[Figure figure] => counts[figure.Number];

    public long this[string figure] => this[Figures.ByName[figure]];

    public void Add(Figure figure, long count) => counts[figure.Number] += count;

    public void Add(IReadOnlyList<Figure> figures, long count)
    {
        foreach (var figure in figures)
            Add(figure, count);
    }

    public static Tally Sum(IEnumerable<Tally> parts)
    {
        var sum = new Tally();
        foreach (var part in parts)
            for (var figure = 0; figure < sum.counts.Length; figure++)
                sum.counts[figure] += part.counts[figure];
        return sum;
    }
}

/// <summary>Tallies under the headings of one kind: agencies, directives, kinds of obligation.</summary>
sealed class Tallies<TKey> where TKey : notnull
{
    public Dictionary<TKey, Tally> ByKey { get; } = [];

    /// <param name="close">The heading at the close.</param>
    /// <param name="eve">The heading on the eve; that of the close for what was not there.</param>
    /// <param name="counted">The figures the assignments are counted in.</param>
    /// <param name="count">How many they are.</param>
    public void Add(TKey close, TKey eve, IReadOnlyList<Figure> counted, long count)
    {
        foreach (var figure in counted)
            Of(figure.OfTheEve ? eve : close).Add(figure, count);
    }

    Tally Of(TKey key) => ByKey.TryGetValue(key, out var tally) ? tally : ByKey[key] = new();
}
