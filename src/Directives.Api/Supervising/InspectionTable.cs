using Directives.EventSourcing;
using Directives.EventSourcing.Projections;
using Npgsql;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Api.Supervising;

/// <summary>Who was inspected and what was found; each with its day and the position it was recorded at.</summary>
public sealed class InspectionTable : IProjectedTable
{
    public string Tables => """
        create table inspection (
          id               uuid   not null,
          directive_id     uuid   not null,
          task_id          uuid,
          subject          text   not null,
          authority        text   not null,
          text             text   not null,
          opened_on        date   not null,
          known_from       bigint not null,
          nature           text,
          degree           text,
          cause            text,
          responsibility   text,
          document         text,
          concluded_on     date,
          conclusion_known bigint            -- the position of the conclusion
        );
        """;

    public string Indexes => """
        create index inspection_by_position on inspection (known_from);
        create index inspection_by_directive on inspection (directive_id, id);
        create index inspection_by_subject on inspection (subject);
        """;

    public void Project(RecordedEvent recorded, NpgsqlBatch sql)
    {
        switch (recorded.Data)
        {
            case InspectionOpened e:
                sql.Add(
                    "insert into inspection values ($1, $2, $3, $4, $5, $6, $7, $8)",
                    e.Inspection, recorded.Stream, e.Task?.Value, e.Subject.Value, e.Authority, e.Text, e.EffectiveOn, recorded.Position);
                break;
            case InspectionConcluded { Conclusion: var found } e:
                sql.Add(
                    """
                    update inspection set nature = $3, degree = $4, cause = $5, responsibility = $6, document = $7, concluded_on = $8, conclusion_known = $9
                    where directive_id = $1 and id = $2
                    """,
                    recorded.Stream, e.Inspection, found.Nature, found.Degree, found.Cause, found.Responsibility, e.Document, e.EffectiveOn, recorded.Position);
                break;
        }
    }
}
