using System.Net.Http.Headers;
using System.Text.Json;
using Directives.Api.Tests.Importing;
using Directives.Api.Tests.Streaming;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Auditing;

/// <summary>Who was given something secret can be read afterwards, by whichever way it left; and by none it leaves unwritten.</summary>
public class AccessLogTests(App app) : IClassFixture<App>
{
    static readonly Caller Cleared = new("Inspector", Committee), Uncleared = new("Inspector", Committee, "none"), Auditor = new("Auditor", Justice);

    static int last = 3000;

    public static TheoryData<string, string?> Ways => new()
    {
        { "/directives", null },
        { "/directives?title=mật", null },
        { "/directives/{d}", null },
        { "/directives/{d}/events", null },
        { "/directives/{d}/progress.csv", null },
        { "/directives/{d}/assignments/{a}", null },
        { "/directives/{d}/assignments/{a}/evidence", null },
        { "/directives/{d}/tasks/{t}/roll-up", null },
        { "/assignments", null },
        { "/difficulties", null },
        { "/reports/overdue", null },
        { "/reports/overdue.xlsx", null },
        { "/reports/overdue.html", null },
        { "/events", "application/json" },
        { "/events", "application/x-ndjson" }
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Whichever_way_something_secret_is_given_it_is_written_down(string way, string? accept)
    {
        var (directive, task, assignment, before) = await Entered();
        var path = way.Replace("{d}", directive).Replace("{t}", task).Replace("{a}", assignment) + (way == "/events" ? $"?after={before}" : "");

        (await Ask(path, Cleared, accept)).Should(200);

        var entry = (await Log($"?directive={directive}&pageSize=1"))[0];
        entry.Of("operation").Should().Be($"GET {way.Split('?')[0].Replace("{d}", "{directive}").Replace("{t}", "{task}").Replace("{a}", "{assignment}")}");
        (entry.Of("actor"), entry.Of("role"), entry.Of("agency"), entry.Of("secrecy"), entry.Of("directive")).Should().Be(("somebody", "Inspector", Committee, "secret", directive));
        entry.GetProperty("position").GetInt64().Should().BeGreaterThan(before);
        entry.GetProperty("at").GetDateTimeOffset().Should().BeCloseTo(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1));
        entry.Of("correlationId").Should().HaveLength(32);

        // Who is not cleared was given nothing, and nothing is written.
        var rows = await Rows();
        (await Ask(path, Uncleared, accept)).Text.Should().NotContain(directive).And.NotContain(assignment);
        (await Rows()).Should().Be(rows);
    }

    [Fact]
    public async Task What_comes_live_is_written_down_as_it_comes()
    {
        var (directive, _, assignment, _) = await Entered();
        await using var live = await LiveReader.Open(app, Cleared);

        var started = (await app.Post($"/directives/{directive}/assignments/{assignment}/work-starts", new { }, Finance)).Should(201);

        (await live.Next(1)).Should().Equal(started.Position);
        var entry = (await Log($"?directive={directive}"))[0];
        (entry.Of("operation"), entry.GetProperty("position").GetInt64()).Should().Be(("GET /events/stream", started.Position));
    }

    [Fact]
    public async Task Figures_that_count_what_is_secret_are_written_down_as_figures()
    {
        await Entered();

        (await Ask("/reports/weekly/2025-07-25", Cleared)).Should(200);

        var entry = (await Log("?pageSize=50")).First(item => item.Of("directive") is null);
        (entry.Of("operation"), entry.Of("secrecy")).Should().Be(("GET /reports/weekly/{start}", "secret"));
    }

    [Fact]
    public async Task What_an_import_entered_is_told_as_far_as_it_may_be_known()
    {
        await app.RegisteredAgencies();
        var rows = "secret none".Split().Select(secrecy => new
        {
            type = "conclusion",
            number = $"{Interlocked.Increment(ref last)}-KL/TW",
            title = new { vi = "x" },
            issuedBy = new[] { Politburo },
            issuedOn = "2025-07-25",
            secrecy
        });
        var import = (await app.Post("/imports", new { directives = rows.ToList() })).Should(201);
        var (secret, open) = (import.Json.GetProperty("results")[0].Of("directive"), import.Json.GetProperty("results")[1].Of("directive"));

        (await Ask(import.Location!, Auditor with { Clearance = "none" })).Should(200).Text.Should().Contain(open).And.NotContain(secret);
        (await Ask(import.Location!, Auditor)).Should(200).Text.Should().Contain(open).And.Contain(secret);
        (await Log($"?directive={secret}")).Should().ContainSingle().Which.Of("operation").Should().Be("GET /imports/{import}");
    }

    [Fact]
    public async Task What_cannot_be_written_down_is_not_given_and_all_else_is()
    {
        var (directive, _, assignment, before) = await Entered();
        var open = await app.IssuedDirective();
        await Execute("alter table es.disclosure rename to elsewhere");
        try
        {
            foreach (var path in new[] { $"/directives/{directive}", "/directives", "/assignments", "/reports/overdue.csv", "/reports/weekly/2025-07-25", $"/events?after={before}" })
                (await Ask(path, Cleared)).Should(503).Text.Should().NotContain(directive).And.NotContain(assignment);
            foreach (var path in new[] { "/directives", "/assignments", "/reports/overdue.csv", $"/events?after={before}", open })
                (await Ask(path, Uncleared)).Should(200);
            (await Ask(open, Cleared)).Should(200);
        }
        finally
        {
            await Execute("alter table es.elsewhere rename to disclosure");
        }
    }

    [Fact]
    public async Task Auditors_read_it_page_by_page_of_what_they_are_cleared_for()
    {
        var (directive, _, _, _) = await Entered();
        for (var i = 0; i < 3; i++)
            (await Ask($"/directives/{directive}", Cleared)).Should(200);

        var first = (await Ask($"/access-log?directive={directive}&agency={Committee}&pageSize=2&from=2025-01-01T00:00:00Z", Auditor)).Should(200).Json;
        var second = (await Ask($"/access-log?directive={directive}&agency={Committee}&pageSize=2&from=2025-01-01T00:00:00Z&cursor={first.GetProperty("nextCursor").GetString()}", Auditor)).Should(200).Json;
        var ids = first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).Select(item => item.GetProperty("id").GetInt64()).ToList();

        ids.Should().HaveCount(3).And.BeInDescendingOrder();
        second.GetProperty("nextCursor").ValueKind.Should().Be(JsonValueKind.Null);
        (await Ask($"/access-log?agency={Finance}", Auditor)).Json.GetProperty("items").GetArrayLength().Should().Be(0);
        (await Ask("/access-log?to=2025-01-01T00:00:00Z", Auditor)).Json.GetProperty("items").GetArrayLength().Should().Be(0);
        (await Ask("/access-log", Auditor with { Clearance = "none" })).Json.GetProperty("items").GetArrayLength().Should().Be(0);
        (await Ask("/access-log", Auditor with { Role = "MonitoringBody" })).Should(403);
        (await Ask($"/access-log?directive={directive}", Auditor with { Clearance = "none" })).Should(422).Code.Should().Be("unknown-directive");
        (await Ask("/access-log?agency=bo-khong-co", Auditor)).Should(422).Code.Should().Be("unknown-agency");
        (await Ask("/access-log?agency=B", Auditor)).Should(400).Place.Should().Be("agency");
        (await Ask("/access-log?from=2025-01-02T00:00:00Z&to=2025-01-01T00:00:00Z", Auditor)).Should(400).Place.Should().Be("to");
        (await Ask("/access-log?cursor=x", Auditor)).Should(400).Code.Should().Be("cursor-malformed");
    }

    [Theory]
    [InlineData("update es.disclosure set user_name = 'nobody'", "ES001")]
    [InlineData("delete from es.disclosure", "ES001")]
    [InlineData("truncate es.disclosure", "ES001")]
    [InlineData("set role es_app; delete from es.disclosure", "42501")]
    [InlineData("set role es_app; update es.disclosure set user_name = 'nobody'", "42501")]
    public async Task Nobody_rewrites_it(string sql, string state) =>
        (await this.Awaiting(_ => Execute(sql)).Should().ThrowAsync<Npgsql.PostgresException>()).Which.SqlState.Should().Be(state);

    /// <summary>A secret directive with an overdue assignment and a difficulty; and the position before it.</summary>
    async Task<(string Directive, string Task, string Assignment, long Before)> Entered()
    {
        await app.RegisteredAgencies();
        var before = (await app.Get("/events?pageSize=1")).Position;
        var directive = (await app.Post("/directives", new
        {
            type = "conclusion",
            number = $"{Interlocked.Increment(ref last)}-KL/TW",
            title = new { vi = "Chuyện mật" },
            issuedBy = new[] { Politburo },
            issuedOn = "2025-07-25",
            secrecy = "secret"
        })).Should(201).Location!;
        var task = await app.TaskWithDeadline(directive);
        var assignment = await app.Assigned(task);
        (await app.Post($"{assignment}/difficulties", new { text = "Khó" }, Finance)).Should(201);
        return (directive.Split('/')[2], task.Split('/')[4], assignment.Split('/')[4], before);
    }

    async Task<List<JsonElement>> Log(string query) => [.. (await Ask($"/access-log{query}", Auditor)).Should(200).Json.GetProperty("items").EnumerateArray()];

    async Task<Answer> Ask(string path, Caller caller, string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept is not null)
            request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        return await app.Send(request.As(caller));
    }

    async Task<long> Rows()
    {
        await using var command = app.Database.Source.CreateCommand("select count(*) from es.disclosure");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    async Task Execute(string sql)
    {
        await using var command = app.Database.Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
