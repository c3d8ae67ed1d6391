using Directives.Api.Access;
using Directives.Api.Agencies;
using Directives.Api.Assigning;
using Directives.Api.Deadlines;
using Directives.Api.Reporting.Formats;
using Directives.Domain;
using Directives.Domain.Agencies;
using Directives.Domain.Reporting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Reporting;

public static class ReportingEndpoints
{
    public static void MapReporting(this IEndpointRouteBuilder routes)
    {
        var reports = routes.MapGroup("/reports").WithTags("Reporting");

        reports.MapReport("/overdue", OverdueReport.Get, "What is overdue on a day, as known at an instant or position; of a day to come, what will be if nothing happens until then.");
        reports.MapReport("/weekly/{start}", Weekly, "What moved from a Friday to the Thursday after it, or in a week of the body that is named, as known at an instant or position.");
        reports.MapGet("/weekly", WeeklyTrend.Get).WithSummary("How things stood at the close of each week from one Friday's to another's, for charts.");
        routes.MapGroup("/directives/{directive:guid}").WithTags("Reporting")
            .MapReport("/progress", DirectiveProgress.Get, "The burn-up of a directive: what is assigned, open, overdue and completed at the close of each week, as known at an instant or position.");
        reports.MapGet("/weekly/{start}/assignments", Behind).WithSummary("The assignments behind a figure of the weekly report, exactly those it counts.");
        reports.MapGet("/weekly/{start}/comparison", Compare).WithSummary("Two weekly reports side by side, of two weeks or as known at two moments: every figure they tell differently, and the assignments behind.");
        reports.MapPost("/weekly/{start}/what-if", Suppose)
            .WithSummary("What the report would say if deadlines were read otherwise or a record were corrected. Nothing is written.");
    }

    static async Task<Results<Ok<WeeklyReport>, FileStreamHttpResult, ProblemHttpResult>> Weekly(
        QueryDay start, string? body, QueryInstant? knownAsOf, long? atPosition, long? minPosition, [AsParameters] FormatQuery format, HttpContext http,
        ReadModels read, AgencyRegister register, RulesInForce rules, Stands stands, WeeklyReports reports, WeeklyAssignments assignments, CancellationToken ct)
    {
        var rendering = new Rendering(http, format);
        var (position, week, problem) = await Asked(start.Value, body, new() { KnownAsOf = knownAsOf, AtPosition = atPosition, MinPosition = minPosition }, read, register, rules, ct);
        if (problem is not null)
            return problem;

        AgencyId? whose = body is null ? null : new(body);
        var report = await reports.Of(week, whose, knownAsOf?.Value, position, ct);
        if (rendering.Format == ReportFormat.Json)
            return await rendering.AsJson(report, position, isWhole: true, ct);

        var names = await ReportNames.At(new(position, week.End), read, ct);
        var letterhead = whose is { } agency ? new Letterhead(names.Of(agency), (await register.Find(agency, ct))?.Registered?.Kind.IsOfTheParty() is true) : new();
        var trend = await WeeklyTrend.Of(read, stands, position, week.End.AddDays(-7 * (WeeklyDocument.TrendWeeks - 1)), WeeklyDocument.TrendWeeks, null, ct);
        return await rendering.Of(WeeklyDocument.Of(report, whose, letterhead, names, trend, assignments.Whole(week, "newlyOverdue", position, ct), new WholeJson(report, rendering.Json)), ct);
    }

    static async Task<Results<Paged<AssignmentPage>, ProblemHttpResult>> Behind(
        QueryDay start, string? body, [AsParameters] WeeklyFilter filter, QueryInstant? knownAsOf, long? atPosition, long? minPosition, int? pageSize, string? cursor,
        ReadModels read, AgencyRegister register, RulesInForce rules, WeeklyAssignments assignments, AssignmentQuery query, CancellationToken ct)
    {
        if (!Figures.ByName.ContainsKey(filter.Figure))
            return FigureRefusals.NoSuchFigure(filter.Figure).ToProblem();
        if (await query.Unknown(new() { Agency = filter.Agency, Directive = filter.Directive }, ct) is { } unknown)
            return unknown.ToProblem();
        var after = Cursor.Read(cursor, filter.ToString());
        var asked = new AsOfQuery { KnownAsOf = knownAsOf, AtPosition = atPosition, MinPosition = minPosition };
        var (position, week, problem) = await Asked(start.Value, body, asked.PinnedBy(after), read, register, rules, ct);
        return problem is not null ? problem : new Paged<AssignmentPage>(await assignments.Page(week, filter, position, after, Cursor.PageSize(pageSize), ct));
    }

    /// <summary>What is left out of the other report is as in the one.</summary>
    static async Task<Results<Ok<ReportComparison>, ProblemHttpResult>> Compare(
        QueryDay start, string? body, QueryInstant? knownAsOf, long? atPosition, QueryDay? otherStart, QueryInstant? otherKnownAsOf, long? otherAtPosition, long? minPosition,
        ReadModels read, AgencyRegister register, RulesInForce rules, CanonicalReports canonical, AssignmentDifferences assignments, CancellationToken ct)
    {
        var (position, week, problem) = await Asked(start.Value, body, new() { KnownAsOf = knownAsOf, AtPosition = atPosition, MinPosition = minPosition }, read, register, rules, ct);
        if (problem is not null)
            return problem;
        var asked = otherKnownAsOf is null && otherAtPosition is null ? new AsOfQuery { AtPosition = position } : new() { KnownAsOf = otherKnownAsOf, AtPosition = otherAtPosition };
        (var otherPosition, var otherWeek, problem) = await Asked(otherStart?.Value ?? start.Value, body, asked, read, register, rules, ct);
        return problem is not null ? problem
            : TypedResults.Ok(await ReportComparison.Of(body is null ? null : new(body), (week, position), (otherWeek, otherPosition), canonical, assignments, ct));
    }

    static async Task<Results<Ok<WhatIf>, ProblemHttpResult>> Suppose(
        QueryDay start, string? body, QueryInstant? knownAsOf, long? atPosition, long? minPosition, WhatIfBody what, HttpContext http, TimeProvider clock,
        ReadModels read, AgencyRegister register, RulesInForce rules, Suppositions suppositions, CancellationToken ct)
    {
        if (what is { Policy: null, Correction: null })
            return WhatIfRefusals.NothingSupposed.ToProblem();
        if (what.Correction is not null && (knownAsOf, atPosition) is not (null, null))
            return WhatIfRefusals.CorrectsThePast.ToProblem();
        var (position, week, problem) = await Asked(start.Value, body, new() { KnownAsOf = knownAsOf, AtPosition = atPosition, MinPosition = minPosition }, read, register, rules, ct);
        if (problem is not null)
            return problem;
        var (answer, no) = await suppositions.Try(what, new(body is null ? null : new(body), week), position, (Identity.ActorOf(http.User)!, Vietnam.DateAt(clock.GetUtcNow())), ct);
        return no is not null ? no.ToProblem() : TypedResults.Ok(answer!);
    }

    static async Task<(long Position, ReportingWeek Week, ProblemHttpResult? Problem)> Asked(
        DateOnly start, string? body, AsOfQuery asOf, ReadModels read, AgencyRegister register, RulesInForce rules, CancellationToken ct)
    {
        if (body is not null && !AgencyId.TryParse(body, out _))
            throw new BadRequestException(HttpRefusals.AgencyCodeExpected with { Field = "body" });
        if (body is not null && await register.Unknown([new(body)], "body", ct) is { } unknown)
            return (0, default, unknown.ToProblem());
        var (point, problem) = await read.Resolve(asOf, ct);
        if (problem is not null)
            return (0, default, problem);

        var (week, no) = await rules.WeekAt(point.Position, body is null ? null : new(body), start, ct);
        return (point.Position, week, no?.ToProblem());
    }
}

public static class FigureRefusals
{
    public static HttpRefusal TooManyWeeks(int most) => new(
        400, "too-many-weeks", new($"Mỗi lần chỉ hỏi được tối đa {most} tuần.", $"At most {most} weeks are told at once."), "to");

    public static HttpRefusal NoSuchFigure(string name) => new(
        400, "no-such-figure", new($"Báo cáo tuần không có chỉ tiêu '{name}'.", $"The weekly report has no figure '{name}'. It has {string.Join(", ", Figures.ByName.Keys)}."), "figure");
}
