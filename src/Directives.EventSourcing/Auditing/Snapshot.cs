using Npgsql;

namespace Directives.EventSourcing.Auditing;

/// <summary>Several connections that see the database at one and the same moment, and can only read it.</summary>
sealed class Snapshot : IAsyncDisposable
{
    readonly List<NpgsqlConnection> connections = [];

    public IReadOnlyList<NpgsqlConnection> Connections => connections;

    public NpgsqlConnection First => connections[0];

    public static async Task<Snapshot> Take(NpgsqlDataSource database, int connections, CancellationToken ct)
    {
        var snapshot = new Snapshot();
        try
        {
            string? name = null;
            for (var i = 0; i < Math.Max(1, connections); i++)
            {
                var connection = await database.OpenConnectionAsync(ct);
                snapshot.connections.Add(connection);
                await Run("begin isolation level repeatable read, read only");
                if (name is not null)
                    await Run($"set transaction snapshot '{name}'");
                // Compiling a statement that runs once costs more than it saves.
                await Run("set local jit = off");
                await Run("set local work_mem = '64MB'");
                name ??= (string?)await Run("select pg_export_snapshot()");

                async Task<object?> Run(string sql)
                {
                    await using var command = new NpgsqlCommand(sql, connection);
                    return await command.ExecuteScalarAsync(ct);
                }
            }

            return snapshot;
        }
        catch
        {
            await snapshot.DisposeAsync();
            throw;
        }
    }

    /// <summary>Closing a pooled connection ends its transaction.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var connection in connections)
            await connection.DisposeAsync();
    }
}
