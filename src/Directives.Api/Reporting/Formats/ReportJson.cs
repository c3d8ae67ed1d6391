using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Directives.Api.Reporting.Formats;

/// <summary>The JSON of a report, over whose bytes its digest is made.</summary>
public interface IReportJson
{
    Task WriteTo(Stream stream, CancellationToken ct);

    /// <summary>SHA-256 in hexadecimal, lower case.</summary>
    Task<string> Digest(CancellationToken ct);
}

/// <summary>That of a report that is there as a whole.</summary>
public sealed class WholeJson(object report, JsonSerializerOptions json) : IReportJson
{
    readonly byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(report, json);

    public async Task WriteTo(Stream stream, CancellationToken ct) => await stream.WriteAsync(bytes, ct);

    public Task<string> Digest(CancellationToken ct) => Task.FromResult(Convert.ToHexStringLower(SHA256.HashData(bytes)));
}

/// <summary>
/// That of a report whose list is too long to hold: its bytes are made while the list passes by, so that reading it once
/// is enough for whatever is written and for the digest.
/// </summary>
/// <param name="report">The report with its list empty. The list is called <c>items</c>.</param>
/// <param name="items">The list.</param>
/// <param name="json">How JSON is written.</param>
public sealed class ListedJson<TItem>(object report, IAsyncEnumerable<TItem> items, JsonSerializerOptions json) : IReportJson
{
    static ReadOnlySpan<byte> List => "\"items\":["u8;

    string? digest;

    /// <summary>The list, from the beginning.</summary>
    public IAsyncEnumerable<TItem> Items(CancellationToken ct = default) => Pass(Stream.Null, ct);

    public async Task WriteTo(Stream stream, CancellationToken ct)
    {
        await foreach (var _ in Pass(stream, ct))
        {
        }
    }

    public async Task<string> Digest(CancellationToken ct)
    {
        if (digest is null)
            await WriteTo(Stream.Null, ct);
        return digest!;
    }

    async IAsyncEnumerable<TItem> Pass(Stream copy, [EnumeratorCancellation] CancellationToken ct)
    {
        var around = JsonSerializer.SerializeToUtf8Bytes(report, json);
        var within = around.AsSpan().IndexOf(List) + List.Length;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await Append(around.AsMemory(0, within));
        var buffer = new ArrayBufferWriter<byte>();
        await using var writer = new Utf8JsonWriter(buffer, new() { Encoder = json.Encoder });
        await foreach (var item in items.WithCancellation(ct))
        {
            JsonSerializer.Serialize(writer, item, json);
            await Append(buffer.WrittenMemory);
            buffer.ResetWrittenCount();
            buffer.Write(","u8);
            writer.Reset();
            yield return item;
        }

        await Append(around.AsMemory(within));
        digest = Convert.ToHexStringLower(hash.GetHashAndReset());

        ValueTask Append(ReadOnlyMemory<byte> bytes)
        {
            hash.AppendData(bytes.Span);
            return copy.WriteAsync(bytes, ct);
        }
    }
}
