namespace Directives.EventSourcing;

/// <summary>
/// Records events at the times they were known elsewhere: a migration from another register, or a demo. The times must
/// rise and may not lie before anything already recorded nor in the future; the events are in the ledger and its chain
/// like all others, and their metadata says <c>imported</c>. Nothing that answers a caller of the API holds one of these.
/// </summary>
public sealed class HistoryImport(EventStore store)
{
    /// <summary>Like <see cref="EventStore.Append(EventSourcing.Append, CancellationToken)"/>, recorded at <paramref name="recordedAt"/>.</summary>
    /// <exception cref="Npgsql.PostgresException">SQLSTATE ES002: the time does not follow what is already recorded.</exception>
    public Task<AppendResult> Append(Append append, DateTimeOffset recordedAt, CancellationToken ct) =>
        store.Import(append with { Metadata = append.Metadata.With("imported", "true") }, recordedAt, ct);
}
