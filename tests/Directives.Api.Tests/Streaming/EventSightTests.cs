using Microsoft.AspNetCore.Hosting;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Streaming;

/// <summary>Where less may be shown than was once entered, of the rest no more is told than that positions go on.</summary>
public class EventSightTests : IAsyncLifetime
{
    readonly App app = new();
    readonly OpenApp open = new();

    sealed class OpenApp : App
    {
        protected override void Configure(IWebHostBuilder host) => host.UseSetting("Secrecy:Highest", "none");
    }

    public async Task InitializeAsync()
    {
        await app.InitializeAsync();
        await open.Start(app.Database.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await open.Stop();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task What_is_too_secret_is_on_no_stream()
    {
        await app.RegisteredAgencies();
        var before = (await app.Get("/events")).Json.GetProperty("position").GetInt64();
        await using var live = await LiveReader.Open(open);
        var secret = (await app.Post("/directives", new
        {
            type = "conclusion",
            number = "9-KL/TW",
            title = new { vi = "Mật" },
            issuedBy = new[] { Politburo },
            issuedOn = "2025-07-25",
            secrecy = "secret"
        })).Should(201).Location!;
        await app.Assigned(await app.TaskWithDeadline(secret));
        var plain = (await app.Post("/directives", ADirective())).Should(201);

        var seen = (await open.Get($"/events?after={before}")).Should(200).Json;

        seen.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("position").GetInt64()).Should().Equal(plain.Position);
        seen.GetProperty("next").GetInt64().Should().Be(plain.Position);
        (await open.Get($"/events?after={before}&directive={secret.Split('/')[2]}&type=task_assigned")).Json.GetProperty("items").GetArrayLength().Should().Be(0);
        (await live.Next(1)).Should().Equal(plain.Position);
        (await app.Get($"/events?after={before}")).Json.GetProperty("items").GetArrayLength().Should().Be((int)(plain.Position - before));
    }
}
