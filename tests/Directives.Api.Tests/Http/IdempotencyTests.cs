using System.Net.Http.Json;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Http;

public class IdempotencyTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task The_same_key_twice_makes_one_event_and_gets_the_same_answer()
    {
        var assignment = await app.AssignedTask();

        var first = (await app.Post($"{assignment}/progress-reports", new { text = "Một nửa", percent = 50 }, Finance, "LeadReporter", "k1")).Should(201);
        (await app.Post($"{assignment}/progress-reports", new { text = "Gần xong", percent = 90 }, Finance, "LeadReporter")).Should(201);
        var again = await app.Post($"{assignment}/progress-reports", new { text = "Một nửa", percent = 50 }, Finance, "LeadReporter", "k1");

        again.Should().Be(first);
        (await Events(assignment)).Should().Be(6);
    }

    [Fact]
    public async Task A_retry_gets_its_first_answer_even_when_it_could_not_be_done_any_more()
    {
        var assignment = await app.AssignedTask();
        var seen = (await app.Get(assignment)).ETag;

        var first = (await app.Post($"{assignment}/completion-reports", Completion("2025-07-30"), Finance, "LeadReporter", "k2", seen)).Should(201);
        (await app.Post($"{assignment}/verifications", new { outcome = "accepted" }, Committee, "Verifier")).Should(201);

        (await app.Post($"{assignment}/completion-reports", Completion("2025-07-30"), Finance, "LeadReporter", "k2", seen)).Should().Be(first);
    }

    [Fact]
    public async Task Issuing_twice_with_one_key_makes_one_directive()
    {
        await app.RegisteredAgencies();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => app.Post("/directives", ADirective("1-KL/ONE"), key: "k3")));

        answers.Should().OnlyContain(answer => answer.Status == 201);
        answers.Select(answer => answer.Text).Distinct().Should().ContainSingle();
        (await app.Get($"/directives?number=1-KL/ONE&minPosition={answers[0].Position}")).Json.GetProperty("items").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused_and_writes_nothing()
    {
        var assignment = await app.AssignedTask();
        (await app.Post($"{assignment}/progress-reports", new { text = "a" }, Finance, "LeadReporter", "k4")).Should(201);

        (await app.Post($"{assignment}/progress-reports", new { text = "b" }, Finance, "LeadReporter", "k4")).Should(422).Code.Should().Be("idempotency-key-reused");

        (await Events(assignment)).Should().Be(5);
    }

    [Fact]
    public async Task The_same_key_on_another_path_is_refused()
    {
        var (one, other) = (await app.AssignedTask(), await app.AssignedTask());
        (await app.Post($"{one}/progress-reports", new { text = "a" }, Finance, "LeadReporter", "k5")).Should(201);

        (await app.Post($"{other}/progress-reports", new { text = "a" }, Finance, "LeadReporter", "k5")).Should(422);
    }

    [Fact]
    public async Task Another_agency_may_use_the_same_words_as_its_key()
    {
        var task = await app.TaskWithDeadline(await app.IssuedDirective());
        var (finance, justice) = (await app.Assigned(task), await app.Assigned(task, Justice));

        (await app.Post($"{finance}/work-starts", new { }, Finance, "LeadReporter", "monday")).Should(201);
        (await app.Post($"{justice}/work-starts", new { }, Justice, "LeadReporter", "monday")).Should(201);
    }

    [Fact]
    public async Task A_write_without_a_key_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/directives") { Content = JsonContent.Create(ADirective()) };
        request.As("MonitoringBody", Committee);

        (await app.Send(request)).Should(400).Code.Should().Be("idempotency-key-required");
    }

    async Task<long> Events(string assignment) => (await app.Get(string.Join('/', assignment.Split('/')[..3]))).Json.GetProperty("version").GetInt64();
}
