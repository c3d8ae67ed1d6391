using Directives.Domain.Calendars;
using Directives.Domain.Reporting;

namespace Directives.Api.Reporting;

/// <summary>
/// Every assignment on the eve of a week and at its close, as known at one position: the relation that every figure of the
/// weekly report is counted from, and every list behind a figure is read from. What stood still is read once; only what
/// changed within the week is joined with itself.
/// </summary>
static class WeekOfAssignments
{
    /// <summary>Work of which nothing was heard for so many working days is silent.</summary>
    public const int SilentAfterWorkingDays = 10;

    /// <summary>Parameters: $1 the position, $2 the eve, $3 the close, $4 the last day on which something was heard of what is silent.</summary>
    public const string Sql = """
        two as (
          select a.id, a.directive_id, a.task_id, a.lead, a.nature, a.key_task, a.restated, a.lifecycle, a.done_on, a.deadline_kind, a.stated_last_day, a.last_day,
            a.due_soon_days, a.stopped_since, a.extensions, a.last_event_on,
            a.lead as was_lead, a.nature as was_nature, a.key_task as was_key_task, a.restated as was_restated, a.lifecycle as was_lifecycle, a.done_on as was_done_on,
            a.deadline_kind as was_deadline_kind, a.last_day as was_last_day, a.due_soon_days as was_due_soon_days, a.stopped_since as was_stopped_since, a.extensions as was_extensions
          from assignment a
          where a.known_from <= $1 and a.known_to > $1 and a.effective_from <= $2 and a.effective_to > $3
          union all
          select a.id, a.directive_id, a.task_id, a.lead, a.nature, a.key_task, a.restated, a.lifecycle, a.done_on, a.deadline_kind, a.stated_last_day, a.last_day,
            a.due_soon_days, a.stopped_since, a.extensions, a.last_event_on,
            e.lead, e.nature, e.key_task, e.restated, e.lifecycle, e.done_on, e.deadline_kind, e.last_day, e.due_soon_days, e.stopped_since, e.extensions
          from assignment a
          left join assignment e on e.id = a.id and e.known_from <= $1 and e.known_to > $1 and e.effective_from <= $2 and e.effective_to > $2
          where a.known_from <= $1 and a.known_to > $1 and a.effective_from > $2 and a.effective_from <= $3 and a.effective_to > $3
        ),
        judged as (
          select *,
            timeliness(lifecycle, done_on, deadline_kind, last_day, $3, due_soon_days, stopped_since) as timeliness,
            timeliness(was_lifecycle, was_done_on, was_deadline_kind, was_last_day, $2, was_due_soon_days, was_stopped_since) as was_timeliness
          from two
        ),
        week as (
          select id, directive_id, task_id, lead, nature, key_task, restated, lifecycle, timeliness,
            was_lead, was_nature, was_key_task, was_restated, was_lifecycle, case when was_lifecycle is not null then was_timeliness end as was_timeliness,
            coalesce(last_day <= $3 and lifecycle not in ('cancelled', 'superseded'), false) as fallen_due,
            coalesce(last_day > $3 and last_day <= $3 + 7, false) as due_next,
            case when timeliness <> 'overdue' or timeliness is null then 0
              when least($3, stopped_since - 1) - last_day <= 7 then 7
              when least($3, stopped_since - 1) - last_day <= 30 then 30
              else 31 end as days_overdue,
            extensions > coalesce(was_extensions, 0) as granted,
            coalesce(timeliness = 'onTime' and done_on > stated_last_day, false) as only_by_extension,
            last_event_on > $2 as heard,
            last_event_on <= $4 as silent
          from judged
        )
        """;

    public static object?[] Values(long position, ReportingWeek week, WorkingCalendar calendar) =>
        [position, week.Eve, week.End, calendar.AddWorkingDays(week.End, -SilentAfterWorkingDays)];
}
