using Directives.EventSourcing.Projections;
using Npgsql;

namespace Directives.Api.Assigning;

/// <summary>
/// What held for each assignment, along two clocks. A row says: from position <c>known_from</c> until <c>known_to</c> we
/// believed that from day <c>effective_from</c> until <c>effective_to</c> things stood like this. For any position and
/// day there is at most one row per assignment, so "as of" is a query and not a replay. What an event changes is the rule
/// of <see cref="AssignmentHistory"/>. Shown each page before <see cref="Issuing.DirectiveTable"/>, whose deadlines it reads.
/// </summary>
public sealed class AssignmentTable : IReadModel
{
    /// <summary>The end of what is still believed.</summary>
    public const long Open = long.MaxValue;

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
          last_event_on   date   not null
        ) with (fillfactor = 90); -- room to close a row where it stands, without touching an index

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

    public string Indexes => """
        alter table assignment add primary key (id, known_from, effective_from);
        create index assignment_by_task on assignment (directive_id, task_id);
        create index assignment_by_lead on assignment (lead);
        create index assignment_by_last_day on assignment (last_day);
        """;

    public IReadModelWriter Write(NpgsqlConnection connection, bool empty) => new AssignmentWriter(connection, empty);
}
