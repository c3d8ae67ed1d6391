namespace Directives.EventSourcing.Tests.Files;

/// <summary>A stream of a given length that is never in memory; each has content of its own.</summary>
sealed class Generated(long length) : Stream
{
    readonly byte seed = (byte)Random.Shared.Next();
    readonly long salt = Random.Shared.NextInt64();

    /// <summary>Where it ends with an exception.</summary>
    public long BreaksAt { get; init; } = long.MaxValue;

    /// <summary>Called with each piece.</summary>
    public Action? Meanwhile { get; init; }

    /// <summary>Nothing comes before it is open.</summary>
    public TaskCompletionSource? Gate { get; init; }

    public override long Position { get; set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Gate is not null)
            await Gate.Task;
        Meanwhile?.Invoke();
        if (Position >= BreaksAt)
            throw new IOException("The line is dead.");
        var count = (int)Math.Min(buffer.Length, length - Position);
        buffer.Span[..count].Fill(seed);
        for (var i = 0; i + 8 <= count && i < 8; i += 8)
            BitConverter.TryWriteBytes(buffer.Span[i..], salt + Position);
        Position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() { }
}

static class Streams
{
    /// <summary>How many bytes there are, all of them read.</summary>
    public static async Task<long> CountAsync(this Stream stream)
    {
        var (buffer, count) = (new byte[64 * 1024], 0L);
        while (await stream.ReadAsync(buffer) is > 0 and var read)
            count += read;
        return count;
    }
}
