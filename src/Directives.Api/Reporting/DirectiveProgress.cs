using Directives.Api.Deadlines;
using Directives.Api.Reporting.Formats;
using Directives.Domain;
using Directives.Domain.Reporting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Reporting;

/// <summary>
/// The burn-up of a directive: what it asks for and what of it is done, at the close of each week, all as known at one
/// position. What another document restates is counted there and left out here.
/// </summary>
/// <param name="Directive">Its id.</param>
/// <param name="Number">Its number as printed; none for a meeting conclusion without one.</param>
/// <param name="Title">What it is about.</param>
/// <param name="From">The first day of the first week.</param>
/// <param name="To">The last day of the last week.</param>
/// <param name="KnownAsOf">The instant that was asked for; without it everything recorded so far counts.</param>
/// <param name="Position">What was recorded up to here counts.</param>
/// <param name="Zone">The zone in which days begin and end.</param>
/// <param name="Versions">The rules and the register it was made by, those of the last day.</param>
/// <param name="Weeks">From the first to the last.</param>
public sealed record DirectiveProgress(
    DirectiveId Directive, string? Number, BilingualText Title, DateOnly From, DateOnly To, DateTimeOffset? KnownAsOf, long Position, string Zone, RuleVersions Versions,
    IReadOnlyList<WeekInTrend> Weeks)
{
    /// <summary>From the week of its first assignment to the last week that is over, unless other Fridays are named.</summary>
    internal static async Task<Results<Ok<DirectiveProgress>, FileStreamHttpResult, ProblemHttpResult>> Get(
        Guid directive, QueryDay? from, QueryDay? to, QueryInstant? knownAsOf, long? atPosition, long? minPosition, [AsParameters] FormatQuery format, HttpContext http,
        ReadModels read, Stands stands, RulesInForce rules, CancellationToken ct)
    {
        var rendering = new Rendering(http, format);
        var (point, problem) = await read.Resolve(new() { KnownAsOf = knownAsOf, AtPosition = atPosition, MinPosition = minPosition }, ct);
        if (problem is not null)
            return problem;
        var known = await read.Rows(
            """
            select number, title_vi, title_en, (select min(assigned_on) from assignment where directive_id = $2 and known_from <= $1 and known_to > $1)
            from directive where id = $2 and known_from <= $1
            """,
            row => (Number: row.Text(0), Title: new BilingualText(row.GetString(1), row.Text(2)), Assigned: row.Day(3)), ct, point.Position, directive);
        if (known is not [var found])
            return Refusals.NoSuchDirective.ToProblem();

        var last = to?.Value ?? Latest(FridayOf(point.Day).AddDays(-7), from?.Value);
        var earliest = last.AddDays(-7 * (WeeklyTrend.MostWeeks - 1));
        var (first, weeks, refused) = WeeklyTrend.Window(from?.Value ?? Latest(earliest, FridayOf(Earliest(last, found.Assigned))), last);
        if (refused is not null)
            return refused;

        var end = last.AddDays(6);
        var report = new DirectiveProgress(
            new(directive), found.Number, found.Title, first.Start, end, knownAsOf?.Value, point.Position, Vietnam.Zone, await RuleVersions.At(new(point.Position, end), read, rules, ct),
            await WeeklyTrend.Of(read, stands, point.Position, first.End, weeks, new(directive), ct));
        return rendering.Format == ReportFormat.Json
            ? await rendering.AsJson(report, point.Position, isWhole: true, ct)
            : await rendering.Of(ProgressDocument.Of(report, new WholeJson(report, rendering.Json)), ct);
    }

    static DateOnly FridayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek - (int)ReportingWeek.UsualStart + 7) % 7));

    static DateOnly Latest(DateOnly day, DateOnly? other) => other > day ? other.Value : day;

    static DateOnly Earliest(DateOnly day, DateOnly? other) => other < day ? other.Value : day;
}
