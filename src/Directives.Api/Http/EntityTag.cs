using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Directives.Api;

/// <summary>Versions as strong entity tags: <c>ETag: "7"</c>.</summary>
public static class EntityTag
{
    public static void Set(HttpResponse response, long version) => response.Headers.ETag = $"\"{version}\"";

    /// <summary>The versions named by <c>If-Match</c>, any of which will do; null without the header or with <c>*</c>.</summary>
    public static IReadOnlyList<long>? Seen(HttpRequest request)
    {
        var header = request.Headers.IfMatch;
        if (header.ToString() is "" or "*")
            return null;
        return EntityTagHeaderValue.TryParseStrictList(header, out var tags)
            ? [.. tags.Select(VersionOf)]
            : throw new BadRequestException(HttpRefusals.IfMatchMalformed);
    }

    static long VersionOf(EntityTagHeaderValue tag) =>
        !tag.IsWeak && tag.Tag.Length > 2 && long.TryParse(tag.Tag.AsSpan()[1..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new BadRequestException(HttpRefusals.IfMatchMalformed);
}
