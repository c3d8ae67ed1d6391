using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Directives.Api.Access;
using Directives.Domain;

namespace Directives.Api.Tests;

/// <summary>
/// Gives every request the token of whoever it names, as the host's own issuer gives it; one that names nobody is sent in a role that may do it.
/// A write that says nothing of what it has seen takes it as it is.
/// </summary>
sealed class Tokens : DelegatingHandler
{
    static readonly HttpRequestOptionsKey<Caller> Key = new("caller");

    static readonly HttpRequestOptionsKey<bool> Silent = new("without If-Match");

    readonly ConcurrentDictionary<(string Host, Caller Caller), Task<string>> tokens = [];

    public static void Name(HttpRequestMessage request, Caller caller) => request.Options.Set(Key, caller);

    public static void KeepSilent(HttpRequestMessage request) => request.Options.Set(Silent, true);

    /// <summary>What a host gives whoever asks for it.</summary>
    public Task<string> Of(Uri host, Caller caller) => tokens.GetOrAdd((host.Authority, caller), _ => Ask(host, caller));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.AbsolutePath.StartsWith("/health", StringComparison.Ordinal))
            return await base.SendAsync(request, cancellationToken); // also of a host that is not there
        if (request.Method == HttpMethod.Post && !request.Headers.Contains("If-Match") && !request.Options.TryGetValue(Silent, out _))
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Any);
        var caller = request.Options.TryGetValue(Key, out var named) ? named : new(Callers.RoleFor(request), "uy-ban-kiem-tra-trung-uong");
        if (request.Headers.Authorization is null && caller != Caller.Nobody)
            request.Headers.Authorization = new("Bearer", await Of(request.RequestUri!, caller));
        return await base.SendAsync(request, cancellationToken);
    }

    async Task<string> Ask(Uri host, Caller caller)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host, "/dev/token")) { Content = new FormUrlEncodedContent(caller.Form()) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/plain"));
        using var response = await base.SendAsync(request, default);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }
}

/// <summary>Who acts; cleared for everything that may be kept, unless that is what a test is about.</summary>
public sealed record Caller(string Role, string Agency, string Clearance = "secret")
{
    public static readonly Caller Nobody = new("", "");

    public IEnumerable<KeyValuePair<string, string>> Form() => [new("role", Role), new("agency", Agency), new("clearance", Clearance)];
}

public static class Callers
{
    static readonly Role[] Readers = [Role.Inspector, Role.MonitoringBody, Role.Auditor, Role.Administrator], Writers = [Role.MonitoringBody, Role.LeadReporter, Role.LeadApprover, Role.Administrator];

    static readonly List<(string Operation, Regex Path)> Operations =
        [.. Permissions.Written.Operations.Select(operation => (operation, new Regex($"^{Regex.Replace(operation, @"\{\w+\}", "[^/]+")}$", RegexOptions.IgnoreCase)))];

    /// <summary>A role that may do what a request asks for: who watches over the work, or else who does it.</summary>
    public static string RoleFor(HttpRequestMessage request)
    {
        var asked = $"{request.Method} {new Uri(new Uri("http://host"), request.RequestUri!).AbsolutePath.TrimEnd('/')}";
        var operation = Operations.Find(known => known.Path.IsMatch(asked)).Operation ?? "";
        return $"{(request.Method == HttpMethod.Post ? Writers : Readers).FirstOrDefault(role => Permissions.Written.Of(operation, role) is not Reach.Nothing)}";
    }

    public static HttpRequestMessage As(this HttpRequestMessage request, string role, string agency) => request.As(new Caller(role, agency));

    public static HttpRequestMessage AsNobody(this HttpRequestMessage request) => request.As(Caller.Nobody);

    /// <summary>Sends no <c>If-Match</c>.</summary>
    public static HttpRequestMessage WithoutIfMatch(this HttpRequestMessage request)
    {
        Tokens.KeepSilent(request);
        return request;
    }

    public static HttpRequestMessage As(this HttpRequestMessage request, Caller caller)
    {
        Tokens.Name(request, caller);
        return request;
    }
}
