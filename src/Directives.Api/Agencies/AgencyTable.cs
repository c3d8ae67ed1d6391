using Directives.EventSourcing;
using Directives.EventSourcing.Projections;
using Npgsql;
using static Directives.Domain.Agencies.AgencyEvent;

namespace Directives.Api.Agencies;

/// <summary>The register of agencies.</summary>
public sealed class AgencyTable : IProjectedTable
{
    public string Tables => """
        create table agency (
          code           text   primary key,
          name_vi        text   not null,
          name_en        text,
          kind           text   not null,
          level          text   not null,
          parent         text,
          effective_from date   not null,
          known_from     bigint not null  -- the position of the event that says so
        );
        """;

    public void Project(RecordedEvent recorded, NpgsqlBatch sql)
    {
        if (recorded.Data is AgencyRegistered e)
            sql.Add(
                "insert into agency values ($1, $2, $3, $4, $5, $6, $7, $8)",
                e.Agency.Value, e.Name.Vi, e.Name.En, Names.Of(e.Kind), Names.Of(e.Level), e.Parent?.Value, e.EffectiveOn, recorded.Position);
    }
}
