using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Directives.Api;

/// <summary>Versions as strong entity tags: <c>ETag: "7"</c>.</summary>
public static class EntityTag
{
    public static void Set(HttpResponse response, long version) => response.Headers.ETag = $"\"{version}\"";

    /// <summary>The version named by <c>If-Match</c>; null without the header or with <c>*</c>.</summary>
    public static long? Seen(HttpRequest request)
    {
        var text = request.Headers.IfMatch.ToString();
        if (text is "" or "*")
            return null;
        return EntityTagHeaderValue.TryParse(text, out var tag) && !tag.IsWeak
            && long.TryParse(tag.Tag.AsSpan()[1..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new BadRequestException("if-match-malformed", "If-Match takes one strong entity tag as it was given, such as \"7\".", "If-Match");
    }
}
