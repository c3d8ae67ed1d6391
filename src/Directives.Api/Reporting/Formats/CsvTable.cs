using System.Globalization;
using System.Text.RegularExpressions;
using CsvHelper;

namespace Directives.Api.Reporting.Formats;

/// <summary>One table as CSV (RFC 4180): UTF-8 with its mark, by which spreadsheets know it, commas, CRLF, days as 2025-07-31.</summary>
static partial class CsvTable
{
    static readonly CsvWriterOptions Options = new() { WriteByteOrderMark = true };

    public static async Task Write(Sheet sheet, Rendering rendering, Stream stream, CancellationToken ct)
    {
        await using var csv = CsvWriter.Create(stream, Options, leaveOpen: true);
        await csv.WriteRecordAsync([.. sheet.Columns.Select(column => column.Name.In(rendering.Language))], ct);
        await foreach (var row in sheet.Rows.WithCancellation(ct))
            await csv.WriteRecordAsync([.. row.Select((cell, i) => Text(cell, sheet.Columns[i].Kind, rendering))], ct);
        await csv.FlushAsync(ct);
    }

    static string? Text(Cell cell, ColumnKind kind, Rendering rendering) => kind switch
    {
        _ when cell.Value is null => null,
        ColumnKind.Link => rendering.Absolute(cell.Link!),
        ColumnKind.Date => ((DateOnly)cell.Value).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ColumnKind.Number => Convert.ToString(cell.Value, CultureInfo.InvariantCulture),
        _ => Harmless(cell.In(rendering.Language)!)
    };

    /// <summary>
    /// A text that a spreadsheet would run gets an apostrophe before it. Not only at its beginning: where semicolons
    /// part the cells, as in Vietnam, Excel takes a semicolon or a new line within a text for the beginning of a cell.
    /// </summary>
    public static string Harmless(string text) => Formula().Replace(text, "'");

    [GeneratedRegex("""(?<=^|[;\t\r\n])(?=[\s"]*[=+\-@＝＋－＠])|^(?=[\t\r])""")]
    private static partial Regex Formula();
}
