using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Directives.EventSourcing.Auditing;

/// <summary>Compares the events of one ledger row with it, and the row with the one before.</summary>
sealed class BatchCheck : IDisposable
{
    /// <summary>What <see cref="Add"/> expects of a row.</summary>
    public const string Columns = $"seq_id, version, timestamp, bdata is not null, {ContentHash.Columns}";

    const int Hashed = 4; // the first column of the content hash

    readonly IncrementalHash root = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    readonly ContentHash content = new();
    readonly byte[] leaf = new byte[SHA256.HashSizeInBytes + 8];
    readonly List<string> problems = [];
    LedgerRow batch = null!;
    long expected;
    long? firstBad;

    public void Begin(LedgerRow row)
    {
        (batch, expected, firstBad) = (row, row.First, null);
        problems.Clear();
        root.AppendData([2]);
    }

    /// <summary>Takes the next event that stands after the batch before and not after the end of this one.</summary>
    public void Add(CopiedRows row)
    {
        var (position, at) = (row.Int64(0), row.Int64(2));
        if (position < batch.First)
        {
            Say($"position {position} stands before it and belongs to no batch", position);
            return;
        }

        if (position > expected)
            Missing(position - 1);
        else if (position < expected)
            Say($"position {position} is there more than once", position);
        expected = position + 1;
        if (at != batch.At)
            Say($"position {position} bears the time {Written(at)}, not the one of its batch", position);
        if (row.Bool(3))
            Say($"position {position} has a binary payload, which nothing here writes", position);

        content.Of(row, Hashed, leaf);
        BinaryPrimitives.WriteInt64BigEndian(leaf.AsSpan(SHA256.HashSizeInBytes), row.Int64(1));
        root.AppendData(leaf);
    }

    /// <summary>What is wrong with the batch, or null.</summary>
    public Finding? End(LedgerRow? previous)
    {
        if (expected <= batch.Last)
            Missing(batch.Last);
        if (!root.GetHashAndReset().AsSpan().SequenceEqual(batch.Root))
            Say("its events are not those that were recorded (the root differs)");
        if (previous is not null) // else the ledger has no beginning, which is found by itself
        {
            if (batch.First != previous.Last + 1)
                Say($"it begins at {batch.First}, but the batch before it ends at {previous.Last}");
            if (batch.At <= previous.At)
                Say($"it is not later than the batch before it ({Written(previous.At)})");
            if (!batch.ChainAfter(previous).AsSpan().SequenceEqual(batch.Chain))
                Say("its ledger row does not follow from the one before it (the chain value differs)");
        }

        return problems is [] ? null : new(batch.Batch, firstBad, string.Join("; ", problems));
    }

    public void Dispose() => root.Dispose();

    void Missing(long last) => Say(expected == last ? $"position {last} is missing" : $"positions {expected} to {last} are missing", expected);

    /// <summary>The first few say enough: a batch may have thousands of events.</summary>
    void Say(string problem, long? position = null)
    {
        firstBad ??= position;
        if (position is null || problems.Count < 3)
            problems.Add(problem);
    }

    internal static string Written(long at) => LedgerRow.Time(at).ToString("yyyy-MM-dd HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
