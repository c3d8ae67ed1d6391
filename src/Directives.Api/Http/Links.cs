using Directives.Api.Reporting.Formats;
using Microsoft.AspNetCore.Http.Extensions;

namespace Directives.Api;

/// <summary>Where to go from an answer (<c>Link</c>, RFC 8288). Addresses are relative, so that they hold behind any proxy.</summary>
public static class Links
{
    /// <summary>Every answer says where the description of the API is (RFC 8631).</summary>
    public static void UseServiceDescription(this WebApplication app) => app.Use((http, next) =>
    {
        http.Response.OnStarting(() =>
        {
            Add(http, Hosting.ApiDocument.Path, "service-desc", "application/json");
            return Task.CompletedTask;
        });
        return next(http);
    });

    /// <summary>To the next page, if there is one: the same question from there on.</summary>
    public static void Next(HttpContext http, IPage page)
    {
        if (page.NextPage is var (parameter, value))
            Add(http, Address(http.Request.Path, Question(http.Request, parameter).Append(new(parameter, value))), "next");
    }

    /// <summary>To the report as known now, whatever is recorded later, and to the same in its other formats.</summary>
    public static void Report(HttpContext http, ReportFormat format, long position)
    {
        var isSuffixed = http.GetEndpoint()?.Metadata.GetMetadata<ReportFormat>() is not null;
        var path = http.Request.Path.Value!;
        var report = isSuffixed ? path[..^(format.Suffix.Length + 1)] : path;
        Add(http, Address(path, Pinned("minPosition")), "self");
        foreach (var other in ReportFormat.All.Where(other => !isSuffixed || other != format))
            Add(http, Address($"{report}.{other.Suffix}", Pinned("minPosition", "table", "pageSize", "cursor")), "alternate", other.MediaType);

        IEnumerable<KeyValuePair<string, string>> Pinned(params string[] without)
        {
            var asked = Question(http.Request, without).ToList();
            return asked.Exists(part => part.Key is "knownAsOf" or "atPosition") ? asked : asked.Append(new("atPosition", $"{position}"));
        }
    }

    static IEnumerable<KeyValuePair<string, string>> Question(HttpRequest request, params string[] without) =>
        from part in request.Query
        where !without.Contains(part.Key, StringComparer.OrdinalIgnoreCase)
        from value in part.Value
        select new KeyValuePair<string, string>(part.Key, value ?? "");

    static string Address(PathString path, IEnumerable<KeyValuePair<string, string>> question) => path.ToUriComponent() + new QueryBuilder(question).ToQueryString();

    static void Add(HttpContext http, string address, string relation, string? type = null) =>
        http.Response.Headers.Append("Link", $"<{http.Request.PathBase.ToUriComponent()}{address}>; rel=\"{relation}\"{(type is null ? "" : $"; type=\"{type}\"")}");
}
