using Npgsql;

namespace Directives.EventSourcing.Projections;

/// <summary>
/// Read models that are kept true together: at every moment all of them have seen exactly the events up to one
/// position. They live in a schema of their own per version, <c>{name}_v{version}</c>; a change of their tables or
/// rules is a new version, filled from the first event beside the old one.
/// </summary>
/// <param name="Name">Lower case, also the first part of the schema's name.</param>
/// <param name="Version">1, 2, 3 …</param>
/// <param name="ReadModels">In the order their tables are created and each event is shown to them.</param>
public sealed record Projection(string Name, int Version, IReadOnlyList<IReadModel> ReadModels)
{
    public string Schema => $"{Name}_v{Version}";

    /// <summary>The name its position is kept under, as Marten spells it.</summary>
    public string ProgressionName => Version == 1 ? $"{Name}:All" : $"{Name}:V{Version}:All";
}

/// <summary>
/// Turns events into the SQL that keeps some tables true. Does no I/O and reads no clock, so the same events always
/// make the same rows. Names its tables without a schema.
/// </summary>
public interface IReadModel
{
    /// <summary>Creates the tables, empty.</summary>
    string Tables { get; }

    /// <summary>Adds the statements for one event, in log order; they run in the transaction that moves the position.</summary>
    void Project(RecordedEvent recorded, NpgsqlBatch sql);
}
