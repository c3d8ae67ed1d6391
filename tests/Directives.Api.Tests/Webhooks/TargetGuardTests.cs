using System.Net;
using Directives.Api.Webhooks;
using Microsoft.AspNetCore.Hosting;
using static Directives.Api.Tests.Scenarios;
using static Directives.Api.Tests.Webhooks.WebhookApp;

namespace Directives.Api.Tests.Webhooks;

/// <summary>Nobody uses webhooks to reach what only this server can reach.</summary>
public class TargetGuardTests(TargetGuardTests.StrictApp app) : IClassFixture<TargetGuardTests.StrictApp>
{
    /// <summary>As it comes, but that it sends by http, so that a receiver would notice.</summary>
    public sealed class StrictApp : WebhookApp
    {
        protected override void Configure(IWebHostBuilder host)
        {
            base.Configure(host);
            host.UseSetting("Webhooks:AllowedNetworks:0", "10.20.0.0/16");
        }
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("203.162.4.190", true)]
    [InlineData("2001:dc8::1", true)]
    [InlineData("2405:4800::1", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("0.1.2.3", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("10.20.1.1", true)] // allowed by configuration
    [InlineData("10.21.1.1", false)]
    [InlineData("100.64.0.1", false)] // carrier-grade NAT
    [InlineData("100.127.255.254", false)]
    [InlineData("100.128.0.1", true)]
    [InlineData("100.100.100.200", false)] // metadata of a cloud
    [InlineData("127.0.0.1", false)]
    [InlineData("127.255.255.254", false)]
    [InlineData("169.254.169.254", false)] // metadata of most clouds
    [InlineData("172.15.255.255", true)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.0.0.192", false)] // metadata of a cloud
    [InlineData("192.0.2.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("239.255.255.250", false)]
    [InlineData("240.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("::ffff:10.20.1.1", true)]
    [InlineData("::127.0.0.1", false)]
    [InlineData("64:ff9b::7f00:1", false)] // NAT64
    [InlineData("2002:7f00:1::", false)] // 6to4
    [InlineData("2001::1", false)] // Teredo
    [InlineData("2001:db8::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fd00:ec2::254", false)] // metadata of a cloud
    [InlineData("fe80::1", false)]
    [InlineData("fec0::1", false)]
    [InlineData("ff02::1", false)]
    public void Only_public_addresses_and_allowed_networks_are_connected_to(string address, bool allowed) =>
        new TargetGuard(new() { AllowedNetworks = [IPNetwork.Parse("10.20.0.0/16")] }).Allows(IPAddress.Parse(address)).Should().Be(allowed);

    [Theory]
    [InlineData("", "webhook-url-malformed")]
    [InlineData("/events", "webhook-url-malformed")]
    [InlineData("example.gov.vn", "webhook-url-malformed")]
    [InlineData("https://", "webhook-url-malformed")]
    [InlineData("https://example.gov.vn/#in", "webhook-url-malformed")]
    [InlineData("ftp://example.gov.vn/", "webhook-url-not-https")]
    [InlineData("file:///etc/passwd", "webhook-url-malformed")]
    [InlineData("gopher://127.0.0.1:5432/_", "webhook-url-not-https")]
    [InlineData("https://user:secret@example.gov.vn/", "webhook-url-with-credentials")]
    [InlineData("https://user@example.gov.vn/", "webhook-url-with-credentials")]
    [InlineData("https://127.0.0.1/", "webhook-target-forbidden")]
    [InlineData("https://2130706433/", "webhook-target-forbidden")]
    [InlineData("https://0x7f.1/", "webhook-target-forbidden")]
    [InlineData("https://127.1/", "webhook-target-forbidden")]
    [InlineData("https://[::1]/", "webhook-target-forbidden")]
    [InlineData("https://[::ffff:7f00:1]:8443/", "webhook-target-forbidden")]
    [InlineData("https://169.254.169.254/latest/meta-data/", "webhook-target-forbidden")]
    [InlineData("https://0/", "webhook-target-forbidden")]
    public async Task A_target_that_cannot_be_is_refused(string url, string code)
    {
        await app.RegisteredAgencies();

        var answer = (await app.Post("/webhooks", new { url }, Finance)).Should(422);

        answer.Code.Should().Be(code);
        answer.Place.Should().Be("/url");
    }

    /// <summary>What a name leads to is looked at when it is used: it may be something else by then.</summary>
    [Fact]
    public async Task A_name_that_leads_to_this_machine_is_not_followed()
    {
        await using var receiver = await Receiver.Start();
        await app.RegisteredAgencies();
        var (webhook, _) = await app.Webhook(receiver.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal), after: 0);

        await Until(async () => (await app.As($"{webhook}/deliveries", Finance)).Should(200).Json.GetProperty("items").GetArrayLength() > 1);

        (await app.As($"{webhook}/deliveries", Finance)).Json.GetProperty("items").EnumerateArray().Should().OnlyContain(attempt => attempt.GetProperty("outcome").GetString() == "forbidden");
        receiver.All.Should().BeEmpty();
    }

    [Fact]
    public async Task Plain_http_has_to_be_allowed()
    {
        var host = new App();
        await host.Start(app.Database.ConnectionString);
        await app.RegisteredAgencies();
        (await host.Post("/webhooks", new { url = "http://example.gov.vn/" }, Finance)).Should(422).Code.Should().Be("webhook-url-not-https");
        await host.Stop();
    }

    [Theory]
    [InlineData("""{"url":"https://example.gov.vn/","types":["task_eaten"]}""", 422, "unknown-event-type", "/types")]
    [InlineData("""{"url":"https://example.gov.vn/","agency":"bo-khong-co"}""", 422, "unknown-agency", "/agency")]
    [InlineData("""{"url":"https://example.gov.vn/","directive":"0198a000-0000-7000-8000-000000000000"}""", 422, "unknown-directive", "/directive")]
    [InlineData("""{"url":"https://example.gov.vn/","after":-1}""", 400, "negative-position", "/after")]
    [InlineData("""{"url":"https://example.gov.vn/","after":999999}""", 422, "position-not-reached", "/after")]
    public async Task A_webhook_for_what_nobody_entered_is_refused(string body, int status, string code, string place)
    {
        await app.RegisteredAgencies();
        var answer = (await app.Post("/webhooks", body, Finance)).Should(status);
        (answer.Code, answer.Place).Should().Be((code, place));
    }
}
