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
          title_vi       text   not null,
          title_en       text,
          issued_by      text[] not null,
          issued_on      text   not null,  -- as precise as the document: 2025-07-25, 2025-02
          issued_first   date   not null,  -- its first day
          effective_from date   not null,
          known_from     bigint not null
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
          clause          text    not null,
          title_vi        text    not null,
          title_en        text,
          key_task        boolean not null,
          effective_from  date    not null,
          known_from      bigint  not null,
          deadline_phrase text,            -- the deadline that new assignments start with
          deadline_kind   text,
          last_day        date,
          due_soon_days   int
        );
        """;

    public string Indexes => """
        create index directive_by_position on directive (known_from);
        create index directive_by_number on directive (number_key);
        create index directive_link_to on directive_link (to_directive);
        create index task_by_directive on task (directive_id);
        """;

    public void Project(RecordedEvent recorded, NpgsqlBatch sql)
    {
        switch (recorded.Data)
        {
            case DirectiveIssued e:
                sql.Add(
                    "insert into directive values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                    e.Directive.Value, Names.Of(e.Type), e.Number?.Printed, e.Number?.Normalised, e.Title.Vi, e.Title.En,
                    e.IssuedBy.Select(body => body.Value).ToArray(), e.IssuedOn.ToString(), e.IssuedOn.FirstDay, e.EffectiveOn, recorded.Position);
                foreach (var link in e.Links)
                    sql.Add(
                        "insert into directive_link values ($1, $2, $3, $4, $5)",
                        e.Directive.Value, Names.Of(link.Kind), link.Directive.Value, link.Task?.Value, recorded.Position);
                break;

            case TaskIdentified e:
                sql.Add(
                    "insert into task values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                    e.Task.Value, recorded.Stream, e.Code, Names.Of(e.Nature), e.Clause, e.Title.Vi, e.Title.En, e.KeyTask, e.EffectiveOn, recorded.Position);
                break;

            case DeadlineSet e:
                sql.Add(
                    "update task set deadline_phrase = $2, deadline_kind = $3, last_day = $4, due_soon_days = $5 where id = $1",
                    e.Task.Value, e.Deadline.Phrase, Names.Of(e.Deadline.Kind), e.Deadline.LastCompliantDay(), e.Deadline.PolicyInForce().DueSoonDays);
                break;
        }
    }
}
