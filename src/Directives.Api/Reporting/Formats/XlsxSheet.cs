using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using Columns = System.Collections.Generic.IReadOnlyList<Directives.Api.Reporting.Formats.Column>;
using XlsxCell = DocumentFormat.OpenXml.Spreadsheet.Cell;

namespace Directives.Api.Reporting.Formats;

/// <summary>The XML of one sheet: a heading that stays in sight, and rows with numbers as numbers and days as days.</summary>
static partial class XlsxSheet
{
    static readonly DateOnly Epoch = new(1899, 12, 30);

    // What every cell is written from: a million of them would otherwise make five million objects.
    static readonly XlsxCell Empty = new();
    static readonly InlineString Inline = new();
    static readonly Text Letters = new();
    static readonly CellValue Value = new();
    static readonly CellFormula Formula = new();
    static readonly OpenXmlAttribute[] AsItIs = [new("xml", "space", "http://www.w3.org/XML/1998/namespace", "preserve")];
    static readonly ConcurrentDictionary<(string Type, uint Style), OpenXmlAttribute[]> Attributes = [];

    /// <returns>How many rows were written: that of the heading.</returns>
    public static int Begin(OpenXmlWriter writer, Columns columns, Rendering rendering)
    {
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(new SheetProperties(new PageSetupProperties { FitToPage = true }));
        writer.WriteElement(new SheetViews(new SheetView(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }));
        writer.WriteElement(new DocumentFormat.OpenXml.Spreadsheet.Columns(columns.Select((column, i) =>
            new DocumentFormat.OpenXml.Spreadsheet.Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = column.Width, CustomWidth = true })));
        writer.WriteStartElement(new SheetData());
        writer.WriteStartElement(new Row());
        foreach (var column in columns)
            WriteText(writer, column.Name.In(rendering.Language), XlsxStyles.Heading);
        writer.WriteEndElement();
        return 1;
    }

    public static void WriteRow(OpenXmlWriter writer, Columns columns, IReadOnlyList<Cell> row, Rendering rendering)
    {
        writer.WriteStartElement(new Row());
        for (var i = 0; i < row.Count; i++)
            Write(writer, row[i], columns[i].Kind, rendering);
        writer.WriteEndElement();
    }

    public static void End(OpenXmlWriter writer, int columns, int rows)
    {
        writer.WriteEndElement();
        writer.WriteElement(new AutoFilter { Reference = $"A1:{LettersOf(columns)}{rows}" });
        writer.WriteElement(new PageMargins { Left = 0.5, Right = 0.5, Top = 0.6, Bottom = 0.6, Header = 0.3, Footer = 0.3 });
        writer.WriteElement(new PageSetup { PaperSize = 9, Orientation = OrientationValues.Landscape, FitToWidth = 1, FitToHeight = 0 });
        writer.WriteElement(new HeaderFooter(new OddHeader("&C&A"), new OddFooter("&C&P/&N")));
        writer.WriteEndElement();
    }

    public static void WriteFacts(OpenXmlWriter writer, IEnumerable<(Domain.BilingualText Name, object Value)> facts, Rendering rendering)
    {
        var rows = Begin(writer, Words.FactColumns, rendering);
        foreach (var (name, value) in facts)
        {
            writer.WriteStartElement(new Row());
            WriteText(writer, name.In(rendering.Language), XlsxStyles.Strong);
            Write(writer, new(value), value switch { DateOnly => ColumnKind.Date, long => ColumnKind.Number, _ => ColumnKind.Text }, rendering);
            writer.WriteEndElement();
            rows++;
        }

        End(writer, Words.FactColumns.Count, rows);
    }

    static void Write(OpenXmlWriter writer, Cell cell, ColumnKind kind, Rendering rendering)
    {
        switch (kind)
        {
            case var _ when cell.Value is null:
                writer.WriteElement(Empty);
                break;
            case ColumnKind.Number:
                WriteNumber(writer, Convert.ToString(cell.Value, CultureInfo.InvariantCulture)!, cell.Value is decimal ? XlsxStyles.Share : XlsxStyles.Number);
                break;
            case ColumnKind.Date:
                WriteNumber(writer, $"{((DateOnly)cell.Value).DayNumber - Epoch.DayNumber}", rendering.Language is Languages.Vietnamese ? XlsxStyles.Day : XlsxStyles.EnglishDay);
                break;
            case ColumnKind.Link:
                WriteLink(writer, rendering.Absolute(cell.Link!), cell.In(rendering.Language)!);
                break;
            default:
                WriteText(writer, cell.In(rendering.Language)!, XlsxStyles.Text);
                break;
        }
    }

    static void WriteNumber(OpenXmlWriter writer, string value, uint style)
    {
        writer.WriteStartElement(Empty, Styled("n", style));
        WriteLeaf(writer, Value, [], value);
        writer.WriteEndElement();
    }

    /// <summary>In the row itself and not in a table of texts, which would have to be kept until the end.</summary>
    static void WriteText(OpenXmlWriter writer, string text, uint style)
    {
        writer.WriteStartElement(Empty, Styled("inlineStr", style));
        writer.WriteStartElement(Inline);
        WriteLeaf(writer, Letters, AsItIs, Storable(text));
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    /// <summary>As a formula: of real hyperlinks a sheet can only hold 65,530.</summary>
    static void WriteLink(OpenXmlWriter writer, string address, string label)
    {
        writer.WriteStartElement(Empty, Styled("str", XlsxStyles.Link));
        WriteLeaf(writer, Formula, [], $"HYPERLINK({Quoted(address)},{Quoted(label)})");
        WriteLeaf(writer, Value, [], Storable(label));
        writer.WriteEndElement();
    }

    static void WriteLeaf(OpenXmlWriter writer, OpenXmlLeafTextElement element, OpenXmlAttribute[] attributes, string text)
    {
        writer.WriteStartElement(element, attributes);
        writer.WriteString(text);
        writer.WriteEndElement();
    }

    static OpenXmlAttribute[] Styled(string type, uint style) => Attributes.GetOrAdd((type, style), key => [new("s", "", $"{key.Style}"), new("t", "", key.Type)]);

    static string Quoted(string text) => $"\"{Storable(text).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>XML has no control characters, and Excel takes <c>_x0041_</c> for an escaped letter.</summary>
    static string Storable(string text) => NotXml().Replace(Escaped().Replace(text, "_x005F_"), "\uFFFD");

    static string LettersOf(int column) => column <= 26 ? $"{(char)('A' + column - 1)}" : $"{LettersOf((column - 1) / 26)}{LettersOf((column - 1) % 26 + 1)}";

    [GeneratedRegex("_(?=x[0-9A-Fa-f]{4}_)")]
    private static partial Regex Escaped();

    [GeneratedRegex(@"[\x00-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]")]
    private static partial Regex NotXml();
}
