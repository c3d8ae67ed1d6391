using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Directives.Api.Reporting.Formats;

/// <summary>How somebody wants a report to be written.</summary>
public sealed record FormatQuery
{
    /// <summary>The language of pages and files; that of <c>Accept-Language</c> if left out.</summary>
    [FromQuery(Name = "lang")]
    public Choice<Language>? Lang { get; init; }

    /// <summary>The table a CSV file holds: the main one if left out, where the figures come from if it is <c>provenance</c>.</summary>
    [FromQuery(Name = "table")]
    public string? Table { get; init; }
}

public enum Language
{
    Vi,
    En
}

/// <summary>
/// One answer with a report. What is written goes to a temporary file first: the digest is known when the last row was
/// read, a fault on the way is a problem and no torn file, and who reads slowly holds no connection to the database.
/// </summary>
public sealed class Rendering(HttpContext http, FormatQuery wanted)
{
    public const string PositionHeader = "Report-Position", DigestHeader = "Report-Digest";

    public ReportFormat Format { get; } = ReportFormat.Of(http);

    public string Language { get; } = wanted.Lang?.ToString() ?? Languages.Of(http.Request);

    public DateTimeOffset Now { get; } = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();

    public JsonSerializerOptions Json { get; } = http.RequestServices.GetRequiredService<IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions>>().Value.SerializerOptions;

    /// <summary>Whether the JSON is asked for a page at a time: without its suffix.</summary>
    public bool IsPage => Format == ReportFormat.Json && http.GetEndpoint()?.Metadata.GetMetadata<ReportFormat>() is null;

    /// <summary>The address as it is reached from outside; files leave the site.</summary>
    public string Absolute(string path) => $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}{path}";

    /// <summary>The report as JSON, or a page of it, which has no digest of its own.</summary>
    public async Task<Ok<TReport>> AsJson<TReport>(TReport report, long position, bool isWhole, CancellationToken ct) where TReport : notnull
    {
        SetHeaders(position, isWhole ? await new WholeJson(report, Json).Digest(ct) : null);
        if (report is IPage page)
            Links.Next(http, page);
        return TypedResults.Ok(report);
    }

    /// <exception cref="BadRequestException">It has no such table.</exception>
    public async Task<FileStreamHttpResult> Of(ReportDocument report, CancellationToken ct)
    {
        var sheet = wanted.Table is Words.ProvenanceKey ? Words.ProvenanceOf(report, this)
            : report.Sheets.FirstOrDefault(sheet => sheet.Key == (wanted.Table ?? report.Main))
            ?? throw new BadRequestException(FormatRefusals.NoSuchTable(wanted.Table!, string.Join(", ", report.Sheets.Select(sheet => sheet.Key).Append(Words.ProvenanceKey))));

        var file = Scratch();
        try
        {
            await (Format.Suffix switch
            {
                "json" => report.Json.WriteTo(file, ct),
                "csv" => CsvTable.Write(sheet, this, file, ct),
                "xlsx" => XlsxWriter.Write(report, this, file, ct),
                _ => HtmlPage.Write(report, this, file, ct)
            });
            SetHeaders(report.Provenance.Position, await report.Json.Digest(ct));
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }

        file.Position = 0;
        if (Format == ReportFormat.Html)
            Html.KeepForeignContentOut(http.Response);
        if (Format != ReportFormat.Json)
        {
            http.Response.Headers.ContentLanguage = Language;
            http.Response.Headers.AppendCommaSeparatedValues("Vary", "Accept-Language");
        }

        return TypedResults.Stream(file, Format == ReportFormat.Xlsx ? Format.MediaType : $"{Format.MediaType}; charset=utf-8", FileName(report, sheet));
    }

    void SetHeaders(long position, string? digest)
    {
        http.Response.Headers[PositionHeader] = $"{position}";
        Links.Report(http, Format, position);
        if (digest is not null)
            http.Response.Headers[DigestHeader] = digest;
    }

    /// <summary>JSON and pages are shown, tables are saved.</summary>
    string? FileName(ReportDocument report, Sheet sheet) => Format.Suffix switch
    {
        "csv" => sheet.Key == report.Main ? $"{report.File}.csv" : $"{report.File}-{sheet.Key}.csv",
        "xlsx" => $"{report.File}.xlsx",
        _ => null
    };

    /// <summary>A file that is read by nobody else and is gone when it is closed, or where the system allows it at once, so that no crash leaves it behind.</summary>
    static FileStream Scratch()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, BufferSize = 64 * 1024, Options = FileOptions.DeleteOnClose };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(Path.Combine(Path.GetTempPath(), $"directives-report-{Guid.NewGuid():n}"), options);
        if (!OperatingSystem.IsWindows())
            File.Delete(file.Name);
        return file;
    }
}
