using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using CsvHelper;
using Directives.Api.Agencies;

namespace Directives.Api.Importing;

/// <summary>
/// Rows of one kind in CSV (RFC 4180), as spreadsheets save them: UTF-8 with or without a mark, separated by commas or
/// semicolons, the first line naming the columns. Each row becomes the JSON that the API takes, and is read as that.
/// </summary>
sealed class CsvRows(ImportKind kind, JsonSerializerOptions json)
{
    readonly Dictionary<string, CsvColumn> known = CsvColumns.Of(kind).ToDictionary(column => column.Name);

    /// <exception cref="BadRequestException">It is no such file, or its header does not fit.</exception>
    public IReadOnlyList<ImportRow> Read(ReadOnlySpan<byte> body)
    {
        var text = Plain(body.StartsWith(JsonRows.Mark) ? body[JsonRows.Mark.Length..] : body);
        var torn = false;
        using var reader = CsvReader.Create(text, new CsvReaderOptions
        {
            Separator = Separator(text),
            HasHeader = false,
            SkipEmptyLines = false, // they count, as in a spreadsheet
            FieldCountMismatch = CsvFieldCountHandling.Allow,
            MalformedData = CsvMalformedDataHandling.Recover,
            OnMalformedRecord = _ => torn = true
        });

        var columns = reader.Read() && !torn ? Header(Cells(reader)) : throw new BadRequestException(ImportRefusals.NoHeader);
        var rows = new List<ImportRow>();
        for (; reader.Read(); torn = false)
            if (torn)
                rows.Add(new(kind, (int)reader.RowNumber, null, ImportRefusals.TornRow));
            else if (Cells(reader) is var cells && cells.Any(cell => cell != ""))
                rows.Add(Row((int)reader.RowNumber, columns, cells));
        return rows;
    }

    static string[] Cells(CsvReader reader) => [.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetString(i).Trim())];

    List<CsvColumn> Header(string[] names)
    {
        var columns = new List<CsvColumn>();
        foreach (var name in names)
            columns.Add(
                !known.TryGetValue(name, out var column) ? throw new BadRequestException(ImportRefusals.UnknownColumn(name, string.Join(", ", known.Keys)))
                : columns.Contains(column) ? throw new BadRequestException(ImportRefusals.ColumnTwice(name))
                : column);
        return known.Values.FirstOrDefault(column => column.Required && !columns.Contains(column)) is { } missing
            ? throw new BadRequestException(ImportRefusals.MissingColumn(missing.Name))
            : columns;
    }

    ImportRow Row(int number, List<CsvColumn> columns, string[] cells)
    {
        if (cells.Skip(columns.Count).Any(cell => cell != ""))
            return Unreadable(ImportRefusals.MoreCellsThanColumns);

        var row = new JsonObject();
        foreach (var (column, cell) in columns.Zip(cells))
            if (cell != "")
                Put(row, column, cell);
        if (columns.Where((column, i) => column.Required && (i >= cells.Length || cells[i] == "")).FirstOrDefault() is { } empty)
            return Unreadable(ImportRefusals.CellRequired(empty.Name) with { Field = empty.Pointer });

        var element = JsonSerializer.SerializeToElement(row, json);
        var (content, problem) = kind switch
        {
            ImportKind.Agencies => JsonRows.Row<RegisterAgencyBody>(element, json),
            ImportKind.Directives => JsonRows.Row<DirectiveRow>(element, json),
            _ => JsonRows.Row<TaskRow>(element, json)
        };
        return problem is null ? new(kind, number, content, null, Column) : Unreadable(problem);

        ImportRow Unreadable(HttpRefusal problem) => new(kind, number, null, OfCell(problem), Column);

        string? Column(string pointer) => CsvColumns.Holding(columns, pointer);
    }

    /// <summary>The sentence says what is expected; that it would be JSON is nothing the file knows of.</summary>
    static HttpRefusal OfCell(HttpRefusal problem) =>
        problem.Code != HttpRefusals.UnexpectedJson.Code ? problem
        : problem.Reason == HttpRefusals.UnexpectedJson.Reason ? ImportRefusals.CellMalformed with { Field = problem.Field }
        : ImportRefusals.CellMalformed with { Field = problem.Field, Reason = problem.Reason };

    static void Put(JsonObject row, CsvColumn column, string cell)
    {
        var steps = column.Pointer[1..].Split('/');
        foreach (var step in steps[..^1])
            row = (JsonObject)(row[step] ??= new JsonObject());
        row[steps[^1]] = column.Form switch
        {
            CellForm.Flag when bool.TryParse(cell, out var flag) => flag,
            CellForm.Number when decimal.TryParse(cell, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => number,
            CellForm.List => new JsonArray([.. Items(cell).Select(item => (JsonNode)item)]),
            CellForm.Links => new JsonArray([.. Items(cell).Select(Link)]),
            _ => cell
        };
    }

    /// <summary><c>implements:121-KL/TW</c>, or of one task of it <c>implements:121-KL/TW#121-03</c>.</summary>
    static JsonNode Link(string item)
    {
        var (kind, other) = item.Split(':', 2, StringSplitOptions.TrimEntries) is [var first, var second] ? (first, second) : ("", item);
        var link = new JsonObject { ["kind"] = kind, ["directive"] = other.Split('#')[0].Trim() };
        if (other.Split('#', 2) is [_, var task])
            link["task"] = task.Trim();
        return link;
    }

    static string[] Items(string cell) => cell.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Spreadsheets take the one of the country; the header shows which.</summary>
    static char Separator(ReadOnlySpan<byte> text)
    {
        var header = text[..(text.IndexOf((byte)'\n') is >= 0 and var end ? end : text.Length)];
        return header.Count((byte)';') > header.Count((byte)',') ? ';' : ',';
    }

    static byte[] Plain(ReadOnlySpan<byte> body) =>
        Utf8.IsValid(body) && !body.Contains((byte)0) ? body.ToArray() : throw new BadRequestException(ImportRefusals.NotUtf8);
}
