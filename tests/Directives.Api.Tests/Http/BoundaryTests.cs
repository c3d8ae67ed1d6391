using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Hosting;

namespace Directives.Api.Tests.Http;

/// <summary>What every answer says beside what it was asked.</summary>
public class BoundaryTests(BoundaryTests.ProxiedApp app) : IClassFixture<BoundaryTests.ProxiedApp>
{
    /// <summary>Behind a proxy on the same machine, outside Development.</summary>
    public sealed class ProxiedApp : App
    {
        protected override string Environment => "Staging";

        protected override void Configure(IWebHostBuilder host) => host
            .UseSetting("Proxies:0", "127.0.0.1/32").UseSetting("Identity:Authority", "http://127.0.0.1:1").UseSetting("Identity:Audience", "directives");
    }

    [Theory]
    [InlineData("GET", "/health/live", 200)]
    [InlineData("GET", "/directives", 401)]
    [InlineData("GET", "/nothing", 401)]
    [InlineData("GET", "/problems", 200)]
    [InlineData("GET", "/swagger/v1/swagger.json", 200)]
    [InlineData("GET", "/swagger/index.html", 200)]
    [InlineData("PUT", "/problems", 401)]
    public async Task Nothing_in_an_answer_is_run_framed_guessed_at_or_kept(string method, string path, int status)
    {
        using var response = await Ask(method, path);

        ((int)response.StatusCode).Should().Be(status);
        Header(response, "X-Content-Type-Options").Should().Be("nosniff");
        Header(response, "Referrer-Policy").Should().Be("no-referrer");
        Header(response, "Content-Security-Policy").Should().StartWith("default-src 'none'; ").And.Contain("frame-ancestors 'none'").And.Contain("base-uri 'none'");
        Header(response, "Cache-Control").Should().NotBeNull().And.NotContain("public");
        Header(response, "Server").Should().BeNull();
        Header(response, "X-Powered-By").Should().BeNull();
    }

    [Fact]
    public async Task Only_a_proxy_that_is_known_says_that_it_was_https_and_then_it_stays_so()
    {
        using var secure = await Ask("GET", "/health/live", ("Host", "directives.example.vn"), ("X-Forwarded-Proto", "https"));
        using var plain = await Ask("GET", "/health/live", ("Host", "directives.example.vn"));

        Header(secure, "Strict-Transport-Security").Should().Be("max-age=31536000; includeSubDomains");
        Header(plain, "Strict-Transport-Security").Should().BeNull();
    }

    /// <summary>CORS is off: no browser lets another site's script read anything.</summary>
    [Fact]
    public async Task No_other_site_is_allowed_anything()
    {
        using var preflight = await Ask("OPTIONS", "/directives", ("Origin", "https://elsewhere.example"), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization"));
        using var simple = await Ask("GET", "/problems", ("Origin", "https://elsewhere.example"));

        preflight.IsSuccessStatusCode.Should().BeFalse();
        preflight.Headers.Concat(simple.Headers).Should().NotContain(header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
        Header(simple, "Cross-Origin-Resource-Policy").Should().Be("same-origin");
    }

    [Theory]
    [InlineData("a", 40_000, "431")]
    [InlineData("many", 200, "431")]
    [InlineData("line", 10_000, "414")]
    public async Task What_is_too_much_before_there_is_a_request_ends_there(string what, int size, string status)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", app.Http.BaseAddress!.Port);
        var head = what switch
        {
            "line" => $"GET /{new string('x', size)} HTTP/1.1\r\nHost: x\r\n\r\n",
            "many" => $"GET / HTTP/1.1\r\nHost: x\r\n{string.Concat(Enumerable.Range(0, size).Select(i => $"h{i}: x\r\n"))}\r\n",
            _ => $"GET / HTTP/1.1\r\nHost: x\r\na: {new string('x', size)}\r\n\r\n"
        };
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));

        using var reader = new StreamReader(socket.GetStream());
        (await reader.ReadLineAsync()).Should().StartWith($"HTTP/1.1 {status}");
        (await app.Get("/health/live")).Should(200);
    }

    async Task<HttpResponseMessage> Ask(string method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new(method), path).AsNobody();
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await app.Http.SendAsync(request);
    }

    static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}
