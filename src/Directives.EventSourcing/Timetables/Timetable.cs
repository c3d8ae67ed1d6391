using Npgsql;

namespace Directives.EventSourcing.Timetables;

/// <summary>
/// What has to happen at a time, kept in the database so that no process needs to live that long. An entry is claimed by
/// one worker at a time; a claim whose worker died runs out by the database's clock, and another takes over. So an entry
/// is fired at least once, and what firing does must bear repeating: see <see cref="TimetableEntry.FiringKey"/>.
/// </summary>
public sealed class Timetable(NpgsqlDataSource database)
{
    /// <summary>Puts entries in, all or none. One that is there already, open or done, stays as it is.</summary>
    public Task Put(IReadOnlyList<TimetableEntry> entries, CancellationToken ct) => entries is [] ? Task.CompletedTask : Execute(
        """
        insert into es.timetable (id, kind, due_at, payload)
        select * from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::jsonb[]) on conflict (id) do nothing
        """,
        ct, entries.Select(e => e.Id).ToArray(), entries.Select(e => e.Kind).ToArray(), entries.Select(e => e.DueAt.UtcDateTime).ToArray(), entries.Select(e => e.Payload).ToArray());

    /// <summary>Moves an entry to another time, at which it fires whether or not it has fired before. A worker that is firing it for the old time does not close it.</summary>
    public Task Move(Guid id, DateTimeOffset dueAt, CancellationToken ct) => Execute(
        """
        update es.timetable set due_at = $2, attempts = 0, last_error = null, lease_until = null, lease_token = null, done_at = null
        where id = $1 and due_at <> $2
        """,
        ct, id, dueAt.UtcDateTime);

    /// <summary>Takes an entry out. One that a worker is firing at this moment may still have its effect.</summary>
    public Task Withdraw(Guid id, CancellationToken ct) => Execute("delete from es.timetable where id = $1", ct, id);

    /// <summary>Claims what is due, longest due first, for as long as named. Two claims never get the same entry while both hold.</summary>
    /// <param name="kind">The worker's own kind.</param>
    /// <param name="now">What time it is, for being due.</param>
    /// <param name="most">How many at once.</param>
    /// <param name="term">How long nobody else gets them, by the database's clock.</param>
    /// <param name="ct">Cancels the claim.</param>
    public async Task<IReadOnlyList<ClaimedEntry>> Claim(string kind, DateTimeOffset now, int most, TimeSpan term, CancellationToken ct)
    {
        var token = Guid.NewGuid();
        await using var command = database.CreateCommand(
            """
            with due as (
              select id from es.timetable
              where kind = $1 and done_at is null and due_at <= $2 and (lease_until is null or lease_until <= clock_timestamp())
              order by due_at limit $3 for update skip locked)
            update es.timetable t set lease_token = $4, lease_until = clock_timestamp() + $5, attempts = attempts + 1
            from due where t.id = due.id
            returning t.id, t.due_at, t.payload, t.attempts
            """);
        command.Add(kind, now.UtcDateTime, most, token, term);
        await using var row = await command.ExecuteReaderAsync(ct);
        var claimed = new List<ClaimedEntry>();
        while (await row.ReadAsync(ct))
            claimed.Add(new(new(row.GetGuid(0), kind, row.GetFieldValue<DateTimeOffset>(1), row.GetString(2)), now, row.GetInt32(3), token));
        return [.. claimed.OrderBy(c => c.Entry.DueAt)];
    }

    /// <summary>Closes an entry, unless the claim has run out and been taken over, or the entry was moved.</summary>
    public Task Done(ClaimedEntry claimed, CancellationToken ct) => Execute(
        "update es.timetable set done_at = clock_timestamp(), last_error = null, lease_until = null, lease_token = null where id = $1 and lease_token = $2",
        ct, claimed.Entry.Id, claimed.Token);

    /// <summary>Keeps why an entry could not be fired, and lets it rest for a while.</summary>
    public Task Failed(ClaimedEntry claimed, string error, TimeSpan pause, CancellationToken ct) => Execute(
        "update es.timetable set last_error = $3, lease_until = clock_timestamp() + $4, lease_token = null where id = $1 and lease_token = $2",
        ct, claimed.Entry.Id, claimed.Token, error, pause);

    /// <summary>How a kind stands at a time, and the first ten entries that failed. Looks at what is due and no further, however much waits.</summary>
    public async Task<TimetableStatus> Status(string kind, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            """
            select (select count(*) from es.timetable where kind = $1 and done_at is null and due_at <= $2),
                   (select min(due_at) from es.timetable where kind = $1 and done_at is null and due_at > $2),
                   f.id, f.due_at, f.attempts, f.last_error, f.lease_until
            from (select 1) one left join lateral (
              select * from es.timetable where kind = $1 and done_at is null and last_error is not null order by due_at limit 10) f on true
            """);
        command.Add(kind, now.UtcDateTime);
        await using var row = await command.ExecuteReaderAsync(ct);
        var failing = new List<FailingEntry>();
        var status = new TimetableStatus(kind, 0, null, failing);
        while (await row.ReadAsync(ct))
        {
            status = status with { Due = row.GetInt64(0), NextDue = Time(1) };
            if (!row.IsDBNull(2))
                failing.Add(new(row.GetGuid(2), row.GetFieldValue<DateTimeOffset>(3), row.GetInt32(4), row.GetString(5), Time(6)));
        }

        return status;

        DateTimeOffset? Time(int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
    }

    async Task Execute(string sql, CancellationToken ct, params object[] values)
    {
        await using var command = database.CreateCommand(sql);
        command.Add(values);
        await command.ExecuteNonQueryAsync(ct);
    }
}
