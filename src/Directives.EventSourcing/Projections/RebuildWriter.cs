using System.Threading.Channels;
using Npgsql;

namespace Directives.EventSourcing.Projections;

/// <summary>
/// Writes its share of the log into empty read models, on a connection and in a transaction of its own. What it waits for
/// another writer's row longer than a moment, it will wait for until the end: such a read model must say that its rows go
/// across streams.
/// </summary>
sealed class RebuildWriter(NpgsqlDataSource database, string schema, IReadOnlyList<IReadModel> models, CancellationToken ct)
{
    readonly Channel<IReadOnlyList<RecordedEvent>> pages = Channel.CreateBounded<IReadOnlyList<RecordedEvent>>(2);

    /// <summary>Hands over the next events; waits while two pages lie before it.</summary>
    public async Task Send(IReadOnlyList<RecordedEvent> events)
    {
        if (events.Count > 0)
            await pages.Writer.WriteAsync(events, ct);
    }

    /// <summary>No more events follow.</summary>
    public void End() => pages.Writer.TryComplete();

    /// <summary>Writes until the end, and commits.</summary>
    public async Task Run()
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.Execute($"set local search_path = {schema}; set local lock_timeout = '15s'", ct);
        var writers = models.Select(model => model.Write(connection, empty: true)).ToList();
        await foreach (var events in pages.Reader.ReadAllAsync(ct))
            foreach (var writer in writers)
                await writer.Apply(events, ct);
        foreach (var writer in writers)
            await writer.Complete(ct);
        await transaction.CommitAsync(ct);
    }
}
