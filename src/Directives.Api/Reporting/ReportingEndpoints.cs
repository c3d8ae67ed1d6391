using Directives.Api.Assigning;
using Directives.Domain.Reporting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Reporting;

public static class ReportingEndpoints
{
    public static void MapReporting(this IEndpointRouteBuilder routes)
    {
        var reports = routes.MapGroup("/reports").WithTags("Reporting");

        reports.MapGet("/overdue", OverdueReport.Get).WithSummary("What is overdue on a day, as known at an instant or position.");
        reports.MapGet("/weekly/{start}", Weekly).WithSummary("What moved from a Friday to the Thursday after it, as known at an instant or position.");
    }

    static async Task<Results<Ok<WeeklyReport>, ProblemHttpResult>> Weekly(
        QueryDay start, QueryInstant? knownAsOf, long? atPosition, long? minPosition, ReadModels read, AssignmentQuery assignments, CancellationToken ct)
    {
        if (ReportingWeek.StartingOn(start.Value) is not { } week)
            return ReportingRefusals.NotAFriday(start.Value).ToProblem();

        var (point, problem) = await read.Resolve(new() { EffectiveAsOf = new(week.End), KnownAsOf = knownAsOf, AtPosition = atPosition, MinPosition = minPosition }, ct);
        if (problem is not null)
            return problem;

        var eve = await assignments.All(point with { Day = week.Eve }, ct);
        var close = await assignments.All(point, ct);
        return TypedResults.Ok(WeeklyReport.Of(week, knownAsOf?.Value, point.Position, eve, close));
    }
}
