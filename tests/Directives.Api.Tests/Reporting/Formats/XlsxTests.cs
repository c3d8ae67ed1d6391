using System.Globalization;
using System.Text.Json;
using Directives.Api.Reporting.Formats;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Microsoft.AspNetCore.Http;
using XlsxCell = DocumentFormat.OpenXml.Spreadsheet.Cell;
using XlsxSheet = DocumentFormat.OpenXml.Spreadsheet.Sheet;

namespace Directives.Api.Tests.Reporting.Formats;

public class XlsxTests(FormatsApp app) : IClassFixture<FormatsApp>
{
    [Theory]
    [InlineData("/reports/overdue.xlsx?effectiveAsOf=2025-12-31&lang=vi", new[] { "Quá hạn theo cơ quan chủ trì", "Danh mục nhiệm vụ quá hạn", "Nguồn số liệu" })]
    [InlineData("/reports/overdue.xlsx?effectiveAsOf=2025-12-31&lang=en", new[] { "Overdue by lead agency", "Overdue assignments", "Provenance" })]
    [InlineData("/reports/weekly/2025-08-22.xlsx?lang=vi", new[]
    {
        "Biến động trong kỳ", "Diễn biến 26 tuần", "Tỷ lệ theo hai mẫu số", "Tiến độ thực hiện", "Tình trạng thời hạn", "Số liệu cần lưu ý", "Đôn đốc, kiểm tra, xử lý", "Theo loại nhiệm vụ", "Nhiệm vụ trọng điểm",
        "Theo cấp", "Theo văn bản", "Theo cơ quan chủ trì", "Cơ quan không có tin trong kỳ", "Cơ quan không báo cáo trong kỳ", "Nhiệm vụ mới quá hạn", "Nguồn số liệu"
    })]
    [InlineData("/reports/weekly/2025-08-22.xlsx?lang=en", new[]
    {
        "What moved in the week", "Trend over 26 weeks", "Shares of both denominators", "Progress at the close", "Timeliness at the close", "What to look at", "Supervision", "By kind of obligation", "Key tasks",
        "By level", "By directive", "By lead agency", "Nothing heard in the week", "Reported nothing in the week", "Newly overdue", "Provenance"
    })]
    public async Task Every_table_has_its_sheet_and_the_file_is_valid(string path, string[] sheets)
    {
        using var book = await Book(path);

        new OpenXmlValidator().Validate(book).Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}").Should().BeEmpty();
        Names(book).Should().Equal(sheets).And.OnlyContain(name => name.Length <= 31);
        foreach (var sheet in sheets)
            Rows(book, sheet)[0].Select(Text).Should().OnlyHaveUniqueItems(sheet);
    }

    [Fact]
    public async Task Numbers_are_numbers_days_are_days_and_formulas_are_texts()
    {
        var items = (await app.Download($"/reports/overdue.json?{FormatsApp.Overdue}")).Answer.Json.GetProperty("items").EnumerateArray().ToList();
        using var book = await Book($"/reports/overdue.xlsx?{FormatsApp.Overdue}&lang=vi");
        var rows = Rows(book, "Danh mục nhiệm vụ quá hạn");
        var heading = rows[0].Select(Text).ToList();

        rows.Should().HaveCount(items.Count + 1);
        foreach (var (row, item) in rows.Skip(1).Zip(items))
        {
            var (days, last, title) = (row[heading.IndexOf("Số ngày quá hạn")], row[heading.IndexOf("Hạn hiện hành")], row[heading.IndexOf("Nội dung nhiệm vụ")]);
            days.DataType!.Value.Should().Be(CellValues.Number);
            days.CellValue!.Text.Should().Be($"{item.GetProperty("daysOverdue").GetInt32()}");
            FormatOf(book, days).Should().Be("3", "#,##0");
            DateTime.FromOADate(double.Parse(last.CellValue!.Text, CultureInfo.InvariantCulture)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture).Should().Be(item.GetProperty("lastCompliantDay").GetString());
            FormatOf(book, last).Should().Be("dd/mm/yyyy");
            title.DataType!.Value.Should().Be(CellValues.InlineString);
            title.CellFormula.Should().BeNull();
        }

        var titles = rows.Select(row => Text(row[heading.IndexOf("Nội dung nhiệm vụ")])).ToList();
        titles.Should().Contain(FormatsApp.Formula).And.Contain(FormatsApp.Markup).And.Contain(FormatsApp.Cells).And.Contain("Ký tự \uFFFD và _x005F_x0041_");
    }

    [Fact]
    public async Task Shares_are_shares()
    {
        var week = (await app.Download("/reports/weekly/2025-08-22.json")).Answer.Json.GetProperty("totals");
        using var book = await Book("/reports/weekly/2025-08-22.xlsx?lang=en");
        var share = Rows(book, "Shares of both denominators")[2][3];

        share.CellValue!.Text.Should().Be(week.GetProperty("onTimeShareOfFallenDue").GetRawText());
        FormatOf(book, share).Should().Be("0.0%");
    }

    [Fact]
    public async Task A_row_leads_to_what_it_is_about()
    {
        using var book = await Book($"/reports/overdue.xlsx?{FormatsApp.Overdue}&lang=en");

        foreach (var link in Rows(book, "Overdue assignments").Skip(1).Select(row => row[^1].CellFormula!.Text.Split('"')[1]))
            (await app.Get(link)).Should(200);
    }

    [Theory]
    [InlineData("/reports/overdue.xlsx?effectiveAsOf=2025-12-31")]
    [InlineData("/reports/overdue.xlsx?effectiveAsOf=2025-12-31&knownAsOf=2025-12-31T08:00:00.1234567%2B07:00&agency=tinh-uy-ca-mau")]
    [InlineData("/reports/weekly/2025-08-22.xlsx?body=ban-to-chuc-trung-uong")]
    [InlineData("/reports/weekly/2025-08-22.xlsx?knownAsOf=2025-09-01T00:00:00Z")]
    [InlineData("/directives/123cd76b-9eac-8cfa-ae10-8d93dc87e764/progress.xlsx?to=2025-09-05")]
    public async Task The_provenance_says_what_the_headers_say_and_leads_to_the_same_bytes(string path)
    {
        var file = (await app.Download($"{path}&lang=en")).Should(200);
        using var book = SpreadsheetDocument.Open(new MemoryStream(file.Bytes), false);
        var facts = Rows(book, "Provenance").ToDictionary(row => Text(row[0]), row => row[1]);

        Text(facts["Position in the event log"]).Should().Be(file.Position);
        Text(facts["SHA-256 of the JSON"]).Should().Be(file.Digest);
        Text(facts["Version of the deadline policy"]).Should().NotBeEmpty();
        Text(facts["Version of the working calendar"]).Should().StartWith("vn-");
        Text(facts["Made at"]).Should().EndWith("Z");
        FormatOf(book, facts["As at the end of"]).Should().Be("d mmm yyyy");

        var json = (await app.Download(Text(facts["The JSON with that digest"]))).Should(200);
        var versions = json.Answer.Json.GetProperty("versions");
        (Text(facts["Version of the deadline policy"]), Text(facts["Version of the working calendar"]), Text(facts["Register of agencies as of position"]))
            .Should().Be((versions.GetProperty("policy").GetString()!, versions.GetProperty("calendar").GetString()!, versions.GetProperty("agencies").GetRawText()));
        json.Digest.Should().Be(file.Digest);
        json.Position.Should().Be(file.Position);
    }

    [Fact]
    public async Task A_table_that_is_too_long_for_a_sheet_goes_on_in_the_next()
    {
        var http = new DefaultHttpContext { RequestServices = app.Services };
        var report = new ReportDocument(
            "long", new(), new("Dài"), new("Dài"), [], [new("rows", new("Hàng"), [new(new("Số"), ColumnKind.Number)], Enumerable.Range(1, 7).Select(i => (IReadOnlyList<Api.Reporting.Formats.Cell>)[i]).ToAsyncEnumerable())],
            "rows", new(1, null, new(2025, 7, 31), new("2025-1", "vn-0", 1), "/"), new WholeJson(new { }, JsonSerializerOptions.Default));
        var file = new MemoryStream();

        await XlsxWriter.Write(report, new(http, new() { Lang = new(Language.Vi) }), file, CancellationToken.None, mostRows: 4);

        using var book = SpreadsheetDocument.Open(new MemoryStream(file.ToArray()), false);
        Names(book).Should().Equal("Hàng", "Hàng (2)", "Hàng (3)", "Nguồn số liệu");
        Names(book).SkipLast(1).SelectMany(name => Rows(book, name).Select(row => Text(row[0]))).Should().Equal("Số", "1", "2", "3", "Số", "4", "5", "6", "Số", "7");
    }

    async Task<SpreadsheetDocument> Book(string path) => SpreadsheetDocument.Open(new MemoryStream((await app.Download(path)).Should(200).Bytes), false);

    static IEnumerable<string> Names(SpreadsheetDocument book) => book.WorkbookPart!.Workbook.Sheets!.Elements<XlsxSheet>().Select(sheet => sheet.Name!.Value!);

    static List<List<XlsxCell>> Rows(SpreadsheetDocument book, string sheet)
    {
        var id = book.WorkbookPart!.Workbook.Sheets!.Elements<XlsxSheet>().Single(s => s.Name == sheet).Id!.Value!;
        return [.. ((WorksheetPart)book.WorkbookPart.GetPartById(id)).Worksheet.Descendants<Row>().Select(row => row.Elements<XlsxCell>().ToList())];
    }

    static string Text(XlsxCell cell) => cell.InlineString?.Text?.Text ?? cell.CellValue?.Text ?? "";

    static string FormatOf(SpreadsheetDocument book, XlsxCell cell)
    {
        var styles = book.WorkbookPart!.WorkbookStylesPart!.Stylesheet;
        var format = (CellFormat)styles.CellFormats!.ElementAt((int)cell.StyleIndex!.Value);
        return styles.NumberingFormats!.Elements<NumberingFormat>().FirstOrDefault(number => number.NumberFormatId! == format.NumberFormatId!)?.FormatCode?.Value ?? $"{format.NumberFormatId}";
    }
}
