using Npgsql;

namespace Directives.EventSourcing.Leases;

/// <summary>
/// Says which of several nodes does a piece of work. A lease runs by the database's clock and lapses by itself, so a node
/// that died is followed by another. A node that stalled may believe it still holds one: what must never happen twice
/// needs a guard of its own.
/// </summary>
public sealed class Lease(NpgsqlDataSource database, Guid? holder = null)
{
    /// <summary>By this the leases of one node are told from those of others.</summary>
    public Guid Holder { get; } = holder ?? Guid.NewGuid();

    /// <summary>Takes or renews a lease; false when another holds it.</summary>
    public async Task<bool> TryHold(string name, TimeSpan duration, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            """
            insert into es.lease as l values ($1, $2, clock_timestamp() + $3)
            on conflict (name) do update set holder = excluded.holder, until = excluded.until
              where l.holder = excluded.holder or l.until < clock_timestamp()
            """);
        command.Add(name, Holder, duration);
        return await command.ExecuteNonQueryAsync(ct) > 0;
    }

    /// <summary>Lets go, so that another need not wait until it lapses.</summary>
    public async Task Release(string name, CancellationToken ct)
    {
        await using var command = database.CreateCommand("delete from es.lease where name = $1 and holder = $2");
        command.Add(name, Holder);
        await command.ExecuteNonQueryAsync(ct);
    }
}
