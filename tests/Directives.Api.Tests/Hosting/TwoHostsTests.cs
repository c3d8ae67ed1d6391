using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Hosting;

public class TwoHostsTests(App one) : IClassFixture<App>, IAsyncLifetime
{
    readonly App other = new();

    public Task InitializeAsync() => other.Start(one.Database.ConnectionString);

    public Task DisposeAsync() => other.Stop();

    [Fact]
    public async Task A_host_does_not_refuse_by_what_it_remembers()
    {
        var assignment = await one.AssignedTask();
        (await one.Post($"{assignment}/completion-reports", Completion("2025-07-30"), Finance, "LeadReporter")).Should(201);

        (await other.Post($"{assignment}/verifications", new { outcome = "reworkRequired", note = "Thiếu phụ lục" }, Committee, "Verifier")).Should(201);

        (await one.Post($"{assignment}/progress-reports", new { text = "Đang bổ sung" }, Finance, "LeadReporter")).Should(201);
    }

    [Fact]
    public async Task A_host_does_not_accept_by_what_it_remembers()
    {
        var assignment = await one.AssignedTask();
        (await one.Post($"{assignment}/work-starts", new { }, Finance, "LeadReporter")).Should(201);

        (await other.Post($"{string.Join('/', assignment.Split('/')[..3])}/tasks/{(await one.Get(assignment)).Json.GetProperty("task").GetString()}/cancellations", new { reason = "x", authority = "x" })).Should(201);

        (await one.Post($"{assignment}/progress-reports", new { text = "x" }, Finance, "LeadReporter")).Should(409).Code.Should().Be("task-cancelled");
        (await one.Get(assignment)).Json.GetProperty("lifecycle").GetString().Should().Be("cancelled");
    }

    [Fact]
    public async Task An_If_Match_is_held_to_what_the_other_host_recorded()
    {
        var assignment = await one.AssignedTask();
        var seen = (await one.Post($"{assignment}/work-starts", new { }, Finance, "LeadReporter")).ETag;
        var newer = (await other.Post($"{assignment}/progress-reports", new { text = "x" }, Finance, "LeadReporter")).Should(201).ETag;

        (await one.Post($"{assignment}/progress-reports", new { text = "y" }, Finance, "LeadReporter", ifMatch: seen)).Should(412);
        (await one.Post($"{assignment}/progress-reports", new { text = "y" }, Finance, "LeadReporter", ifMatch: newer)).Should(201);
    }

    [Fact]
    public async Task Writes_through_both_at_once_are_all_recorded_and_projected_once()
    {
        var directive = await one.IssuedDirective();

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? one : other).Post($"{directive}/tasks", ATask($"t{i}"))));

        answers.Should().OnlyContain(answer => answer.Status == 201);
        (await other.Get(directive)).Json.GetProperty("tasks").GetArrayLength().Should().Be(40);
        var position = answers.Max(answer => answer.Position);
        foreach (var host in new[] { one, other })
            (await host.Get($"/directives?pageSize=1000&minPosition={position}")).Json.GetProperty("items").EnumerateArray()
                .Single(item => directive.EndsWith(item.GetProperty("directive").GetString()!, StringComparison.Ordinal)).GetProperty("tasks").GetInt64().Should().Be(40);
    }
}
