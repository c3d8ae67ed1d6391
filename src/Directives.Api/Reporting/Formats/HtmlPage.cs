using System.Text;
using Directives.Domain;

namespace Directives.Api.Reporting.Formats;

/// <summary>A report as an official document to be read and printed: letterhead, title, summary, tables with their charts, and where the figures come from.</summary>
static class HtmlPage
{
    public static async Task Write(ReportDocument report, Rendering rendering, Stream stream, CancellationToken ct)
    {
        var language = rendering.Language;
        await using var html = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await html.WriteLineAsync(
            $"""
            <!DOCTYPE html>
            <html lang="{language}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>{Text(report.Title)} – {Text(report.Subject)}</title>
            <style>
            {HtmlStyle.Sheet}
            </style>
            </head>
            <body>
            {Elsewhere(report, language)}
            {Letterhead(report.Letterhead, rendering)}
            <h1>{Text(report.Title)}</h1>
            <p class="subject">{Text(report.Subject)}</p>
            {(report.Scope is { } scope ? $"<p class=\"scope\">{Text(Words.Scope)}: {Text(scope)}</p>" : "")}
            {string.Concat(report.Summary.Select(sentence => $"<p class=\"summary\">{Text(sentence)}</p>\n"))}
            <p class="unit">{Text(Words.Unit)}</p>
            """);

        for (var i = 0; i < report.Sheets.Count; i++)
            await Section(html, report.Sheets[i], Roman(i + 1), report.Provenance.Address, language, ct);

        await html.WriteLineAsync(
            $"""
            {Signed(report.Letterhead, language)}
            <section id="{Words.ProvenanceKey}" class="provenance">
            <h2>{Text(Words.Provenance)} <a class="screen" href="{Html.Encode(Table(report.Provenance.Address, Words.ProvenanceKey, language))}">CSV</a></h2>
            <p>{Text(Words.Reproducible)}</p>
            <table>
            {string.Join('\n', Words.Facts(report, await report.Json.Digest(ct), rendering).Select(Fact))}
            </table>
            </section>
            </body>
            </html>
            """);

        string Text(BilingualText text) => Html.Encode(text.In(language));

        string Fact((BilingualText Name, object Value) fact) => $"<tr><th scope=\"row\">{Text(fact.Name)}</th><td>{Html.Encode(fact.Value is long position ? $"{position}" : Plain(fact.Value, language))}</td></tr>";
    }

    static async Task Section(StreamWriter html, Sheet sheet, string number, string address, string language, CancellationToken ct)
    {
        var columns = Enumerable.Range(0, sheet.Columns.Count).Where(i => sheet.Columns[i].OnPage).ToList();
        await html.WriteLineAsync(
            $"""
            <section id="{sheet.Key}">
            <h2>{number}. {Html.Encode(sheet.Name.In(language))} <a class="screen" href="{Html.Encode(Table(address, sheet.Key, language))}">CSV</a></h2>
            {(sheet.Chart is { } chart ? SvgCharts.Figure(chart, language) : "")}
            <table>
            {Widths([.. columns.Select(i => sheet.Columns[i].Width)])}
            <thead><tr><th scope="col">{Html.Encode(Words.Number.In(language))}</th>{string.Concat(columns.Select(i => $"<th scope=\"col\">{Html.Encode(sheet.Columns[i].Name.In(language))}</th>"))}</tr></thead>
            <tbody>
            """);

        var rows = 0;
        await foreach (var row in sheet.Rows.WithCancellation(ct))
            await html.WriteLineAsync($"<tr><td class=\"number\">{++rows}</td>{Cells(row)}</tr>");
        if (rows == 0)
            await html.WriteLineAsync($"<tr><td colspan=\"{columns.Count + 1}\" class=\"nothing\">{Html.Encode(Words.Nothing.In(language))}</td></tr>");

        await html.WriteLineAsync(
            $"""
            </tbody>
            {(sheet.Total is { } total && rows > 0 ? $"<tfoot><tr><td></td>{Cells(total)}</tr></tfoot>" : "")}
            </table>
            </section>
            """);

        string Cells(IReadOnlyList<Cell> row) => string.Concat(columns.Select(i => Cell(row[i], sheet.Columns[i].Kind, language)));
    }

    /// <summary>The running number takes what it needs, the columns share the rest.</summary>
    static string Widths(IReadOnlyList<int> widths) =>
        $"<colgroup><col style=\"width:4%\">{string.Concat(widths.Select(width => $"<col style=\"width:{96 * width / widths.Sum()}%\">"))}</colgroup>";

    static string Cell(Cell cell, ColumnKind kind, string language)
    {
        var text = cell.Value is null ? "" : Html.Encode(Plain(cell.Value, language));
        var content = cell.Link is null || text is "" ? text : $"<a href=\"{Html.Encode(cell.Link)}\">{text}</a>";
        return kind switch
        {
            ColumnKind.Number => $"<td class=\"number\">{content}</td>",
            ColumnKind.Date => $"<td class=\"day\">{content}</td>",
            _ when HasLongWord(text) => $"<td class=\"long\">{content}</td>",
            _ => $"<td>{content}</td>"
        };
    }

    /// <summary>An address or the like, which would hold its column open; no word of either language is as long.</summary>
    static bool HasLongWord(string text) => text.Split(' ', '\n').Any(word => word.Length > 24);

    static string Plain(object value, string language) => value switch
    {
        BilingualText text => text.In(language),
        string text => text,
        DateOnly day => Words.Day(day, language),
        decimal share => Words.Share(share, language),
        _ => Words.Amount((long)value, language)
    };

    static string Letterhead(Letterhead head, Rendering rendering)
    {
        var (language, today) = (rendering.Language, Vietnam.DateAt(rendering.Now));
        var body = Html.Encode((head.Body ?? Words.Nobody).In(language));
        var whose = head.OfTheParty
            ? $"<p class=\"state ruled\">{Html.Encode(Words.Party.In(language))}</p>"
            : $"<p class=\"state\">{Html.Encode(Words.State.In(language))}</p>\n<p class=\"motto ruled\">{Html.Encode(Words.Motto.In(language))}</p>";
        return $"""
            <header>
            <div><p class="body{(head.OfTheParty ? "" : " ruled")}">{body}</p>{(head.OfTheParty ? "<p>*</p>" : "")}</div>
            <div>
            {whose}
            <p class="date">{Html.Encode(Words.WrittenOn(today, language))}</p>
            </div>
            </header>
            """;
    }

    /// <summary>Room for those who sign a printed report; where nobody in particular speaks, nobody signs.</summary>
    static string Signed(Letterhead head, string language) => head.Body is null ? "" :
        $"""
        <div class="signed">
        <p><b>{Html.Encode(Words.PreparedBy.In(language))}</b><i>{Html.Encode(Words.Signature.In(language))}</i></p>
        <p><b>{Html.Encode(Words.HeadOfBody.In(language))}</b><i>{Html.Encode(Words.Signature.In(language))}</i></p>
        </div>
        """;

    /// <summary>The same report in the other language and as files; not printed.</summary>
    static string Elsewhere(ReportDocument report, string language)
    {
        var other = language is Languages.Vietnamese ? Languages.English : Languages.Vietnamese;
        var address = report.Provenance.Address;
        return $"""
            <nav class="screen">
            <a href="{Html.Encode(Under(address, ReportFormat.Html, other))}" lang="{other}" hreflang="{other}">{(other is Languages.English ? "English" : "Tiếng Việt")}</a>
            <a href="{Html.Encode(Under(address, ReportFormat.Xlsx, language))}">XLSX</a>
            <a href="{Html.Encode(address)}">JSON</a>
            </nav>
            """;
    }

    static string Table(string address, string key, string language) => $"{Under(address, ReportFormat.Csv, language)}&table={key}";

    static string Under(string address, ReportFormat format, string language) =>
        $"{address.Replace($".{ReportFormat.Json.Suffix}?", $".{format.Suffix}?", StringComparison.Ordinal)}&lang={language}";

    static string Roman(int number) => number switch
    {
        >= 10 => $"X{Roman(number - 10)}",
        9 => "IX",
        >= 5 => $"V{Roman(number - 5)}",
        4 => "IV",
        >= 1 => $"I{Roman(number - 1)}",
        _ => ""
    };
}
