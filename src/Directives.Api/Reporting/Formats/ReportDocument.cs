using Directives.Domain;
using Microsoft.AspNetCore.WebUtilities;

namespace Directives.Api.Reporting.Formats;

/// <summary>A report as people read it: what every format is written from. It says nothing that the report's JSON does not say, or that of the trend from the same position.</summary>
/// <param name="File">What the file is called, without its ending.</param>
/// <param name="Letterhead">Who speaks.</param>
/// <param name="Title">What kind of report it is.</param>
/// <param name="Subject">What it is about, and of when.</param>
/// <param name="Summary">What matters most, in sentences.</param>
/// <param name="Sheets">Its tables, in the order they are read.</param>
/// <param name="Main">The key of the one that stands for the report where there is room for one only.</param>
/// <param name="Provenance">Where its figures come from.</param>
/// <param name="Json">Its JSON. Its digest is known once every row was read.</param>
/// <param name="Scope">What it was narrowed down to, where it does not speak of all.</param>
public sealed record ReportDocument(
    string File, Letterhead Letterhead, BilingualText Title, BilingualText Subject, IReadOnlyList<BilingualText> Summary, IReadOnlyList<Sheet> Sheets, string Main,
    Provenance Provenance, IReportJson Json, BilingualText? Scope = null);

/// <summary>The head of an official document. The Party writes under its own name, everybody else under that of the state.</summary>
/// <param name="Body">Who speaks; null when nobody in particular does.</param>
/// <param name="OfTheParty">Whether that is a body of the Party.</param>
public sealed record Letterhead(BilingualText? Body = null, bool OfTheParty = false);

/// <summary>What somebody needs to make the report again.</summary>
/// <param name="Position">What was recorded up to here counts.</param>
/// <param name="KnownAsOf">The instant that was asked for, if one was.</param>
/// <param name="EffectiveAsOf">The day in question.</param>
/// <param name="Versions">What it was made by.</param>
/// <param name="Address">Path and query of the JSON with the same digest.</param>
public sealed record Provenance(long Position, DateTimeOffset? KnownAsOf, DateOnly EffectiveAsOf, RuleVersions Versions, string Address)
{
    /// <summary>An address at which the same bytes are found for ever: what was asked for, and what stood open pinned.</summary>
    public static string AddressOf(string path, long position, DateTimeOffset? knownAsOf, params IEnumerable<KeyValuePair<string, string?>> more) => QueryHelpers.AddQueryString(
        path,
        more.Prepend(knownAsOf is { } known ? new("knownAsOf", $"{known.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffffffZ}") : new("atPosition", $"{position}")).Where(part => part.Value is not null));
}

/// <summary>One table.</summary>
/// <param name="Key">What it is asked for by; never changes.</param>
/// <param name="Name">Its heading, short enough for a tab: at most 31 characters in each language.</param>
/// <param name="Columns">What its rows have.</param>
/// <param name="Rows">Read once, from beginning to end; each has as many cells as there are columns.</param>
/// <param name="Total">The last line on a page, where there is one. Not a row: whoever sums up the file should not count twice.</param>
/// <param name="Chart">The same figures as a picture, for the page.</param>
public sealed record Sheet(
    string Key, BilingualText Name, IReadOnlyList<Column> Columns, IAsyncEnumerable<IReadOnlyList<Cell>> Rows, IReadOnlyList<Cell>? Total = null, Chart? Chart = null);

/// <param name="Name">Its heading.</param>
/// <param name="Kind">What its cells hold.</param>
/// <param name="Width">About how many characters wide.</param>
/// <param name="OnPage">Whether it is worth the room on a page; files have every column.</param>
public sealed record Column(BilingualText Name, ColumnKind Kind, int Width = 12, bool OnPage = true);

public enum ColumnKind
{
    Text,
    Number,
    Date,

    /// <summary>A text that leads somewhere: in CSV the address itself.</summary>
    Link
}

/// <summary>What stands in a table.</summary>
/// <param name="Value">A text, perhaps bilingual; a long; a decimal, which is a share from 0 to 1; a day; or nothing.</param>
/// <param name="Link">Path and query of what is behind it.</param>
public readonly record struct Cell(object? Value, string? Link = null)
{
    public static implicit operator Cell(string? text) => new(text);

    public static implicit operator Cell(BilingualText? text) => new(text);

    public static implicit operator Cell(DateOnly? day) => new(day);

    public static implicit operator Cell(long? number) => new(number);

    /// <summary>The text of a text.</summary>
    public string? In(string language) => Value switch
    {
        null => null,
        BilingualText text => text.In(language),
        string text => text,
        _ => throw new InvalidOperationException($"{Value} is no text.")
    };
}

/// <summary>A picture of figures.</summary>
public abstract record Chart(BilingualText Name)
{
    /// <summary>A bar for each name, of one part for each series.</summary>
    public sealed record Bars(BilingualText Name, IReadOnlyList<Series> Series, IReadOnlyList<(BilingualText Name, IReadOnlyList<long> Values)> Items) : Chart(Name)
    {
        /// <summary>More bars than this are no picture any more.</summary>
        public const int Most = 20;

        /// <summary>The name of a chart that shows the longest of so many bars.</summary>
        public static BilingualText Named(BilingualText name, int bars) =>
            bars <= Most ? name : new($"{name.Vi} ({Most} trên {bars}, nhiều nhất trước)", $"{name.In(Languages.English)} (the largest {Most} of {bars})");
    }

    /// <summary>A line for each series over the same days.</summary>
    public sealed record Lines(BilingualText Name, IReadOnlyList<DateOnly> Days, IReadOnlyList<(Series Series, IReadOnlyList<long> Values)> Items) : Chart(Name);
}

/// <param name="Name">What it counts.</param>
/// <param name="Tone">How it is drawn.</param>
public sealed record Series(BilingualText Name, Tone Tone);

/// <summary>What a colour means. They differ in lightness too, so that a print without colour can be read.</summary>
public enum Tone
{
    Neutral,
    Good,
    Fair,
    Warning,
    Bad,
    Worst
}
