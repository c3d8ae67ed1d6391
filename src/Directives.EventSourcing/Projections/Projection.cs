using Npgsql;

namespace Directives.EventSourcing.Projections;

/// <summary>
/// Read models that are kept true together: at every moment all of them have seen exactly the events up to one
/// position. They live in a schema of their own per version, <c>{name}_v{version}</c>; a change of their tables or
/// rules is a new version, filled from the first event beside the old one.
/// </summary>
/// <param name="Name">Lower case, also the first part of the schema's name.</param>
/// <param name="Version">1, 2, 3 …</param>
/// <param name="ReadModels">In the order their tables are created and each page is shown to them.</param>
public sealed record Projection(string Name, int Version, IReadOnlyList<IReadModel> ReadModels)
{
    public string Schema => $"{Name}_v{Version}";

    /// <summary>The name its position is kept under, as Marten spells it.</summary>
    public string ProgressionName => Version == 1 ? $"{Name}:All" : $"{Name}:V{Version}:All";
}

/// <summary>Some tables and how they are kept true. Reads no clock, so the same events always make the same rows.</summary>
public interface IReadModel
{
    /// <summary>Creates the tables, empty, without what only readers need. Names them without a schema.</summary>
    string Tables { get; }

    /// <summary>Creates keys and indexes: with the tables, or after they were filled.</summary>
    string Indexes => "";

    /// <summary>
    /// True when one row may come from events of several streams. A rebuild then lets one writer see all events; otherwise
    /// several writers share them by stream, and would wait for each other's rows.
    /// </summary>
    bool AcrossStreams => false;

    /// <summary>
    /// Begins to write on an open transaction whose search path is the schema. Live, every page of the log gets a writer of
    /// its own. A rebuild gives one writer many pages: the tables are <paramref name="empty"/> then but for what this writer
    /// writes, no other writer is shown events of the same streams, and the indexes may still be missing.
    /// </summary>
    IReadModelWriter Write(NpgsqlConnection connection, bool empty);
}

/// <summary>Writes one read model, page by page, in log order.</summary>
public interface IReadModelWriter
{
    /// <summary>Takes in the next events. Rows may be held back until <see cref="Complete"/>.</summary>
    Task Apply(IReadOnlyList<RecordedEvent> events, CancellationToken ct);

    /// <summary>Writes whatever was held back; the transaction that moves the position commits right after.</summary>
    Task Complete(CancellationToken ct);
}

/// <summary>A table that is kept by statements, event by event: the plain way, for what changes seldom.</summary>
public interface IProjectedTable
{
    string Tables { get; }

    string Indexes => "";

    /// <summary>Adds the statements for one event.</summary>
    void Project(RecordedEvent recorded, NpgsqlBatch sql);
}

/// <summary>Tables kept by statements; each event is shown to all of them, in order, before the next one is.</summary>
public sealed class StatementReadModel(params IReadOnlyList<IProjectedTable> tables) : IReadModel
{
    public string Tables => string.Join('\n', tables.Select(table => table.Tables));

    public string Indexes => string.Join('\n', tables.Select(table => table.Indexes));

    public bool AcrossStreams { get; init; }

    public IReadModelWriter Write(NpgsqlConnection connection, bool empty) => new Writer(connection, tables);

    sealed class Writer(NpgsqlConnection connection, IReadOnlyList<IProjectedTable> tables) : IReadModelWriter
    {
        public async Task Apply(IReadOnlyList<RecordedEvent> events, CancellationToken ct)
        {
            await using var batch = new NpgsqlBatch(connection);
            foreach (var recorded in events)
                foreach (var table in tables)
                    table.Project(recorded, batch);
            if (batch.BatchCommands.Count > 0)
                await batch.ExecuteNonQueryAsync(ct);
        }

        public Task Complete(CancellationToken ct) => Task.CompletedTask;
    }
}
