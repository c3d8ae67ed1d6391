using Directives.Domain;
using Directives.Domain.Performing;
using Directives.EventSourcing;
using Directives.EventSourcing.Projections;
using Npgsql;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Api.Performing;

/// <summary>Which file was handed in for which assignment: who may see one of those may see the file. Withdrawing evidence changes nothing here.</summary>
public sealed class EvidenceTable : IProjectedTable
{
    public string Tables => """
        create table evidence_file (
          sha256        text   not null,
          assignment_id uuid   not null,
          directive_id  uuid   not null,
          known_from    bigint not null
        );
        """;

    public string Indexes => "create index evidence_file_by_digest on evidence_file (sha256);";

    public void Project(RecordedEvent recorded, NpgsqlBatch sql)
    {
        switch (recorded.Data)
        {
            case EvidenceSubmitted e: Carry(e.Assignment, e.Evidence); break;
            case CompletionReported e: Carry(e.Assignment, [.. e.Evidence]); break;
        }

        void Carry(AssignmentId assignment, params ReadOnlySpan<Evidence> evidence)
        {
            foreach (var piece in evidence)
                if (piece.Sha256 is { } sha256)
                    sql.Add("insert into evidence_file values ($1, $2, $3, $4)", sha256, assignment.Value, recorded.Stream, recorded.Position);
        }
    }
}
