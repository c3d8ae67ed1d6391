using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Directives.Domain;
using Directives.EventSourcing;
using Microsoft.Extensions.DependencyInjection;

namespace Directives.Api.Tests.Performing;

/// <summary>Files of evidence over HTTP.</summary>
public sealed class EvidenceFileTests(App app) : IClassFixture<App>
{
    const string Pdf = "application/pdf";
    const int Largest = 25 * 1024 * 1024;

    [Fact]
    public async Task A_file_is_stored_and_comes_back_as_a_download()
    {
        var content = RandomNumberGenerator.GetBytes(300_000);

        var receipt = (await Store(content)).Should(201);
        using var response = await Download(receipt.Location + "?name=" + Uri.EscapeDataString("Báo cáo quý III.pdf"));

        receipt.Location.Should().Be($"/files/{Digest(content)}");
        receipt.Json.GetProperty("size").GetInt64().Should().Be(content.Length);
        receipt.Json.GetProperty("mediaType").GetString().Should().Be(Pdf);
        (await response.Content.ReadAsByteArrayAsync()).Should().Equal(content);
        response.Content.Headers.ContentType!.MediaType.Should().Be(Pdf);
        response.Content.Headers.ContentDisposition!.DispositionType.Should().Be("attachment");
        response.Content.Headers.ContentDisposition.FileNameStar.Should().Be("Báo cáo quý III.pdf");
        response.Headers.ETag!.Tag.Should().Be($"\"{Digest(content)}\"");
        response.Headers.CacheControl!.ToString().Should().Contain("private").And.Contain("no-cache", "whether one may still see it is asked each time");
        response.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        response.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("sandbox");
    }

    [Fact]
    public async Task The_same_file_again_gets_the_same_answer()
    {
        var content = Encoding.UTF8.GetBytes("cùng một nội dung");

        var (first, again) = ((await Store(content)).Should(201), (await Store(content, "text/plain")).Should(201));

        again.Should().Be(first);
    }

    [Fact]
    public async Task The_largest_file_is_taken_and_one_byte_more_is_not()
    {
        var content = new byte[Largest + 1];
        Random.Shared.NextBytes(content);

        (await Store(content)).Should(413).Code.Should().Be("file-too-large");
        (await Store(content, chunked: true)).Should(413).Code.Should().Be("file-too-large");
        (await Stored()).Should().NotContain(Digest(content));

        (await Store(content[..Largest])).Should(201);
        using var response = await Download($"/files/{Digest(content[..Largest])}", HttpCompletionOption.ResponseHeadersRead);
        (await SHA256.HashDataAsync(await response.Content.ReadAsStreamAsync())).Should().Equal(SHA256.HashData(content.AsSpan(..Largest)));
    }

    [Fact]
    public async Task Other_bodies_stay_small() =>
        (await app.Post("/agencies", new string(' ', 300 * 1024) + "{}")).Should(413).Code.Should().Be("body-too-large");

    [Fact]
    public async Task An_announced_digest_is_held_to()
    {
        var content = RandomNumberGenerator.GetBytes(1000);
        var right = $"sha-256=:{Convert.ToBase64String(SHA256.HashData(content))}:";

        (await Store(content, digest: $"sha-256=:{Convert.ToBase64String(SHA256.HashData([]))}:")).Should(422).Code.Should().Be("digest-mismatch");
        (await Stored()).Should().NotContain(Digest(content));

        (await Store(content, digest: $"sha-512=:AA==:, {right}")).Should(201);
    }

    [Theory]
    [InlineData("sha-256=abc")]
    [InlineData("sha-256=:abc:")]
    [InlineData("sha-256=:YWJj:")]
    [InlineData("sha-256=:")]
    public async Task A_digest_that_cannot_be_read_is_told(string digest)
    {
        var answer = (await Store([1, 2, 3], digest: digest)).Should(400);

        (answer.Code, answer.Place).Should().Be(("content-digest-malformed", "Content-Digest"));
    }

    [Fact]
    public async Task An_empty_file_is_none() => (await Store([])).Should(422).Code.Should().Be("file-empty");

    [Theory]
    [InlineData("text/html")]
    [InlineData("image/svg+xml")]
    [InlineData("application/x-msdownload")]
    [InlineData(null)]
    public async Task What_a_browser_would_run_is_not_taken(string? mediaType)
    {
        var answer = (await Store([1, 2, 3], mediaType)).Should(415);

        (answer.Code, answer.Place).Should().Be(("media-type-not-accepted", "Content-Type"));
    }

    [Fact]
    public async Task Nobody_stores_a_file_without_saying_who()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/files") { Content = Content([1], Pdf) };

        (await app.Send(request.AsNobody())).Should(401).Code.Should().Be("who-are-you");
    }

    [Fact]
    public async Task A_download_is_saved_under_a_name_that_opens_as_what_it_is()
    {
        var location = (await Store("<script>alert(1)</script>"u8.ToArray(), "text/plain")).Should(201).Location;

        (await NameOf("trang.html")).Should().Be("trang.html.txt");
        (await NameOf("Ghi chú.TXT")).Should().Be("Ghi chú.TXT");
        using var unnamed = await Download(location!);
        unnamed.Content.Headers.ContentDisposition!.FileName.Should().Be($"{location!.Split('/')[^1]}.txt");
        foreach (var bad in new[] { "", "a%0d%0ab", new string('x', 201) })
            (await app.Get($"{location}?name={bad}")).Should(400).Place.Should().Be("name");

        async Task<string?> NameOf(string name)
        {
            using var response = await Download($"{location}?name={Uri.EscapeDataString(name)}");
            return response.Content.Headers.ContentDisposition!.FileNameStar;
        }
    }

    [Fact]
    public async Task What_one_has_already_is_not_sent_again()
    {
        var location = (await Store([1, 2, 3])).Should(201).Location;
        using var request = new HttpRequestMessage(HttpMethod.Get, location);
        request.Headers.IfNoneMatch.Add(new($"\"{location!.Split('/')[^1]}\""));

        (await app.Send(request.As("LeadReporter", Scenarios.Finance))).Should(304);
    }

    [Fact]
    public async Task A_part_is_sent_where_a_part_is_asked_for()
    {
        var content = RandomNumberGenerator.GetBytes(600_000);
        using var request = new HttpRequestMessage(HttpMethod.Get, (await Store(content)).Location);
        request.Headers.Range = new(262_140, 262_150);

        using var response = await app.Http.SendAsync(request.As("LeadReporter", Scenarios.Finance));

        ((int)response.StatusCode).Should().Be(206);
        response.Content.Headers.ContentRange!.ToString().Should().Be("bytes 262140-262150/600000");
        (await response.Content.ReadAsByteArrayAsync()).Should().Equal(content[262_140..262_151]);
    }

    [Fact]
    public async Task Its_headers_are_told_without_it()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, (await Store(new byte[5000])).Location);

        using var response = await app.Http.SendAsync(request.As("LeadReporter", Scenarios.Finance));

        response.Content.Headers.ContentLength.Should().Be(5000);
        (await response.Content.ReadAsByteArrayAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa%0a")]
    [InlineData("zaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("..%2f..%2fetc")]
    public async Task What_is_not_kept_is_not_found(string name) => (await app.Get($"/files/{name}")).Should(404).Code.Should().Be("no-such-file");

    [Fact]
    public async Task An_upload_that_is_cut_off_leaves_nothing()
    {
        var content = RandomNumberGenerator.GetBytes(2_000_000);
        var before = await Stored();
        using var stop = new CancellationTokenSource();
        using var request = Request(new StreamContent(new CutOff(content, stop)), Pdf);

        await app.Http.Awaiting(http => http.SendAsync(request, stop.Token)).Should().ThrowAsync<OperationCanceledException>();

        (await Store([4, 5, 6])).Should(201);
        (await Stored()).Except(before).Should().Equal(Digest([4, 5, 6]));
    }

    [Fact]
    public async Task Evidence_tells_when_it_was_received_and_whether_its_file_is_kept_here()
    {
        app.Clock.StoppedAt = new(2025, 8, 4, 18, 0, 0, TimeSpan.Zero); // the 5th in Hà Nội
        var assignment = await app.AssignedTask();
        var (here, elsewhere) = ((await Store(Encoding.UTF8.GetBytes("Thông tư 56"))).Json.GetProperty("sha256").GetString()!, new string('b', 64));

        (await app.Post($"{assignment}/completion-reports", new
        {
            text = "Đã ban hành",
            effectiveOn = "2025-08-01",
            evidence = new object[]
            {
                new { title = "Thông tư", document = "56/2025/TT-BTC", datedOn = "2025-08-01", sha256 = here, mediaType = Pdf },
                new { title = "Bản giấy", sha256 = elsewhere },
                new { title = "Ảnh" }
            }
        }, agency: Scenarios.Finance)).Should(201);
        var items = (await app.Get($"{assignment}/evidence")).Should(200).Json.GetProperty("items").EnumerateArray().ToList();
        app.Clock.StoppedAt = null;

        items.Select(item => (item.GetProperty("stored").GetBoolean(), item.GetProperty("file").GetString(), item.GetProperty("receivedOn").GetString()))
            .Should().Equal((true, $"/files/{here}", "2025-08-05"), (false, null, "2025-08-05"), (false, null, "2025-08-05"));
        (items[0].GetProperty("mediaType").GetString(), items[0].GetProperty("datedOn").GetString()).Should().Be((Pdf, "2025-08-01"));
    }

    [Fact]
    public async Task Evidence_that_was_withdrawn_is_still_there_with_its_file()
    {
        var assignment = await app.AssignedTask();
        var (stream, id) = (Guid.Parse(assignment.Split('/')[2]), new AssignmentId(Guid.Parse(assignment.Split('/')[^1])));
        var (sha256, piece) = ((await Store(Encoding.UTF8.GetBytes("Báo cáo nhầm"))).Json.GetProperty("sha256").GetString()!, Guid.NewGuid());
        DirectiveEvent[] events =
        [
            new DirectiveEvent.EvidenceSubmitted(id, piece, new("Báo cáo", Sha256: sha256), new(2025, 8, 1)),
            new DirectiveEvent.EvidenceWithdrawn(id, piece, "Gửi nhầm", new(2025, 8, 2))
        ];
        await app.Services.GetRequiredService<EventStore>().Append(new Append(stream, "directive", null, events, new("test")), default);

        var item = (await app.Get($"{assignment}/evidence")).Should(200).Json.GetProperty("items").EnumerateArray().Single();

        (item.GetProperty("id").GetGuid(), item.GetProperty("stored").GetBoolean(), item.GetProperty("withdrawn").GetProperty("reason").GetString())
            .Should().Be((piece, true, "Gửi nhầm"));
        (await app.Get(item.GetProperty("file").GetString()!)).Should(200);
    }

    [Fact]
    public async Task Nobody_says_when_evidence_was_received()
    {
        var assignment = await app.AssignedTask();

        var answer = await app.Post($"{assignment}/completion-reports", new { text = "Xong", evidence = new[] { new { title = "Ảnh", receivedOn = "2025-07-01" } } }, agency: Scenarios.Finance);

        answer.Should(400).Code.Should().Be("unknown-member");
    }

    Task<Answer> Store(byte[] content, string? mediaType = Pdf, string? digest = null, bool chunked = false) =>
        app.Send(Request(Content(content, mediaType, chunked), null, digest));

    async Task<HttpResponseMessage> Download(string path, HttpCompletionOption when = HttpCompletionOption.ResponseContentRead)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await app.Http.SendAsync(request.As("LeadReporter", Scenarios.Finance), when);
    }

    static HttpRequestMessage Request(HttpContent content, string? mediaType, string? digest = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/files") { Content = content };
        if (mediaType is not null)
            content.Headers.ContentType = new(mediaType);
        if (digest is not null)
            content.Headers.Add("Content-Digest", digest);
        request.As("LeadReporter", Scenarios.Finance);
        request.Headers.ExpectContinue = true;
        return request;
    }

    static HttpContent Content(byte[] content, string? mediaType, bool chunked = false)
    {
        HttpContent body = chunked ? new StreamContent(new Unmeasured(content)) : new ByteArrayContent(content);
        body.Headers.ContentType = mediaType is null ? null : new MediaTypeHeaderValue(mediaType);
        return body;
    }

    async Task<List<string>> Stored()
    {
        await using var command = app.Database.Source.CreateCommand("select encode(sha256, 'hex') from es.file union select encode(sha256, 'hex') from es.file_chunk");
        await using var row = await command.ExecuteReaderAsync();
        var digests = new List<string>();
        while (await row.ReadAsync())
            digests.Add(row.GetString(0));
        return digests;
    }

    static string Digest(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Of unknown length.</summary>
    class Unmeasured(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }

    /// <summary>Gives half of it and pulls the plug.</summary>
    sealed class CutOff(byte[] content, CancellationTokenSource stop) : Unmeasured(content)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position >= 1_000_000)
                await stop.CancelAsync();
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
