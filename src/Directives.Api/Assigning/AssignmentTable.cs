using Directives.EventSourcing.Projections;
using Npgsql;

namespace Directives.Api.Assigning;

/// <summary>
/// What held for each assignment, along two clocks. A row says: from position <c>known_from</c> until <c>known_to</c> we
/// believed that from day <c>effective_from</c> until <c>effective_to</c> things stood like this. For any position and
/// day there is at most one row per assignment, so "as of" is a query and not a replay. What is still believed lies apart,
/// so that today's lists cost the same however long the history grows. What an event changes is the rule of
/// <see cref="AssignmentHistory"/>. Shown each page before <see cref="Issuing.DirectiveTable"/>, whose deadlines it reads.
/// </summary>
public sealed class AssignmentTable : IReadModel
{
    /// <summary>The end of what is still believed.</summary>
    public const long Open = long.MaxValue;

    public string Tables => $"""
        {StandingTable.Tables}

        create table assignment (
          id              uuid   not null,
          known_from      bigint not null,
          known_to        bigint not null default 9223372036854775807,
          effective_from  date   not null,
          effective_to    date   not null default 'infinity',
          directive_id    uuid   not null,
          task_id         uuid   not null,
          assigned_on     date   not null,
          assigned_at     bigint not null,  -- the position of the event that assigned it
          version         bigint not null,  -- of the event that last changed it: its ETag
          last_event_on   date   not null,
          lead            text   not null,
          coordinating    text[] not null,
          head            text,             -- who answers for it in person
          lifecycle       text   not null,
          work            text   not null,  -- where the work stands, whatever became of the task
          otherwise       text   not null,  -- where it would stand had it not been verified or given back
          ended           text,             -- what ended it before it was done
          claimed_on      date,             -- the day the claim names that waits or was accepted
          told_on         date,             -- the day that was recorded
          done_on         date,             -- the day it was completed: claimed while the check is pending, then verified
          percent         int,
          percent_on      date,             -- the day of the report it comes from
          nature          text   not null,
          key_task        boolean not null,
          restated        boolean not null, -- said in another document too, and counted there
          deadline_phrase text,
          deadline_kind   text,
          deadline_period text,             -- as precise as the document: 2025-07-31, 2025-Q2
          deadline_bound  text,
          stated_last_day date,             -- the last compliant day as the document has it
          extended_to     date,
          extensions      int    not null,
          stopped_before  int    not null,  -- days its clock had stood still when it was extended
          stops           date[],           -- when its clock stopped and went on since, by turns
          stopped_since   date,
          last_day        date,             -- the last compliant day with extensions and stops
          due_soon_days   int
        ) partition by range (known_to);
        create table assignment_once partition of assignment for values from (minvalue) to (9223372036854775807);
        create table assignment_held partition of assignment for values from (9223372036854775807) to (maxvalue)
          with (fillfactor = 60); -- room for what follows a row to be written in its place, without touching an index

        -- The rule of TimelinessRule.Judge in the domain, for filters and orders; a test holds the two together.
        create function timeliness(lifecycle text, done_on date, kind text, last_day date, as_of date, due_soon_days int, stopped_since date)
        returns text language sql immutable parallel safe as $$
          select case
            when lifecycle in ('cancelled', 'superseded') then null
            when last_day is null then case when kind in ('byReference', 'eventTied', 'phase') then 'deadlineUnknown' else 'noDeadline' end
            when lifecycle in ('completed', 'completionReported') then case when done_on <= last_day then 'onTime' else 'late' end
            when least(as_of, stopped_since - 1) > last_day then 'overdue'
            when least(as_of, stopped_since - 1) + due_soon_days >= last_day then 'dueSoon'
            else 'notYetDue'
          end
        $$;
        """;

    public string Indexes => $"""
        {StandingTable.Indexes}
        -- What was believed until lately is asked for most, and then none of what was believed before is looked at.
        alter table assignment_once add primary key (id, known_to, effective_from);
        alter table assignment_held add primary key (id, effective_from);
        create index assignment_by_task on assignment (directive_id, task_id);
        create index assignment_by_lead on assignment (lead);
        create index assignment_by_last_day on assignment (last_day);
        """;

    public IReadModelWriter Write(NpgsqlConnection connection, bool empty) => new AssignmentWriter(connection, empty);
}
