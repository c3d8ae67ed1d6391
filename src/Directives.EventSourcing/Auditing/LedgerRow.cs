using System.Buffers.Binary;
using System.Security.Cryptography;
using Npgsql;

namespace Directives.EventSourcing.Auditing;

/// <summary>A row of the ledger as it is stored. The time is in microseconds since 2000, as it enters the hash.</summary>
sealed record LedgerRow(long First, long Last, long At, byte[] Root, byte[] Chain)
{
    /// <summary>The time of the row before the first batch.</summary>
    public const long GenesisAt = 0;

    /// <summary>The rows that end at a position after <paramref name="after"/>, and the one before them if there is one.</summary>
    public static List<LedgerRow> Read(NpgsqlConnection connection, long after, long upTo, CancellationToken ct)
    {
        using var row = new CopiedRows(
            connection,
            $"""
            select first_seq, last_seq, committed_at, root, chain from es.ledger where shard = {EventStore.Shard} and last_seq <= {upTo}
              and last_seq >= coalesce((select max(last_seq) from es.ledger where shard = {EventStore.Shard} and last_seq <= {after}), {after})
            order by last_seq
            """, ct);
        var rows = new List<LedgerRow>();
        while (row.Next())
            rows.Add(new(row.Int64(0), row.Int64(1), row.Int64(2), row.Bytes(3).ToArray(), row.Bytes(4).ToArray()));
        return rows;
    }

    /// <summary>What <c>es.chain_hash</c> makes of this row after the one before.</summary>
    public byte[] ChainAfter(LedgerRow previous)
    {
        var link = new byte[1 + 4 + previous.Chain.Length + 3 * 8 + Root.Length];
        var rest = link.AsSpan();
        rest[0] = 3;
        BinaryPrimitives.WriteInt32BigEndian(rest[1..], EventStore.Shard);
        previous.Chain.CopyTo(rest[5..]);
        rest = rest[(5 + previous.Chain.Length)..];
        BinaryPrimitives.WriteInt64BigEndian(rest, First);
        BinaryPrimitives.WriteInt64BigEndian(rest[8..], Last);
        BinaryPrimitives.WriteInt64BigEndian(rest[16..], At);
        Root.CopyTo(rest[24..]);
        return SHA256.HashData(link);
    }

    public Batch Batch => new(First, Last, Time(At));

    public LogHead Head => new(Last, Convert.ToHexStringLower(Chain));

    public static DateTimeOffset Time(long microseconds) => microseconds switch
    {
        long.MinValue => DateTimeOffset.MinValue,
        long.MaxValue => DateTimeOffset.MaxValue,
        _ => new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(10 * microseconds)
    };
}
