using Directives.Api.Agencies;
using Directives.Api.Assigning;
using Directives.Api.Deadlines;
using Directives.Domain;
using Directives.Domain.Reporting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Reporting;

public static class ReportingEndpoints
{
    public static void MapReporting(this IEndpointRouteBuilder routes)
    {
        var reports = routes.MapGroup("/reports").WithTags("Reporting");

        reports.MapGet("/overdue", OverdueReport.Get).WithSummary("What is overdue on a day, as known at an instant or position.");
        reports.MapGet("/weekly/{start}", Weekly).WithSummary("What moved from a Friday to the Thursday after it, or in a week of the body that is named, as known at an instant or position.");
    }

    static async Task<Results<Ok<WeeklyReport>, ProblemHttpResult>> Weekly(
        QueryDay start, string? body, QueryInstant? knownAsOf, long? atPosition, long? minPosition,
        ReadModels read, AssignmentQuery assignments, AgencyRegister register, RulesInForce rules, CancellationToken ct)
    {
        if (body is not null && !AgencyId.TryParse(body, out _))
            throw new BadRequestException(HttpRefusals.AgencyCodeExpected with { Field = "body" });
        if (body is not null && await register.Unknown([new(body)], "body", ct) is { } unknown)
            return unknown.ToProblem();
        var (point, problem) = await read.Resolve(new() { KnownAsOf = knownAsOf, AtPosition = atPosition, MinPosition = minPosition }, ct);
        if (problem is not null)
            return problem;

        // A body's weeks as known at the position, so that the same question keeps its answer when they are moved.
        if ((body is null ? ReportingWeek.StartingOn(start.Value) : (await rules.PoliciesAt(point.Position, ct)).WeekStartingOn(new(body), start.Value)) is not { } week)
            return (body is null ? ReportingRefusals.NotAFriday(start.Value) : ReportingRefusals.NotTheStart(new(body), start.Value)).ToProblem();

        var eve = await assignments.All(point with { Day = week.Eve }, ct);
        var close = await assignments.All(point with { Day = week.End }, ct);
        return TypedResults.Ok(WeeklyReport.Of(week, knownAsOf?.Value, point.Position, eve, close));
    }
}
