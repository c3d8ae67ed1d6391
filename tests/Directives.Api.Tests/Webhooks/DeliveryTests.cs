using static Directives.Api.Tests.Scenarios;
using static Directives.Api.Tests.Webhooks.WebhookApp;

namespace Directives.Api.Tests.Webhooks;

/// <summary>What a receiver gets, whatever it does.</summary>
public class DeliveryTests(WebhookApp app) : IClassFixture<WebhookApp>
{
    [Fact]
    public async Task A_receiver_that_fails_hangs_dawdles_goes_and_returns_gets_every_event_in_order_and_signed()
    {
        await app.Work(3);
        await using var receiver = await Receiver.Start();
        receiver.Answer = async (number, http) =>
        {
            switch (number)
            {
                case 2 or 3:
                    http.Response.StatusCode = 500;
                    break;
                case 5:
                    await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    break;
                case 8:
                    http.Abort();
                    break;
                case 10:
                    await Task.Delay(300);
                    break;
                case 12:
                    http.Response.StatusCode = 429;
                    http.Response.Headers.RetryAfter = "1";
                    break;
                case 14:
                    http.Response.Redirect("/elsewhere");
                    break;
            }
        };
        var (_, secret) = await app.Webhook(receiver.Url, after: 0);
        await Until(() => receiver.All.Count > 15);

        await receiver.Close();
        await app.Work(3);
        await receiver.Open();
        await Until(() => receiver.Taken.Count > 15);
        await app.Restart();
        await app.Work(3);
        var head = await app.Head();
        await Until(() => receiver.Taken.Any(taken => taken.Position == head));

        var first = receiver.Taken.DistinctBy(taken => taken.Position).Select(taken => taken.Position).ToList();
        first.Should().BeInAscendingOrder().And.Equal(await Positions(head, "data->>'agency' = 'bo-tai-chinh' or type not like 'webhook%'"));
        receiver.All.Should().OnlyContain(received => received.IsSignedWith(secret));
        receiver.All.Select(received => (received.Position, received.Id)).Distinct().Select(message => message.Id).Should().OnlyHaveUniqueItems();
        receiver.All.GroupBy(received => received.Position).Should().OnlyContain(again => again.Select(received => received.Id).Distinct().Count() == 1, "a message sent again is the same message");
        receiver.All.Should().OnlyContain(received => received.Path == "/directives", "redirects are not followed");
    }

    [Fact]
    public async Task A_receiver_that_takes_nothing_holds_up_nobody_else()
    {
        await using var broken = await Receiver.Start();
        await using var hanging = await Receiver.Start();
        await using var good = await Receiver.Start();
        broken.Answer = (_, http) => Task.FromResult(http.Response.StatusCode = 503);
        hanging.Answer = (_, http) => Task.Delay(Timeout.Infinite, http.RequestAborted);
        await app.Webhook(broken.Url, types: "work_started", owner: Justice);
        await app.Webhook(hanging.Url, types: "work_started", owner: Justice);
        await app.Webhook(good.Url, types: "work_started", owner: Justice);
        var (one, two) = (await app.AssignedTask(), await app.AssignedTask());

        foreach (var assignment in new[] { one, two })
            (await app.Post($"{assignment}/work-starts", new { }, Finance, "LeadReporter")).Should(201);

        await Until(() => good.Taken.Count == 2 && broken.All.Count > 2 && hanging.All.Count > 0);
        broken.All.Select(received => received.Position).Distinct().Should().ContainSingle();
        good.Taken.Select(taken => taken.Json.GetProperty("subject").GetString()).Should().Equal(one, two);
    }

    [Fact]
    public async Task An_event_is_told_as_a_CloudEvent_with_the_trace_of_the_request()
    {
        await using var receiver = await Receiver.Start();
        await app.Webhook(receiver.Url, types: "progress_reported", agency: Finance);
        var assignment = await app.AssignedTask();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{assignment}/progress-reports") { Content = new StringContent("""{"text":"Đạt 40%","percent":40}""", null, "application/json") };
        foreach (var (name, value) in new[] { ("Idempotency-Key", $"{Guid.NewGuid()}"), ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01") })
            request.Headers.Add(name, value);
        var receipt = (await app.Send(request.As("LeadReporter", Finance))).Should(201);

        await Until(() => receiver.Taken.Count == 1);

        var (sent, json) = (receiver.Taken[0], receiver.Taken[0].Json);
        var recorded = (await app.Get($"/events?after={receipt.Position - 1}")).Json.GetProperty("items")[0];
        json.EnumerateObject().Select(member => member.Name).Should().OnlyContain(name => name.All(char.IsAsciiLetterLower));
        json.GetProperty("specversion").GetString().Should().Be("1.0");
        json.GetProperty("id").GetString().Should().Be(recorded.GetProperty("id").GetString());
        json.GetProperty("source").GetString().Should().Be("/events");
        json.GetProperty("type").GetString().Should().Be("vn.directives.progress_reported");
        json.GetProperty("subject").GetString().Should().Be(assignment);
        json.GetProperty("time").GetString().Should().Be(recorded.GetProperty("recordedAt").GetString());
        json.GetProperty("position").GetString().Should().Be($"{receipt.Position}");
        json.GetProperty("data").GetRawText().Should().Be(recorded.GetProperty("data").GetRawText());
        sent.Headers["content-type"].Should().Be("application/cloudevents+json; charset=utf-8");
        foreach (var trace in new[] { sent.Headers["traceparent"], json.GetProperty("traceparent").GetString() })
            trace.Should().MatchRegex("^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$");
    }

    [Fact]
    public async Task A_webhook_is_told_what_its_filter_lets_through()
    {
        await using var receiver = await Receiver.Start();
        var (mine, other) = (await app.AssignedTask(), await app.AssignedTask());
        await app.Webhook(receiver.Url, directive: mine.Split('/')[2], types: "work_started progress_reported", agency: Finance);

        foreach (var assignment in new[] { other, mine })
        {
            (await app.Post($"{assignment}/work-starts", new { }, Finance, "LeadReporter")).Should(201);
            (await app.Post($"{assignment}/difficulties", new { text = "Thiếu kinh phí" }, Finance, "LeadReporter")).Should(201);
            (await app.Post($"{assignment}/progress-reports", new { text = "x" }, Finance, "LeadReporter")).Should(201);
        }

        await Until(() => receiver.Taken.Count == 2);
        receiver.Taken.Select(taken => (taken.Json.GetProperty("type").GetString(), taken.Json.GetProperty("subject").GetString()))
            .Should().Equal(("vn.directives.work_started", mine), ("vn.directives.progress_reported", mine));
    }

    [Fact]
    public async Task Of_an_answer_without_end_nothing_is_read()
    {
        using var endless = new EndlessReceiver();
        var (webhook, _) = await app.Webhook(endless.Url, after: 0, types: "agency_registered");
        await app.RegisteredAgencies();
        var head = await app.Head();

        await Until(async () => (await app.Stands(webhook)).GetProperty("position").GetInt64() >= head);

        (await endless.Stop()).Should().Be(4);
        endless.Written.Should().BeLessThan(4 * 16 * 1024 * 1024, "what the kernel buffers is all that it gets rid of");
    }

    [Fact]
    public async Task When_the_host_that_sends_stops_another_goes_on()
    {
        var other = new WebhookApp();
        await other.Start(app.Database.ConnectionString);
        await using var receiver = await Receiver.Start();
        await app.Webhook(receiver.Url, types: "work_started");
        var first = await app.AssignedTask();
        (await app.Post($"{first}/work-starts", new { }, Finance, "LeadReporter")).Should(201);
        await Until(() => receiver.Taken.Count == 1);

        await app.Restart(); // the lease passes to the other one
        var second = await other.AssignedTask();
        (await other.Post($"{second}/work-starts", new { }, Finance, "LeadReporter")).Should(201);

        await Until(() => receiver.Taken.Count == 2);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => other.Work(2)));
        receiver.Taken.Select(taken => taken.Json.GetProperty("subject").GetString()).Should().Equal(first, second);
        await other.Stop();
    }

    async Task<List<long>> Positions(long upTo, string condition)
    {
        await using var command = app.Database.Source.CreateCommand($"select seq_id from es.mt_events where seq_id <= {upTo} and ({condition}) order by seq_id");
        await using var row = await command.ExecuteReaderAsync();
        var positions = new List<long>();
        while (await row.ReadAsync())
            positions.Add(row.GetInt64(0));
        return positions;
    }
}
