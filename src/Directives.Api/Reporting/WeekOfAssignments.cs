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

    public const Told Everything = (Told)(Course.Tellings - 1);

    readonly Courses courses;
    readonly object?[] values;
    readonly bool supposing;

    /// <param name="stands">All there are.</param>
    /// <param name="week">The week.</param>
    /// <param name="position">What was recorded up to here counts.</param>
    /// <param name="calendar">That silence is counted by.</param>
    /// <param name="courses">Where courses get their numbers.</param>
    /// <param name="kinds">Whether kinds of obligation, and what only notable figures depend on, are told apart.</param>
    /// <param name="supposed">What is taken to be otherwise than recorded.</param>
    public WeekOfAssignments(
        IReadOnlyList<(long Id, Stand Stand)> stands, ReportingWeek week, long position, WorkingCalendar calendar, Courses courses, bool kinds = true, Supposition? supposed = null)
    {
        (this.courses, supposing) = (courses, supposed is not null);
        var judged = stands.Select(s => new Judged(s.Id, s.Stand, supposed)).ToList();
        values =
        [
            position, week.Eve, week.End, calendar.AddWorkingDays(week.End, -SilentAfterWorkingDays),
            judged.Select(s => s.Id).ToArray(), judged.Select(s => s.LastDay).ToArray(), judged.Select(s => s.StatedLastDay).ToArray(),
            judged.Select(s => courses.Of(s.On(week.Eve, kinds))).ToArray(), judged.Select(s => courses.Of(s.AtThe(week.End, kinds))).ToArray(),
            judged.Select(s => s.Stand.Extensions).ToArray(), judged.Select(s => !s.Stand.Restated && Course.IsOpenWork(s.Stand.Lifecycle)).ToArray(), null,
            .. supposed?.Values ?? []
        ];
    }

    /// <summary>How many they are is how far the parameters of another relation lie behind those of this one.</summary>
    public object?[] Values => [.. values[..11], courses.Width, .. values[12..]];

    /// <summary>
    /// Relations of id, directive_id, lead, was_lead (null if it is the same) and course: <c>still</c> of what had one standing from
    /// the eve to the close, <c>moved</c> of what changed or came, and <c>week</c> of both.
    /// </summary>
    /// <param name="told">What is to be told; the less, the faster.</param>
    /// <param name="first">The number of its first parameter.</param>
    public string Sql(Told told = Everything, int first = 1)
    {
        var standing = supposing ? "supposed" : "standing";
        var heard = told.HasFlag(Told.Heard) || told.HasFlag(Told.Silent) ? "left join recent r on r.assignment_id = a.assignment_id" : "";
        var sql = $"""
            {(supposing ? Supposition.Sql : "")}stands as not materialized ( -- distinct, so that the planner knows there is one of each
              select distinct on (stand) * from unnest($5::bigint[], $6::date[], $7::date[], $8::int[], $9::int[], $10::int[], $11::boolean[]) s (stand, last_day, stated_last_day, eve, close, extensions, open)
            ),
            recent as (
              select assignment_id, bool_or(day > $2) as in_week from heard
              where day > {(told.HasFlag(Told.Silent) ? "least($2, $4)" : "$2")} and day <= $3 and known_from <= $1
              group by assignment_id
            ),
            still as not materialized (
              select a.assignment_id as id, a.directive_id, a.lead, null as was_lead, (s.eve * $12 + s.close) * {Course.Tellings}{Tellings(told & ~(Told.Transferred | Told.Granted))} as course
              from {standing} a join stands s using (stand) {heard}
              where a.known_from <= $1 and a.known_to > $1 and a.effective_from <= $2 and a.effective_to > $3
            ),
            moved as not materialized (
              select a.assignment_id as id, a.directive_id, a.lead, nullif(e.lead, a.lead) as was_lead, (coalesce(w.eve, 0) * $12 + s.close) * {Course.Tellings}{Tellings(told)} as course
              from {standing} a join stands s using (stand)
              left join ({standing} e join stands w using (stand)) on e.assignment_id = a.assignment_id
                and e.known_from <= $1 and e.known_to > $1 and e.effective_from <= $2 and e.effective_to > $2 and e.effective_to <= $3 {heard}
              where a.known_from <= $1 and a.known_to > $1 and a.effective_from > $2 and a.effective_from <= $3 and a.effective_to > $3
            ),
            week as not materialized (
              select * from still union all select * from moved
            )
            """;
        return first is 1 ? sql : Regex.Replace(sql, @"\$(\d+)", parameter => $"${int.Parse(parameter.Groups[1].Value, CultureInfo.InvariantCulture) + first - 1}");
    }

    static string Tellings(Told told) => string.Concat(
        from telling in new (Told What, string When)[]
        {
            (Told.OnTime, "a.done_on <= s.last_day"), (Told.OnlyByExtension, "a.done_on > s.stated_last_day"),
            (Told.Heard, "s.open and r.in_week"), (Told.Silent, "s.open and r.in_week is null"),
            (Told.Transferred, "e.lead <> a.lead"), (Told.Granted, "s.extensions > coalesce(w.extensions, 0)"), (Told.ToldLate, $"a.told_on > a.done_on + {ToldLateAfterDays}")
        }
        where told.HasFlag(telling.What)
        select $" + case when {telling.When} then {(int)telling.What} else 0 end");
}

/// <summary>A stand with its last day, by what was recorded or by what is supposed.</summary>
sealed record Judged(long Id, Stand Stand, DateOnly? StatedLastDay, DateOnly? LastDay, int DueSoonDays)
{
    public Judged(long id, Stand stand, Supposition? supposed)
        : this(id, stand, stand.StatedLastDay, stand.LastDay, stand.DueSoonDays ?? 0)
    {
        if (supposed?.Read(stand) is { } reading)
            (StatedLastDay, LastDay, DueSoonDays) = (reading.LastCompliantDay, stand.LastDayIf(reading.LastCompliantDay), reading.DueSoonDays);
    }

    public OnTheEve On(DateOnly eve, bool kinds) => new(
        Stand.Lifecycle, Timeliness(eve) is Domain.Deadlines.Timeliness.Overdue, Stand.Restated, kinds ? Names.Parse<TaskNature>(Stand.Nature) : default, kinds && Stand.KeyTask);

    public AtTheClose AtThe(DateOnly close, bool kinds)
    {
        var timeliness = Timeliness(close);
        return new(
            Stand.Lifecycle, timeliness, Stand.Restated, kinds ? Names.Parse<TaskNature>(Stand.Nature) : default, kinds && Stand.KeyTask,
            FallenDue: LastDay <= close && Stand.Lifecycle is not (Lifecycle.Cancelled or Lifecycle.Superseded),
            DueNext: kinds && LastDay > close && LastDay <= close.AddDays(7),
            DaysOverdue: kinds && timeliness is Domain.Deadlines.Timeliness.Overdue ? Bracket(StoppedClock.Reading(close, Stand.StoppedSince).DayNumber - LastDay!.Value.DayNumber) : 0);
    }

    /// <summary>The day it was done is not the stand's, so what is done and has a last day is called late here.</summary>
    public Timeliness? Timeliness(DateOnly day) => TimelinessRule.Judge(
        Stand.Lifecycle, DateOnly.MaxValue, Stand.Kind is { } kind ? Names.Parse<DeadlineKind>(kind) : null, LastDay, day, DueSoonDays, Stand.StoppedSince);

    static int Bracket(int days) => days switch { <= 7 => 7, <= 30 => 30, _ => 31 };
}

/// <summary>Sees weeks of assignments.</summary>
public sealed class WeeksOfAssignments(Stands stands, RulesInForce rules)
{
    internal async Task<WeekOfAssignments> Of(ReportingWeek week, long position, Courses courses, CancellationToken ct, bool kinds = true, Supposition? supposed = null) => new(
        [.. await stands.All(ct), .. supposed?.Stands ?? []], week, position, (await rules.At(position, week.End, ct)).Calendar, courses, kinds, supposed);
}
