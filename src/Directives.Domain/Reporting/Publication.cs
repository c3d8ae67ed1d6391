using System.Collections.Immutable;
using static Directives.Domain.Reporting.PublicationEvent;

namespace Directives.Domain.Reporting;

/// <summary>The report of a body and a period as it was given out: first, and then perhaps again as known later.</summary>
/// <param name="Editions">Each as it was given out, the first one first. None ever changes.</param>
public sealed record Publication(ImmutableList<ReportPublished> Editions)
{
    public static Publication Initial { get; } = new([]);

    /// <summary>The one that holds; null when nothing was published.</summary>
    public ReportPublished? Latest => Editions is [.., var latest] ? latest : null;

    public static Publication Evolve(Publication publication, PublicationEvent @event) => @event switch
    {
        ReportPublished e => new(publication.Editions.Add(e)),
        _ => throw new InvalidOperationException($"{@event.GetType().Name} is not folded.")
    };
}

/// <summary>A sum that a report has to fulfil before anybody sees it.</summary>
/// <param name="At">Where the parts stand in the report, as a JSON pointer.</param>
/// <param name="Whole">What the report says they make.</param>
/// <param name="Parts">What has to make it; negative where something is taken away.</param>
public sealed record ReportSum(string At, long Whole, IReadOnlyList<long> Parts)
{
    const int PartsShown = 20;

    public bool AddsUp => Sum == Whole;

    long Sum => Parts.Sum();

    /// <summary><c>/totals/byTimeliness: 7892 + 1602 + 319 = 9813 ≠ 9831</c></summary>
    public override string ToString() => $"{At}: {Written} = {Sum}{(AddsUp ? "" : $" ≠ {Whole}")}";

    string Written => string.Join(" ", Parts.Take(PartsShown).Select((part, i) => part < 0 ? $"− {-part}" : i == 0 ? $"{part}" : $"+ {part}"))
        + (Parts.Count > PartsShown ? " + …" : "");
}
