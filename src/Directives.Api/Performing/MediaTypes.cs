using System.Collections.Frozen;
using Microsoft.Net.Http.Headers;

namespace Directives.Api.Performing;

/// <summary>The kinds of files that are taken: documents, tables, pictures, plain data and archives; nothing a browser would run.</summary>
static class MediaTypes
{
    static readonly FrozenDictionary<string, string[]> Extensions = new Dictionary<string, string[]>
    {
        ["application/pdf"] = [".pdf"],
        ["application/msword"] = [".doc"],
        ["application/vnd.ms-excel"] = [".xls"],
        ["application/vnd.ms-powerpoint"] = [".ppt"],
        ["application/vnd.openxmlformats-officedocument.wordprocessingml.document"] = [".docx"],
        ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"] = [".xlsx"],
        ["application/vnd.openxmlformats-officedocument.presentationml.presentation"] = [".pptx"],
        ["application/vnd.oasis.opendocument.text"] = [".odt"],
        ["application/vnd.oasis.opendocument.spreadsheet"] = [".ods"],
        ["image/png"] = [".png"],
        ["image/jpeg"] = [".jpg", ".jpeg"],
        ["image/tiff"] = [".tiff", ".tif"],
        ["text/plain"] = [".txt"],
        ["text/csv"] = [".csv"],
        ["application/xml"] = [".xml"],
        ["application/zip"] = [".zip"]
    }.ToFrozenDictionary();

    public static IReadOnlyList<string> All { get; } = [.. Extensions.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Type and subtype without parameters, if it is one of those taken.</summary>
    public static string? Read(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var parsed) && Extensions.ContainsKey(parsed.MediaType.Value!.ToLowerInvariant())
            ? parsed.MediaType.Value.ToLowerInvariant()
            : null;

    /// <summary>The name a download is saved under: one that opens as what it is, whatever whoever made the link asks for.</summary>
    public static string NameOf(string name, string mediaType) =>
        Extensions.TryGetValue(mediaType, out var known) && !known.Any(extension => name.EndsWith(extension, StringComparison.OrdinalIgnoreCase)) ? name + known[0] : name;
}
