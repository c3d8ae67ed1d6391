using Directives.EventSourcing;
using Npgsql;
using NpgsqlTypes;

namespace Directives.Api.Assigning;

/// <summary>
/// What the figures of reports are counted from: the same two clocks as <see cref="AssignmentTable"/>, but a row only where a
/// figure could change, and in it a number for all that is alike. What is believed and goes on lies apart, so that today's
/// figures cost the same however long the history grows.
/// </summary>
static class StandingTable
{
    public const string Tables = """
        create table stand (
          id              bigint  not null, -- follows from the rest
          lifecycle       text    not null,
          nature          text    not null,
          key_task        boolean not null,
          restated        boolean not null,
          deadline_kind   text,
          deadline_period text,
          deadline_bound  text,
          stated_last_day date,
          due_soon_days   int,
          extended_to     date,
          extensions      int     not null,
          stopped_before  int     not null,
          stopped_days    int     not null,
          stopped_since   date,
          undated_since   date,
          last_day        date
        );

        create table standing (
          known_from     bigint not null,
          known_to       bigint not null default 9223372036854775807,
          stand          bigint not null,
          effective_from date   not null,
          effective_to   date   not null default 'infinity',
          done_on        date,
          told_on        date,
          assignment_id  uuid   not null,
          assigned_at    bigint not null, -- the position of the event that assigned it
          directive_id   uuid   not null,
          lead           text   not null
        ) partition by range (known_to);
        create table standing_once partition of standing for values from (minvalue) to (9223372036854775807);
        create table standing_held partition of standing for values from (9223372036854775807) to (maxvalue) partition by range (effective_to);
        create table standing_past partition of standing_held for values from (minvalue) to ('infinity');
        create table standing_now partition of standing_held for values from ('infinity') to (maxvalue);

        -- The days something was heard of.
        create table heard (
          known_from    bigint not null,
          assigned_at   bigint not null,
          day           date   not null,
          reported      boolean not null, -- by its lead
          assignment_id uuid   not null
        );
        """;

    /// <summary>Several fill the tables at once, and each writes the stands it meets.</summary>
    public const string Indexes = """
        delete from stand a using stand b where a.id = b.id and a.ctid > b.ctid;
        alter table stand add primary key (id);
        create index standing_by_assignment on standing (assignment_id);
        -- With all that is asked of what goes on, so that what is overdue is counted without looking at a row.
        create index standing_by_stand on standing_now (stand) include (known_from, known_to, effective_from, effective_to, directive_id, lead, assignment_id);
        create index on standing_past (stand);
        create index on standing_once (stand);
        create index standing_by_lead on standing (lead);
        create index standing_begun on standing (effective_from);
        create index standing_ended on standing_past (effective_to);
        create index standing_unbelieved on standing_once (known_to);
        create index heard_by_day on heard (day);
        """;

    /// <param name="connection">In whose transaction.</param>
    /// <param name="rows">Standings, and until which position they were believed.</param>
    /// <param name="heard">What was heard.</param>
    /// <param name="stands">Numbers of stands that the transaction has met, to be carried on.</param>
    /// <param name="ct">Cancels it.</param>
    public static async Task Write(
        NpgsqlConnection connection, IReadOnlyList<(StandingRow Row, long KnownTo)> rows, IReadOnlyList<Heard> heard, Dictionary<Stand, long> stands, CancellationToken ct)
    {
        var met = rows.Select(row => row.Row.Stand).Distinct().Where(stand => !stands.ContainsKey(stand)).ToDictionary(stand => stand, stand => stand.Id());
        if (met.Count > 0)
            await Number(connection, met, ct);
        foreach (var (stand, id) in met)
            stands.Add(stand, id);

        if (rows.Count > 0)
        {
            await using var copy = await connection.BeginBinaryImportAsync($"copy standing ({StandingRow.Columns}) from stdin (format binary)", ct);
            foreach (var (row, knownTo) in rows)
                await row.Write(copy, stands[row.Stand], knownTo, ct);
            await copy.CompleteAsync(ct);
        }

        if (heard.Count > 0)
        {
            await using var copy = await connection.BeginBinaryImportAsync("copy heard (known_from, day, assignment_id, assigned_at, reported) from stdin (format binary)", ct);
            foreach (var one in heard)
            {
                await copy.StartRowAsync(ct);
                await copy.WriteAsync(one.KnownFrom, NpgsqlDbType.Bigint, ct);
                await copy.WriteAsync(one.Day, NpgsqlDbType.Date, ct);
                await copy.WriteAsync(one.Assigned.Id, NpgsqlDbType.Uuid, ct);
                await copy.WriteAsync(one.Assigned.At, NpgsqlDbType.Bigint, ct);
                await copy.WriteAsync(one.Reported, NpgsqlDbType.Boolean, ct);
            }

            await copy.CompleteAsync(ct);
        }
    }

    /// <summary>Says of standings that are stored until which position they were believed.</summary>
    public static async Task Close(NpgsqlConnection connection, IReadOnlyList<(StandingRow Row, long KnownTo)> closed, CancellationToken ct)
    {
        if (closed.Count is 0)
            return;
        await using var command = new NpgsqlCommand(
            """
            update standing s set known_to = closed.known_to
            from unnest($1, $2, $3) closed (assignment_id, effective_from, known_to)
            where s.assignment_id = closed.assignment_id and s.effective_from = closed.effective_from and s.known_to = 9223372036854775807
            """,
            connection);
        command.Add(closed.Select(c => c.Row.Assigned.Id).ToArray(), closed.Select(c => c.Row.EffectiveFrom).ToArray(), closed.Select(c => c.KnownTo).ToArray());
        await command.ExecuteNonQueryAsync(ct);
    }

    static async Task Number(NpgsqlConnection connection, Dictionary<Stand, long> met, CancellationToken ct)
    {
        var there = new HashSet<long>();
        await using (var command = new NpgsqlCommand("select id from stand where id = any($1)", connection))
        {
            command.Add(met.Values.ToArray());
            await using var row = await command.ExecuteReaderAsync(ct);
            while (await row.ReadAsync(ct))
                there.Add(row.GetInt64(0));
        }

        await using var batch = new NpgsqlBatch(connection);
        foreach (var (stand, id) in met.Where(stand => !there.Contains(stand.Value)))
            batch.Add($"insert into stand ({Stand.Columns}, {Stand.Derived}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)", stand.Values(id));
        if (batch.BatchCommands.Count > 0)
            await batch.ExecuteNonQueryAsync(ct);
    }
}
