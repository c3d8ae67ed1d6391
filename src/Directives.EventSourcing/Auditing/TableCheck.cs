using Npgsql;

namespace Directives.EventSourcing.Auditing;

/// <summary>
/// Compares what stands beside the log with the events it speaks of. The chain does not cover these tables: what is
/// wrong in them is repaired from the events. A finding is given to the batch of the event that shows it.
/// </summary>
sealed class TableCheck(Findings findings)
{
    /// <summary>Each stream's versions are 1, 2, 3 … and its row names the last. Returns the number of streams.</summary>
    public long Streams(NpgsqlConnection connection, CancellationToken ct)
    {
        Find(
            connection,
            $"""
            with event as (
              select tenant_id, stream_id, count(*) as n, min(version) as low, max(version) as high from es.mt_events group by tenant_id, stream_id),
            bad as (
              select count(*) over () as found, coalesce(e.tenant_id, s.tenant_id) as tenant, coalesce(e.stream_id, s.id) as id, e.n, e.low, e.high, s.version
              from event e full join es.mt_streams s on s.tenant_id = e.tenant_id and s.id = e.stream_id
              where s.version is distinct from e.high or e.low <> 1 or e.high <> e.n
              limit {VerificationReport.MostFindings})
            select b.found, p.seq_id, l.first_seq, l.last_seq, l.committed_at, 'stream ' || b.id || case
                when b.version is null then ' has events but no version of its own'
                when b.n is null then format(' stands at version %s but has no events', b.version)
                when b.low <> 1 or b.high <> b.n then format(' does not have the versions 1 to %s: it has %s events, of versions %s to %s', b.version, b.n, b.low, b.high)
                else format(' stands at version %s, but its last event has version %s', b.version, b.high) end
            from bad b
            left join lateral (
              select seq_id from (
                select seq_id, version, row_number() over (order by version) as n from es.mt_events e where e.tenant_id = b.tenant and e.stream_id = b.id) e
              order by version = n, case when version = n then -version else version end limit 1) p on true
            left join lateral ({BatchOf("p.seq_id")}) l on true
            order by p.seq_id
            """, ct);
        return Count(connection, "es.mt_streams", ct);
    }

    /// <summary>
    /// Each key speaks of events that are there, and that no other key speaks of. Returns the number of keys. A key that
    /// speaks of fewer events than it wrote cannot be told from one whose neighbour was appended without a key.
    /// </summary>
    public long Keys(NpgsqlConnection connection, CancellationToken ct)
    {
        Find(
            connection,
            $"""
            with wrong as (
              select c.idem_key, c.tenant_id, concat_ws(', ',
                  case when l.seq_id is null then 'position' end,
                  case when l.stream_id <> c.stream_id or l.tenant_id <> c.tenant_id then 'stream' end,
                  case when l.version <> c.version then 'version' end,
                  case when l.timestamp <> c.at then 'time' end,
                  case when c.events < 1 then 'number of events' end,
                  case when c.shared then 'events of another key' end) as what
              from (select *, lag(last_seq) over (order by last_seq) > last_seq - events as shared from es.command) c
              left join es.mt_events l on l.seq_id = c.last_seq
              where (l.tenant_id, l.stream_id, l.version, l.timestamp) is distinct from (c.tenant_id, c.stream_id, c.version, c.at) or c.events < 1 or c.shared
              union all -- the first of several events; most keys have but one
              select c.idem_key, c.tenant_id, 'number of events'
              from es.command c join es.mt_events l on l.seq_id = c.last_seq left join es.mt_events f on f.seq_id = c.last_seq - c.events + 1
              where c.events > 1 and (f.tenant_id, f.stream_id, f.version, f.timestamp) is distinct from (l.tenant_id, l.stream_id, l.version - c.events + 1, l.timestamp)),
            bad as (
              select count(*) over () as found, c.*, w.wrong
              from (select idem_key, tenant_id, string_agg(what, ', ') as wrong from wrong group by idem_key, tenant_id) w join es.command c using (idem_key, tenant_id)
              limit {VerificationReport.MostFindings})
            select b.found, b.last_seq, l.first_seq, l.last_seq, l.committed_at, format(
              'key %s speaks of %s event(s) up to version %s of stream %s at position %s, recorded %s, which is not what stands there (%s)',
              b.idem_key, b.events, b.version, b.stream_id, b.last_seq, b.at at time zone 'UTC', b.wrong)
            from bad b
            left join lateral (
              select * from ((select first_seq, last_seq, committed_at from es.ledger where shard = {EventStore.Shard} and committed_at = b.at limit 1)
                union all ({BatchOf("b.last_seq")})) l limit 1) l on true
            order by l.last_seq
            """, ct);
        return Count(connection, "es.command", ct);
    }

    static string BatchOf(string position) =>
        $"select first_seq, last_seq, committed_at from es.ledger where shard = {EventStore.Shard} and last_seq >= {position} order by last_seq limit 1";

    void Find(NpgsqlConnection connection, string sql, CancellationToken ct) => Run(connection, sql, command =>
    {
        using var row = command.ExecuteReader();
        for (var told = 0L; row.Read(); told++)
        {
            var batch = row.IsDBNull(2) ? null : new Batch(row.GetInt64(2), row.GetInt64(3), row.GetFieldValue<DateTimeOffset>(4));
            // The first one stands for those that are left out.
            var times = told == 0 ? row.GetInt64(0) - Math.Min(row.GetInt64(0), VerificationReport.MostFindings) + 1 : 1;
            findings.OfTables(new(batch, row.IsDBNull(1) ? null : row.GetInt64(1), row.GetString(5)), times);
        }

        return 0;
    }, ct);

    static long Count(NpgsqlConnection connection, string table, CancellationToken ct) =>
        Run(connection, $"select count(*) from {table}", command => (long)command.ExecuteScalar()!, ct);

    static T Run<T>(NpgsqlConnection connection, string sql, Func<NpgsqlCommand, T> run, CancellationToken ct)
    {
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        using var cancel = ct.Register(command.Cancel);
        return run(command);
    }
}
