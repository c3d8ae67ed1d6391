using System.Security.Cryptography;
using Npgsql;

namespace Directives.EventSourcing.Files;

/// <summary>A stored file as a stream that can be read from any place, one chunk in memory at a time.</summary>
sealed class ChunkStream(NpgsqlDataSource database, StoredFile file) : Stream
{
    readonly byte[] digest = Convert.FromHexString(file.Sha256);
    readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    byte[] chunk = [];
    long number = -1, hashed;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => file.Size;

    public override long Position { get; set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= Length || buffer.IsEmpty)
            return 0;
        if (Position / FileStore.ChunkSize != number)
            await Load(Position / FileStore.ChunkSize, cancellationToken);

        var from = (int)(Position % FileStore.ChunkSize);
        var read = Math.Min(buffer.Length, chunk.Length - from);
        chunk.AsMemory(from, read).CopyTo(buffer);
        Position += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset
    };

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is read asynchronously.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("What is stored stays as it is.");

    public override void SetLength(long value) => throw new NotSupportedException("What is stored stays as it is.");

    public override void Flush() { }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            hash.Dispose();
        base.Dispose(disposing);
    }

    async Task Load(long wanted, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select bytes from es.file_chunk where sha256 = $1 and number = $2");
        command.Add(digest, (int)wanted);
        chunk = await command.ExecuteScalarAsync(ct) as byte[] ?? [];
        number = wanted;
        if (chunk.Length != Math.Min(FileStore.ChunkSize, Length - (wanted * FileStore.ChunkSize)))
            throw Damaged;
        if (wanted * FileStore.ChunkSize != hashed)
            return;

        hash.AppendData(chunk);
        hashed += chunk.Length;
        if (hashed == Length && !hash.GetHashAndReset().AsSpan().SequenceEqual(digest))
            throw Damaged;
    }

    InvalidDataException Damaged => new($"The file {file.Sha256} is not as it was stored.");
}
