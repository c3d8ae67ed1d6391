using Directives.Domain;
using Directives.EventSourcing;
using Directives.EventSourcing.Projections;
using Npgsql;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Api.Supervising;

/// <summary>Criticisms and commendations. Who is not named in the document is not named here.</summary>
public sealed class JudgementTable : IProjectedTable
{
    public string Tables => """
        create table judgement (
          id            uuid    not null,
          criticism     boolean not null,  -- or a commendation
          directive_id  uuid    not null,
          task_id       uuid,
          text          text    not null,
          document      text    not null,
          addressees    text[]  not null,
          described     text,              -- the addressees in the document's words
          degree        text,
          pronounced_on date    not null,
          known_from    bigint  not null
        );
        """;

    public string Indexes => """
        create index judgement_by_position on judgement (known_from);
        create index judgement_by_directive on judgement (directive_id);
        create index judgement_by_addressee on judgement using gin (addressees);
        """;

    public void Project(RecordedEvent recorded, NpgsqlBatch sql)
    {
        switch (recorded.Data)
        {
            case CriticismRecorded { Criticism: var said } e:
                Insert(e.Id, true, said.Task, said.Text, said.Document, said.Addressees, said.Described, said.Degree, e.EffectiveOn);
                break;
            case CommendationRecorded { Commendation: var said } e:
                Insert(e.Id, false, said.Task, said.Text, said.Document, said.Addressees, said.Described, null, e.EffectiveOn);
                break;
        }

        void Insert(
            Guid id, bool criticism, TaskId? task, string text, string document, IReadOnlyList<AgencyId> addressees, string? described, string? degree, DateOnly pronouncedOn) =>
            sql.Add(
                "insert into judgement values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                id, criticism, recorded.Stream, task?.Value, text, document, addressees.Select(agency => agency.Value).ToArray(), described, degree, pronouncedOn, recorded.Position);
    }
}
