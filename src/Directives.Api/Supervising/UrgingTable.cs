using Directives.EventSourcing;
using Directives.EventSourcing.Projections;
using Npgsql;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Api.Supervising;

/// <summary>Who was urged to what, and what it answered; each with its day and the position it was recorded at.</summary>
public sealed class UrgingTable : IProjectedTable
{
    public string Tables => """
        create table urging (
          id            uuid   not null,
          assignment_id uuid   not null,
          directive_id  uuid   not null,
          addressee     text   not null,
          text          text   not null,
          document      text,
          sent_on       date   not null,
          reply_by      date   not null,
          known_from    bigint not null,
          answer        text,
          answered_on   date,
          answer_known  bigint            -- the position of the answer
        );
        """;

    public string Indexes => """
        create index urging_by_position on urging (known_from);
        create index urging_by_assignment on urging (assignment_id, id);
        create index urging_by_addressee on urging (addressee);
        """;

    public void Project(RecordedEvent recorded, NpgsqlBatch sql)
    {
        switch (recorded.Data)
        {
            case UrgingIssued e:
                sql.Add(
                    "insert into urging values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                    e.Urging, e.Assignment.Value, recorded.Stream, e.Addressee.Value, e.Text, e.Document, e.EffectiveOn, e.ReplyBy, recorded.Position);
                break;
            case UrgingAnswered e:
                sql.Add(
                    "update urging set answer = $3, answered_on = $4, answer_known = $5 where assignment_id = $1 and id = $2",
                    e.Assignment.Value, e.Urging, e.Text, e.EffectiveOn, recorded.Position);
                break;
        }
    }
}
