using Directives.Domain;
using Microsoft.Net.Http.Headers;

namespace Directives.Api;

/// <summary>The language a reader wants, of the two that everything is said in.</summary>
public static class Languages
{
    public const string Vietnamese = "vi", English = "en";

    /// <summary>
    /// The one <c>Accept-Language</c> gives more weight (RFC 9110, 12.5.4), or names first when both weigh the same.
    /// Without a wish for either it is English, which programs and their logs have always been answered in.
    /// </summary>
    public static string Of(HttpRequest request)
    {
        var ranges = request.GetTypedHeaders().AcceptLanguage;
        var (vietnamese, english) = (Weight(Vietnamese), Weight(English));
        return vietnamese > english || vietnamese == english && vietnamese > 0 && Place(Vietnamese) < Place(English) ? Vietnamese : English;

        double Weight(string language) =>
            ranges.Where(range => Is(range, language)).Select(range => range.Quality ?? 1)
                .DefaultIfEmpty(ranges.FirstOrDefault(range => range.Value == "*") is { } any ? any.Quality ?? 1 : 0).Max();

        uint Place(string language) => (uint)ranges.ToList().FindIndex(range => Is(range, language));
    }

    public static string In(this BilingualText text, string language) => language is Vietnamese ? text.Vi : text.En ?? text.Vi;

    /// <summary><c>vi-VN</c> is Vietnamese too.</summary>
    static bool Is(StringWithQualityHeaderValue range, string language) =>
        range.Value.StartsWith(language, StringComparison.OrdinalIgnoreCase) && (range.Value.Length == language.Length || range.Value.Value![language.Length] is '-');
}
