using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Directives.Api;

/// <summary>What holds for every request and every answer, whichever part of the program gives it.</summary>
public static class Boundaries
{
    /// <summary>Nothing in an answer is run, framed or sent on.</summary>
    public const string NothingRuns = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>
    /// Bounds what is listened to before there is a request, and who may say that it came from elsewhere: only the networks
    /// of <c>Proxies</c> (such as <c>10.0.0.0/8</c>) are believed about a caller's address and scheme.
    /// </summary>
    public static void AddBoundaries(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(Bound);
        builder.Services.AddHsts(hsts => (hsts.MaxAge, hsts.IncludeSubDomains) = (TimeSpan.FromDays(365), true));
        builder.Services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var network in ProxiesOf(builder.Configuration))
                forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        });
    }

    /// <summary>Browsers are told the least that is needed; an endpoint that needs more has said so by then. No other site's scripts are allowed anything.</summary>
    public static void UseBoundaries(this WebApplication app)
    {
        if (ProxiesOf(app.Configuration) is not [])
            app.UseForwardedHeaders();
        if (!app.Environment.IsDevelopment())
            app.UseHsts();
        app.Use((http, next) =>
        {
            http.Response.OnStarting(Complete, http.Response);
            return next(http);
        });
    }

    static string[] ProxiesOf(IConfiguration configuration) => configuration.GetSection("Proxies").Get<string[]>() ?? [];

    /// <summary>Of a body that comes too slowly Kestrel tires by itself.</summary>
    static void Bound(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = Json.MaxBody;
        kestrel.Limits.MaxConcurrentConnections = 10_000;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
    }

    static Task Complete(object state)
    {
        var headers = ((HttpResponse)state).Headers;
        headers.TryAdd("X-Content-Type-Options", "nosniff");
        headers.TryAdd("Content-Security-Policy", NothingRuns);
        headers.TryAdd("Referrer-Policy", "no-referrer");
        headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
        headers.TryAdd("Cache-Control", "no-store");
        return Task.CompletedTask;
    }
}
