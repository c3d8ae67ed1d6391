using System.Text.Json;
using Directives.Api.Tests.Hosting;
using Microsoft.AspNetCore.Hosting;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Webhooks;

/// <summary>A host that sends to loopback, is soon back after a failure and long patient.</summary>
public class WebhookApp : App
{
    protected override void Configure(IWebHostBuilder host) => host
        .UseSetting("Webhooks:Deliver", "true").UseSetting("Webhooks:AllowHttp", "true").UseSetting("Webhooks:AllowedNetworks:0", "127.0.0.0/8")
        .UseSetting("Webhooks:Timeout", "00:00:01").UseSetting("Webhooks:FirstPause", "00:00:00.02").UseSetting("Webhooks:LongestPause", "00:00:00.2");

    /// <param name="url">Where events go.</param>
    /// <param name="types">Their names, with spaces between; all if left out.</param>
    /// <param name="after">From where; from now on if left out.</param>
    /// <param name="directive">Only of this directive.</param>
    /// <param name="agency">Only what concerns this agency.</param>
    /// <param name="owner">Whose it is; in a role that sees everything.</param>
    public async Task<(string Path, string Secret)> Webhook(
        string url, string? types = null, long? after = null, string? directive = null, string? agency = null, string owner = Finance)
    {
        var answer = (await Post("/webhooks", new { url, directive, agency, types = types?.Split(' '), after }, owner, "Inspector")).Should(201);
        return (answer.Location!, answer.Json.GetProperty("secret").GetString()!);
    }

    public async Task<JsonElement> Stands(string webhook, string agency = Finance) => (await As(webhook, agency)).Should(200).Json;

    public async Task<Answer> As(string path, string agency, string role = "LeadReporter")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await Send(request.As(role, agency));
    }

    public async Task<long> Head() => (await Get("/events?pageSize=1")).Should(200).Json.GetProperty("position").GetInt64();

    public static Task Until(Func<bool> condition) => HostProcess.Until(() => Task.FromResult(condition()));

    public static Task Until(Func<Task<bool>> condition) => HostProcess.Until(condition);

    /// <summary>A task that is begun and reported on; many events.</summary>
    public async Task Work(int reports)
    {
        var assignment = await this.AssignedTask();
        for (var i = 0; i < reports; i++)
            (await Post($"{assignment}/progress-reports", new { text = $"Báo cáo {i}" }, Finance, "LeadReporter")).Should(201);
    }
}
