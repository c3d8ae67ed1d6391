using Directives.EventSourcing;
using Directives.EventSourcing.Projections;
using Npgsql;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Api.Deadlines;

/// <summary>Who asked for more time and whether it was granted; each with its day and the position it was recorded at.</summary>
public sealed class ExtensionTable : IProjectedTable
{
    public string Tables => """
        create table extension_request (
          assignment_id uuid   not null,
          directive_id  uuid   not null,
          wanted        date   not null,  -- the last day that was asked for
          asked_on      date   not null,
          known_from    bigint not null,
          granted       date,             -- the last day that was granted
          granted_on    date,
          granted_at    bigint            -- the position of the decision, or of the asker's yes to what was offered
        );
        """;

    public string Indexes => """
        create index extension_request_by_assignment on extension_request (assignment_id, known_from);
        create index extension_request_by_day on extension_request (asked_on);
        """;

    public void Project(RecordedEvent recorded, NpgsqlBatch sql)
    {
        switch (recorded.Data)
        {
            case ExtensionRequested e:
                sql.Add(
                    "insert into extension_request values ($1, $2, $3, $4, $5)",
                    e.Assignment.Value, recorded.Stream, e.To, e.EffectiveOn, recorded.Position);
                break;
            case ExtensionApproved e:
                Grant(e.Assignment.Value, e.To, e.EffectiveOn);
                break;
            case ExtensionAccepted e:
                Grant(e.Assignment.Value, e.To, e.EffectiveOn);
                break;
        }

        // An assignment has one open request: the last one.
        void Grant(Guid assignment, DateOnly to, DateOnly on) => sql.Add(
            """
            update extension_request set granted = $2, granted_on = $3, granted_at = $4
            where assignment_id = $1 and known_from = (select max(known_from) from extension_request where assignment_id = $1)
            """,
            assignment, to, on, recorded.Position);
    }
}
