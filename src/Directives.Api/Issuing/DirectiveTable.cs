using Directives.Domain;
using Directives.Domain.Correcting;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;
using Directives.EventSourcing;
using Directives.EventSourcing.Projections;
using Npgsql;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Api.Issuing;

/// <summary>Every directive, its links and its tasks.</summary>
public sealed class DirectiveTable : IProjectedTable
{
    public string Tables => """
        create table directive (
          id             uuid   primary key,
          type           text   not null,
          number         text,             -- as printed
          number_key     text,             -- as searched for
          number_no      text,             -- the running number alone
          title_vi       text   not null,
          title_en       text,
          title_key      text   not null,  -- as searched for
          issued_by      text[] not null,
          issued_on      text   not null,  -- as precise as the document: 2025-07-25, 2025-02
          issued_first   date   not null,  -- its first day
          effective_from date   not null,
          known_from     bigint not null,
          urgency        text   not null,
          secrecy        text   not null,
          superseded_on  date,
          superseded_at  bigint            -- the position of the event that says so
        );

        create table directive_link (
          directive_id uuid   not null,
          kind         text   not null,
          to_directive uuid   not null,
          to_task      uuid,
          known_from   bigint not null
        );

        create table task (
          id              uuid    primary key,
          directive_id    uuid    not null,
          code            text    not null,
          nature          text    not null,
          key_task        boolean not null,
          effective_from  date    not null,
          known_from      bigint  not null,
          restated        boolean not null default false,
          restates_directive uuid,
          restates_task   uuid,            -- the task it repeats
          deadline_phrase text,            -- as it is to be read; this and what follows is what new assignments start with
          deadline_kind   text,
          deadline_period text,
          deadline_bound  text,
          last_day        date,
          due_soon_days   int,
          stops           date[],
          follows         uuid             -- the task whose deadline it takes over
        );

        -- Its words, along the same two clocks as an assignment.
        create table task_wording (
          task_id        uuid   not null,
          title_vi       text   not null,
          title_en       text,
          clause         text   not null,
          effective_from date   not null default '-infinity',
          effective_to   date   not null default 'infinity',
          known_from     bigint not null,
          known_to       bigint not null default 9223372036854775807
        );
        """;

    public string Indexes => """
        create index directive_by_position on directive (known_from);
        create index directive_by_number on directive (number_key);
        create index directive_by_running_number on directive (number_no);
        create index directive_link_to on directive_link (to_directive);
        create index task_by_directive on task (directive_id);
        create index task_by_original on task (restates_task);
        create index task_by_followed on task (follows) where follows is not null;
        create index task_wording_by_task on task_wording (task_id);
        """;

    public void Project(RecordedEvent recorded, NpgsqlBatch sql)
    {
        switch (recorded.Data)
        {
            case DirectiveIssued e:
                sql.Add(
                    "insert into directive values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
                    e.Directive.Value, Names.Of(e.Type), e.Number?.Printed, e.Number?.Normalised, e.Number is null ? null : NumberParts.Of(e.Number.Printed)?.Number,
                    e.Title.Vi, e.Title.En, VietnameseText.Key($"{e.Title.Vi} {e.Title.En}"),
                    e.IssuedBy.Select(body => body.Value).ToArray(), e.IssuedOn.ToString(), e.IssuedOn.FirstDay, e.EffectiveOn, recorded.Position,
                    Names.Of(e.Urgency), Names.Of(e.Secrecy));
                foreach (var link in e.Links)
                    sql.Add(
                        "insert into directive_link values ($1, $2, $3, $4, $5)",
                        e.Directive.Value, Names.Of(link.Kind), link.Directive.Value, link.Task?.Value, recorded.Position);
                break;

            case DirectiveSuperseded e:
                sql.Add("update directive set superseded_on = $2, superseded_at = $3 where id = $1", recorded.Stream, e.EffectiveOn, recorded.Position);
                break;

            case TaskIdentified e:
                sql.Add(
                    "insert into task (id, directive_id, code, nature, key_task, effective_from, known_from) values ($1, $2, $3, $4, $5, $6, $7)",
                    e.Task.Value, recorded.Stream, e.Code, Names.Of(e.Nature), e.KeyTask, e.EffectiveOn, recorded.Position);
                sql.Add(
                    "insert into task_wording (task_id, title_vi, title_en, clause, known_from) values ($1, $2, $3, $4, $5)",
                    e.Task.Value, e.Title.Vi, e.Title.En, e.Clause, recorded.Position);
                break;

            case TaskReworded e:
                sql.Add("update task set nature = $2, key_task = $3 where id = $1", e.Task.Value, Names.Of(e.Nature), e.KeyTask);
                sql.Add(
                    """
                    with past as (
                      update task_wording set known_to = $6 where task_id = $1 and known_to = 9223372036854775807 and effective_to > $5
                      returning title_vi, title_en, clause, effective_from, effective_to
                    )
                    insert into task_wording (task_id, title_vi, title_en, clause, effective_from, effective_to, known_from)
                    select $1, title_vi, title_en, clause, effective_from, $5, $6 from past where effective_from < $5
                    union all select $1, $2, $3, $4, greatest(effective_from, $5), effective_to, $6 from past
                    """,
                    e.Task.Value, e.Title.Vi, e.Title.En, e.Clause, e.EffectiveOn, recorded.Position);
                break;

            case TaskRestated e:
                sql.Add("update task set restated = true, restates_directive = $2, restates_task = $3 where id = $1", e.Task.Value, e.Of.Directive.Value, e.Of.Task.Value);
                break;

            case RecordCorrected { Correction: Correction.Kind c }:
                sql.Add("update task set nature = $2, key_task = $3 where id = $1", c.Task.Value, Names.Of(c.Nature), c.KeyTask);
                break;

            case DeadlineSet e: Read(e.Task, e.Deadline); break;
            case DeadlineClarified e: Read(e.Task, e.Deadline); break;
            case RecordCorrected { Correction: Correction.StatedDeadline c }: Read(c.Task, c.Deadline); break;

            case TaskSuspended e:
                sql.Add("update task set stops = stops || $2::date where id = $1", e.Task.Value, e.EffectiveOn);
                break;
            case TaskResumed e:
                sql.Add("update task set stops = stops || $2::date where id = $1", e.Task.Value, e.EffectiveOn);
                break;
        }

        void Read(TaskId task, Deadline deadline) => sql.Add(
            "update task set deadline_phrase = $2, deadline_kind = $3, last_day = $4, due_soon_days = $5, follows = $6, deadline_period = $7, deadline_bound = $8 where id = $1",
            task.Value, deadline.Phrase, Names.Of(deadline.Kind), deadline.LastCompliantDay(), deadline.DueSoonDays(), deadline.Follows?.Task.Value,
            deadline.Period?.ToString(), deadline.Bound is { } bound ? Names.Of(bound) : null);
    }
}
