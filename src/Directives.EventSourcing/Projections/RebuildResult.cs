namespace Directives.EventSourcing.Projections;

/// <summary>What the caller of a rebuild agrees to.</summary>
public sealed record RebuildOptions
{
    /// <summary>Keeps the old read models, as <c>{schema}_old</c>, until the next rebuild.</summary>
    public bool Keep { get; init; }

    /// <summary>Swaps although the new rows differ from the old ones, or cannot be compared with them.</summary>
    public bool AcceptDifference { get; init; }
}

/// <summary>How a rebuild ended.</summary>
/// <param name="Outcome">Swapped, or why not.</param>
/// <param name="Position">The position the read models were compared at, or filled up to.</param>
/// <param name="Differences">The tables whose rows are not those of the live ones.</param>
public sealed record RebuildResult(RebuildOutcome Outcome, long Position = 0, params IReadOnlyList<TableDifference> Differences);

public enum RebuildOutcome
{
    /// <summary>The new read models are the live ones now.</summary>
    Swapped,

    /// <summary>The rows differ: the live ones stay, and the new ones lie beside them as <c>{schema}_new</c>.</summary>
    Differs,

    /// <summary>The live ones do not get as far as the new ones, which lie beside them as <c>{schema}_new</c>.</summary>
    NotComparable,

    /// <summary>Another rebuild of the same projection is under way.</summary>
    Busy
}

/// <summary>A table that differs, and by how much.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Rows">How many rows the live one has; null when there is no such table.</param>
/// <param name="NewRows">How many rows the new one has; null when there is no such table.</param>
/// <param name="OnlyLive">Rows that only the live one has.</param>
/// <param name="OnlyNew">Rows that only the new one has.</param>
public sealed record TableDifference(string Table, long? Rows, long? NewRows, long OnlyLive, long OnlyNew);

/// <summary>How far a rebuild has come.</summary>
/// <param name="Projection">Its name.</param>
/// <param name="Position">The last position that was read.</param>
/// <param name="Target">The position it goes for before it follows the live read models.</param>
/// <param name="EventsPerSecond">Lately.</param>
/// <param name="TimeLeft">Until the target, at this rate; null while nothing is known of it.</param>
public sealed record RebuildProgress(string Projection, long Position, long Target, double EventsPerSecond, TimeSpan? TimeLeft)
{
    public double Percentage => Target == 0 ? 100 : Math.Min(100, 100.0 * Position / Target);
}
