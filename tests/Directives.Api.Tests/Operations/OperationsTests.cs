using System.Text.Json;
using Directives.Api.Hosting;

namespace Directives.Api.Tests.Operations;

/// <summary>An event that cannot be projected, seen from outside, on two hosts.</summary>
public class OperationsTests : IAsyncLifetime
{
    readonly App app = new();
    readonly SameDatabase other = new();

    public async Task InitializeAsync()
    {
        await app.InitializeAsync();
        await other.Beside(app);
    }

    public async Task DisposeAsync()
    {
        await other.Stop();
        await app.DisposeAsync();
    }

    /// <summary>Appends an event no host knows, and waits until both say so; its position.</summary>
    async Task<long> Halted()
    {
        await app.RegisteredAgencies();
        await using var poison = app.Database.Source.CreateCommand(
            """
            select last_seq from es.append_one(1, null, '*DEFAULT*', gen_random_uuid(), 'directive', 0, null, null, 'test', null, null, '{}',
              array[gen_random_uuid()], array['never_heard_of']::varchar[], array['x']::varchar[], array['{}']::jsonb[])
            """);
        var position = (long)(await poison.ExecuteScalarAsync())!;
        await Ready(app, 503);
        await Ready(other, 503);
        return position;
    }

    Task<Answer> Decide(object body, string? key = null, string role = "Administrator", string name = "tracking") =>
        app.Post($"/operations/projections/{name}/decisions", body, role: role, key: key);

    static async Task<JsonElement> Tracking(App host) => (await host.Get("/operations/projections")).Should(200).Json.GetProperty("items")[0];

    static async Task<Answer> Ready(App host, int status)
    {
        for (var attempt = 0; ; attempt++)
        {
            var answer = await host.Get("/health/ready");
            if (answer.Status == status || attempt == 400)
                return answer.Should(status);
            await Task.Delay(50);
        }
    }

    [Fact]
    public async Task Every_host_is_not_ready_and_says_where_and_why()
    {
        var position = await Halted();

        foreach (var host in new[] { app, (App)other })
        {
            var projection = (await host.Get("/health/ready")).Should(503).Json.GetProperty("projections")[0];
            projection.GetProperty("state").GetString().Should().Be("halted");
            projection.GetProperty("position").GetInt64().Should().Be(position - 1);
            projection.GetProperty("reason").GetString().Should().StartWith($"Position {position}: ").And.Contain("never_heard_of");
            var item = await Tracking(host);
            item.GetProperty("halt").GetProperty("position").GetInt64().Should().Be(position);
            item.GetProperty("halt").GetProperty("reason").GetString().Should().Contain("never_heard_of");
            item.GetProperty("lag").GetInt64().Should().Be(1);
        }
    }

    [Fact]
    public async Task An_administrator_skips_the_event_and_everything_goes_on()
    {
        var position = await Halted();

        var receipt = (await Decide(new { position, decision = "skip", reason = "Nhập thử, không thuộc hệ thống" }, "k1")).Should(201);

        receipt.Json.GetProperty("events")[0].GetProperty("type").GetString().Should().Be("projection_event_skipped");
        await Ready(app, 200);
        await Ready(other, 200);
        await app.IssuedDirective();
        (await other.Get($"/directives?minPosition={receipt.Position}")).Should(200).Json.GetProperty("items").GetArrayLength().Should().Be(1);
        var decision = (await Tracking(other)).GetProperty("decisions")[0];
        decision.GetProperty("decision").GetString().Should().Be("skip");
        decision.GetProperty("position").GetInt64().Should().Be(position);
        decision.GetProperty("reason").GetString().Should().Be("Nhập thử, không thuộc hệ thống");
        decision.GetProperty("by").GetString().Should().Be("somebody");
        (await Decide(new { position, decision = "skip", reason = "Nhập thử, không thuộc hệ thống" }, "k1")).Should(201).Text.Should().Be(receipt.Text);
    }

    [Fact]
    public async Task Trying_again_what_still_cannot_be_projected_leaves_it_halted()
    {
        var position = await Halted();

        (await Decide(new { position, decision = "retry", reason = "x" })).Should(201);

        (await Tracking(app)).GetProperty("decisions").GetArrayLength().Should().Be(1);
        await Ready(app, 503);
        (await Tracking(app)).GetProperty("position").GetInt64().Should().Be(position - 1);
    }

    [Fact]
    public async Task Nobody_else_decides_and_nothing_else_can_be_decided()
    {
        var position = await Halted();

        (await Decide(new { position, decision = "skip", reason = "x" }, role: "MonitoringBody")).Should(403).Code.Should().Be("not-in-this-role");
        (await Decide(new { position = position - 1, decision = "skip", reason = "x" })).Should(409).Code.Should().Be("not-halted-there");
        (await Decide(new { position, decision = "skip", reason = " " })).Should(422).Code.Should().Be("reason-required");
        (await Decide(new { position, decision = "forget", reason = "x" })).Should(400);
        (await Decide(new { position, decision = "skip", reason = "x" }, name: "elsewhere")).Should(404).Code.Should().Be("no-such-projection");
        (await app.Get("/health/ready")).Should(503);
    }

    [Fact]
    public async Task Healthy_read_models_show_how_they_stand()
    {
        await app.RegisteredAgencies();
        await Ready(app, 200);
        await app.Get("/agencies");

        var item = await Tracking(app);

        item.GetProperty("name").GetString().Should().Be("tracking");
        item.GetProperty("version").GetInt32().Should().Be(Services.Tracking.Version);
        item.GetProperty("state").GetString().Should().Be("running");
        item.GetProperty("lag").GetInt64().Should().Be(0);
        item.GetProperty("runBy").GetGuid().Should().NotBeEmpty();
        item.GetProperty("runBy").GetGuid().Should().Be((await Tracking(other)).GetProperty("runBy").GetGuid());
    }

    sealed class SameDatabase : App
    {
        public Task Beside(App one) => Start(one.Database.ConnectionString);
    }
}
