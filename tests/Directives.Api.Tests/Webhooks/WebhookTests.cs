using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using static Directives.Api.Tests.Scenarios;
using static Directives.Api.Tests.Webhooks.WebhookApp;

namespace Directives.Api.Tests.Webhooks;

/// <summary>What the owner of a webhook sees and decides.</summary>
public class WebhookTests(WebhookTests.ImpatientApp app) : IClassFixture<WebhookTests.ImpatientApp>
{
    /// <summary>Gives up soon.</summary>
    public sealed class ImpatientApp : WebhookApp
    {
        protected override void Configure(IWebHostBuilder host)
        {
            base.Configure(host);
            host.UseSetting("Webhooks:PauseAfter", "00:00:00.3");
        }
    }

    static readonly string[] OnlyRegistrations = ["agency_registered"];

    [Fact]
    public async Task A_receiver_that_fails_for_too_long_is_sent_nothing_more_until_somebody_resumes_it()
    {
        await using var receiver = await Receiver.Start();
        receiver.Answer = (_, http) => Task.FromResult(http.Response.StatusCode = 500);
        var (webhook, _) = await app.Webhook(receiver.Url, types: "agency_registered", after: 0);
        await app.RegisteredAgencies();

        await Until(async () => (await app.Stands(webhook)).GetProperty("state").GetString() is "paused");

        var stands = await app.Stands(webhook);
        stands.GetProperty("pausedBecause").GetString().Should().Be("failing");
        stands.GetProperty("note").GetString().Should().StartWith("rejected 500, position 1, attempt ");
        var tried = (await app.As($"{webhook}/deliveries", Finance)).Should(200).Json.GetProperty("items").EnumerateArray().ToList();
        tried.Should().HaveCountGreaterThanOrEqualTo(3).And.OnlyContain(attempt => attempt.GetProperty("outcome").GetString() == "rejected" && attempt.GetProperty("status").GetInt32() == 500);
        tried.Select(attempt => attempt.GetProperty("attempt").GetInt32()).Should().Equal(Enumerable.Range(1, tried.Count).Reverse());
        receiver.All.Should().HaveCount(tried.Count);

        receiver.Answer = (_, _) => Task.CompletedTask;
        (await app.Post($"{webhook}/resumptions", new { note = "Đã sửa" }, Finance)).Should(201);
        await Until(() => receiver.Taken.Count == 4);
        (await app.Stands(webhook)).GetProperty("state").GetString().Should().Be("active");
    }

    [Fact]
    public async Task A_receiver_that_says_it_is_gone_is_believed()
    {
        await using var receiver = await Receiver.Start();
        receiver.Answer = (_, http) => Task.FromResult(http.Response.StatusCode = 410);
        await app.RegisteredAgencies();
        var (webhook, _) = await app.Webhook(receiver.Url, after: 0);

        await Until(async () => (await app.Stands(webhook)).GetProperty("state").GetString() is "paused");

        (await app.Stands(webhook)).GetProperty("pausedBecause").GetString().Should().Be("gone");
        receiver.All.Should().ContainSingle();
    }

    [Fact]
    public async Task Its_owner_pauses_and_resumes_it_and_nothing_is_lost()
    {
        await using var receiver = await Receiver.Start();
        var (webhook, _) = await app.Webhook(receiver.Url, types: "work_started");
        var (one, two) = (await app.AssignedTask(), await app.AssignedTask());
        (await app.Post($"{webhook}/pauses", new { note = "Bảo trì" }, Finance)).Should(201);
        (await app.Post($"{one}/work-starts", new { }, Finance, "LeadReporter")).Should(201);
        var stands = await app.Stands(webhook);
        (stands.GetProperty("state").GetString(), stands.GetProperty("pausedBecause").GetString(), stands.GetProperty("note").GetString()).Should().Be(("paused", "asked", "Bảo trì"));
        (await app.Post($"{webhook}/pauses", new { }, Finance)).Should(201).Json.GetProperty("events").GetArrayLength().Should().Be(0);

        (await app.Post($"{webhook}/resumptions", new { }, Finance)).Should(201);
        (await app.Post($"{two}/work-starts", new { }, Finance, "LeadReporter")).Should(201);

        await Until(() => receiver.Taken.Count == 2);
        receiver.Taken.Select(taken => taken.Json.GetProperty("subject").GetString()).Should().Equal(one, two);
    }

    [Fact]
    public async Task Everything_after_a_position_can_be_sent_again_under_the_same_ids()
    {
        await using var receiver = await Receiver.Start();
        await app.RegisteredAgencies();
        var (webhook, _) = await app.Webhook(receiver.Url, types: "agency_registered", after: 0);
        await Until(() => receiver.Taken.Count == 4);

        (await app.Post($"{webhook}/replays", new { after = receiver.Taken[1].Position }, Finance)).Should(201);

        await Until(() => receiver.Taken.Count == 6);
        receiver.Taken.Skip(4).Select(taken => (taken.Position, taken.Id)).Should().Equal(receiver.Taken.Skip(2).Take(2).Select(taken => (taken.Position, taken.Id)));
        (await app.Post($"{webhook}/replays", new { after = 999_999 }, Finance)).Should(422).Place.Should().Be("/after");
        (await app.Post($"{webhook}/replays", new { after = -1 }, Finance)).Should(400).Place.Should().Be("/after");
    }

    [Fact]
    public async Task A_secret_is_made_anew_and_for_a_while_both_count()
    {
        await using var receiver = await Receiver.Start();
        await app.RegisteredAgencies();
        var (webhook, first) = await app.Webhook(receiver.Url, types: "agency_registered");

        var second = (await app.Post($"{webhook}/secrets", new { }, Finance, key: "second")).Should(201).Json.GetProperty("secret").GetString()!;
        await Replayed();
        receiver.Taken[^1].Should().Match<Received>(sent => sent.IsSignedWith(first) && sent.IsSignedWith(second) && sent.Signatures == 2);
        (await app.Stands(webhook)).GetProperty("previousSecretUntil").ValueKind.Should().Be(JsonValueKind.String);

        var third = (await app.Post($"{webhook}/secrets", new { overlapHours = 0 }, Finance)).Should(201).Json.GetProperty("secret").GetString()!;
        await Replayed();
        receiver.Taken[^1].Should().Match<Received>(sent => sent.IsSignedWith(third) && !sent.IsSignedWith(second) && sent.Signatures == 1);
        new[] { first, second, third }.Should().OnlyHaveUniqueItems().And.OnlyContain(secret => Convert.FromBase64String(secret.Substring(6)).Length == 32);

        // Repeated with its key, the request is given its own secret again, not the one that followed.
        (await app.Post($"{webhook}/secrets", new { }, Finance, key: "second")).Should(201).Json.GetProperty("secret").GetString().Should().Be(second);
        (await app.Post($"{webhook}/secrets", new { overlapHours = 169 }, Finance)).Should(422).Code.Should().Be("webhook-overlap-out-of-range");

        async Task Replayed()
        {
            var sent = receiver.Taken.Count;
            (await app.Post($"{webhook}/replays", new { after = 0 }, Finance)).Should(201);
            await Until(() => receiver.Taken.Count == sent + 4);
        }
    }

    [Fact]
    public async Task A_secret_stands_nowhere_and_the_same_request_gets_it_again()
    {
        await app.RegisteredAgencies();
        var body = new { url = "https://example.gov.vn/in", types = OnlyRegistrations };
        var made = (await app.Post("/webhooks", body, Justice, key: "made")).Should(201);
        var secret = made.Json.GetProperty("secret").GetString()!;

        (await app.Post("/webhooks", body, Justice, key: "made")).Should(201).Text.Should().Be(made.Text);
        (await app.Post("/webhooks", new { url = "https://example.gov.vn/other" }, Justice, key: "made")).Should(422).Code.Should().Be("idempotency-key-reused");
        secret.Should().StartWith("whsec_");
        (await app.As(made.Location!, Justice)).Text.Should().NotContain(secret);
        await using var command = app.Database.Source.CreateCommand(
            "select count(*) from (select data::text t from es.mt_events union all select p::text from webhooks.progress p union all select encode(value, 'base64') from webhooks.key) x where t like '%' || $1 || '%'");
        command.Parameters.Add(new() { Value = secret[6..20] });
        (await command.ExecuteScalarAsync()).Should().Be(0L);
    }

    [Fact]
    public async Task What_belongs_to_another_agency_is_not_there()
    {
        await app.RegisteredAgencies();
        var (webhook, _) = await app.Webhook("https://example.gov.vn/in");

        (await app.As(webhook, Justice)).Should(404).Code.Should().Be("no-such-webhook");
        (await app.As($"{webhook}/deliveries", Justice)).Should(404);
        foreach (var what in new[] { "pauses", "resumptions", "secrets", "removals" })
            (await app.Post($"{webhook}/{what}", new { }, Justice)).Should(404).Code.Should().Be("no-such-webhook");
        (await app.Post($"{webhook}/replays", new { after = 0 }, Justice)).Should(404);
        (await app.As("/webhooks", Justice)).Text.Should().NotContain(webhook.Split('/')[2]);
        (await app.As("/webhooks", Finance)).Text.Should().Contain(webhook.Split('/')[2]);
        (await app.As(webhook, Committee, "Administrator")).Should(200);
        (await app.Send(new HttpRequestMessage(HttpMethod.Get, webhook).AsNobody())).Should(401);

        // Nor on the streams.
        (await app.As("/events?type=webhook_created", Justice)).Text.Should().NotContain(webhook.Split('/')[2]);
        (await app.Get("/events?type=webhook_created")).Json.GetProperty("items").GetArrayLength().Should().Be(0);
        (await app.As("/events?type=webhook_created", Finance)).Text.Should().Contain(webhook.Split('/')[2]);
        (await app.As("/events?type=webhook_created", Committee, "Auditor")).Text.Should().Contain(webhook.Split('/')[2]);
    }

    [Fact]
    public async Task A_webhook_that_is_removed_is_gone()
    {
        await using var receiver = await Receiver.Start();
        await app.RegisteredAgencies();
        var (webhook, _) = await app.Webhook(receiver.Url, types: "work_started");
        (await app.Post($"{webhook}/removals", new { note = "Không dùng nữa" }, Finance, key: "removed")).Should(201);

        (await app.As(webhook, Finance)).Should(404);
        (await app.Post($"{webhook}/removals", new { note = "Không dùng nữa" }, Finance, key: "removed")).Should(201);
        (await app.Post($"{webhook}/resumptions", new { }, Finance)).Should(404);
    }

    [Fact]
    public async Task An_agency_has_only_so_many()
    {
        await app.RegisteredAgencies();
        for (var i = 0; i < 20; i++)
            await app.Webhook("https://example.gov.vn/in", owner: Politburo);

        (await app.Post("/webhooks", new { url = "https://example.gov.vn/in" }, Politburo)).Should(409).Code.Should().Be("too-many-webhooks");
    }

    [Fact]
    public async Task Deliveries_are_shown_a_page_at_a_time()
    {
        await using var receiver = await Receiver.Start();
        await app.RegisteredAgencies();
        var (webhook, _) = await app.Webhook(receiver.Url, types: "agency_registered", after: 0);
        await Until(async () => (await app.Stands(webhook)).GetProperty("lag").GetInt64() == 0);

        var first = (await app.As($"{webhook}/deliveries?pageSize=3", Finance)).Should(200).Json;
        var second = (await app.As($"{webhook}/deliveries?pageSize=3&before={first.GetProperty("nextBefore")}", Finance)).Should(200).Json;

        first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).Select(item => (item.GetProperty("position").GetInt64(), item.GetProperty("outcome").GetString(), item.GetProperty("status").GetInt32()))
            .Should().Equal(receiver.Taken.Reverse().Select(taken => (taken.Position, (string?)"delivered", 200)));
        second.GetProperty("nextBefore").ValueKind.Should().Be(JsonValueKind.Null);
    }
}
