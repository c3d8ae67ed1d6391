using System.Net.Http.Headers;
using System.Text.Json;
using Directives.Api.Streaming;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Streaming;

public class FeedTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task Lines_and_pages_both_give_the_whole_log_and_nothing_else()
    {
        await Work();
        var log = await Log();

        var (lines, through) = await Lines("");
        lines.Select(line => (line.GetProperty("position").GetInt64(), line.GetProperty("id").GetGuid(), line.GetProperty("type").GetString()!)).Should().Equal(log);
        through.Should().Be(log.Count);

        var pages = await Pages("pageSize=7");
        pages.Select(item => item.GetRawText()).Should().Equal(lines.Select(line => line.GetRawText()));
    }

    [Fact]
    public async Task An_event_says_what_it_is_about()
    {
        var assignment = await Work();
        var path = assignment.Split('/');
        var task = (await app.Get(assignment)).Json.GetProperty("task").GetString();

        var last = (await Pages($"directive={path[2]}"))[^1];

        last.GetProperty("type").GetString().Should().Be("work_started");
        last.GetProperty("directive").GetString().Should().Be(path[2]);
        last.GetProperty("task").GetString().Should().Be(task);
        last.GetProperty("assignment").GetString().Should().Be(path[4]);
        last.GetProperty("data").GetProperty("assignment").GetString().Should().Be(path[4]);
        last.GetProperty("headers").GetProperty("agency").GetString().Should().Be(Finance);
    }

    [Fact]
    public async Task Reading_begins_after_a_position_and_ends_at_the_last_one()
    {
        await Work();
        var head = (await Log()).Count;

        (await Lines($"after={head - 2}")).Lines.Select(line => line.GetProperty("position").GetInt64()).Should().Equal(head - 1, head);

        var end = (await app.Get($"/events?after={head}")).Should(200).Json;
        end.GetProperty("items").GetArrayLength().Should().Be(0);
        end.GetProperty("next").GetInt64().Should().Be(head);
        end.GetProperty("position").GetInt64().Should().Be(head);
        (await Lines($"after={head}")).Lines.Should().BeEmpty();
    }

    [Fact]
    public async Task One_directive_can_be_read_alone()
    {
        var (one, other) = (await Work(), await Work());

        var items = await Pages($"directive={one.Split('/')[2]}");

        items.Should().HaveCount(5).And.OnlyContain(item => item.GetProperty("directive").GetString() == one.Split('/')[2]);
        other.Should().NotBe(one);
    }

    [Fact]
    public async Task Several_types_can_be_asked_for()
    {
        await Work();

        var items = await Pages("type=work_started&type=directive_issued");

        items.Select(item => item.GetProperty("type").GetString()).Distinct().Should().BeEquivalentTo("work_started", "directive_issued");
    }

    /// <summary>What is about a task concerns all who have it, what is about a directive all who have a task of it; at that time.</summary>
    [Fact]
    public async Task An_agency_gets_what_concerned_it_when_it_was_recorded()
    {
        var directive = await app.IssuedDirective();
        var shared = await app.TaskWithDeadline(directive, "1");
        var mine = await app.Assigned(shared, Finance);
        var theirs = await app.Assigned(shared, Justice);
        await Start(mine, Finance);
        await Start(theirs, Justice);
        (await app.Post($"{shared}/suspensions", new { reason = "Chờ nghị định", authority = "179-KL/TW" })).Should(201);
        (await app.Post($"{shared}/resumptions", new { authority = "179-KL/TW" })).Should(201);
        (await app.Post($"{mine}/transfers", new { to = Committee, reason = "Chuyển chức năng", authority = "180-QĐ/TW" })).Should(201);
        await Start(mine, Committee, "progress-reports");

        var items = await Pages($"agency={Finance}&directive={directive.Split('/')[2]}");

        items.Select(item => item.GetProperty("type").GetString()).Should().Equal("task_assigned", "work_started", "task_suspended", "task_resumed", "lead_transferred");
        items.Where(item => item.GetProperty("assignment").ValueKind is JsonValueKind.String).Should().OnlyContain(item => item.GetProperty("assignment").GetString() == mine.Split('/')[4]);
        (await Pages($"agency={Committee}&directive={directive.Split('/')[2]}")).Select(item => item.GetProperty("type").GetString()).Should().Equal("lead_transferred", "progress_reported");
        (await Pages($"agency={Justice}&type=agency_registered")).Should().ContainSingle();
    }

    [Theory]
    [InlineData("after=-1", 400, "negative-position", "after")]
    [InlineData("after=x", 400, "bad-request", "after")]
    [InlineData("after=999999999", 422, "position-not-reached", "after")]
    [InlineData("minPosition=999999999", 422, "position-not-reached", "minPosition")]
    [InlineData("pageSize=0", 400, "page-size-out-of-range", "pageSize")]
    [InlineData("type=task_eaten", 422, "unknown-event-type", "type")]
    [InlineData("type=work_started&type=", 422, "unknown-event-type", "type")]
    [InlineData("agency=Bộ", 400, "bad-request", "agency")]
    [InlineData("agency=bo-khong-co", 422, "unknown-agency", "agency")]
    [InlineData("directive=x", 400, "bad-request", "directive")]
    [InlineData("directive=0198a000-0000-7000-8000-000000000000", 422, "unknown-directive", "directive")]
    public async Task A_question_with_something_wrong_is_refused_and_the_parameter_is_named(string query, int status, string code, string parameter)
    {
        var answer = (await app.Get($"/events?{query}")).Should(status);

        answer.Code.Should().Be(code);
        answer.Place.Should().Be(parameter);
    }

    [Theory]
    [InlineData("text/html", 406)]
    [InlineData("application/x-ndjson;q=0, text/csv", 406)]
    [InlineData("*/*", 200)]
    public async Task Who_accepts_neither_form_is_told(string accept, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/events");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        (await app.Send(request)).Should(status).MediaType.Should().Be(status == 200 ? "application/json" : "application/problem+json");
    }

    /// <summary>A directive with a task that was begun; five events. The assignment's path.</summary>
    async Task<string> Work()
    {
        var assignment = await app.AssignedTask();
        await Start(assignment, Finance);
        return assignment;
    }

    async Task Start(string assignment, string agency, string what = "work-starts") =>
        (await app.Post($"{assignment}/{what}", what is "work-starts" ? new { } : new { text = "Đang làm" }, agency, "LeadReporter")).Should(201);

    async Task<List<(long, Guid, string)>> Log()
    {
        await using var command = app.Database.Source.CreateCommand("select seq_id, id, type from es.mt_events order by seq_id");
        await using var row = await command.ExecuteReaderAsync();
        var log = new List<(long, Guid, string)>();
        while (await row.ReadAsync())
            log.Add((row.GetInt64(0), row.GetGuid(1), row.GetString(2)));
        return log;
    }

    async Task<(List<JsonElement> Lines, long Through)> Lines(string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/events?{query}");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(EventLines.MediaType));
        using var response = await app.Http.SendAsync(request);
        response.Content.Headers.ContentType!.MediaType.Should().Be(EventLines.MediaType);
        var text = await response.Content.ReadAsStringAsync();
        text.Should().Match(lines => lines.Length == 0 || lines.EndsWith('\n'));
        return ([.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)], long.Parse(response.Headers.GetValues(EventLines.ThroughHeader).Single()));
    }

    async Task<List<JsonElement>> Pages(string query)
    {
        var items = new List<JsonElement>();
        for (var after = 0L; ;)
        {
            var page = (await app.Get($"/events?{query}&after={after}")).Should(200).Json;
            items.AddRange(page.GetProperty("items").EnumerateArray());
            after = page.GetProperty("next").GetInt64();
            if (after == page.GetProperty("position").GetInt64())
                return items;
        }
    }
}
