using System.Buffers.Binary;
using System.Text;
using Npgsql;

namespace Directives.EventSourcing.Auditing;

/// <summary>
/// The rows of <c>copy … to stdout (format binary)</c>, one after the other, in one buffer that is used again: the
/// bytes are hashed where they were received, and none becomes a string that nobody reads. It blocks, in
/// a thread of the verifier's own: a task would be woken for every few rows.
/// </summary>
sealed class CopiedRows : IDisposable
{
    const int Signature = 11 + 4; // and the flags; then comes the length of an extension

    readonly Stream copy;
    readonly CancellationToken ct;
    readonly List<(int Start, int Length)> fields = [];
    byte[] buffer = new byte[64 * 1024];
    int start, end; // of what was received and not yet parsed
    bool ended;

    public CopiedRows(NpgsqlConnection connection, string select, CancellationToken ct)
    {
        this.ct = ct;
        copy = connection.BeginRawBinaryCopy($"copy ({select}) to stdout (format binary)");
        while (end < Signature + 4)
            Receive();
        start = Signature + 4 + BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(Signature));
    }

    /// <summary>Goes to the next row; what was read of the last one is no longer valid.</summary>
    public bool Next()
    {
        ct.ThrowIfCancellationRequested();
        while (!Parse())
            Receive();
        return !ended;
    }

    public bool IsNull(int column) => fields[column].Length < 0;

    public ReadOnlySpan<byte> Bytes(int column) => IsNull(column) ? [] : buffer.AsSpan(fields[column].Start, fields[column].Length);

    public long Int64(int column) => BinaryPrimitives.ReadInt64BigEndian(Bytes(column));

    public bool Bool(int column) => Bytes(column)[0] != 0;

    public string? Text(int column) => IsNull(column) ? null : Encoding.UTF8.GetString(Bytes(column));

    public void Dispose() => copy.Dispose();

    /// <summary>True when a whole row, or the end, was in the buffer.</summary>
    bool Parse()
    {
        var received = buffer.AsSpan(0, end);
        if (end - start < 2)
            return false;
        var columns = BinaryPrimitives.ReadInt16BigEndian(received[start..]);
        ended = columns < 0;
        fields.Clear();
        var at = start + 2;
        for (var i = 0; i < columns; i++)
        {
            if (end - at < 4)
                return false;
            var length = BinaryPrimitives.ReadInt32BigEndian(received[at..]);
            at += 4;
            if (end - at < length)
                return false;
            fields.Add((at, length));
            at += Math.Max(0, length);
        }

        start = at;
        return true;
    }

    void Receive()
    {
        if (start == end && start > 0)
            start = end = 0;
        else if (end == buffer.Length && start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length)
            Array.Resize(ref buffer, 2 * buffer.Length);
        var count = copy.Read(buffer.AsSpan(end));
        end += count > 0 ? count : throw new EndOfStreamException("The copy ended in the middle of a row.");
    }
}
