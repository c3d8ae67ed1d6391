using Npgsql;

namespace Directives.EventSourcing;

/// <summary>Positional parameters, the shortest way.</summary>
public static class Sql
{
    /// <summary>Adds values for <c>$1</c>, <c>$2</c> and so on; null becomes SQL null.</summary>
    public static void Add(this NpgsqlCommand command, params ReadOnlySpan<object?> values)
    {
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value ?? DBNull.Value });
    }

    /// <summary>Adds one statement with its values for <c>$1</c>, <c>$2</c> and so on.</summary>
    public static void Add(this NpgsqlBatch batch, string sql, params ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        batch.BatchCommands.Add(command);
    }

    internal static Task<int> Execute(this NpgsqlConnection connection, string sql, CancellationToken ct, params object?[] values) => Execute(connection, null, sql, ct, values);

    /// <summary>For what may take as long as there are rows.</summary>
    internal static Task<int> ExecuteAtLeisure(this NpgsqlConnection connection, string sql, CancellationToken ct) => Execute(connection, 0, sql, ct);

    static async Task<int> Execute(NpgsqlConnection connection, int? timeout, string sql, CancellationToken ct, params object?[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.CommandTimeout = timeout ?? command.CommandTimeout;
        command.Add(values);
        return await command.ExecuteNonQueryAsync(ct);
    }
}
