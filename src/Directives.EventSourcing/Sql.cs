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
}
