using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Directives.Api.Tests.Hosting;

/// <summary>Reads what a host outside Development really writes.</summary>
public sealed partial class LogTests(IssuerApp issuer) : IClassFixture<IssuerApp>
{
    const string Person = "tran.thi.binh@bo-noi-vu.example", Sought = "Nguyen-Van-A";

    [Fact]
    public async Task Every_line_is_JSON_with_trace_and_actor_and_without_names_tokens_or_questions()
    {
        await using var host = new HostProcess();
        await host.Start([("ASPNETCORE_ENVIRONMENT", "Production"), ("Identity__Authority", issuer.Address), ("Identity__Audience", "directives"), ("Logging__LogLevel__Microsoft.AspNetCore", "Information")]);
        var token = await Token();

        await Ask(HttpMethod.Get, $"/directives?title={Sought}", 200);
        await Ask(HttpMethod.Post, "/policies", 403);
        await host.Query("create function no() returns trigger language plpgsql as $$ begin raise 'inside' using errcode = 'XX000'; end $$; create trigger no before insert on es.file for each row execute function no()");
        await Ask(HttpMethod.Post, "/files", 500);
        token = $"{token}x";
        await Ask(HttpMethod.Get, $"/directives?title={Sought}", 401);

        await HostProcess.Until(() => Task.FromResult(host.Output.Any(line => line.Contains("token-not-accepted", StringComparison.Ordinal))));
        var lines = host.Output.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var refused = lines.Single(line => Message(line).StartsWith("POST /policies was answered 403 not-in-this-role", StringComparison.Ordinal));
        var failed = lines.Single(line => Message(line) == "POST /files failed");
        refused.GetProperty("Timestamp").GetString().Should().MatchRegex(@"^\d{4}-\d\d-\d\dT.*Z$");
        foreach (var line in new[] { refused, failed })
        {
            Scope(line, "TraceId").Should().MatchRegex("^[0-9a-f]{32}$");
            (Scope(line, "Role"), Scope(line, "Agency")).Should().Be(("LeadReporter", "bo-noi-vu"));
            Scope(line, "Subject").Should().MatchRegex("^[0-9a-f]{16}$").And.Be(Scope(refused, "Subject"));
        }

        lines.Should().ContainSingle(line => Message(line) == "GET /directives was answered 401 token-not-accepted to 127.0.0.1");
        failed.GetProperty("LogLevel").GetString().Should().Be("Error");
        var all = string.Join('\n', host.Output);
        all.Should().NotContain("tran.thi.binh").And.NotContain(Sought).And.NotContain("title=").And.NotContainAny(token.Split('.').Where(part => part.Length > 40));
        Password().IsMatch(all).Should().BeFalse();

        async Task Ask(HttpMethod method, string path, int status)
        {
            using var http = new HttpClient();
            using var request = new HttpRequestMessage(method, new Uri(host.Address, path)) { Headers = { Authorization = new("Bearer", token) } };
            if (method == HttpMethod.Post)
                request.Content = new StringContent("x", new MediaTypeHeaderValue(path.StartsWith("/files", StringComparison.Ordinal) ? "text/plain" : "application/json"));
            using var response = await http.SendAsync(request);
            ((int)response.StatusCode).Should().Be(status, await response.Content.ReadAsStringAsync());
        }
    }

    async Task<string> Token()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/dev/token")
        {
            Content = new FormUrlEncodedContent([new("role", "LeadReporter"), new("agency", "bo-noi-vu"), new("person", Person)])
        };
        return (await issuer.Send(request.AsNobody())).Should(200).Json.GetProperty("access_token").GetString()!;
    }

    static string Message(JsonElement line) => line.GetProperty("Message").GetString()!;

    static string? Scope(JsonElement line, string name) =>
        line.GetProperty("Scopes").EnumerateArray().Where(scope => scope.TryGetProperty(name, out _)).Select(scope => scope.GetProperty(name).GetString()).FirstOrDefault();

    [GeneratedRegex("password=", RegexOptions.IgnoreCase)]
    private static partial Regex Password();
}
