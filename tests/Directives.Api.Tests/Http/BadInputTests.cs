using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Http;

public class BadInputTests(App app) : IClassFixture<App>
{
    const string Good = """{"type":"conclusion","number":"1-KL/BAD","title":{"vi":"Thử"},"issuedBy":["bo-chinh-tri"],"issuedOn":"2025-07-25"}""";

    /// <summary>What to replace in a good body by what, and what is said of it where.</summary>
    [Theory]
    [InlineData("bo-chinh-tri", "bo-khong-co", 422, "unknown-agency", "/issuedBy")]
    [InlineData("bo-chinh-tri", "Bộ Chính trị", 400, "malformed-json", "/issuedBy/0")]
    [InlineData("[\"bo-chinh-tri\"]", "[null]", 400, "malformed-json", "/issuedBy/0")]
    [InlineData("\"issuedOn\"", "\"links\":[null],\"issuedOn\"", 400, "malformed-json", "/links")]
    [InlineData("[\"bo-chinh-tri\"]", "[]", 422, "issuer-required", "/issuedBy")]
    [InlineData("2025-07-25", "2025-02-30", 400, "malformed-json", "/issuedOn")]
    [InlineData("2025-07-25", "2199-01-01", 422, "effective-in-the-future", "/issuedOn")]
    [InlineData("\"2025-07-25\"", "20250725", 400, "malformed-json", "/issuedOn")]
    [InlineData("\"1-KL/BAD\"", "null", 422, "number-required", "/number")]
    [InlineData("Thử", "", 422, "text-required", "/title/vi")]
    [InlineData("Thử", "\\u200b\\u2060\\ufeff", 422, "text-required", "/title/vi")]
    [InlineData("Thử", "a\\u0000b", 400, "malformed-json", "/title/vi")]
    [InlineData("Thử", "a\\ud800b", 400, "malformed-json", "/title/vi")]
    [InlineData("{\"vi\":\"Thử\"}", "null", 400, "malformed-json", "/title")]
    [InlineData("{\"vi\":\"Thử\"}", "\"Thử\"", 400, "malformed-json", "/title")]
    [InlineData("conclusion", "konklusion", 400, "malformed-json", "/type")]
    [InlineData("\"conclusion\"", "2", 400, "malformed-json", "/type")]
    [InlineData("\"number\"", "\"nummer\"", 400, "unknown-member", "/nummer")]
    [InlineData("\"number\"", "\"type\"", 400, "malformed-json", "/type")]
    public async Task A_directive_with_something_wrong_is_refused_and_the_place_is_named(string good, string bad, int status, string code, string place)
    {
        await app.RegisteredAgencies();
        var before = await Events();

        var answer = (await app.Post("/directives", Good.Replace(good, bad, StringComparison.Ordinal))).Should(status);

        answer.MediaType.Should().Be("application/problem+json");
        answer.Code.Should().Be(code);
        answer.Place.Should().Be(place);
        (await Events()).Should().Be(before);
    }

    [Theory]
    [InlineData("", 400, "bad-request")]
    [InlineData("{", 400, "malformed-json")]
    [InlineData("[]", 400, "malformed-json")]
    [InlineData("null", 400, "bad-request")]
    [InlineData("{}", 400, "missing-member")]
    public async Task A_body_that_is_no_directive_is_refused(string body, int status, string code) =>
        (await app.Post("/directives", body)).Should(status).Code.Should().Be(code);

    [Fact]
    public async Task A_body_that_is_too_large_is_refused() =>
        (await app.Post("/directives", Good.Replace("Thử", new string('a', 300_000), StringComparison.Ordinal))).Should(413).Code.Should().Be("body-too-large");

    [Fact]
    public async Task A_body_that_is_nested_too_deep_is_refused() =>
        (await app.Post("/directives", Good.Replace("\"Thử\"", $"{new string('[', 20)}{new string(']', 20)}", StringComparison.Ordinal))).Should(400).Text.Should().Contain("16 levels").And.Contain("malformed-json");

    [Fact]
    public async Task A_body_that_is_no_UTF_8_is_refused()
    {
        using var request = Request("/directives", new ByteArrayContent([.. "{\"number\":\""u8, 0xff, 0xfe, .. "\"}"u8]), "application/json");
        (await app.Send(request)).Should(400).Code.Should().Be("malformed-json");
    }

    [Fact]
    public async Task A_body_that_is_no_JSON_is_refused_by_its_type()
    {
        using var request = Request("/directives", new StringContent("<a/>"), "text/xml");
        (await app.Send(request)).Should(415).Code.Should().Be("unsupported-media-type");
    }

    [Fact]
    public async Task A_completion_report_without_evidence_is_refused()
    {
        var assignment = await app.AssignedTask();

        (await app.Post($"{assignment}/completion-reports", new { text = "x", evidence = Array.Empty<object>() }, Finance)).Should(422).Code.Should().Be("evidence-required");
        (await app.Post($"{assignment}/completion-reports", "{\"text\":\"x\",\"evidence\":[null]}", Finance)).Should(400).Place.Should().Be("/evidence");
        (await app.Post($"{assignment}/completion-reports", new { text = "x", evidence = new[] { new { title = " " } } }, Finance)).Should(422).Place.Should().Be("/evidence/0/title");
        (await app.Post($"{assignment}/completion-reports", Completion("2199-01-01"), Finance)).Should(422).Code.Should().Be("effective-in-the-future");
        (await app.Post($"{assignment}/completion-reports", Completion("2025-07-24"), Finance)).Should(422).Code.Should().Be("effective-too-early");
    }

    [Fact]
    public async Task A_period_that_ends_before_it_starts_is_refused() =>
        (await app.Post($"{await app.IssuedDirective()}/tasks", new { code = "1", nature = "report", clause = "1", title = new { vi = "x" }, period = new { from = "2025-08-01", to = "2025-07-01" } }))
            .Should(422).Code.Should().Be("end-before-start");

    [Fact]
    public async Task What_does_not_exist_is_not_found()
    {
        var (directive, nothing) = (await app.IssuedDirective(), Guid.NewGuid());

        (await app.Get($"/directives/{nothing}")).Should(404).Code.Should().Be("no-such-directive");
        (await app.Get($"{directive}?atVersion=2")).Should(422).Code.Should().Be("version-not-reached");
        (await app.Get($"{directive}?atVersion=0")).Should(400).Code.Should().Be("bad-request");
        (await app.Get($"/directives/{nothing}/events")).Should(404).Code.Should().Be("no-such-directive");
        (await app.Get($"{directive}/assignments/{nothing}")).Should(404).Code.Should().Be("no-such-assignment");
        (await app.Post($"/directives/{nothing}/tasks", ATask("1"))).Should(404).Code.Should().Be("no-such-directive");
        (await app.Post($"{directive}/tasks/{nothing}/assignments", new { leads = new[] { Finance } })).Should(404).Code.Should().Be("no-such-task");
        (await app.Post($"{directive}/assignments/{nothing}/work-starts", new { }, Politburo)).Should(404).Code.Should().Be("no-such-assignment");
        (await app.Get("/nothing")).Should(404).Code.Should().Be("not-found");
        (await app.Get("/directives/not-an-id")).Should(404);
        (await app.Get("/problems/<script>")).Should(404).Code.Should().Be("no-such-problem");
    }

    [Theory]
    [InlineData("/reports/overdue?effectiveAsOf=2025-02-30", 400, "bad-request", "effectiveAsOf")]
    [InlineData("/reports/overdue?effectiveAsOf=9999-12-31", 400, "bad-request", "effectiveAsOf")]
    [InlineData("/reports/overdue?knownAsOf=gestern", 400, "bad-request", "knownAsOf")]
    [InlineData("/reports/overdue?knownAsOf=2199-01-01T00:00:00Z", 422, "known-in-the-future", "knownAsOf")]
    [InlineData("/reports/overdue?knownAsOf=2025-01-01T00:00:00Z&atPosition=1", 400, "two-viewpoints", "atPosition")]
    [InlineData("/reports/overdue?atPosition=-1", 400, "negative-position", "atPosition")]
    [InlineData("/reports/overdue?atPosition=999999999", 422, "position-not-reached", "atPosition")]
    [InlineData("/reports/overdue?minPosition=9223372036854775807", 422, "position-not-reached", "minPosition")]
    [InlineData("/reports/overdue?directive=x", 400, "bad-request", "directive")]
    [InlineData("/reports/overdue?agency=bo-khong-co", 422, "unknown-agency", "agency")]
    [InlineData("/assignments?directive=0198a000-0000-7000-8000-000000000000", 422, "unknown-directive", "directive")]
    [InlineData("/reports/overdue?effectiveAsOf=07/08/2025", 400, "bad-request", "effectiveAsOf")]
    [InlineData("/reports/overdue?effectiveAsOf=2025-07", 400, "bad-request", "effectiveAsOf")]
    [InlineData("/reports/overdue?knownAsOf=10:00", 400, "bad-request", "knownAsOf")]
    [InlineData("/reports/overdue?knownAsOf=2025-08-01T01:00:00", 400, "bad-request", "knownAsOf")]
    [InlineData("/reports/weekly/07-25-2025", 400, "bad-request", "start")]
    [InlineData("/reports/weekly/2025-07-24", 422, "not-a-friday", "start")]
    [InlineData("/reports/weekly/9999-12-31", 400, "bad-request", "start")]
    [InlineData("/reports/weekly/soon", 400, "bad-request", "start")]
    [InlineData("/assignments?lifecycle=finished", 400, "bad-request", "lifecycle")]
    [InlineData("/assignments?lifecycle=3", 400, "bad-request", "lifecycle")]
    [InlineData("/assignments?timeliness=Overdue", 400, "bad-request", "timeliness")]
    [InlineData("/assignments?agency=a%00b", 400, "bad-request", "agency")]
    [InlineData("/assignments?dueFrom=2025-08-01&dueTo=2025-07-01", 400, "window-ends-before-it-starts", "dueTo")]
    [InlineData("/assignments?pageSize=0", 400, "page-size-out-of-range", "pageSize")]
    [InlineData("/assignments?pageSize=1001", 400, "page-size-out-of-range", "pageSize")]
    [InlineData("/assignments?cursor=abc", 400, "cursor-malformed", "cursor")]
    [InlineData("/assignments?cursor=eyJQb3NpdGlvbiI6LTF9", 400, "cursor-malformed", "cursor")]
    [InlineData("/directives?cursor=eyJQb3NpdGlvbiI6MSwiRGF5IjoiMjAyNS0wOC0wMSIsIkZpbHRlciI6Ii8iLCJLZXkiOiJ4IiwiSWQiOiIwMTk4YTAwMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDAifQ", 400, "cursor-malformed", "cursor")]
    [InlineData("/directives?number=a%00b", 400, "bad-request", "number")]
    [InlineData("/agencies?level=planetary", 400, "bad-request", "level")]
    public async Task A_question_with_something_wrong_is_refused_and_the_parameter_is_named(string path, int status, string code, string parameter)
    {
        var answer = (await app.Get(path)).Should(status);

        answer.Code.Should().Be(code);
        answer.Place.Should().Be(parameter);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("\"1\", *")]
    [InlineData("*, *")]
    [InlineData("\"1\" \"2\"")]
    [InlineData("\"1\", 2")]
    public async Task An_If_Match_that_is_no_list_of_tags_is_refused(string tag)
    {
        using var request = Request("/directives", new StringContent(Good), "application/json");
        request.Headers.TryAddWithoutValidation("If-Match", tag);

        var answer = (await app.Send(request)).Should(400);

        answer.Code.Should().Be("if-match-malformed");
        answer.Place.Should().Be("If-Match");
    }

    [Fact]
    public async Task An_address_says_which_methods_it_takes_when_it_is_asked_with_another()
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, "/directives");
        using var response = await app.Http.SendAsync(request);

        response.StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
        response.Content.Headers.Allow.Should().BeEquivalentTo("GET", "POST");
        (await response.Content.ReadAsStringAsync()).Should().Contain("\"code\":\"method-not-allowed\"");
    }

    [Fact]
    public async Task An_agency_is_no_directive()
    {
        await app.RegisteredAgencies();
        var agency = (await app.Post("/agencies", new { code = $"bo-{Guid.NewGuid():n}"[..20], name = new { vi = "x" }, kind = "ministry", level = "central", effectiveOn = "2025-01-01" })).Should(201).Json.GetProperty("id").GetString();

        (await app.Get($"/directives/{agency}")).Should(404);
        (await app.Post($"/directives/{agency}/tasks", ATask("1"))).Should(404);
        (await app.Post("/directives", Good.Replace("\"issuedOn\"", $"\"links\":[{{\"kind\":\"basis\",\"directive\":\"{agency}\"}}],\"issuedOn\"", StringComparison.Ordinal))).Should(422).Code.Should().Be("unknown-directive");
    }

    [Fact]
    public async Task A_request_line_full_of_rubbish_is_answered_and_the_host_lives_on()
    {
        (await app.Get("/health/live")).Should(200);
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, app.Http.BaseAddress!.Port);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes("\0\0\0 rubbish\r\n\r\n"));
        using var reader = new StreamReader(socket.GetStream());
        (await reader.ReadToEndAsync()).Should().Contain("400 Bad Request");
        (await app.Get("/health/live")).Should(200);
    }

    static HttpRequestMessage Request(string path, HttpContent content, string type)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.As("MonitoringBody", Committee);
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return request;
    }

    async Task<long> Events()
    {
        await using var command = app.Database.Source.CreateCommand("select count(*) from es.mt_events");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
