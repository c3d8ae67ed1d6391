using System.Text.Json;
using Directives.Api.Demo;
using Directives.Api.Tests.Demo;

namespace Directives.Api.Tests.Auditing;

public class ReplayTests(DemoApp app) : IClassFixture<DemoApp>
{
    static readonly string Path179 = $"/directives/{DemoLoader.IdOf("179").Value}";

    [Fact]
    public async Task Every_event_says_who_when_and_what_in_dense_versions_and_rising_positions()
    {
        var events = await Events("");

        events.Select(e => e.GetProperty("version").GetInt64()).Should().Equal(Enumerable.Range(1, events.Count).Select(i => (long)i));
        events.Select(e => e.GetProperty("position").GetInt64()).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        events.Select(e => e.GetProperty("recordedAt").GetDateTimeOffset()).Should().BeInAscendingOrder();
        events.Should().OnlyContain(e => e.GetProperty("actor").GetString() == "demo" && e.GetProperty("headers").GetProperty("agency").GetString() != "");
        events[0].GetProperty("type").GetString().Should().Be("directive_issued");
        events[0].GetProperty("data").GetProperty("number").GetProperty("printed").GetString().Should().Be("179-KL/TW");
    }

    [Fact]
    public async Task Events_come_in_pages()
    {
        var paged = new List<long>();
        long? after = 0;
        while (after is not null)
        {
            var page = (await app.Get($"{Path179}/events?pageSize=100&afterVersion={after}")).Should(200).Json;
            paged.AddRange(page.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("version").GetInt64()));
            after = page.GetProperty("nextAfterVersion").ValueKind is JsonValueKind.Null ? null : page.GetProperty("nextAfterVersion").GetInt64();
        }

        paged.Should().Equal((await Events("")).Select(e => e.GetProperty("version").GetInt64()));
    }

    [Fact]
    public async Task A_directive_is_shown_as_it_was_at_a_version()
    {
        var first = (await app.Get($"{Path179}?atVersion=1")).Should(200);

        first.ETag.Should().Be("\"1\"");
        first.Json.GetProperty("tasks").GetArrayLength().Should().Be(0);
        (await app.Get($"{Path179}?atVersion=2")).Json.GetProperty("tasks").GetArrayLength().Should().Be(1);
        (await app.Get($"{Path179}?atVersion=100000")).Should(422).Code.Should().Be("version-not-reached");
        (await app.Get($"{Path179}?atVersion=0")).Should(400);
    }

    [Theory]
    [InlineData("2025-07-25T09:00:00Z", null)]
    [InlineData("2025-08-01T01:00:00Z", "inProgress")]
    [InlineData("2025-08-04T03:00:00Z", "completionReported")]
    [InlineData("2025-08-05T01:00:00Z", "completed")]
    public async Task A_directive_is_shown_as_it_was_known_at_an_instant(string instant, string? lifecycle)
    {
        var answer = await app.Get($"{Path179}?knownAsOf={instant}");

        if (lifecycle is null)
            answer.Should(404);
        else
            Finance(answer.Should(200).Json).GetProperty("lifecycle").GetString().Should().Be(lifecycle);
    }

    [Fact]
    public async Task Replaying_version_by_version_leads_to_what_is_shown_live()
    {
        var live = (await app.Get(Path179)).Should(200);

        (await app.Get($"{Path179}?atVersion={live.Json.GetProperty("version").GetInt64()}")).Text.Should().Be(live.Text);
    }

    async Task<List<JsonElement>> Events(string query) => [.. (await app.Get($"{Path179}/events?pageSize=1000{query}")).Should(200).Json.GetProperty("items").EnumerateArray()];

    static JsonElement Finance(JsonElement directive) => directive.GetProperty("tasks").EnumerateArray()
        .Single(task => task.GetProperty("code").GetString() == "179-19").GetProperty("assignments")[0];
}
