namespace Directives.Api.Reporting.Formats;

/// <summary>How a report is written. On an endpoint: the one its suffix names.</summary>
/// <param name="Suffix">At the end of the path.</param>
/// <param name="MediaType">In <c>Accept</c> and <c>Content-Type</c>.</param>
public sealed record ReportFormat(string Suffix, string MediaType)
{
    public static readonly ReportFormat
        Json = new("json", "application/json"),
        Html = new("html", "text/html"),
        Csv = new("csv", "text/csv"),
        Xlsx = new("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    /// <summary>What is liked equally is given in this order.</summary>
    public static IReadOnlyList<ReportFormat> All { get; } = [Json, Html, Csv, Xlsx];

    /// <summary>That of the suffix, or else the one <c>Accept</c> likes best.</summary>
    /// <exception cref="BadRequestException">It likes none.</exception>
    public static ReportFormat Of(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<ReportFormat>() is { } named)
            return named;
        http.Response.Headers.AppendCommaSeparatedValues("Vary", "Accept");
        if (http.Request.GetTypedHeaders().Accept is [])
            return Json;
        var best = All.MaxBy(format => Accepted.Weight(http.Request, format.MediaType))!;
        return Accepted.Weight(http.Request, best.MediaType) > 0 ? best : throw new BadRequestException(FormatRefusals.NotOffered);
    }
}

/// <summary>On an endpoint: it gives a report in the format of its suffix, or in any.</summary>
/// <param name="Formats">Which ones.</param>
public sealed record GivesReport(params IReadOnlyList<ReportFormat> Formats);

public static class ReportRoutes
{
    /// <summary>Maps a report under its path, where <c>Accept</c> decides, and under its path with each suffix.</summary>
    public static void MapReport(this IEndpointRouteBuilder routes, string path, Delegate report, string summary)
    {
        routes.MapGet(path, report).WithSummary(summary).WithMetadata(new GivesReport(ReportFormat.All));
        foreach (var format in ReportFormat.All)
            routes.MapGet($"{path}.{format.Suffix}", report).WithSummary($"{summary} Whole, as {format.Suffix.ToUpperInvariant()}.").WithMetadata(format, new GivesReport(format));
    }
}

public static class FormatRefusals
{
    public static HttpRefusal NotOffered { get; } = new(
        406, "format-not-offered",
        new($"Báo cáo này có dạng {Names()}; không có dạng nào được chấp nhận.", $"This report is given as {Names()}; none of them is accepted."), "Accept");

    public static HttpRefusal NoSuchTable(string table, string tables) => new(
        400, "no-such-table", new($"Báo cáo này không có bảng '{table}'. Các bảng gồm {tables}.", $"This report has no table '{table}'. It has {tables}."), "table");

    static string Names() => string.Join(", ", ReportFormat.All.Select(format => format.MediaType));
}
