using Directives.EventSourcing;
using Directives.EventSourcing.Projections;
using Npgsql;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Api.Assigning;

/// <summary>
/// What held for each assignment, along two clocks. A row says: from position <c>known_from</c> until <c>known_to</c> we
/// believed that from day <c>effective_from</c> until <c>effective_to</c> things stood like this. For any position and
/// day there is at most one row per assignment, so "as of" is a query and not a replay. An event of day D, recorded late
/// or not, changes what is believed of D and every day after it, and leaves earlier days and earlier beliefs alone.
/// </summary>
public sealed class AssignmentTable : IProjectedTable
{
    /// <summary>The end of what is still believed.</summary>
    public const long Open = long.MaxValue;

    /// <summary>What an event may change; everything else of an assignment stays as it was assigned.</summary>
    static readonly string[] Changing =
        ["lifecycle", "done_on", "percent", "percent_on", "deadline_phrase", "deadline_kind", "last_day", "due_soon_days", "version", "last_event_on"];

    public string Tables => """
        create table assignment (
          id              uuid   not null,
          known_from      bigint not null,
          known_to        bigint not null default 9223372036854775807,
          effective_from  date   not null,
          effective_to    date   not null default 'infinity',
          directive_id    uuid   not null,
          task_id         uuid   not null,
          lead            text   not null,
          coordinating    text[] not null,
          assigned_on     date   not null,
          lifecycle       text   not null,
          done_on         date,             -- the day it was completed: claimed while the check is pending, then verified
          percent         int,
          percent_on      date,             -- the day of the report it comes from
          deadline_phrase text,
          deadline_kind   text,
          last_day        date,             -- the last compliant day
          due_soon_days   int,
          version         bigint not null,  -- of the event that last changed it: its ETag
          last_event_on   date   not null,
          primary key (id, known_from, effective_from)
        );
        create index assignment_open on assignment (id) where known_to = 9223372036854775807;
        create index assignment_open_by_task on assignment (task_id) where known_to = 9223372036854775807;
        create index assignment_by_lead on assignment (lead, known_to);
        create index assignment_by_last_day on assignment (last_day, id);

        -- The rule of TimelinessRule.Judge in the domain, for filters and orders; a test holds the two together.
        create function timeliness(lifecycle text, done_on date, kind text, last_day date, as_of date, due_soon_days int)
        returns text language sql immutable parallel safe as $$
          select case
            when lifecycle = 'cancelled' then null
            when last_day is null then case when kind in ('byReference', 'eventTied', 'phase') then 'deadlineUnknown' else 'noDeadline' end
            when lifecycle in ('completed', 'completionReported') then case when done_on <= last_day then 'onTime' else 'late' end
            when as_of > last_day then 'overdue'
            when as_of + due_soon_days >= last_day then 'dueSoon'
            else 'notYetDue'
          end
        $$;
        """;

    public void Project(RecordedEvent recorded, NpgsqlBatch sql)
    {
        switch (recorded.Data)
        {
            case TaskAssigned e:
                sql.Add(
                    """
                    insert into assignment (id, known_from, effective_from, directive_id, task_id, lead, coordinating, assigned_on, lifecycle,
                      deadline_phrase, deadline_kind, last_day, due_soon_days, version, last_event_on)
                    select $1, $2, $3, directive_id, id, $5, $6, $3, 'notStarted', deadline_phrase, deadline_kind, last_day, due_soon_days, $7, $3
                    from task where id = $4
                    """,
                    e.Assignment.Value, recorded.Position, e.EffectiveOn, e.Task.Value, e.Lead.Value,
                    e.Coordinating.Select(agency => agency.Value).ToArray(), recorded.Version);
                break;
            case DeadlineSet e:
                sql.Add(
                    Change("task_id = $4", ("deadline_phrase", "$5"), ("deadline_kind", "$6"), ("last_day", "$7::date"), ("due_soon_days", "$8")),
                    recorded.Position, e.EffectiveOn, recorded.Version, e.Task.Value,
                    e.Deadline.Phrase, Names.Of(e.Deadline.Kind), e.Deadline.LastCompliantDay(), e.Deadline.PolicyInForce().DueSoonDays);
                break;
            case TaskCancelled e:
                sql.Add(
                    Change(
                        $"task_id = $4 and not exists (select 1 from assignment done where done.id = assignment.id and done.known_to = {Open} and done.lifecycle = 'completed')",
                        ("lifecycle", "'cancelled'"), ("done_on", "null")),
                    recorded.Position, e.EffectiveOn, recorded.Version, e.Task.Value);
                break;
            case WorkStarted e:
                Lifecycle(e.Assignment.Value, e.EffectiveOn, "'inProgress'", "null");
                break;
            case ProgressReported e:
                const string newer = "$5::int is not null and coalesce(percent_on <= $2, true)"; // an older report recorded late says nothing of today
                sql.Add(
                    Change("id = $4", ("lifecycle", "case lifecycle when 'notStarted' then 'inProgress' else lifecycle end"), ("percent", $"case when {newer} then $5::int else percent end"), ("percent_on", $"case when {newer} then $2 else percent_on end")),
                    recorded.Position, e.EffectiveOn, recorded.Version, e.Assignment.Value, e.Percent);
                break;
            case CompletionReported e:
                Lifecycle(e.Assignment.Value, e.EffectiveOn, "'completionReported'", "$2");
                break;
            case CompletionVerified e:
                Verdict(e.Assignment.Value, e.EffectiveOn, "'completed'", "$2");
                break;
            case ReworkRequired e:
                Verdict(e.Assignment.Value, e.EffectiveOn, "'reworkRequired'", "null");
                break;
        }

        // A claim that was checked counts as the check found, also on the days between claim and check.
        void Verdict(Guid assignment, DateOnly from, string lifecycle, string doneOn) =>
            sql.Add(
                Change("id = $4", "lifecycle = 'completionReported'", [("lifecycle", "case lifecycle when 'completionReported' then 'inProgress' else lifecycle end"), ("done_on", "case lifecycle when 'completionReported' then null else done_on end")],
                    ("lifecycle", lifecycle), ("done_on", doneOn)),
                recorded.Position, from, recorded.Version, assignment);

        void Lifecycle(Guid assignment, DateOnly from, string lifecycle, string doneOn) =>
            sql.Add(Change("id = $4", ("lifecycle", lifecycle), ("done_on", doneOn)), recorded.Position, from, recorded.Version, assignment);
    }

    /// <summary>
    /// From day $2 on, what <paramref name="which"/> selects is believed to stand differently, as of position $1: rows
    /// that reach past the day end there, and are written again for the days before it (unchanged) and from it (changed).
    /// </summary>
    static string Change(string which, params ReadOnlySpan<(string Column, string Value)> changes) => Change(which, "false", [], changes);

    /// <summary>Like the other; days before $2 that <paramref name="earlier"/> selects change as well, in their own way.</summary>
    static string Change(
        string which, string earlier, ReadOnlySpan<(string Column, string Value)> earlierChanges, params ReadOnlySpan<(string Column, string Value)> changes)
    {
        var (before, values) = (Values(earlierChanges), Values([("version", "$3"), ("last_event_on", "greatest(last_event_on, $2)"), .. changes]));
        const string same = "id, directive_id, task_id, lead, coordinating, assigned_on";
        var columns = string.Join(", ", Changing);
        return $"""
            with past as (
              update assignment set known_to = $1 where {which} and known_to = {Open} and (effective_to > $2 or {earlier}) returning *),
            before as (
              insert into assignment (known_from, effective_from, effective_to, {same}, {columns})
              select $1, effective_from, least(effective_to, $2), {same}, {before} from past where effective_from < $2)
            insert into assignment (known_from, effective_from, effective_to, {same}, {columns})
            select $1, greatest(effective_from, $2), effective_to, {same}, {values} from past where effective_to > $2
            """;

        static string Values(ReadOnlySpan<(string Column, string Value)> changes)
        {
            var values = Changing.ToDictionary(column => column, column => column);
            foreach (var (column, value) in changes)
                values[column] = value;
            return string.Join(", ", Changing.Select(column => values[column]));
        }
    }
}
