using Npgsql;

namespace Directives.EventSourcing.Auditing;

/// <summary>Several connections that see the database at one and the same moment, and can only read it.</summary>
sealed class Snapshot : IDisposable
{
    readonly List<NpgsqlConnection> connections = [];

    public IReadOnlyList<NpgsqlConnection> Connections => connections;

    public NpgsqlConnection First => connections[0];

    public static Snapshot Take(NpgsqlDataSource database, int connections)
    {
        var snapshot = new Snapshot();
        try
        {
            string? name = null;
            for (var i = 0; i < Math.Max(1, connections); i++)
            {
                var connection = database.OpenConnection();
                snapshot.connections.Add(connection);
                Run("begin isolation level repeatable read, read only");
                if (name is not null)
                    Run($"set transaction snapshot '{name}'");
                // Compiling a statement that runs once costs more than it saves.
                Run("set local jit = off");
                Run("set local work_mem = '64MB'");
                name ??= (string?)Run("select pg_export_snapshot()");

                object? Run(string sql)
                {
                    using var command = new NpgsqlCommand(sql, connection);
                    return command.ExecuteScalar();
                }
            }

            return snapshot;
        }
        catch
        {
            snapshot.Dispose();
            throw;
        }
    }

    /// <summary>Closing a pooled connection ends its transaction.</summary>
    public void Dispose()
    {
        foreach (var connection in connections)
            connection.Dispose();
    }
}
