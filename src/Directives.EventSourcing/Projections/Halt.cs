using Npgsql;

namespace Directives.EventSourcing.Projections;

/// <summary>A projection stands still before an event it cannot apply, until somebody decides.</summary>
/// <param name="Position">Of the event.</param>
/// <param name="Reason">What went wrong.</param>
/// <param name="Since">When.</param>
public sealed record Halt(long Position, string Reason, DateTimeOffset Since)
{
    /// <summary>Writes it down for all nodes; null when the projection has been moved past it meanwhile.</summary>
    internal static async Task<Halt?> Record(NpgsqlDataSource database, Projection projection, long position, string reason, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            """
            insert into es.projection_halt as h (projection, position, reason)
            select name, $2, $3 from es.mt_event_progression where name = $1 and last_seq_id = $2 - 1
            on conflict (projection) do update set position = excluded.position, reason = excluded.reason,
              since = case when h.position = excluded.position then h.since else excluded.since end
            returning since
            """);
        command.Add(projection.ProgressionName, position, reason.Replace('\0', ' '));
        return await command.ExecuteScalarAsync(ct) is DateTime since ? new(position, reason, since) : null;
    }

    /// <summary>Forgets what has been passed.</summary>
    internal static async Task Clear(NpgsqlDataSource database, Projection projection, long passed, CancellationToken ct)
    {
        await using var command = database.CreateCommand("delete from es.projection_halt where projection = $1 and position <= $2");
        command.Add(projection.ProgressionName, passed);
        await command.ExecuteNonQueryAsync(ct);
    }
}
