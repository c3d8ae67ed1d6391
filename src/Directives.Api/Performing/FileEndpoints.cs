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

        files.MapPost("/", Store).RequireAuthorization()
            .WithMetadata(new DisableRequestSizeLimitAttribute()) // the store counts, to the byte
            .Accepts<Stream>("*/*")
            .WithSummary("Stores a file of up to 25 MiB, the body as it is, under its SHA-256; the same file again gets the same answer, so no Idempotency-Key is needed.");
        files.MapMethods("/{sha256}", [HttpMethods.Get, HttpMethods.Head], Read)
            .Produces<Stream>(StatusCodes.Status200OK, MediaTypes.All[0], [.. MediaTypes.All.Skip(1)])
            .WithSummary("A stored file, always as a download, whole or in ranges; it never changes.");
    }

    static async Task<Results<Created<FileReceipt>, ProblemHttpResult>> Store(
        HttpRequest request, [FromHeader(Name = "Content-Digest")] string? contentDigest, FileStore files, CancellationToken ct)
    {
        if (MediaTypes.Read(request.ContentType) is not { } mediaType)
            return Problems.Of(StatusCodes.Status415UnsupportedMediaType, "media-type-not-accepted", $"Files of this kind are not taken. Content-Type is one of {string.Join(", ", MediaTypes.All)}.", "Content-Type");
        if (request.ContentLength > FileStore.MaxSize)
            return TooLarge();

        var (status, file) = await files.Store(request.Body, mediaType, ContentDigest.Sha256Of(contentDigest), ct);
        return status switch
        {
            StoreStatus.TooLarge => TooLarge(),
            StoreStatus.Empty => Problems.Of(StatusCodes.Status422UnprocessableEntity, "file-empty", "The file has no content."),
            StoreStatus.DigestMismatch => Problems.Of(StatusCodes.Status422UnprocessableEntity, "digest-mismatch", "What arrived is not what Content-Digest announced. Nothing was kept.", "Content-Digest"),
            _ => TypedResults.Created($"/files/{file!.Sha256}", new FileReceipt(file.Sha256, file.Size, file.MediaType))
        };
    }

    static ProblemHttpResult TooLarge() =>
        Problems.Of(StatusCodes.Status413PayloadTooLarge, "file-too-large", $"A file may have at most {FileStore.MaxSize / 1024 / 1024} MiB. Nothing was kept.");

    static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> Read(string sha256, string? name, FileStore files, HttpResponse response, CancellationToken ct)
    {
        if (name is { Length: 0 or > 200 } || name?.Any(char.IsControl) is true)
            return Problems.Of(StatusCodes.Status400BadRequest, "bad-request", "A file's name has 1 to 200 plain characters.", "name");
        sha256 = sha256.ToLowerInvariant();
        if (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigit) || await files.Find(sha256, ct) is not { } file)
            return FileRefusals.NoSuchFile.ToProblem();

        // Somebody handed it in, so no browser is to take it for a page of ours.
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        response.Headers.CacheControl = "private, max-age=31536000, immutable";
        return TypedResults.Stream(
            files.Open(file), MediaTypes.Read(file.MediaType) ?? "application/octet-stream", MediaTypes.NameOf(name ?? sha256, file.MediaType),
            new(file.StoredAt.Ticks - (file.StoredAt.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero), new EntityTagHeaderValue($"\"{sha256}\""), enableRangeProcessing: true);
    }
}

/// <param name="Sha256">The file's digest, by which evidence names it.</param>
/// <param name="Size">In bytes.</param>
/// <param name="MediaType">As it was called when it was first stored.</param>
public sealed record FileReceipt(string Sha256, long Size, string MediaType);

public static class FileRefusals
{
    public static Refusal NoSuchFile { get; } = new(RefusalKind.NotFound, "no-such-file", new("Không lưu giữ tệp nào có mã băm này.", "No file with this digest is kept here."));
}
