using Directives.Domain;
using Directives.Domain.Reporting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Reporting;

/// <summary>How things stood at the close of each of several weeks, all as known at one position.</summary>
/// <param name="Position">What was recorded up to here counts.</param>
/// <param name="Zone">The zone in which days begin and end.</param>
/// <param name="Weeks">From the first to the last.</param>
public sealed record WeeklyTrend(long Position, string Zone, IReadOnlyList<WeekInTrend> Weeks)
{
    /// <summary>Some ten years.</summary>
    internal const int MostWeeks = 520;

    internal static async Task<Results<Ok<WeeklyTrend>, ProblemHttpResult>> Get(
        QueryDay from, QueryDay to, QueryInstant? knownAsOf, long? atPosition, long? minPosition, ReadModels read, CancellationToken ct)
    {
        var (first, weeks, refused) = Window(from.Value, to.Value);
        if (refused is not null)
            return refused;
        var (point, problem) = await read.Resolve(new() { KnownAsOf = knownAsOf, AtPosition = atPosition, MinPosition = minPosition }, ct);
        return problem is not null ? problem : TypedResults.Ok(new WeeklyTrend(point.Position, Vietnam.Zone, await Of(read, point.Position, first.End, weeks, null, ct)));
    }

    /// <summary>The weeks from one Friday's to another's, or the problem with that.</summary>
    internal static (ReportingWeek First, int Weeks, ProblemHttpResult? Problem) Window(DateOnly from, DateOnly to)
    {
        if (ReportingWeek.StartingOn(from) is not { } first)
            return (default, 0, (ReportingRefusals.NotAFriday(from) with { Field = "from" }).ToProblem());
        if (ReportingWeek.StartingOn(to) is null)
            return (default, 0, (ReportingRefusals.NotAFriday(to) with { Field = "to" }).ToProblem());
        if (to < from)
            throw new BadRequestException(ReadingRefusals.WindowEndsBeforeItStarts with { Field = "to" });
        var weeks = (to.DayNumber - from.DayNumber) / 7 + 1;
        return (first, weeks, weeks > MostWeeks ? FigureRefusals.TooManyWeeks(MostWeeks).ToProblem() : null);
    }

    /// <summary>How things stand at each of several closes, a week apart.</summary>
    /// <param name="read">The read models.</param>
    /// <param name="position">What was recorded up to here counts.</param>
    /// <param name="firstClose">The last day of the first week.</param>
    /// <param name="weeks">How many.</param>
    /// <param name="directive">Only its assignments; all if none.</param>
    /// <param name="ct">Cancels the read.</param>
    public static async Task<IReadOnlyList<WeekInTrend>> Of(ReadModels read, long position, DateOnly firstClose, int weeks, DirectiveId? directive, CancellationToken ct)
    {
        var standing = new long[Names.Length];
        var changes = (await read.Rows(
            Changes, row => (Week: row.GetInt32(0), By: Enumerable.Range(1, Names.Length).Select(row.GetInt64).ToArray()), ct, position, firstClose, weeks, directive?.Value))
            .ToDictionary(change => change.Week, change => change.By);
        var trend = new List<WeekInTrend>();
        for (var (week, close) = (0, firstClose); week < weeks; week++, close = close.AddDays(7))
        {
            foreach (var (i, by) in changes.GetValueOrDefault(week, []).Index())
                standing[i] += by;
            trend.Add(new(close.AddDays(-6), close, Names.Zip(standing).ToDictionary(pair => pair.First, pair => pair.Second)));
        }

        return trend;
    }

    /// <summary>Called as in the weekly report.</summary>
    static readonly string[] Names = ["all", "closing", "lifecycle-completed", "claimed", "timeliness-overdue", "timeliness-onTime", "timeliness-late", "fallenDue"];

    /// <summary>
    /// Each row holds from one day to another, and within it each figure from one day to another. So every row adds to a figure
    /// in the first week that closes on or after the one day, and takes away in the first that closes on or after the other:
    /// one pass over the assignments, however many weeks. Parameters: $1 the position, $2 the first
    /// close, $3 how many weeks, $4 the directive.
    /// </summary>
    const string Changes = """
        with held as (
          select a.effective_from, a.effective_to, s.lifecycle, s.last_day,
            s.lifecycle not in ('completed', 'cancelled', 'superseded') as open,
            case when s.lifecycle in ('completed', 'completionReported') and s.last_day is not null then a.done_on <= s.last_day end as on_time,
            -- overdue from the day after its last, unless its clock stood still by then
            case when s.last_day is not null and s.lifecycle not in ('completed', 'completionReported', 'cancelled', 'superseded') and (s.stopped_since is null or s.stopped_since - 1 > s.last_day)
              then greatest(a.effective_from, s.last_day + 1) end as overdue_from,
            case when s.last_day is not null and s.lifecycle not in ('cancelled', 'superseded') then greatest(a.effective_from, s.last_day) end as due_from
          from standing a
          join stand s on s.id = a.stand
          where a.known_from <= $1 and a.known_to > $1 and not s.restated and ($4::uuid is null or a.directive_id = $4)
        ),
        change as (
          select effective_from as day, 1 as n, open, lifecycle, on_time, false as overdue, false as due, true as whole from held
          union all select effective_to, -1, open, lifecycle, on_time, false, false, true from held where effective_to < 'infinity'
          union all select overdue_from, 1, false, '', null, true, false, false from held where overdue_from < effective_to
          union all select effective_to, -1, false, '', null, true, false, false from held where overdue_from < effective_to and effective_to < 'infinity'
          union all select due_from, 1, false, '', null, false, true, false from held where due_from < effective_to
          union all select effective_to, -1, false, '', null, false, true, false from held where due_from < effective_to and effective_to < 'infinity'
        )
        select greatest(0, (day - $2 + 6) / 7) as week,
          coalesce(sum(n) filter (where whole), 0), coalesce(sum(n) filter (where open), 0), coalesce(sum(n) filter (where lifecycle = 'completed'), 0),
          coalesce(sum(n) filter (where lifecycle = 'completionReported'), 0), coalesce(sum(n) filter (where overdue), 0),
          coalesce(sum(n) filter (where on_time), 0), coalesce(sum(n) filter (where not on_time), 0), coalesce(sum(n) filter (where due), 0)
        from change
        where day <= $2 + 7 * ($3 - 1)
        group by 1
        """;
}

/// <param name="Start">Its first day.</param>
/// <param name="End">Its last.</param>
/// <param name="Figures">By the names the weekly report calls them.</param>
public sealed record WeekInTrend(DateOnly Start, DateOnly End, IReadOnlyDictionary<string, long> Figures);
