using Npgsql;

namespace Directives.EventSourcing.Auditing;

/// <summary>Where a store stands, at one moment.</summary>
/// <param name="Head">The end of the log, worth noting down elsewhere; null when there is no ledger.</param>
/// <param name="RecordedAt">When the last event was recorded; null when there is none.</param>
/// <param name="Batches">Ledger rows, but for the first, which has no events.</param>
/// <param name="Streams">How many streams.</param>
/// <param name="Projections">How far each projection has come.</param>
/// <param name="Database">Where it all lies.</param>
public sealed record StoreStatus(
    LogHead? Head, DateTimeOffset? RecordedAt, long Batches, long Streams, IReadOnlyList<ProjectionPosition> Projections, DatabaseStatus Database)
{
    public static async Task<StoreStatus> Read(NpgsqlDataSource database, CancellationToken ct)
    {
        using var snapshot = Snapshot.Take(database, 1);
        var head = new LogEdges(snapshot.First, new()).Head();
        await using var batch = new NpgsqlBatch(snapshot.First);
        batch.Add("select count(*) from es.ledger where shard = $1 and last_seq > 0", EventStore.Shard);
        batch.Add("select count(*) from es.mt_streams");
        batch.Add("select current_database(), current_setting('server_version'), pg_database_size(current_database())");
        batch.Add("select name, coalesce(last_seq_id, 0), last_updated from es.mt_event_progression order by name");

        await using var row = await batch.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        var batches = row.GetInt64(0);
        await row.NextResultAsync(ct);
        await row.ReadAsync(ct);
        var streams = row.GetInt64(0);
        await row.NextResultAsync(ct);
        await row.ReadAsync(ct);
        var place = new DatabaseStatus(row.GetString(0), row.GetString(1), row.GetInt64(2));
        await row.NextResultAsync(ct);
        var projections = new List<ProjectionPosition>();
        while (await row.ReadAsync(ct))
            projections.Add(new(row.GetString(0), row.GetInt64(1), (head?.Last ?? 0) - row.GetInt64(1), row.IsDBNull(2) ? null : row.GetFieldValue<DateTimeOffset>(2)));
        return new(head?.Head, head is { Last: > 0 } ? LedgerRow.Time(head.At) : null, batches, streams, projections, place);
    }
}

/// <param name="Name">The projection, as its position is kept.</param>
/// <param name="Position">The last position its read models have seen.</param>
/// <param name="Lag">Events it has not seen yet. Fewer than none: it has seen events that the log no longer has.</param>
/// <param name="MovedAt">When it last moved.</param>
public sealed record ProjectionPosition(string Name, long Position, long Lag, DateTimeOffset? MovedAt)
{
    public ProjectionProgress State => Lag switch { 0 => ProjectionProgress.Current, > 0 => ProjectionProgress.Behind, _ => ProjectionProgress.AheadOfTheLog };
}

public enum ProjectionProgress { Current, Behind, AheadOfTheLog }

/// <param name="Name">The database.</param>
/// <param name="Version">PostgreSQL's.</param>
/// <param name="Size">In bytes.</param>
public sealed record DatabaseStatus(string Name, string Version, long Size);
