using System.Globalization;
using System.Text.RegularExpressions;
using Directives.Api.Assigning;
using Directives.Api.Deadlines;
using Directives.Domain.Calendars;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;
using Directives.Domain.Performing;
using Directives.Domain.Reporting;

namespace Directives.Api.Reporting;

/// <summary>
/// Every assignment on the eve of a week and at its close, as known at one position: the relation that every figure of the
/// weekly report is counted from, and every list behind a figure is read from. Each stand is judged once, here; the database
/// finds out which assignments had which, and only what changed within the week is joined with itself.
/// </summary>
sealed class WeekOfAssignments
{
    /// <summary>Work of which nothing was heard for so many working days is silent.</summary>
    public const int SilentAfterWorkingDays = 10;

    /// <summary>What was told more than so many days after it was done was told late.</summary>
    public const int ToldLateAfterDays = 7;

    /// <summary>How many values one relation takes; those of another follow.</summary>
    public const int Parameters = 12;

    public const Told Everything = (Told)(Course.Tellings - 1);

    readonly Courses courses;
    readonly object?[] values;

    /// <param name="stands">All there are.</param>
    /// <param name="week">The week.</param>
    /// <param name="position">What was recorded up to here counts.</param>
    /// <param name="calendar">That silence is counted by.</param>
    /// <param name="courses">Where courses get their numbers.</param>
    /// <param name="kinds">Whether kinds of obligation, and what only notable figures depend on, are told apart.</param>
    public WeekOfAssignments(IReadOnlyList<(long Id, Stand Stand)> stands, ReportingWeek week, long position, WorkingCalendar calendar, Courses courses, bool kinds = true)
    {
        this.courses = courses;
        values =
        [
            position, week.Eve, week.End, calendar.AddWorkingDays(week.End, -SilentAfterWorkingDays),
            stands.Select(s => s.Id).ToArray(), stands.Select(s => s.Stand.LastDay).ToArray(), stands.Select(s => s.Stand.StatedLastDay).ToArray(),
            stands.Select(s => courses.Of(OnTheEve(s.Stand, week.Eve, kinds))).ToArray(), stands.Select(s => courses.Of(AtTheClose(s.Stand, week.End, kinds))).ToArray(),
            stands.Select(s => s.Stand.Extensions).ToArray(), stands.Select(s => !s.Stand.Restated && Course.IsOpenWork(s.Stand.Lifecycle)).ToArray(), null
        ];
    }

    /// <summary>The position, $1; the eve, $2; the close, $3; the last day on which something was heard of what is silent, $4; and the stands.</summary>
    public object?[] Values => [.. values[..^1], courses.Width];

    /// <summary>A relation <c>week</c> of id, directive_id, lead, was_lead (null if it is the same) and course.</summary>
    /// <param name="told">What is to be told; the less, the faster.</param>
    /// <param name="first">The number of its first parameter.</param>
    public static string Sql(Told told = Everything, int first = 1)
    {
        var sql = $"""
            stands as (
              select * from unnest($5::bigint[], $6::date[], $7::date[], $8::int[], $9::int[], $10::int[], $11::boolean[]) s (stand, last_day, stated_last_day, eve, close, extensions, open)
            ),
            recent as (
              select assignment_id, bool_or(day > $2) as in_week from heard
              where day > {(told.HasFlag(Told.Silent) ? "least($2, $4)" : "$2")} and day <= $3 and known_from <= $1
              group by assignment_id
            ),
            two as (
              select a.assignment_id, a.directive_id, a.lead, null as was_lead, a.done_on, a.told_on, s.eve, s.close, s.last_day, s.stated_last_day, s.open, false as granted
              from standing a join stands s using (stand)
              where a.known_from <= $1 and a.known_to > $1 and a.effective_from <= $2 and a.effective_to > $3
              union all
              select a.assignment_id, a.directive_id, a.lead, nullif(e.lead, a.lead), a.done_on, a.told_on, coalesce(w.eve, 0), s.close, s.last_day, s.stated_last_day, s.open,
                s.extensions > coalesce(w.extensions, 0)
              from standing a join stands s using (stand)
              left join (standing e join stands w using (stand)) on e.assignment_id = a.assignment_id
                and e.known_from <= $1 and e.known_to > $1 and e.effective_from <= $2 and e.effective_to > $2 and e.effective_to <= $3
              where a.known_from <= $1 and a.known_to > $1 and a.effective_from > $2 and a.effective_from <= $3 and a.effective_to > $3
            ),
            week as (
              select assignment_id as id, directive_id, lead, was_lead, (eve * $12 + close) * {Course.Tellings}{string.Concat(Tellings(told))} as course
              from two {(told.HasFlag(Told.Heard) || told.HasFlag(Told.Silent) ? "left join recent using (assignment_id)" : "")}
            )
            """;
        return first is 1 ? sql : Regex.Replace(sql, @"\$(\d+)", parameter => $"${int.Parse(parameter.Groups[1].Value, CultureInfo.InvariantCulture) + first - 1}");
    }

    static IEnumerable<string> Tellings(Told told)
    {
        foreach (var (what, when) in new[]
        {
            (Told.OnTime, "done_on <= last_day"), (Told.OnlyByExtension, "done_on > stated_last_day"), (Told.Heard, "open and in_week"), (Told.Silent, "open and in_week is null"),
            (Told.Transferred, "was_lead is not null"), (Told.Granted, "granted"), (Told.ToldLate, $"told_on > done_on + {ToldLateAfterDays}")
        })
            if (told.HasFlag(what))
                yield return $" + case when {when} then {(int)what} else 0 end";
    }

    static OnTheEve OnTheEve(Stand stand, DateOnly eve, bool kinds) => new(
        stand.Lifecycle, Judge(stand, eve) is Timeliness.Overdue, stand.Restated, kinds ? Names.Parse<TaskNature>(stand.Nature) : default, kinds && stand.KeyTask);

    static AtTheClose AtTheClose(Stand stand, DateOnly close, bool kinds)
    {
        var (timeliness, last) = (Judge(stand, close), stand.LastDay);
        return new(
            stand.Lifecycle, timeliness, stand.Restated, kinds ? Names.Parse<TaskNature>(stand.Nature) : default, kinds && stand.KeyTask,
            FallenDue: last <= close && stand.Lifecycle is not (Lifecycle.Cancelled or Lifecycle.Superseded),
            DueNext: kinds && last > close && last <= close.AddDays(7),
            DaysOverdue: kinds && timeliness is Timeliness.Overdue ? Bracket(StoppedClock.Reading(close, stand.StoppedSince).DayNumber - last!.Value.DayNumber) : 0);
    }

    static int Bracket(int days) => days switch { <= 7 => 7, <= 30 => 30, _ => 31 };

    /// <summary>The day it was done is not the stand's, so what is done and has a last day is called late here.</summary>
    static Timeliness? Judge(Stand stand, DateOnly day) => TimelinessRule.Judge(
        stand.Lifecycle, DateOnly.MaxValue, stand.Kind is { } kind ? Names.Parse<DeadlineKind>(kind) : null, stand.LastDay, day, stand.DueSoonDays ?? 0, stand.StoppedSince);
}

/// <summary>Sees weeks of assignments.</summary>
public sealed class WeeksOfAssignments(Stands stands, RulesInForce rules)
{
    internal async Task<WeekOfAssignments> Of(ReportingWeek week, long position, Courses courses, CancellationToken ct, bool kinds = true) =>
        new(await stands.All(ct), week, position, (await rules.At(position, week.End, ct)).Calendar, courses, kinds);
}
