using Npgsql;

namespace Directives.EventSourcing.Auditing;

/// <summary>What no batch shows by itself: the beginning of the ledger, its end, and what lies outside of it.</summary>
sealed class LogEdges(NpgsqlConnection connection, Findings findings)
{
    /// <summary>The last row of the ledger.</summary>
    public LedgerRow? Head()
    {
        var head = Row("order by last_seq desc");
        if (head is null)
            findings.OfChain(new(null, null, "the ledger is empty: not even the row it begins with is there"));
        return head;
    }

    /// <summary>Where the last batch before the one with this position ends.</summary>
    public long EndBefore(long position, LedgerRow head)
    {
        if (position > head.Last + 1)
            findings.OfChain(new(null, null, $"the log ends at position {head.Last}, before {position}: its end was cut off"));
        return position <= 1 ? 0 : Row("and last_seq < $2 order by last_seq desc", position)?.Last ?? 0;
    }

    public void Check(LedgerRow head, LogHead? expected)
    {
        Genesis();
        Strays(head);
        if (expected is not null)
            Contains(expected, head);
    }

    void Genesis()
    {
        var first = Row("order by last_seq")!;
        if (first.Last > 0)
            findings.OfChain(new(first.Batch, null, "the row with which the ledger begins, at position 0, is missing"));
        else if (first is not { First: 0, Last: 0, At: LedgerRow.GenesisAt } || !first.Root.AsSpan().SequenceEqual(first.Chain))
            findings.OfChain(new(first.Batch, null, "the ledger does not begin with the row it was made with"));
    }

    void Strays(LedgerRow head)
    {
        using var command = new NpgsqlCommand("select count(*), min(seq_id) from es.mt_events where seq_id < 1 or seq_id > $1", connection);
        command.Add(head.Last);
        using var row = command.ExecuteReader();
        row.Read();
        if (row.GetInt64(0) is > 0 and var strays)
            findings.OfChain(new(null, row.GetInt64(1), $"events stand outside the ledger, which goes from 1 to {head.Last}: {strays}, the first at position {row.GetInt64(1)}"));
    }

    void Contains(LogHead expected, LedgerRow head)
    {
        if (expected.Position > head.Last)
            findings.OfChain(new(null, null, $"the log ends at position {head.Last}, before the head that was noted at {expected.Position}: its end was cut off"));
        else if (Row("and last_seq >= $2 order by last_seq", expected.Position) is { } row)
            if (row.Last != expected.Position)
                findings.OfChain(new(row.Batch, null, $"the head that was noted at {expected.Position} is the end of no batch"));
            else if (Convert.ToHexStringLower(row.Chain) != expected.Chain)
                findings.OfChain(new(row.Batch, null, "the chain value is not the one that was noted: the ledger was written anew up to here"));
    }

    LedgerRow? Row(string which, params object[] values)
    {
        using var command = new NpgsqlCommand(
            $"select first_seq, last_seq, timestamptz_send(committed_at), root, chain from es.ledger where shard = $1 {which} limit 1", connection);
        command.Add(EventStore.Shard);
        command.Add(values);
        using var row = command.ExecuteReader();
        return row.Read()
            ? new(row.GetInt64(0), row.GetInt64(1), System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(row.GetFieldValue<byte[]>(2)), row.GetFieldValue<byte[]>(3), row.GetFieldValue<byte[]>(4))
            : null;
    }
}
