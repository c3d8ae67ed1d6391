using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Hosting;

/// <summary>Outside Development tokens come from an issuer of its own: here another host, which is one.</summary>
public sealed partial class ProductionTests(ProductionApp app) : IClassFixture<ProductionApp>
{
    /// <summary>Read off the API's own document, so that nothing is forgotten here.</summary>
    [Fact]
    public async Task Nobody_does_or_reads_anything_without_a_token()
    {
        using var document = new HttpRequestMessage(HttpMethod.Get, "/swagger/v1/swagger.json");
        var paths = (await app.Send(document.AsNobody())).Should(200).Json.GetProperty("paths").EnumerateObject();
        var operations = paths.SelectMany(path => path.Value.EnumerateObject(), (path, operation) => (Path: path.Name, Method: operation.Name, IsOpen: operation.Value.TryGetProperty("security", out var security) && security.GetArrayLength() == 0)).ToList();

        operations.Where(operation => operation.IsOpen).Select(operation => operation.Path).Should().BeEquivalentTo("/health/live", "/health/ready", "/problems", "/problems/{code}");
        operations.Should().Contain(operation => operation.Path == "/directives" && operation.Method == "post").And.HaveCountGreaterThan(80);
        foreach (var (path, method, _) in operations.Where(operation => !operation.IsOpen))
        {
            using var request = new HttpRequestMessage(new(method), Parameter().Replace(path, "0198a000-0000-7000-8000-000000000000"));
            using var response = await app.Http.SendAsync(request.AsNobody());
            ((int)response.StatusCode).Should().Be(401, "{0} {1}", method, path);
        }

        operations.Select(operation => operation.Method).Distinct().Should().BeSubsetOf(["get", "head", "post"], "every write is a POST");
    }

    [Fact]
    public async Task The_issuer_that_is_named_says_who_acts()
    {
        (await app.Send(new HttpRequestMessage(HttpMethod.Get, "/directives").AsNobody())).Should(401).Code.Should().Be("who-are-you");

        (await app.Get("/directives", await app.Issuer.Token("Inspector", Committee))).Should(200).Json.GetProperty("items").GetArrayLength().Should().Be(0, "there is no demo");
    }

    [Fact]
    public async Task Its_new_key_is_found_out()
    {
        (await app.Get("/directives", await app.Issuer.Token("Inspector", Committee))).Should(200);

        await app.Issuer.Restart();
        var token = await app.Issuer.Token("Inspector", Committee);

        await HostProcess.Until(async () => (await app.Get("/directives", token)).Status == 200);
    }

    [Theory]
    [InlineData("POST", "/dev/token")]
    [InlineData("GET", "/dev/keys")]
    [InlineData("GET", "/.well-known/openid-configuration")]
    public async Task The_issuer_of_Development_does_not_exist(string method, string path)
    {
        using var request = new HttpRequestMessage(new(method), path) { Headers = { Authorization = new("Bearer", await app.Issuer.Token("Administrator", Committee)) } };

        (await app.Send(request)).Should(404).Code.Should().Be("not-found");
    }

    [GeneratedRegex(@"\{\w+(:\w+)?\}")]
    private static partial Regex Parameter();
}

public class UnsetTests
{
    [Fact]
    public async Task While_its_provider_does_not_answer_it_asks_everybody_to_come_back()
    {
        var (app, issuer) = (new ProductionApp(), new IssuerApp());
        await issuer.InitializeAsync();
        await ((IAsyncLifetime)app).InitializeAsync();
        await app.Issuer.Stop();
        try
        {
            (await app.Get("/directives", await issuer.Token("Inspector", Committee))).Should(503).Code.Should().Be("no-identity-provider");
            await app.Issuer.Start();
            await HostProcess.Until(async () => (await app.Get("/directives", await app.Issuer.Token("Inspector", Committee))).Status == 200);
        }
        finally
        {
            await ((IAsyncLifetime)app).DisposeAsync();
            await issuer.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(null, "directives", "Identity:Authority")]
    [InlineData("https://login.example.vn", null, "Identity:Audience")]
    [InlineData("http://login.example.vn", "directives", "https")]
    [InlineData("login.example.vn", "directives", "https")]
    public async Task Without_a_provider_it_does_not_start_and_says_what_is_missing(string? authority, string? audience, string missing) =>
        await new UnsetApp(authority, audience).Awaiting(app => app.Start("Host=nowhere")).Should().ThrowAsync<InvalidOperationException>().WithMessage($"*{missing}*");

    sealed class UnsetApp(string? authority, string? audience) : App
    {
        protected override string Environment => "Production";

        protected override void Configure(IWebHostBuilder host) => host.UseSetting("Identity:Authority", authority).UseSetting("Identity:Audience", audience);
    }
}

/// <summary>A host outside Development, and another one that gives the tokens for it.</summary>
public sealed class ProductionApp : App, IAsyncLifetime
{
    public IssuerApp Issuer { get; } = new();

    protected override bool Demo => true;

    protected override string Environment => "Production";

    protected override void Configure(IWebHostBuilder host) => host.UseSetting("Identity:Authority", Issuer.Address).UseSetting("Identity:Audience", "directives");

    public async Task<Answer> Get(string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = new("Bearer", token) } };
        return await Send(request);
    }

    async Task IAsyncLifetime.InitializeAsync()
    {
        await Issuer.InitializeAsync();
        await InitializeAsync();
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await Issuer.DisposeAsync();
    }
}

/// <summary>A host that stays where it is, with a key of its own at every start.</summary>
public sealed class IssuerApp : App
{
    readonly int port = FreePort();

    public string Address => $"http://127.0.0.1:{port}";

    protected override void Configure(IWebHostBuilder host) => host.UseSetting("urls", Address);

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
