using Directives.Domain;
using Directives.Domain.Performing;
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
        QueryDay from, QueryDay to, QueryInstant? knownAsOf, long? atPosition, long? minPosition, ReadModels read, Stands stands, CancellationToken ct)
    {
        var (first, weeks, refused) = Window(from.Value, to.Value);
        if (refused is not null)
            return refused;
        var (point, problem) = await read.Resolve(new() { KnownAsOf = knownAsOf, AtPosition = atPosition, MinPosition = minPosition }, ct);
        return problem is not null ? problem : TypedResults.Ok(new WeeklyTrend(point.Position, Vietnam.Zone, await Of(read, stands, point.Position, first.End, weeks, null, ct)));
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
    /// <param name="stands">What stands are.</param>
    /// <param name="position">What was recorded up to here counts.</param>
    /// <param name="firstClose">The last day of the first week.</param>
    /// <param name="weeks">How many.</param>
    /// <param name="directive">Only its assignments; all if none.</param>
    /// <param name="ct">Cancels the read.</param>
    public static async Task<IReadOnlyList<WeekInTrend>> Of(
        ReadModels read, Stands stands, long position, DateOnly firstClose, int weeks, DirectiveId? directive, CancellationToken ct)
    {
        var judged = (await stands.All(ct)).Where(stand => !stand.Stand.Restated).ToDictionary(stand => stand.Id, stand => new Judged(stand.Stand));
        var changes = new long[weeks, Names.Length];
        await read.Each(
            "select stand, effective_from, effective_to, done_on from standing where known_from <= $1 and known_to > $1 and effective_from <= $2 and ($3::uuid is null or directive_id = $3)",
            row =>
            {
                if (judged.TryGetValue(row.GetInt64(0), out var stand))
                    Held(stand, row.GetFieldValue<DateOnly>(1), row.GetFieldValue<DateOnly>(2), row.Day(3));
            },
            ct, position, firstClose.AddDays(7 * (weeks - 1)), directive?.Value);

        var (standing, trend) = (new long[Names.Length], new List<WeekInTrend>());
        for (var (week, close) = (0, firstClose); week < weeks; week++, close = close.AddDays(7))
        {
            for (var figure = 0; figure < Names.Length; figure++)
                standing[figure] += changes[week, figure];
            trend.Add(new(close.AddDays(-6), close, Names.Zip(standing).ToDictionary(pair => pair.First, pair => pair.Second)));
        }

        return trend;

        // What holds from one day until another counts from the first close on or after the one, and not from that on or after
        // the other: one pass, however many weeks.
        void Held(Judged judged, DateOnly from, DateOnly until, DateOnly? doneOn)
        {
            var lifecycle = judged.Stand.Lifecycle;
            Span(All, from, until);
            if (Course.IsOpenWork(lifecycle))
                Span(Closing, from, until);
            if (lifecycle is Lifecycle.Completed or Lifecycle.CompletionReported)
                Span(lifecycle is Lifecycle.Completed ? Completed : Claimed, from, until);
            if (judged.LastDay is not { } lastDay || lifecycle is Lifecycle.Cancelled or Lifecycle.Superseded)
                return;

            Span(FallenDue, Later(from, lastDay), until);
            if (lifecycle is Lifecycle.Completed or Lifecycle.CompletionReported)
                Span(doneOn <= lastDay ? OnTime : Late, from, until);
            else if (!(judged.Stand.StoppedSince <= lastDay.AddDays(1))) // whose clock stood still by then is not overdue
                Span(Overdue, Later(from, lastDay.AddDays(1)), until);
        }

        void Span(int figure, DateOnly from, DateOnly until)
        {
            if (from >= until)
                return;
            if (WeekOf(from) is var first && first < weeks)
                changes[first, figure]++;
            if (WeekOf(until) is var last && last < weeks)
                changes[last, figure]--;
        }

        int WeekOf(DateOnly day) => Math.Max(0, (day.DayNumber - firstClose.DayNumber + 6) / 7);

        static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
    }

    /// <summary>Called as in the weekly report.</summary>
    static readonly string[] Names = ["all", "closing", "lifecycle-completed", "claimed", "timeliness-overdue", "timeliness-onTime", "timeliness-late", "fallenDue"];

    const int All = 0, Closing = 1, Completed = 2, Claimed = 3, Overdue = 4, OnTime = 5, Late = 6, FallenDue = 7;
}

/// <param name="Start">Its first day.</param>
/// <param name="End">Its last.</param>
/// <param name="Figures">By the names the weekly report calls them.</param>
public sealed record WeekInTrend(DateOnly Start, DateOnly End, IReadOnlyDictionary<string, long> Figures);
