using Directives.Api.Access;
using Directives.Domain;
using Directives.EventSourcing.Files;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Directives.Api.Performing;

/// <summary>The files that evidence consists of. They are named by their content, so an address means the same bytes for ever.</summary>
public static class FileEndpoints
{
    public static void MapFiles(this IEndpointRouteBuilder routes)
    {
        var files = routes.MapGroup("/files").WithTags("Performing");

        files.MapPost("/", Store)
            .WithMetadata(new DisableRequestSizeLimitAttribute()) // the store counts, to the byte
            .Accepts<Stream>("*/*")
            .WithSummary("Stores a file of up to 25 MiB, the body as it is, under its SHA-256; the same file again gets the same answer, so no Idempotency-Key is needed.");
        files.MapMethods("/{sha256}", [HttpMethods.Get, HttpMethods.Head], Read)
            .Produces<Stream>(StatusCodes.Status200OK, MediaTypes.All[0], [.. MediaTypes.All.Skip(1)])
            .WithSummary("A stored file, always as a download, whole or in ranges; it never changes. For whoever may see an assignment that it is evidence of, and for who sent it.");
    }

    static async Task<Results<Created<FileReceipt>, ProblemHttpResult>> Store(
        HttpRequest request, [FromHeader(Name = "Content-Digest")] string? contentDigest, FileStore files, CancellationToken ct)
    {
        if (MediaTypes.Read(request.ContentType) is not { } mediaType)
            return FileRefusals.MediaTypeNotAccepted.ToProblem();
        if (request.ContentLength > FileStore.MaxSize)
            return FileRefusals.TooLarge.ToProblem();

        var (status, file) = await files.Store(request.Body, mediaType, ContentDigest.Sha256Of(contentDigest), ct, SenderOf(request.HttpContext));
        return status switch
        {
            StoreStatus.TooLarge => FileRefusals.TooLarge.ToProblem(),
            StoreStatus.Empty => FileRefusals.Empty.ToProblem(),
            StoreStatus.DigestMismatch => FileRefusals.DigestMismatch.ToProblem(),
            _ => TypedResults.Created($"/files/{file!.Sha256}", new FileReceipt(file.Sha256, file.Size, file.MediaType))
        };
    }

    static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> Read(string sha256, string? name, FileStore files, ReadModels read, HttpContext http, CancellationToken ct)
    {
        if (name is { Length: 0 or > 200 } || name?.Any(char.IsControl) is true)
            return FileRefusals.NameMalformed.ToProblem();
        sha256 = sha256.ToLowerInvariant();
        if (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigit) || await files.Find(sha256, ct) is not { } file)
            return FileRefusals.NoSuchFile.ToProblem();
        if ((await read.Resolve(new(), ct)).Problem is { } behind)
            return behind;
        var carrying = await read.Rows("select directive_id from evidence_file where sha256 = $1", row => row.GetGuid(0), ct, sha256);
        if (carrying is [] && !await files.IsSentBy(SenderOf(http), sha256, ct))
            return FileRefusals.NoSuchFile.ToProblem();

        var response = http.Response;
        // Somebody handed it in, so no browser is to take it for a page of ours.
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        response.Headers.CacheControl = "private, no-cache"; // it never changes, but who may see it does: a browser asks each time, and is told that it has it
        return TypedResults.Stream(
            files.Open(file), MediaTypes.Read(file.MediaType) ?? "application/octet-stream", MediaTypes.NameOf(name ?? sha256, file.MediaType),
            new(file.StoredAt.Ticks - (file.StoredAt.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero), new EntityTagHeaderValue($"\"{sha256}\""), enableRangeProcessing: true);
    }

    static string SenderOf(HttpContext http) => Identity.ActorOf(http.User) is { } by ? $"{by.Agency}/{by.Person}" : throw new InvalidOperationException("A file was reached without an actor.");
}

/// <param name="Sha256">The file's digest, by which evidence names it.</param>
/// <param name="Size">In bytes.</param>
/// <param name="MediaType">As it was called when it was first stored.</param>
public sealed record FileReceipt(string Sha256, long Size, string MediaType);

public static class FileRefusals
{
    public static Refusal NoSuchFile { get; } = new(RefusalKind.NotFound, "no-such-file", new("Không lưu giữ tệp nào có mã băm này.", "No file with this digest is kept here."));

    public static HttpRefusal MediaTypeNotAccepted { get; } = new(
        415, "media-type-not-accepted",
        new($"Không nhận tệp thuộc kiểu này. Content-Type là một trong: {string.Join(", ", MediaTypes.All)}.", $"Files of this kind are not taken. Content-Type is one of {string.Join(", ", MediaTypes.All)}."),
        "Content-Type");

    public static HttpRefusal TooLarge { get; } = new(
        413, "file-too-large",
        new($"Một tệp không được quá {FileStore.MaxSize / 1024 / 1024} MiB. Không có gì được lưu.", $"A file may have at most {FileStore.MaxSize / 1024 / 1024} MiB. Nothing was kept."));

    public static HttpRefusal Empty { get; } = new(422, "file-empty", new("Tệp không có nội dung.", "The file has no content."));

    public static HttpRefusal DigestMismatch { get; } = new(
        422, "digest-mismatch",
        new("Nội dung nhận được không khớp với Content-Digest đã báo. Không có gì được lưu.", "What arrived is not what Content-Digest announced. Nothing was kept."), "Content-Digest");

    public static HttpRefusal DigestMalformed { get; } = new(
        400, "content-digest-malformed",
        new("Content-Digest được viết sha-256=:…:, giữa hai dấu hai chấm là mã băm dạng base64.", "Content-Digest is written sha-256=:…:, with the digest in base64 between the colons."), "Content-Digest");

    public static HttpRefusal NameMalformed { get; } = new(
        400, "bad-request", new("Tên tệp gồm từ 1 đến 200 ký tự thường.", "A file's name has 1 to 200 plain characters."), "name");
}
