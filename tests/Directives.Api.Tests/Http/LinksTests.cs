using System.Text.Json;
using System.Text.RegularExpressions;
using FluentAssertions.Execution;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Http;

public partial class LinksTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task Following_next_shows_every_item_once_in_every_list_that_has_pages()
    {
        var directive = await app.IssuedDirective();
        foreach (var code in new[] { "1", "2", "3" })
        {
            var assignment = await app.Assigned(await app.TaskWithDeadline(directive, code));
            (await app.Post($"{assignment}/difficulties", new { text = "Thiếu kinh phí" }, Finance, "LeadReporter")).Should(201);
            (await app.Post($"{assignment}/urgings", new { text = "Đôn đốc", replyBy = "2199-01-01" })).Should(201);
            (await app.Post($"{directive}/inspections", new { subject = Finance, authority = "1-QĐ/UBKT", text = "Kiểm tra" })).Should(201);
            (await app.Post($"{directive}/criticisms", new { text = "Chậm", document = "2-TB/TW", addressees = new[] { Finance } })).Should(201);
            (await app.Post($"{directive}/commendations", new { text = "Tốt", document = "3-TB/TW", addressees = new[] { Finance } })).Should(201);
            (await app.Post("/directives", ADirective())).Should(201);
        }

        using var all = new AssertionScope();
        foreach (var path in new[]
        {
            "/assignments?agency=bo-tai-chinh", "/directives", "/agencies", "/difficulties", "/urgings", "/inspections", "/criticisms", "/commendations",
            $"{directive}/events", "/events?type=task_identified&type=task_assigned", "/reports/overdue?effectiveAsOf=2025-09-01",
            "/reports/weekly/2025-08-01/assignments?figure=all"
        })
        {
            var whole = (await Items(path)).Single();
            whole.Count.Should().BeGreaterThanOrEqualTo(3, path);
            var pages = await Items(path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "pageSize=2");
            pages.Should().HaveCountGreaterThan(1, path).And.OnlyContain(page => page.Count <= 2, path);
            pages.SelectMany(page => page).Should().Equal(whole, path);
        }
    }

    [Fact]
    public async Task A_report_leads_to_itself_and_to_its_other_formats_as_of_the_same_position()
    {
        var assignment = await app.AssignedTask();
        using var response = await Get("/reports/overdue?effectiveAsOf=2025-09-01&lang=vi&pageSize=1");
        await app.Post($"{assignment}/completion-reports", Completion("2025-07-30"), Finance, "LeadReporter");

        var links = Links(response);
        links.Select(link => link.Relation).Should().StartWith(["self", "alternate", "alternate", "alternate", "alternate"]);
        var digests = new HashSet<string>();
        foreach (var (relation, address, type) in links.Where(link => link.Relation is "alternate"))
        {
            using var alternate = await Get(address);
            alternate.Content.Headers.ContentType!.MediaType.Should().Be(type);
            digests.Add(alternate.Headers.GetValues("Report-Digest").Single());
            Links(alternate).Where(link => link.Relation is "alternate").Select(link => link.Type).Should().HaveCount(3).And.NotContain(type);
        }

        digests.Should().ContainSingle("it is one report in four formats");
        using var again = await Get(links.Single(link => link.Relation is "self").Address);
        (await again.Content.ReadAsStringAsync()).Should().Be(await response.Content.ReadAsStringAsync(), "what was recorded later does not count");
    }

    [Theory]
    [InlineData("/agencies")]
    [InlineData("/health/live")]
    [InlineData("/nothing")]
    [InlineData("/directives?unheardOf=1")]
    public async Task Every_answer_says_where_the_API_is_described(string path)
    {
        using var response = await Get(path);

        (await app.Get(Links(response).Single(link => link.Relation is "service-desc").Address)).Should(200).Json.GetProperty("openapi").GetString().Should().StartWith("3.1");
    }

    /// <summary>The items of each page, from one to the next.</summary>
    async Task<List<List<string>>> Items(string path)
    {
        List<List<string>> pages = [];
        var next = path;
        while (next is not null)
        {
            using var response = await Get(next);
            var text = await response.Content.ReadAsStringAsync();
            response.IsSuccessStatusCode.Should().BeTrue("{0} was answered {1}", next, text);
            pages.Add([.. JsonDocument.Parse(text).RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetRawText())]);
            next = Links(response).Find(link => link.Relation is "next").Address;
        }

        return pages;
    }

    Task<HttpResponseMessage> Get(string path) => app.Http.GetAsync(path);

    static List<(string Relation, string Address, string Type)> Links(HttpResponseMessage response) =>
        [.. response.Headers.GetValues("Link").SelectMany(header => Link().Matches(header)).Select(link => (link.Groups[2].Value, link.Groups[1].Value, link.Groups[3].Value))];

    [GeneratedRegex("""<([^>]+)>; rel="([^"]+)"(?:; type="([^"]+)")?""")]
    private static partial Regex Link();
}
