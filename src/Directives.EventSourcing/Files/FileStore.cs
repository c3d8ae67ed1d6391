using Npgsql;

namespace Directives.EventSourcing.Files;

/// <summary>
/// Keeps files under the SHA-256 of their bytes, for ever: storing one twice stores it once, and no file can take the
/// place of another. What is stored is checked in the transaction that stores it; there is no half of a file.
/// Safe to use from many threads and on many nodes.
/// </summary>
public sealed class FileStore(NpgsqlDataSource database)
{
    /// <summary>How large a file may be, in bytes.</summary>
    public const long MaxSize = 25 * 1024 * 1024;

    /// <summary>As Schema/007_files.sql has it.</summary>
    internal const int ChunkSize = 256 * 1024;

    /// <summary>Stores what a stream brings. When it breaks off, nothing is kept.</summary>
    /// <param name="content">Read once, from where it stands to its end, a piece at a time.</param>
    /// <param name="mediaType">What it is; the first one to store a file says so.</param>
    /// <param name="announced">The digest it must have, or null to take what comes.</param>
    /// <param name="ct">Gives up.</param>
    /// <param name="sender">Who brings it; remembered beside all others who brought the same file.</param>
    public async Task<StoreResult> Store(Stream content, string mediaType, byte[]? announced, CancellationToken ct, string? sender = null)
    {
        // First to a file of this machine: whoever sends slowly holds no connection and no transaction meanwhile.
        await using var spool = Spool.Create();
        if (await spool.Fill(content, ct) is not { } digest)
            return new(StoreStatus.TooLarge, null);
        if (spool.Length == 0)
            return new(StoreStatus.Empty, null);
        if (announced is not null && !digest.AsSpan().SequenceEqual(announced))
            return new(StoreStatus.DigestMismatch, null);

        var stored = await Write(spool, digest, mediaType, ct);
        if (sender is not null)
            await Remember(sender, digest, ct);
        return new(stored ? StoreStatus.Stored : StoreStatus.AlreadyStored, (await Find(Convert.ToHexStringLower(digest), ct))!);
    }

    /// <summary>The file with this digest (64 hexadecimal digits), or null.</summary>
    public async Task<StoredFile?> Find(string sha256, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select size, media_type, stored_at from es.file where sha256 = $1");
        command.Add(Convert.FromHexString(sha256));
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? new(sha256, row.GetInt64(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2)) : null;
    }

    /// <summary>Those of the given digests under which a file is stored.</summary>
    public async Task<IReadOnlySet<string>> Stored(IReadOnlyCollection<string> digests, CancellationToken ct)
    {
        var stored = new HashSet<string>();
        if (digests.Count == 0)
            return stored;
        await using var command = database.CreateCommand("select encode(sha256, 'hex') from es.file where sha256 = any($1)");
        command.Add((object)digests.Select(Convert.FromHexString).ToArray());
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            stored.Add(row.GetString(0));
        return stored;
    }

    /// <summary>Whether somebody brought a file, be it after others.</summary>
    public async Task<bool> IsSentBy(string sender, string sha256, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select exists (select from es.file_sender where sha256 = $1 and sender = $2)");
        command.Add(Convert.FromHexString(sha256), sender);
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>
    /// The bytes of a file, from any place. Holds no connection between two reads. Whoever reads all of it from the beginning gets
    /// what the digest names or an exception instead of its end.
    /// </summary>
    public Stream Open(StoredFile file) => new ChunkStream(database, file);

    async Task Remember(string sender, byte[] digest, CancellationToken ct)
    {
        await using var command = database.CreateCommand("insert into es.file_sender (sha256, sender) values ($1, $2) on conflict do nothing");
        command.Add(digest, sender);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>False when the file was there already, also when somebody else is just storing it.</summary>
    async Task<bool> Write(Spool spool, byte[] digest, string mediaType, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await connection.Execute(
            "insert into es.file (sha256, size, media_type) values ($1, $2, $3) on conflict do nothing", ct, digest, spool.Length, mediaType) == 0)
            return false;

        await using (var chunks = await connection.BeginBinaryImportAsync("copy es.file_chunk (sha256, number, bytes) from stdin (format binary)", ct))
        {
            var buffer = new byte[ChunkSize];
            for (var number = 0; await spool.Chunk(number, buffer, ct) is { Length: > 0 } chunk; number++)
            {
                await chunks.StartRowAsync(ct);
                await chunks.WriteAsync(digest, ct);
                await chunks.WriteAsync(number, ct);
                await chunks.WriteAsync(chunk, ct);
            }

            await chunks.CompleteAsync(ct);
        }

        await transaction.CommitAsync(ct);
        return true;
    }
}

/// <param name="Sha256">Its name: 64 lower-case hexadecimal digits.</param>
/// <param name="Size">In bytes.</param>
/// <param name="MediaType">As the first who stored it called it.</param>
/// <param name="StoredAt">When that was.</param>
public sealed record StoredFile(string Sha256, long Size, string MediaType, DateTimeOffset StoredAt);

/// <summary>What became of storing a file. Without a file nothing was kept.</summary>
public readonly record struct StoreResult(StoreStatus Status, StoredFile? File);

public enum StoreStatus
{
    Stored,

    /// <summary>The same bytes were stored before.</summary>
    AlreadyStored,

    /// <summary>It has more than <see cref="FileStore.MaxSize"/> bytes.</summary>
    TooLarge,

    /// <summary>It has no bytes at all.</summary>
    Empty,

    /// <summary>It is not the file that was announced.</summary>
    DigestMismatch
}
