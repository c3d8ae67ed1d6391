using Directives.Api.Assigning;
using Directives.Api.Deadlines;
using Directives.Api.Reporting.Formats;
using Directives.Domain;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Reporting;

/// <summary>
/// What is overdue on a day, as known at a position: the same question gets the same bytes for ever. What another document
/// restates is counted there and left out here; <c>/assignments?timeliness=overdue&amp;counted=false</c> shows it. Of a day to come it
/// says what will be overdue if nothing happens until then: no completion, no extension, nothing new.
/// </summary>
/// <param name="EffectiveAsOf">Overdue at the end of this day, which may lie ahead.</param>
/// <param name="KnownAsOf">The instant that was asked for.</param>
/// <param name="Position">What was recorded up to here counts.</param>
/// <param name="Zone">The zone in which days begin and end.</param>
/// <param name="Versions">The rules and the register it was made by.</param>
/// <param name="Total">All that are overdue under these filters, not only those on this page.</param>
/// <param name="Items">Longest overdue first.</param>
/// <param name="NextCursor">Give it back as <c>cursor</c> for the next page; absent on the last.</param>
public sealed record OverdueReport(
    DateOnly EffectiveAsOf, DateTimeOffset? KnownAsOf, long Position, string Zone, RuleVersions Versions, long Total, IReadOnlyList<AssignmentItem> Items, string? NextCursor) : ICursorPage
{
    internal static async Task<Results<Ok<OverdueReport>, FileStreamHttpResult, ProblemHttpResult>> Get(
        [AsParameters] AsOfQuery asOf, [AsParameters] OverdueFilter of, int? pageSize, string? cursor, [AsParameters] FormatQuery format,
        HttpContext http, ReadModels read, AssignmentQuery query, OverdueAssignments assignments, RulesInForce rules, CancellationToken ct)
    {
        var rendering = new Rendering(http, format);
        var filter = of.Assignments;
        if (await query.Unknown(filter, ct) is { } unknown)
            return unknown.ToProblem();
        var after = Cursor.Read(cursor, filter.ToString());
        var (point, problem) = await read.Resolve(asOf.PinnedBy(after), ct);
        if (problem is not null)
            return problem;

        var (versions, counted) = (RuleVersions.At(point, read, rules, ct), assignments.Count(point, of, ct));
        var (madeBy, overdue) = (await versions, await counted);
        if (overdue.Total == 0 && await query.UnknownHead(point, filter, ct) is { } nobody)
            return nobody.ToProblem();
        var report = new OverdueReport(point.Day, after is null ? asOf.KnownAsOf?.Value : null, point.Position, Vietnam.Zone, madeBy, overdue.Total, [], null);
        if (rendering.IsPage)
        {
            var page = await assignments.Page(point, of, overdue, filter.ToString(), after, Cursor.PageSize(pageSize), ct);
            return await rendering.AsJson(report with { Items = page.Items, NextCursor = page.NextCursor }, point.Position, isWhole: after is null && page.NextCursor is null, ct);
        }

        var json = new ListedJson<AssignmentItem>(report, assignments.Whole(point, of, overdue, ct), rendering.Json);
        var document = OverdueDocument.Of(
            report, of, await assignments.ByLead(point, of, overdue, ct), json, await ReportNames.At(point, read, ct), report.Address(of), isAhead: point.Day > Vietnam.DateAt(asOf.KnownAsOf?.Value ?? rendering.Now));
        return await rendering.Of(document, ct);
    }

    string Address(OverdueFilter of) => Provenance.AddressOf(
        "/reports/overdue.json", Position, KnownAsOf, of.Query.Prepend(new("effectiveAsOf", $"{EffectiveAsOf:yyyy-MM-dd}")));
}
