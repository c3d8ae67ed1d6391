using System.Buffers;
using System.Security.Cryptography;

namespace Directives.EventSourcing.Files;

/// <summary>
/// A file on its way: in a temporary file that has lost its name already, so that no crash leaves it behind (where the
/// system allows that; elsewhere it goes when it is closed).
/// </summary>
sealed class Spool : IAsyncDisposable
{
    readonly FileStream file;

    Spool(FileStream file) => this.file = file;

    public long Length => file.Length;

    public static Spool Create()
    {
        var path = Path.Combine(Path.GetTempPath(), $"directives-upload-{Guid.NewGuid():n}");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            BufferSize = 0,
            Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        var file = new FileStream(path, options);
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        return new(file);
    }

    /// <summary>Takes all a stream brings and returns its digest; null as soon as it is more than a file may have.</summary>
    public async Task<byte[]?> Fill(Stream content, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            while (await content.ReadAsync(buffer, ct) is > 0 and var read)
            {
                if (file.Position + read > FileStore.MaxSize)
                    return null;
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), ct);
            }

            return hash.GetHashAndReset();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>One chunk, in the buffer that is lent; an empty one after the last.</summary>
    public async Task<ReadOnlyMemory<byte>> Chunk(int number, byte[] buffer, CancellationToken ct)
    {
        file.Position = (long)number * FileStore.ChunkSize;
        return buffer.AsMemory(0, await file.ReadAtLeastAsync(buffer.AsMemory(0, FileStore.ChunkSize), FileStore.ChunkSize, throwOnEndOfStream: false, ct));
    }

    public ValueTask DisposeAsync() => file.DisposeAsync();
}
