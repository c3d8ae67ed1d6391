using System.Collections.Concurrent;
using System.Net.Http.Headers;

namespace Directives.Api.Tests;

/// <summary>Gives every request the token of whoever it names, as the host's own issuer gives it; one that names nobody reads as an inspector.</summary>
sealed class Tokens : DelegatingHandler
{
    static readonly HttpRequestOptionsKey<Caller> Key = new("caller");

    readonly ConcurrentDictionary<(string Host, Caller Caller), Task<string>> tokens = [];

    public static readonly Caller Reader = new("Inspector", "uy-ban-kiem-tra-trung-uong");

    public static void Name(HttpRequestMessage request, Caller caller) => request.Options.Set(Key, caller);

    /// <summary>What a host gives whoever asks for it.</summary>
    public Task<string> Of(Uri host, Caller caller) => tokens.GetOrAdd((host.Authority, caller), _ => Ask(host, caller));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.AbsolutePath.StartsWith("/health", StringComparison.Ordinal))
            return await base.SendAsync(request, cancellationToken); // also of a host that is not there
        var caller = request.Options.TryGetValue(Key, out var named) ? named : Reader;
        if (request.Headers.Authorization is null && caller != Caller.Nobody)
            request.Headers.Authorization = new("Bearer", await Of(request.RequestUri!, caller));
        return await base.SendAsync(request, cancellationToken);
    }

    async Task<string> Ask(Uri host, Caller caller)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host, "/dev/token")) { Content = new FormUrlEncodedContent(caller.Form) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/plain"));
        using var response = await base.SendAsync(request, default);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }
}

/// <summary>Who acts.</summary>
public sealed record Caller(string Role, string Agency)
{
    public static readonly Caller Nobody = new("", "");

    public IEnumerable<KeyValuePair<string, string>> Form => [new("role", Role), new("agency", Agency)];
}

public static class Callers
{
    public static HttpRequestMessage As(this HttpRequestMessage request, string role, string agency)
    {
        Tokens.Name(request, new(role, agency));
        return request;
    }

    public static HttpRequestMessage AsNobody(this HttpRequestMessage request)
    {
        Tokens.Name(request, Caller.Nobody);
        return request;
    }
}
