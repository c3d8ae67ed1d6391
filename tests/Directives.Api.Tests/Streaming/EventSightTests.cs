using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Streaming;

/// <summary>Of what somebody may not see no more is told than that positions go on.</summary>
public class EventSightTests(App app) : IClassFixture<App>
{
    static readonly Caller Uncleared = new("Inspector", Committee, "none"), Ministry = new("LeadReporter", Finance), Stranger = new("LeadReporter", "bo-khac");

    [Fact]
    public async Task What_is_too_secret_is_on_no_stream()
    {
        var before = await Begin();
        await using var live = await LiveReader.Open(app, Uncleared);
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

        var seen = await Feed($"/events?after={before}", Uncleared);

        seen.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("position").GetInt64()).Should().Equal(plain.Position);
        seen.GetProperty("next").GetInt64().Should().Be(plain.Position);
        (await live.Next(1)).Should().Equal(plain.Position);
        (await app.Get($"/events?after={before}")).Json.GetProperty("items").GetArrayLength().Should().Be((int)(plain.Position - before));
    }

    [Fact]
    public async Task Whose_work_it_is_sees_it_and_a_stranger_does_not()
    {
        var before = await Begin();
        var task = await app.TaskWithDeadline((await app.Post("/directives", ADirective())).Should(201).Location!);
        await app.Assigned(task);
        var position = (await app.Get("/events")).Json.GetProperty("position").GetInt64();

        (await Feed($"/events?after={before}&type=task_assigned", Ministry)).GetProperty("items").GetArrayLength().Should().Be(1);
        var nothing = await Feed($"/events?after={before}", Stranger);
        nothing.GetProperty("items").GetArrayLength().Should().Be(0);
        nothing.GetProperty("next").GetInt64().Should().Be(position);
    }

    async Task<long> Begin()
    {
        await app.RegisteredAgencies();
        return (await app.Get("/events")).Json.GetProperty("position").GetInt64();
    }

    async Task<System.Text.Json.JsonElement> Feed(string path, Caller caller)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path).As(caller);
        using var response = await app.Http.SendAsync(request);
        return System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.Clone();
    }
}
