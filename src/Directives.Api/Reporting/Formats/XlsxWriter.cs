using System.IO.Packaging;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Directives.Api.Reporting.Formats;

/// <summary>
/// A report as an Excel workbook: a sheet for each table and one that says where the figures come from. Rows go straight
/// into the compressed file, so the memory it takes does not grow with them; for that the package is only written to,
/// which the SDK's own documents do not allow, and its few parts are put together here.
/// </summary>
static class XlsxWriter
{
    /// <summary>What Excel can read, the heading included.</summary>
    public const int MostRows = 1_048_576;

    const string Main = "application/vnd.openxmlformats-officedocument.spreadsheetml.", Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <param name="report">What to write.</param>
    /// <param name="rendering">In which language.</param>
    /// <param name="stream">Gets the file.</param>
    /// <param name="ct">Stops writing.</param>
    /// <param name="mostRows">A table with more goes on in another sheet.</param>
    public static async Task Write(ReportDocument report, Rendering rendering, Stream stream, CancellationToken ct, int mostRows = MostRows)
    {
        using var package = Package.Open(stream, FileMode.Create, FileAccess.Write);
        var names = new List<string>();

        foreach (var sheet in report.Sheets)
        {
            await using var rows = sheet.Rows.GetAsyncEnumerator(ct);
            var more = await rows.MoveNextAsync();
            for (var part = 1; part == 1 || more; part++)
            {
                names.Add(sheet.Name.In(rendering.Language) + (part == 1 ? "" : $" ({part})"));
                using var content = Create(package, SheetUri(names.Count), "worksheet").GetStream();
                using var writer = Begin(content);
                var written = XlsxSheet.Begin(writer, sheet.Columns, rendering);
                for (; more && written < mostRows; more = await rows.MoveNextAsync(), written++)
                    XlsxSheet.WriteRow(writer, sheet.Columns, rows.Current, rendering);
                XlsxSheet.End(writer, sheet.Columns.Count, written);
            }
        }

        names.Add(Words.Provenance.In(rendering.Language));
        using (var content = Create(package, SheetUri(names.Count), "worksheet").GetStream())
        using (var writer = Begin(content))
            XlsxSheet.WriteFacts(writer, Words.Facts(report, await report.Json.Digest(ct), rendering), rendering);

        WriteWorkbook(package, names);
    }

    static void WriteWorkbook(Package package, List<string> names)
    {
        var workbook = Part(package, "/xl/workbook.xml", "sheet.main", new Workbook(
            new Sheets(names.Select((name, i) => new DocumentFormat.OpenXml.Spreadsheet.Sheet { Name = name, SheetId = (uint)i + 1, Id = $"rId{i + 1}" })),
            new DefinedNames(names.Select((name, i) => new DefinedName($"'{name.Replace("'", "''", StringComparison.Ordinal)}'!$1:$1") { Name = "_xlnm.Print_Titles", LocalSheetId = (uint)i }))));
        var styles = Part(package, "/xl/styles.xml", "styles", XlsxStyles.Stylesheet());

        package.CreateRelationship(workbook.Uri, TargetMode.Internal, $"{Relationships}/officeDocument", "rId1");
        for (var i = 1; i <= names.Count; i++)
            workbook.CreateRelationship(SheetUri(i), TargetMode.Internal, $"{Relationships}/worksheet", $"rId{i}");
        workbook.CreateRelationship(styles.Uri, TargetMode.Internal, $"{Relationships}/styles", $"rId{names.Count + 1}");
    }

    static PackagePart Part(Package package, string path, string kind, OpenXmlElement root)
    {
        var part = Create(package, new(path, UriKind.Relative), kind);
        using var content = part.GetStream();
        using var writer = Begin(content);
        writer.WriteElement(root);
        return part;
    }

    static PackagePart Create(Package package, Uri uri, string kind) => package.CreatePart(uri, $"{Main}{kind}+xml", CompressionOption.Fast);

    static OpenXmlWriter Begin(Stream content)
    {
        var writer = OpenXmlWriter.Create(content);
        writer.WriteStartDocument(standalone: true);
        return writer;
    }

    static Uri SheetUri(int number) => new($"/xl/worksheets/sheet{number}.xml", UriKind.Relative);
}
