using Directives.Domain.Reporting;
using Directives.EventSourcing;
using Directives.EventSourcing.Projections;
using Npgsql;
using static Directives.Domain.Reporting.PublicationEvent;

namespace Directives.Api.Reporting;

/// <summary>Every edition of every published report. None ever changes, so the position it was recorded at is all there is to time.</summary>
public sealed class PublicationTable : IProjectedTable
{
    public string Tables => """
        create table publication (
          id           uuid        not null,
          edition      int         not null,
          known_from   bigint      not null,
          report       text        not null,
          body         text,                   -- whose; none for that of all
          starts       date        not null,
          ends         date        not null,
          cut_off      timestamptz not null,
          position     bigint      not null,   -- what was recorded up to here counts in it
          known_as_of  timestamptz,
          policy       text        not null,
          calendar     text        not null,
          opening      bigint      not null,
          closing      bigint      not null,
          counted      bigint      not null,
          completed    bigint      not null,
          overdue      bigint      not null,
          sha256       text        not null,
          chain        text        not null,
          published_on date        not null,
          restates     int,
          reason       text,
          published_by text        not null,
          recorded_at  timestamptz not null,
          form         text
        );
        """;

    public string Indexes => """
        alter table publication add primary key (id, edition);
        create index publication_by_position on publication (known_from);
        """;

    public void Project(RecordedEvent recorded, NpgsqlBatch sql)
    {
        if (recorded.Data is ReportPublished e)
            sql.Add(
                "insert into publication values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)",
                recorded.Stream, e.Edition, recorded.Position, Names.Of(e.Report), e.Body?.Value, e.Start, e.End, e.CutOff.UtcDateTime, e.Position, e.KnownAsOf?.UtcDateTime,
                e.Policy, e.Calendar, e.Totals.Opening, e.Totals.Closing, e.Totals.All, e.Totals.Completed, e.Totals.Overdue, e.Sha256, e.Chain, e.EffectiveOn,
                e.Restates, e.Reason, recorded.Metadata.Actor, recorded.RecordedAt.UtcDateTime, e.Form);
    }

    internal const string Columns =
        "id, known_from, published_by, recorded_at, report, body, starts, ends, cut_off, position, known_as_of, policy, calendar, "
        + "opening, closing, counted, completed, overdue, sha256, chain, edition, published_on, restates, reason, form";

    /// <summary>An edition as it was recorded.</summary>
    internal static RecordedEdition Read(NpgsqlDataReader row) => new(row.GetGuid(0), row.GetInt64(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3), new(
        Names.Parse<ReportKind>(row.GetString(4)), row.Text(5) is { } body ? new(body) : null, row.GetFieldValue<DateOnly>(6), row.GetFieldValue<DateOnly>(7),
        row.GetFieldValue<DateTimeOffset>(8), row.GetInt64(9), row.IsDBNull(10) ? null : row.GetFieldValue<DateTimeOffset>(10), row.GetString(11), row.GetString(12),
        new(row.GetInt64(13), row.GetInt64(14), row.GetInt64(15), row.GetInt64(16), row.GetInt64(17)), row.GetString(18), row.GetString(19), row.GetInt32(20),
        row.GetFieldValue<DateOnly>(21), row.IsDBNull(22) ? null : row.GetInt32(22), row.Text(23), row.Text(24)));
}

/// <summary>An edition, and who gave it out where in the log.</summary>
sealed record RecordedEdition(Guid Publication, long At, string By, DateTimeOffset RecordedAt, ReportPublished Said)
{
    public static RecordedEdition Of(RecordedEvent recorded) =>
        new(recorded.Stream, recorded.Position, recorded.Metadata.Actor, recorded.RecordedAt, (ReportPublished)recorded.Data);
}
