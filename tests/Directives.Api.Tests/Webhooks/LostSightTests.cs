using static Directives.Api.Tests.Scenarios;
using static Directives.Api.Tests.Webhooks.WebhookApp;

namespace Directives.Api.Tests.Webhooks;

public class LostSightTests(WebhookApp app) : IClassFixture<WebhookApp>
{
    [Fact]
    public async Task Nothing_more_is_sent_of_what_has_ceased_to_be_the_owners_business()
    {
        await app.RegisteredAgencies();
        (await app.Post("/agencies", new { code = "cuc-thue", name = new { vi = "Cục Thuế" }, kind = "ministry", level = "central", effectiveOn = "2025-01-01", parent = Finance })).Should(201);
        var (below, own) = (await Assignment("cuc-thue"), await Assignment(Finance));
        await using var receiver = await Receiver.Start();
        (await app.Post("/webhooks", new { url = receiver.Url, types = "progress_reported".Split() }, Finance, "LeadReporter")).Should(201);

        var first = await Report(below, "cuc-thue");
        await Until(() => receiver.Taken.Any(taken => taken.Position == first));
        receiver.Answer = (_, http) => Task.FromResult(http.Response.StatusCode = 503);
        var failing = await Report(below, "cuc-thue");
        await Until(() => receiver.All.Any(received => received.Position == failing));
        (await app.Post("/agencies/cuc-thue/parents", new { authority = "1-QĐ/TW", parent = Justice, effectiveOn = "2025-01-02" })).Should(201);
        receiver.Answer = (_, http) => Task.FromResult(http.Response.StatusCode = receiver.All[^1].Position == failing ? 503 : 200);
        await Report(below, "cuc-thue");
        var last = await Report(own, Finance);

        await Until(() => receiver.Taken.Any(taken => taken.Position == last));
        receiver.Taken.Select(taken => taken.Position).Should().Equal(first, last);
    }

    async Task<string> Assignment(string lead) => await app.Assigned(await app.TaskWithDeadline(await app.IssuedDirective()), lead);

    async Task<long> Report(string assignment, string by) => (await app.Post($"{assignment}/progress-reports", new { text = "x" }, by, "LeadReporter")).Should(201).Position;
}
