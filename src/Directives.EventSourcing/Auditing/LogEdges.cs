using Npgsql;

namespace Directives.EventSourcing.Auditing;

/// <summary>What no batch shows by itself: the beginning of the ledger, its end, and what lies outside of it.</summary>
sealed class LogEdges(NpgsqlConnection connection, Findings findings)
{
    /// <summary>The last row of the ledger.</summary>
    public async Task<LedgerRow?> Head(CancellationToken ct)
    {
        var head = await Row("order by last_seq desc", ct);
        if (head is null)
            findings.OfChain(new(null, null, "the ledger is empty: not even the row it begins with is there"));
        return head;
    }

    /// <summary>Where the last batch before the one with this position ends.</summary>
    public async Task<long> EndBefore(long position, LedgerRow head, CancellationToken ct)
    {
        if (position > head.Last + 1)
            findings.OfChain(new(null, null, $"the log ends at position {head.Last}, before {position}: its end was cut off"));
        return position <= 1 ? 0 : (await Row("and last_seq < $2 order by last_seq desc", ct, position))?.Last ?? 0;
    }

    public async Task Check(LedgerRow head, LogHead? expected, CancellationToken ct)
    {
        await Genesis(ct);
        await Strays(head, ct);
        if (expected is not null)
            await Contains(expected, head, ct);
    }

    async Task Genesis(CancellationToken ct)
    {
        var first = (await Row("order by last_seq", ct))!;
        if (first.Last > 0)
            findings.OfChain(new(first.Batch, null, "the row with which the ledger begins, at position 0, is missing"));
        else if (first is not { First: 0, Last: 0, At: LedgerRow.GenesisAt } || !first.Root.AsSpan().SequenceEqual(first.Chain))
            findings.OfChain(new(first.Batch, null, "the ledger does not begin with the row it was made with"));
    }

    async Task Strays(LedgerRow head, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select count(*), min(seq_id) from es.mt_events where seq_id < 1 or seq_id > $1", connection);
        command.Add(head.Last);
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        if (row.GetInt64(0) is > 0 and var strays)
            findings.OfChain(new(null, row.GetInt64(1), $"events stand outside the ledger, which goes from 1 to {head.Last}: {strays}, the first at position {row.GetInt64(1)}"));
    }

    async Task Contains(LogHead expected, LedgerRow head, CancellationToken ct)
    {
        if (expected.Position > head.Last)
            findings.OfChain(new(null, null, $"the log ends at position {head.Last}, before the head that was noted at {expected.Position}: its end was cut off"));
        else if (await Row("and last_seq >= $2 order by last_seq", ct, expected.Position) is { } row)
            if (row.Last != expected.Position)
                findings.OfChain(new(row.Batch, null, $"the head that was noted at {expected.Position} is the end of no batch"));
            else if (Convert.ToHexStringLower(row.Chain) != expected.Chain)
                findings.OfChain(new(row.Batch, null, "the chain value is not the one that was noted: the ledger was written anew up to here"));
    }

    async Task<LedgerRow?> Row(string which, CancellationToken ct, params object[] values)
    {
        await using var command = new NpgsqlCommand(
            $"select first_seq, last_seq, timestamptz_send(committed_at), root, chain from es.ledger where shard = $1 {which} limit 1", connection);
        command.Add(EventStore.Shard);
        command.Add(values);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct)
            ? new(row.GetInt64(0), row.GetInt64(1), System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(row.GetFieldValue<byte[]>(2)), row.GetFieldValue<byte[]>(3), row.GetFieldValue<byte[]>(4))
            : null;
    }
}
