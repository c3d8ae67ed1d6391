using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Supervising;

public class JudgementTests(App app) : IClassFixture<App>
{
    /// <summary>C-1 as the conclusion of 25 July has it.</summary>
    static readonly object C1 = new { text = "Chậm kiện toàn tổ chức bộ máy", document = "179-KL/TW", described = "các địa phương chậm", degree = "nghiêm túc", effectiveOn = "2025-07-25" };

    [Fact]
    public async Task A_criticism_that_names_nobody_names_nobody_here_either()
    {
        var directive = await app.IssuedDirective();

        var recorded = (await app.Post($"{directive}/criticisms", C1)).Should(201);

        var item = (await List("criticisms", directive, recorded)).Should().ContainSingle().Subject;
        item.GetProperty("addressees").GetArrayLength().Should().Be(0);
        item.GetProperty("described").GetString().Should().Be("các địa phương chậm");
        item.GetProperty("degree").GetString().Should().Be("nghiêm túc");
        item.GetProperty("task").GetString().Should().BeNull();
        (await List("criticisms", directive, recorded, $"&agency={Finance}")).Should().BeEmpty();
        (await List("criticisms", directive, recorded, "&effectiveAsOf=2025-07-24")).Should().BeEmpty();
        (await List("commendations", directive, recorded)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_commendation_is_found_by_each_agency_it_names()
    {
        var task = await app.TaskWithDeadline(await app.IssuedDirective());
        var directive = string.Join('/', task.Split('/')[..3]);

        var recorded = (await app.Post($"{directive}/commendations", new { text = "Làm tốt", document = "12-TB/TW", addressees = new[] { Finance, Justice }, task = task.Split('/')[^1], effectiveOn = "2025-08-12" })).Should(201);

        foreach (var agency in new[] { Finance, Justice })
            (await List("commendations", directive, recorded, $"&agency={agency}")).Should().ContainSingle().Which.GetProperty("code").GetString().Should().Be("19");
        (await List("commendations", directive, recorded, $"&agency={Committee}")).Should().BeEmpty();
        (await app.Get($"/commendations?directive={directive.Split('/')[^1]}&atPosition={recorded.Position - 1}")).Json.GetProperty("items").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task Recorded_twice_with_one_key_it_is_one_criticism()
    {
        var directive = await app.IssuedDirective();

        var first = (await app.Post($"{directive}/criticisms", C1, key: "j1")).Should(201);
        (await app.Post($"{directive}/criticisms", C1, key: "j1")).Should().Be(first);

        (await List("criticisms", directive, first)).Should().HaveCount(1);
    }

    [Theory]
    [InlineData("criticisms", """{"text":"x","document":"x"}""", 422, "addressee-required", "/addressees")]
    [InlineData("criticisms", """{"text":"x","document":"x","addressees":["bo-khong-co"]}""", 422, "unknown-agency", "/addressees")]
    [InlineData("criticisms", """{"text":"x","document":"x","addressees":["ban-to-chuc-trung-uong"]}""", 403, "judges-itself", null)]
    [InlineData("criticisms", """{"text":"x","addressees":["bo-tai-chinh"]}""", 400, "missing-member", "")]
    [InlineData("criticisms", """{"text":"x","document":"x","addressees":"bo-tai-chinh"}""", 400, "malformed-json", "/addressees")]
    [InlineData("commendations", """{"text":"x","document":"x","described":"y","degree":"z"}""", 400, "unknown-member", "/degree")]
    [InlineData("commendations", """{"text":"x","document":"x","addressees":["bo-tai-chinh","bo-tai-chinh"]}""", 422, "addressee-twice", "/addressees")]
    [InlineData("commendations", """{"text":"x","document":"x","described":"y","task":"00000000-0000-0000-0000-000000000001"}""", 422, "unknown-task", "/task")]
    public async Task Something_wrong_is_refused_and_the_place_is_named(string path, string body, int status, string code, string? place)
    {
        var answer = (await app.Post($"{await app.IssuedDirective()}/{path}", body)).Should(status);
        (answer.Code, answer.Place).Should().Be((code, place));
    }

    async Task<List<System.Text.Json.JsonElement>> List(string what, string directive, Answer known, string filter = "") =>
        [.. (await app.Get($"/{what}?directive={directive.Split('/')[^1]}&minPosition={known.Position}{filter}")).Should(200).Json.GetProperty("items").EnumerateArray()];
}
