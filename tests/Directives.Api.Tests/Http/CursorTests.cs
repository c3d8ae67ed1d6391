using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Http;

public class CursorTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task What_stands_beside_a_cursor_may_say_the_same_as_it_but_nothing_else()
    {
        var (task, instant) = (await app.TaskWithDeadline(await app.IssuedDirective()), DateTimeOffset.UtcNow);
        await app.Assigned(task);
        await app.Assigned(task, Justice);
        var known = (await app.Get("/assignments?pageSize=1&effectiveAsOf=2025-08-01")).Should(200).Json;
        var (position, cursor) = (known.GetProperty("position").GetInt64(), known.GetProperty("nextCursor").GetString());

        foreach (var same in new[] { "", "&effectiveAsOf=2025-08-01", $"&atPosition={position}", $"&minPosition={position}", $"&knownAsOf={DateTimeOffset.UtcNow.AddSeconds(-0.001):O}&effectiveAsOf=2025-08-01" })
            (await app.Get($"/assignments?pageSize=1&cursor={cursor}{same.Replace("+", "%2B", StringComparison.Ordinal)}")).Should(200).Json.GetProperty("items").GetArrayLength().Should().Be(1);
        foreach (var (other, name) in new[]
        {
            ("&effectiveAsOf=2025-08-02", "effectiveAsOf"), ($"&atPosition={position - 1}", "atPosition"), ("&minPosition=1000000", "minPosition"),
            ($"&knownAsOf={instant.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffffffZ}", "knownAsOf")
        })
        {
            var answer = (await app.Get($"/assignments?pageSize=1&cursor={cursor}{other}")).Should(400);
            answer.Code.Should().Be("cursor-from-elsewhere");
            answer.Place.Should().Be(name);
        }
    }

    [Fact]
    public async Task Another_filter_or_another_list_is_not_what_the_cursor_is_of()
    {
        var task = await app.TaskWithDeadline(await app.IssuedDirective());
        await app.Assigned(task);
        await app.Assigned(task, Justice);
        var cursor = await Cursor("/assignments?pageSize=1");

        (await app.Get($"/assignments?agency={Finance}&cursor={cursor}")).Should(400).Code.Should().Be("cursor-malformed");
        (await app.Get($"/directives?cursor={cursor}")).Should(400).Code.Should().Be("cursor-malformed");
        cursor = await Cursor("/reports/weekly/2025-08-01/assignments?figure=all&pageSize=1");
        (await app.Get($"/reports/weekly/2025-08-01/assignments?figure=all&cursor={cursor}")).Should(200);
        (await app.Get($"/reports/weekly/2025-08-08/assignments?figure=all&cursor={cursor}")).Should(400).Code.Should().Be("cursor-malformed");
        (await app.Get($"/reports/weekly/2025-08-01/assignments?figure=newlyOverdue&cursor={cursor}")).Should(400).Code.Should().Be("cursor-malformed");
    }

    async Task<string> Cursor(string path) => (await app.Get(path)).Should(200).Json.GetProperty("nextCursor").GetString()!;
}
