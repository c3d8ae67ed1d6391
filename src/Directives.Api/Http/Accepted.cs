using Microsoft.Net.Http.Headers;

namespace Directives.Api;

/// <summary>What <c>Accept</c> says (RFC 9110, 12.5.1).</summary>
public static class Accepted
{
    /// <summary>How much a type is wanted, from 0 to 1. The most exact range that takes it says so.</summary>
    public static double Weight(HttpRequest request, string type) => request.GetTypedHeaders().Accept
        .Where(range => new MediaTypeHeaderValue(type).IsSubsetOf(range))
        .OrderBy(range => range.MatchesAllTypes ? 2 : range.MatchesAllSubTypes ? 1 : 0)
        .Select(range => range.Quality ?? 1).FirstOrDefault();
}
