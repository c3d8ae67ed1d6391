using System.Net.Http.Headers;
using System.Net.Http.Json;
using Directives.Api.Access;
using Microsoft.Extensions.DependencyInjection;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Access;

/// <summary>A directive that may be seen says nothing of one that may not; nor does anything that goes on by itself.</summary>
public class MentionTests(App app) : IClassFixture<App>
{
    static readonly Caller Uncleared = new("Inspector", Committee, "none"), Cleared = new("Inspector", Committee), Ministry = new("LeadReporter", Finance, "none");

    static int last = 4000;

    [Fact]
    public async Task What_is_linked_with_something_unseen_shows_no_link()
    {
        await app.RegisteredAgencies();
        var before = (await app.Get("/events?pageSize=1")).Position;
        var secret = await Issued("secret");
        var parent = await app.TaskWithDeadline($"/directives/{secret}");
        await app.Assigned(parent);
        var open = await Issued("none", new { kind = "implements", directive = secret });
        await Posted($"/directives/{open}/amendments", new { authority = "x", text = "y", amending = secret });
        var task = (await Posted($"/directives/{open}/tasks", ATask("1"))).Json.GetProperty("events")[0].GetProperty("data").GetProperty("task").GetString();
        await Posted($"/directives/{open}/tasks/{task}/deadlines", new { phrase = "như nhiệm vụ kia", kind = "byReference", reference = "x", follows = new { directive = secret, task = parent.Split('/')[4] } });
        var restating = (await Posted($"/directives/{open}/tasks", ATask("2"))).Json.GetProperty("events")[0].GetProperty("data").GetProperty("task").GetString();
        await Posted($"/directives/{open}/tasks/{restating}/assignments", new { leads = new[] { Finance } });
        await Posted($"/directives/{open}/tasks/{restating}/restatements", new { directive = secret, task = parent.Split('/')[4] });
        await Posted($"/directives/{open}/supersessions", new { authority = "z", superseding = secret });

        foreach (var path in new[] { $"/directives/{open}", $"/directives/{open}/events", $"/directives/{open}/tasks/{restating}/roll-up", $"/events?after={before}&directive={open}" })
        {
            (await Ask(path, Cleared)).Should(200).Text.Should().Contain(secret, path);
            foreach (var caller in new[] { Uncleared, Ministry })
                (await Ask(path, caller)).Should(200).Text.Should().Contain(open, path).And.NotContain(secret, path).And.NotContain($"{Guid.Empty}");
        }

        (await Ask($"/events?after={before}&directive={open}", Uncleared, "application/x-ndjson")).Should(200).Text.Should().Contain("directive_amended").And.NotContain(secret);
        var (all, told) = ((await Ask($"/directives/{open}/events", Cleared)).Types(), (await Ask($"/directives/{open}/events", Uncleared)).Types());
        told.Should().Equal(all.Where(type => type != "task_restated"), "of the rest only what names the other is left out");
    }

    [Fact]
    public async Task No_deadline_follows_what_may_not_be_seen()
    {
        await app.RegisteredAgencies();
        var secret = await Issued("secret");
        var parent = await app.TaskWithDeadline($"/directives/{secret}");
        var task = $"/directives/{await Issued("none")}/tasks";
        task = $"{task}/{(await Posted(task, ATask("1"))).Json.GetProperty("events")[0].GetProperty("data").GetProperty("task").GetString()}";
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{task}/deadlines")
        {
            Content = JsonContent.Create(new { phrase = "x", kind = "byReference", reference = "x", follows = new { directive = secret, task = parent.Split('/')[4] } })
        };
        request.As(new Caller("MonitoringBody", Committee, "none")).Headers.Add("Idempotency-Key", $"{Guid.NewGuid()}");

        (await app.Send(request)).Should(422).Code.Should().Be("deadline-follows-nothing");
    }

    [Fact]
    public async Task A_file_is_for_those_who_may_see_what_it_is_evidence_of_and_for_who_sent_it()
    {
        var assignment = $"{await app.Assigned(await app.TaskWithDeadline($"/directives/{await Secret()}"))}";
        var sender = new Caller("LeadReporter", Finance);
        var sha256 = await Sent(sender);
        var file = $"/files/{sha256}";

        (await Ask(file, sender)).Should(200);
        foreach (var stranger in new[] { Cleared, new("MonitoringBody", Committee), new("LeadReporter", Justice), new("Auditor", Justice) })
            (await Ask(file, stranger)).Should(404).Code.Should().Be("no-such-file");

        (await app.Post($"{assignment}/evidence", new { evidence = new { title = "Báo cáo", sha256 } }, Finance)).Should(201);

        foreach (var reader in new[] { Cleared, new("Auditor", Justice), new("LeadApprover", Finance), sender })
            (await Ask(file, reader)).Should(200).Text.Should().Be("mật");
        foreach (var stranger in new[] { Uncleared, new("LeadReporter", Justice), new("MonitoringBody", Committee, "none") })
            (await Ask(file, stranger)).Should(404).Code.Should().Be("no-such-file");
        (await Ask($"/access-log?directive={assignment.Split('/')[2]}", new("Auditor", Justice))).Text.Should().Contain("GET /files/{sha256}");

        // Whoever has the same file learns nothing by bringing it too.
        var other = new Caller("LeadReporter", Justice);
        (await Sent(other)).Should().Be(sha256);
        (await Ask(file, other)).Should(200);
    }

    [Fact]
    public async Task A_live_stream_ends_with_its_token()
    {
        (await app.Get("/events?pageSize=1")).Should(200); // so that the host is awake and no second is lost
        var token = SignedToken.Of(
            app.Http.BaseAddress!.GetLeftPart(UriPartial.Authority), app.Services.GetRequiredService<DevelopmentIssuer>().Signing, new { sub = "an", role = "Inspector", agency = Committee },
            expires: TimeSpan.FromSeconds(-25)); // of the thirty by which clocks may differ
        using var request = new HttpRequestMessage(HttpMethod.Get, "/events/stream") { Headers = { Authorization = new("Bearer", token) } };
        using var response = await app.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.IsSuccessStatusCode.Should().BeTrue();

        var whole = await response.Content.ReadAsStringAsync().WaitAsync(TimeSpan.FromSeconds(30));

        whole.Should().StartWith(": ");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/events/stream") { Headers = { Authorization = request.Headers.Authorization } };
        (await app.Send(again)).Should(401).Code.Should().Be("token-not-accepted");
    }

    async Task<string> Secret()
    {
        await app.RegisteredAgencies();
        return await Issued("secret");
    }

    async Task<string> Issued(string secrecy, params object[] links) => (await Posted("/directives", new
    {
        type = "conclusion",
        number = $"{Interlocked.Increment(ref last)}-KL/TW",
        title = new { vi = "x" },
        issuedBy = new[] { Politburo },
        issuedOn = "2025-07-25",
        secrecy,
        links
    })).Location!.Split('/')[2];

    async Task<Answer> Posted(string path, object body) => (await app.Post(path, body)).Should(201);

    async Task<string> Sent(Caller by)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/files") { Content = new StringContent("mật", new MediaTypeHeaderValue("text/plain")) };
        return (await app.Send(request.As(by))).Should(201).Json.GetProperty("sha256").GetString()!;
    }

    async Task<Answer> Ask(string path, Caller caller, string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept is not null)
            request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        return await app.Send(request.As(caller));
    }
}

static class EventAnswers
{
    public static List<string?> Types(this Answer answer) => [.. answer.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("type").GetString())];
}
