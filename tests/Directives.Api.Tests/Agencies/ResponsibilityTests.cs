using System.Text.Json;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Agencies;

public class ResponsibilityTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task Who_was_responsible_is_told_with_the_name_and_the_head_of_that_day()
    {
        await app.RegisteredAgencies();
        (await app.Post($"/agencies/{Finance}/heads", new { person = "Trần Văn An", post = new { vi = "Bộ trưởng" }, effectiveOn = "2025-01-01" })).Should(201);
        var assignment = (await app.Post($"{await app.TaskWithDeadline(await app.IssuedDirective())}/assignments", """{"leads":["bo-tai-chinh"],"coordinating":["bo-tu-phap"]}""")).Should(201).Location!;
        var before = (await app.Post($"/agencies/{Finance}/heads/departures", new { person = "Trần Văn An", effectiveOn = "2025-08-15" })).Should(201).Position;
        (await app.Post($"/agencies/{Finance}/heads", new { person = "Lê Thị Bình", post = new { vi = "Bộ trưởng" }, effectiveOn = "2025-08-15" })).Should(201);
        (await app.Post($"/agencies/{Finance}/names", new { name = new { vi = "Bộ Tài chính và Kế hoạch" }, authority = "x", effectiveOn = "2025-08-20" })).Should(201);

        var then = await On("2025-08-14");
        (then.GetProperty("lead").GetProperty("name").GetProperty("vi").GetString(), AgenciesApp.HeadOf(then.GetProperty("lead"))).Should().Be((Finance, "Trần Văn An"));
        then.GetProperty("coordinating")[0].GetProperty("code").GetString().Should().Be(Justice);
        then.GetProperty("lead").GetProperty("exists").GetBoolean().Should().BeTrue();
        AgenciesApp.HeadOf((await On("2025-08-15")).GetProperty("lead")).Should().Be("Lê Thị Bình");
        (await On("2025-08-20")).GetProperty("lead").GetProperty("name").GetProperty("vi").GetString().Should().Be("Bộ Tài chính và Kế hoạch");

        (await Listed("2025-08-14")).Should().Be("Trần Văn An, Bộ trưởng");
        (await Listed("2025-08-15")).Should().Be("Lê Thị Bình, Bộ trưởng");
        (await Listed($"2025-08-20&atPosition={before - 1}")).Should().Be("Trần Văn An, Bộ trưởng");

        AgenciesApp.HeadOf((await On($"2025-08-20&atPosition={before - 1}")).GetProperty("lead")).Should().Be("Trần Văn An", "that he left was not known");
        var eve = await On("2025-07-24");
        (eve.GetProperty("lead").ValueKind, eve.GetProperty("lifecycle").ValueKind).Should().Be((JsonValueKind.Null, JsonValueKind.Null), "it was not assigned yet");

        async Task<string?> Listed(string day) => (await app.Get($"/reports/overdue?effectiveAsOf={day}")).Should(200).Json.GetProperty("items").EnumerateArray()
            .Single(item => assignment.EndsWith(item.GetProperty("assignment").GetString()!, StringComparison.Ordinal)).GetProperty("head").GetString();

        async Task<JsonElement> On(string day) => (await app.Get($"{assignment}/responsibility?on={day}")).Should(200).Json;
    }

    [Fact]
    public async Task Of_what_was_not_assigned_or_not_known_nobody_is_named()
    {
        var directive = await app.IssuedDirective();
        var assignment = await app.Assigned(await app.TaskWithDeadline(directive));

        (await app.Get($"{directive}/assignments/{Guid.NewGuid()}/responsibility")).Should(404).Code.Should().Be("no-such-assignment");
        (await app.Get($"/directives/{Guid.NewGuid()}/assignments/{assignment.Split('/')[^1]}/responsibility")).Should(404).Code.Should().Be("no-such-directive");
        (await app.Get($"{assignment}/responsibility?atPosition=1")).Should(404).Code.Should().Be("no-such-assignment");
        (await app.Get($"{assignment}/responsibility?on=2025-02-30")).Should(400).Place.Should().Be("on");
        (await app.Get($"{assignment}/responsibility?knownAsOf=2199-01-01T00:00:00Z")).Should(422).Place.Should().Be("knownAsOf");
    }
}
