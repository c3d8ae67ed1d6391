using System.Security.Cryptography;
using Directives.EventSourcing.Files;

namespace Directives.EventSourcing.Tests.Files;

public sealed class FileStoreTests(LightStore lights) : IClassFixture<LightStore>
{
    const int Chunk = FileStore.ChunkSize;

    FileStore Files => new(lights.Source);

    [Theory]
    [InlineData(1)]
    [InlineData(Chunk - 1)]
    [InlineData(Chunk)]
    [InlineData(Chunk + 1)]
    [InlineData((3 * Chunk) + 77)]
    public async Task What_is_read_is_what_was_stored(int size)
    {
        var content = Bytes(size);

        var (status, file) = await Store(content);

        status.Should().Be(StoreStatus.Stored);
        file.Should().BeEquivalentTo(new { Sha256 = Digest(content), Size = size, MediaType = "application/pdf" });
        (await Files.Find(file!.Sha256, default)).Should().Be(file);
        (await Read(file)).Should().Equal(content);
    }

    [Fact]
    public async Task A_file_is_read_from_any_place()
    {
        var content = Bytes((2 * Chunk) + 10);
        var stream = Files.Open((await Store(content)).File!);

        foreach (var from in new[] { 2 * Chunk, 5, Chunk - 1, (2 * Chunk) + 9, Chunk })
        {
            stream.Seek(from, SeekOrigin.Begin);
            var piece = new byte[Math.Min(20, content.Length - from)];
            await stream.ReadExactlyAsync(piece);
            piece.Should().Equal(content[from..(from + piece.Length)], $"at {from}");
        }
    }

    [Fact]
    public async Task The_largest_file_is_stored_and_one_byte_more_is_not()
    {
        var before = await Stored();

        (await Files.Store(new Generated(FileStore.MaxSize + 1), "application/pdf", null, default)).Should().Be(new StoreResult(StoreStatus.TooLarge, null));
        (await Stored()).Should().Be(before);

        var (status, file) = await Files.Store(new Generated(FileStore.MaxSize), "application/pdf", null, default);
        status.Should().Be(StoreStatus.Stored);
        (await Files.Open(file!).CountAsync()).Should().Be(FileStore.MaxSize);
        (await Stored()).Should().Be((before.Files + 1, before.Chunks + 100));
    }

    [Fact]
    public async Task More_than_the_largest_file_is_not_even_read()
    {
        var endless = new Generated(long.MaxValue);

        (await Files.Store(endless, "application/pdf", null, default)).Status.Should().Be(StoreStatus.TooLarge);

        endless.Position.Should().BeLessThan(FileStore.MaxSize + (1024 * 1024));
    }

    [Fact]
    public async Task A_file_without_content_is_none() => (await Store([])).Should().Be(new StoreResult(StoreStatus.Empty, null));

    [Fact]
    public async Task What_is_not_what_was_announced_is_not_kept()
    {
        var (content, before) = (Bytes(Chunk), await Stored());

        (await Store(content, announced: SHA256.HashData([1]))).Should().Be(new StoreResult(StoreStatus.DigestMismatch, null));
        (await Stored()).Should().Be(before);

        (await Store(content, announced: SHA256.HashData(content))).Status.Should().Be(StoreStatus.Stored);
    }

    [Fact]
    public async Task The_same_content_is_stored_once_and_keeps_its_first_name()
    {
        var content = Bytes(Chunk + 1);
        var first = await Store(content);
        var before = await Stored();

        var again = await Files.Store(new MemoryStream(content), "text/plain", null, default);

        again.Should().Be(first with { Status = StoreStatus.AlreadyStored });
        (await Stored()).Should().Be(before);
    }

    [Fact]
    public async Task Many_who_store_the_same_at_once_store_it_once()
    {
        var (content, before) = (Bytes(2 * Chunk), await Stored());

        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => Store(content))));

        results.Count(result => result.Status is StoreStatus.Stored).Should().Be(1);
        results.Select(result => result.File).Distinct().Should().ContainSingle().Which!.Sha256.Should().Be(Digest(content));
        (await Stored()).Should().Be((before.Files + 1, before.Chunks + 2));
    }

    [Fact]
    public async Task A_stream_that_breaks_off_leaves_nothing()
    {
        var before = await Stored();

        await Files.Awaiting(files => files.Store(new Generated(10 * Chunk) { BreaksAt = 3 * Chunk }, "application/pdf", null, default)).Should().ThrowAsync<IOException>();

        (await Stored()).Should().Be(before);
    }

    [Fact]
    public async Task What_is_on_its_way_has_no_name_that_a_crash_could_leave_behind()
    {
        var before = Spooled();
        var source = new Generated(Chunk) { Meanwhile = () => SpinWait.SpinUntil(() => !Spooled().Except(before).Any(), TimeSpan.FromSeconds(30)).Should().BeTrue() };

        (await Files.Store(source, "application/pdf", null, default)).Status.Should().Be(StoreStatus.Stored);
    }

    [Fact]
    public async Task Which_digests_have_a_file_is_answered_for_many_at_once()
    {
        var (known, unknown) = ((await Store(Bytes(9))).File!.Sha256, new string('a', 64));

        (await Files.Stored([known, unknown], default)).Should().Equal(known);
        (await Files.Stored([], default)).Should().BeEmpty();
        (await Files.Find(unknown, default)).Should().BeNull();
    }

    [Fact]
    public async Task Storing_waits_for_nobody_who_sends_slowly()
    {
        await using var one = lights.Named("one-connection", connections: 1);
        var files = new FileStore(one);
        var slow = new Generated(Chunk) { Gate = new() };

        var waiting = files.Store(slow, "application/pdf", null, default);
        (await files.Store(new MemoryStream(Bytes(5)), "text/plain", null, default)).Status.Should().Be(StoreStatus.Stored);

        slow.Gate.SetResult();
        (await waiting).Status.Should().Be(StoreStatus.Stored);
    }

    async Task<StoreResult> Store(byte[] content, byte[]? announced = null) => await Files.Store(new MemoryStream(content), "application/pdf", announced, default);

    async Task<byte[]> Read(StoredFile file)
    {
        var read = new MemoryStream();
        await Files.Open(file).CopyToAsync(read);
        return read.ToArray();
    }

    async Task<(long Files, long Chunks)> Stored() => (await lights.Rows(
        row => (row.GetInt64(0), row.GetInt64(1)), "select (select count(*) from es.file), (select count(*) from es.file_chunk)")).Single();

    static byte[] Bytes(int size) => RandomNumberGenerator.GetBytes(size);

    static string Digest(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    static string[] Spooled() => Directory.GetFiles(Path.GetTempPath(), "directives-upload-*");
}
