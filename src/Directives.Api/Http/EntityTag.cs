using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Directives.Api;

/// <summary>Versions as strong entity tags: <c>ETag: "7"</c>.</summary>
public static class EntityTag
{
    public static void Set(HttpResponse response, long version) => response.Headers.ETag = $"\"{version}\"";

    /// <summary>Whether <c>If-Match</c> says anything at all.</summary>
    public static bool IsGiven(HttpRequest request) => request.Headers.IfMatch.ToString() is not "";

    /// <summary>The versions named by <c>If-Match</c>, any of which will do (RFC 9110, 13.1.1); null without the header or with <c>*</c>.</summary>
    public static IReadOnlyList<long>? Seen(HttpRequest request)
    {
        var header = request.Headers.IfMatch;
        if (header.ToString() is "" or "*")
            return null;
        return EntityTagHeaderValue.TryParseStrictList(header, out var tags) && !tags.Contains(EntityTagHeaderValue.Any)
            ? [.. tags.Select(VersionOf)]
            : throw new BadRequestException(HttpRefusals.IfMatchMalformed);
    }

    /// <summary>Weak tags and those of others are no version of anything here, so they match nothing.</summary>
    static long VersionOf(EntityTagHeaderValue tag) =>
        !tag.IsWeak && long.TryParse(tag.Tag.AsSpan()[1..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;
}
