using System.Collections.Immutable;

namespace Directives.Domain.Agencies;

/// <summary>
/// What held from which day on, until something else did. A change recorded late takes its place among the others: it
/// holds until the next one. Of two changes for one day the one recorded last counts.
/// </summary>
public sealed record Timeline<T>(ImmutableSortedDictionary<DateOnly, T> Changes)
{
    public static Timeline<T> Empty { get; } = new(ImmutableSortedDictionary<DateOnly, T>.Empty);

    public Timeline<T> From(DateOnly day, T value) => new(Changes.SetItem(day, value));

    /// <summary>What held on a day; nothing before the first change.</summary>
    public T? On(DateOnly day)
    {
        var held = default(T);
        foreach (var (from, value) in Changes)
            if (from <= day)
                held = value;
            else
                break;
        return held;
    }

    /// <summary>Everything that ever held, oldest first, cut off where its owner ended.</summary>
    /// <param name="end">The first day on which nothing holds any more.</param>
    public IEnumerable<Period<T>> Periods(DateOnly? end)
    {
        var changes = Changes.Where(change => !(change.Key >= end)).ToList();
        for (var i = 0; i < changes.Count; i++)
            yield return new(changes[i].Value, changes[i].Key, (i + 1 < changes.Count ? changes[i + 1].Key : end)?.AddDays(-1));
    }
}

/// <summary>The days something held.</summary>
/// <param name="Value">What.</param>
/// <param name="From">The first of them.</param>
/// <param name="Until">The last of them; null while it holds.</param>
public sealed record Period<T>(T Value, DateOnly From, DateOnly? Until);
