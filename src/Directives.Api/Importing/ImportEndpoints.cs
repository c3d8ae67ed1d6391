using Directives.Api.Access;
using Directives.EventSourcing;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Directives.Api.Importing;

public static class ImportEndpoints
{
    public static void MapImporting(this IEndpointRouteBuilder routes)
    {
        var imports = routes.MapGroup("/imports").WithTags("Importing");

        imports.MapPost("/", Import)
            .WithMetadata(new RequestSizeLimitAttribute(ImportRequest.MostBytes))
            .Accepts<ImportBody>("application/json", "text/csv")
            .WithSummary("Enters agencies, directives and tasks from JSON or CSV, with a result for each row; or tries to, and writes nothing.")
            .WithDescription(
                $"Up to {ImportRequest.MostRows} rows and {ImportRequest.MostBytes / 1024 / 1024} MiB. Many rows, and any with Prefer: respond-async, are answered 202 and go on; "
                + "GET tells how far they are. CSV is UTF-8, separated by commas or semicolons, one kind of row in a file; lists in a cell are separated by "
                + "semicolons, links are written implements:121-KL/TW or implements:121-KL/TW#121-03. The columns: "
                + string.Join("; ", Enum.GetValues<ImportKind>().Select(kind =>
                    $"{Names.Of(kind)}: {string.Join(", ", CsvColumns.Of(kind).Select(column => column.Required ? $"{column.Name} (required)" : column.Name))}")) + ".");
        imports.MapGet("/{import:guid}", Get).WithSummary("How an import stands, and what became of its rows.");
    }

    static async Task<Results<Ok<ImportReport>, Created<ImportReport>, Accepted<ImportReport>, ProblemHttpResult>> Import(
        HttpRequest request, Write write, Choice<ImportKind>? kind, bool? dryRun, Choice<ImportMode>? mode, [FromHeader(Name = "Prefer")] string? prefer,
        ImportRuns imports, IOptions<JsonOptions> json, CancellationToken ct)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, ct);
        var csv = request.ContentType?.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) is true;
        if (!csv && (kind is not null || dryRun is not null || mode is not null))
            return ImportRefusals.OptionsInBody.ToProblem();
        if (csv && kind is null)
            return ImportRefusals.KindRequired.ToProblem();

        var source = body.ToArray();
        var asked = csv
            ? new(dryRun ?? false, mode?.Value ?? ImportMode.AllOrNothing, new CsvRows(kind!.Value.Value, json.Value.SerializerOptions).Read(source))
            : JsonRows.Read(source, json.Value.SerializerOptions);
        if (asked.Rows is [])
            return ImportRefusals.NoRows.ToProblem();
        if (asked.Rows.Count > ImportRequest.MostRows)
            return ImportRefusals.TooManyRows.ToProblem();

        var (done, report, problem) = await imports.Begin(asked, write, source, csv ? "text/csv" : "application/json", ct);
        if (problem is not null)
            return problem.ToProblem();
        if (!asked.IsLong && prefer?.Contains("respond-async", StringComparison.OrdinalIgnoreCase) is not true)
            report = await done.WaitAsync(ct);

        return report switch
        {
            { Status: not ImportStatus.Finished } => Later(request.HttpContext.Response, report),
            { DryRun: true } => TypedResults.Ok(report),
            _ when report.RefusedWhole() => ImportRefusals.NoneRecorded(report.Counts.Refused, report.Rows).ToProblem(("import", report)),
            _ => TypedResults.Created(Location(report), report)
        };
    }

    static Accepted<ImportReport> Later(HttpResponse response, ImportReport report)
    {
        response.Headers.RetryAfter = "1";
        return TypedResults.Accepted(Location(report), report);
    }

    /// <summary>What became of rows that are about something the reader may not know of, only whoever entered it may tell.</summary>
    static async Task<Results<Ok<ImportReport>, ProblemHttpResult>> Get(Guid import, Choice<RowOutcome>? outcome, ImportRuns imports, Unseen unseen, EventStore store, CancellationToken ct)
    {
        if (await imports.Find(import, ct) is not { } report)
            return ImportRefusals.NoSuchImport.ToProblem();
        var hidden = await unseen.Hidden(report.Results.Select(row => row.Directive?.Value).OfType<Guid>(), store.Appended.Current, ct);
        report = report with { Results = [.. report.Results.Where(row => row.Directive is not { } directive || !hidden.Contains(directive.Value))] };
        return TypedResults.Ok(outcome is { Value: var only } ? report with { Results = [.. report.Results.Where(row => row.Outcome == only)] } : report);
    }

    static string Location(ImportReport report) => $"/imports/{report.Import}";
}
