using System.Net;
using System.Net.Sockets;
using System.Text;
using Directives.Api.Access;
using Directives.Api.Tests.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Access;

/// <summary>
/// The OWASP API Security Top 10 of 2023, as far as nothing else shows it. Elsewhere:
/// API1 others' objects: <see cref="MatrixTests"/>, <see cref="SecrecyTests"/>, <see cref="MentionTests"/>;
/// API2 authentication: <see cref="IdentityTests"/>, <see cref="ProductionTests"/>;
/// API4 consumption: <see cref="Http.LimitTests"/>, <see cref="Http.BadInputTests"/>, <see cref="Http.BoundaryTests"/>;
/// API5 others' functions: <see cref="MatrixTests"/>;
/// API6 business flows: <see cref="Http.IdempotencyTests"/>, <see cref="Http.LimitTests"/>, and the separation of duties in the domain's own tests;
/// API7 forged requests of the server: <see cref="Webhooks.TargetGuardTests"/>, <see cref="Webhooks.DeliveryTests"/>;
/// API8 configuration: <see cref="Http.BoundaryTests"/>, <see cref="Http.FaultsTests"/>, <see cref="LogTests"/>;
/// API10 others' interfaces: <see cref="Webhooks.DeliveryTests"/>.
/// </summary>
public class OwaspTests(App app) : IClassFixture<App>
{
    static readonly Caller Ministry = new("LeadReporter", Finance);

    [Fact]
    public async Task API1_an_id_that_is_put_together_leads_nowhere()
    {
        var (mine, others) = (await app.AssignedTask(), await app.Assigned(await app.TaskWithDeadline(await app.IssuedDirective()), Justice));
        var mixed = $"{string.Join('/', mine.Split('/')[..3])}/assignments/{others.Split('/')[4]}";

        (await Ask("GET", mine, Ministry)).Should(200);
        (await Ask("GET", others, Ministry)).Should(404);
        (await Ask("GET", mixed, Ministry)).Should(404).Code.Should().Be("no-such-assignment");
        (await Ask("POST", $"{mixed}/work-starts", Ministry, body: "{}")).Should(404).Code.Should().Be("no-such-assignment");
    }

    [Theory]
    [InlineData("?access_token={0}", null)]
    [InlineData("?token={0}", null)]
    [InlineData("", "Basic {0}")]
    [InlineData("", "{0}")]
    [InlineData("", "Bearer {0}, Bearer {0}")]
    public async Task API2_a_token_counts_as_bearer_in_its_header_and_nowhere_else(string query, string? header)
    {
        var token = await app.Token("Inspector", Committee);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/directives{query.Replace("{0}", token)}").AsNobody();
        if (header is not null)
            request.Headers.TryAddWithoutValidation("Authorization", header.Replace("{0}", token));

        (await app.Send(request)).Should(401);
    }

    [Theory]
    [InlineData("lifecycle", "\"completed\"")]
    [InlineData("version", "7")]
    [InlineData("recordedAt", "\"2025-01-01T00:00:00Z\"")]
    [InlineData("actor", "\"bo-truong\"")]
    [InlineData("role", "\"Verifier\"")]
    [InlineData("headers", "{\"synthetic\":\"true\"}")]
    public async Task API3_nobody_sets_what_is_not_his_to_set(string member, string value)
    {
        var answer = (await Ask("POST", $"{await app.AssignedTask()}/progress-reports", Ministry, body: $"{{\"text\":\"x\",\"{member}\":{value}}}")).Should(400);

        (answer.Code, answer.Place).Should().Be(("unknown-member", $"/{member}"));
    }

    [Fact]
    public async Task API4_a_page_a_query_and_a_list_have_their_bounds()
    {
        (await app.Get("/events?pageSize=1000000")).Should(400).Code.Should().Be("page-size-out-of-range");
        (await app.Get($"/events?{string.Join('&', Enumerable.Repeat("type=work_started", 300))}")).Should(200);
        (await app.Post("/directives", $"{{\"issuedBy\":[{string.Join(',', Enumerable.Repeat("\"bo-chinh-tri\"", 20_000))}]}}")).Should(413);
        (await app.Get("/reports/weekly?from=2000-01-07&to=2025-12-26")).Should(400).Code.Should().Be("too-many-weeks");
    }

    /// <summary>What a path can be written as, and what headers some frameworks listen to, lead to no other rules.</summary>
    [Theory]
    [InlineData("GET", "/operations/projections", null)]
    [InlineData("GET", "/OPERATIONS/Projections/", null)]
    [InlineData("GET", "//operations/projections", null)]
    [InlineData("GET", "/directives/../operations/projections", null)]
    [InlineData("GET", "/%6fperations/projections", null)]
    [InlineData("GET", "/operations%2fprojections", null)]
    [InlineData("GET", "/operations/projections;.css", null)]
    [InlineData("GET", "/access-log", "X-Original-URL: /directives")]
    [InlineData("GET", "/access-log", "X-Role: Auditor")]
    [InlineData("HEAD", "/access-log", null)]
    [InlineData("POST", "/policies", "X-HTTP-Method-Override: GET")]
    [InlineData("GET", "/policies", "X-HTTP-Method-Override: POST", 200)]
    [InlineData("GET", "/policies?_method=POST", null, 400)]
    public async Task API5_no_way_of_asking_evades_the_rules(string method, string path, string? header, int? status = null)
    {
        var answer = await Raw(method, path, header, Ministry);

        if (status is null)
            answer.Should().BeOneOf(403, 404, 405);
        else
            answer.Should().Be(status);
    }

    [Fact]
    public async Task API6_who_did_the_work_does_not_say_that_it_is_done_in_whichever_role()
    {
        var assignment = await app.AssignedTask();
        (await app.Post($"{assignment}/completion-reports", Completion("2025-07-30"), Finance)).Should(201);

        (await Ask("POST", $"{assignment}/verifications", new("MonitoringBody", Finance), body: "{\"outcome\":\"accepted\"}")).Should(403);
        (await Ask("POST", $"{assignment}/verifications", new("LeadReporter", Finance), body: "{\"outcome\":\"accepted\"}")).Should(403);
    }

    [Theory]
    [InlineData("GET", "/.git/config")]
    [InlineData("GET", "/appsettings.json")]
    [InlineData("GET", "/swagger/")]
    [InlineData("GET", "/..%2f..%2fetc%2fpasswd")]
    [InlineData("TRACE", "/directives")]
    [InlineData("TRACE", "/")]
    [InlineData("DEBUG", "/")]
    public async Task API8_nothing_is_served_that_was_not_meant_to_be(string method, string path) =>
        (await Raw(method, path, null, Ministry)).Should().BeOneOf(301, 302, 404, 405);

    /// <summary>No forgotten version, no test endpoint: what there is stands in the document that integrators read.</summary>
    [Fact]
    public async Task API9_every_endpoint_stands_in_the_document()
    {
        var documented = (await app.Get("/swagger/v1/swagger.json")).Json.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject(), (path, operation) => $"{operation.Name.ToUpperInvariant()} {path.Name}").ToList();

        var mapped = app.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [], (endpoint, method) => Permissions.OperationOf(method, endpoint.RoutePattern.RawText!)).Distinct();

        mapped.Should().BeEquivalentTo([.. documented, "GET /.well-known/openid-configuration", "GET /dev/keys", "POST /dev/token"], "the last three exist in Development only");
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[]")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("rubbish")]
    public async Task API10_whatever_the_identity_provider_answers_nobody_gets_in_and_nothing_breaks(string said)
    {
        using var provider = new TcpListener(IPAddress.Loopback, 0);
        provider.Start();
        var saying = Say(provider, said);
        var host = new TrustingApp($"http://{provider.LocalEndpoint}");
        await host.Start(app.Database.ConnectionString);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/directives") { Headers = { Authorization = new("Bearer", await app.Token("Inspector", Committee)) } };

        (await host.Send(request)).Should(503).Code.Should().Be("no-identity-provider");

        await host.Stop();
        provider.Stop();
        await saying;
    }

    static async Task Say(TcpListener provider, string said)
    {
        try
        {
            while (true)
            {
                using var asking = await provider.AcceptTcpClientAsync();
                await asking.GetStream().ReadAtLeastAsync(new byte[16], 16);
                await asking.GetStream().WriteAsync(Encoding.ASCII.GetBytes(said));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
        {
        }
    }

    /// <summary>The path as it is written, which a client would tidy up.</summary>
    async Task<int> Raw(string method, string path, string? header, Caller caller)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, app.Http.BaseAddress!.Port);
        var content = method is "POST" ? "Content-Type: application/json\r\nContent-Length: 2\r\nIdempotency-Key: x\r\n" : "";
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {await app.Token(caller.Role, caller.Agency)}\r\n{content}{(header is null ? "" : $"{header}\r\n")}\r\n{(content is "" ? "" : "{}")}"));
        using var reader = new StreamReader(socket.GetStream());
        return int.Parse((await reader.ReadLineAsync())!.Split(' ')[1]);
    }

    async Task<Answer> Ask(string method, string path, Caller caller, string? body = null)
    {
        using var request = new HttpRequestMessage(new(method), path);
        request.As(caller).Headers.Add("Idempotency-Key", $"{Guid.NewGuid()}");
        if (body is not null)
            request.Content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        return await app.Send(request);
    }

    sealed class TrustingApp(string authority) : App
    {
        protected override string Environment => "Production";

        protected override void Configure(IWebHostBuilder host) => host.UseSetting("Identity:Authority", authority).UseSetting("Identity:Audience", "directives");
    }
}
