using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Directives.Api.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Directives.Api.Tests.Webhooks;

/// <summary>Somebody else's system: a real server on loopback that answers as the test wants.</summary>
public sealed class Receiver : IAsyncDisposable
{
    readonly ConcurrentQueue<Received> all = [];
    WebApplication server = null!;
    int port;

    /// <summary>How the next request is answered; 200 when it says nothing.</summary>
    public Func<int, HttpContext, Task> Answer { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Every request, in the order they came, whatever they were answered.</summary>
    public IReadOnlyList<Received> All => [.. all];

    /// <summary>Those that were answered 2xx.</summary>
    public IReadOnlyList<Received> Taken => [.. all.Where(received => received.Taken)];

    public string Url => $"http://127.0.0.1:{port}/directives";

    public static async Task<Receiver> Start()
    {
        var receiver = new Receiver();
        await receiver.Open();
        return receiver;
    }

    public async Task Close() => await server.DisposeAsync();

    /// <summary>Where it was before, if it was anywhere.</summary>
    public async Task Open()
    {
        var builder = LoopbackServer.Builder(port);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        server = builder.Build();
        server.Run(Take);
        await server.StartAsync();
        port = new Uri(server.Urls.Single()).Port;
    }

    async Task Take(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var received = new Received(http.Request.Path, http.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString()), body.ToArray());
        all.Enqueue(received);
        await Answer(all.Count, http);
        received.Taken = http.Response.StatusCode is >= 200 and < 300 && !http.RequestAborted.IsCancellationRequested;
    }

    public async ValueTask DisposeAsync() => await Close();
}

/// <summary>One request, checked as a receiver has to check it.</summary>
public sealed record Received(string Path, Dictionary<string, string> Headers, byte[] Body)
{
    public bool Taken { get; set; }

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public long Position => long.Parse(Json.GetProperty("position").GetString()!);

    public string Id => Headers["webhook-id"];

    public int Signatures => Headers["webhook-signature"].Split(' ').Length;

    /// <summary>As Standard Webhooks describes it, without a line of the sender's.</summary>
    public bool IsSignedWith(string secret)
    {
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        var expected = $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{Id}.{Headers["webhook-timestamp"]}.").Concat(Body).ToArray()))}";
        var sentAt = DateTimeOffset.FromUnixTimeSeconds(long.Parse(Headers["webhook-timestamp"]));
        return Headers["webhook-signature"].Split(' ').Contains(expected) && (DateTimeOffset.UtcNow - sentAt).Duration() < TimeSpan.FromMinutes(5);
    }
}
