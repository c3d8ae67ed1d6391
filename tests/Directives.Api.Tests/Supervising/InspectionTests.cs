using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Supervising;

public class InspectionTests(App app) : IClassFixture<App>
{
    static readonly object Found = new
    {
        nature = "Chậm ban hành hướng dẫn",
        degree = "Ít nghiêm trọng",
        cause = "Thiếu phối hợp",
        responsibility = "Vụ Ngân sách",
        document = "20-KL/UBKT",
        effectiveOn = "2025-08-14"
    };

    [Fact]
    public async Task An_inspection_is_opened_and_says_what_it_found()
    {
        var task = await app.TaskWithDeadline(await app.IssuedDirective());
        var directive = string.Join('/', task.Split('/')[..3]);
        var opened = (await app.Post($"{directive}/inspections", An(task.Split('/')[^1]))).Should(201);
        var inspection = opened.Json.GetProperty("events")[0].GetProperty("data").GetProperty("inspection").GetString();
        var concluded = (await app.Post($"{directive}/inspections/{inspection}/conclusions", Found)).Should(201);

        var shown = (await app.Get(directive)).Json.GetProperty("inspections")[0];
        shown.GetProperty("conclusion").GetProperty("responsibility").GetString().Should().Be("Vụ Ngân sách");
        (await List("2025-08-04", concluded)).Should().BeEmpty();
        (await List("2025-08-13", concluded)).Should().Equal("19 open");
        (await List("2025-08-14", opened)).Should().Equal("19 open");
        (await List("2025-08-14", concluded)).Should().Equal("19 Thiếu phối hợp");
        (await List("2025-08-13", concluded, "&open=true")).Should().HaveCount(1);
        (await List("2025-08-14", concluded, "&open=true")).Should().BeEmpty();
        (await List("2025-08-14", concluded, $"&agency={Finance}&open=false")).Should().HaveCount(1);
        (await List("2025-08-14", concluded, $"&agency={Justice}")).Should().BeEmpty();

        async Task<IEnumerable<string>> List(string day, Answer known, string filter = "") =>
            (await app.Get($"/inspections?directive={directive.Split('/')[^1]}&effectiveAsOf={day}&atPosition={known.Position}{filter}")).Should(200).Json.GetProperty("items").EnumerateArray()
                .Select(item => $"{item.GetProperty("code").GetString()} {(item.GetProperty("conclusion") is { ValueKind: System.Text.Json.JsonValueKind.Object } found ? found.GetProperty("cause").GetString() : "open")}");
    }

    [Fact]
    public async Task It_may_be_about_the_whole_directive_and_one_key_opens_one()
    {
        var directive = await app.IssuedDirective();

        var first = (await app.Post($"{directive}/inspections", An(null), key: "i1")).Should(201);
        (await app.Post($"{directive}/inspections", An(null), key: "i1")).Should().Be(first);

        (await app.Get(directive)).Json.GetProperty("inspections").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task Who_may_not_is_told_why()
    {
        var directive = await app.IssuedDirective();
        var opened = (await app.Post($"{directive}/inspections", An(null))).Should(201);
        var inspection = opened.Json.GetProperty("events")[0].GetProperty("data").GetProperty("inspection").GetString();

        (await app.Post($"{directive}/inspections", An(null), Finance)).Should(403).Code.Should().Be("inspects-itself");
        (await app.Post($"{directive}/inspections/{inspection}/conclusions", Found, Finance)).Should(403).Code.Should().Be("inspects-itself");
        (await app.Post($"{directive}/inspections/{Guid.NewGuid()}/conclusions", Found)).Should(404).Code.Should().Be("no-such-inspection");
        (await app.Post($"{directive}/inspections", An(Guid.NewGuid().ToString()))).Should(422).Place.Should().Be("/task");
        (await app.Post($"{directive}/inspections", new { subject = "bo-khong-co", authority = "x", text = "x" })).Should(422).Place.Should().Be("/subject");
    }

    [Theory]
    [InlineData("inspections", """{"subject":"bo-tai-chinh","text":"x"}""", 400, "missing-member", "")]
    [InlineData("inspections", """{"subject":"bo-tai-chinh","authority":"x","text":"x","task":"19"}""", 400, "malformed-json", "/task")]
    [InlineData("inspections", """{"subject":"bo-tai-chinh","authority":"x","text":"x","team":"x"}""", 400, "unknown-member", "/team")]
    [InlineData("inspections/00000000-0000-0000-0000-000000000001/conclusions", """{"nature":"x","degree":"x","cause":"x","document":"x"}""", 400, "missing-member", "")]
    public async Task Something_wrong_is_refused_and_the_place_is_named(string path, string body, int status, string code, string place)
    {
        var answer = (await app.Post($"{await app.IssuedDirective()}/{path}", body)).Should(status);
        (answer.Code, answer.Place).Should().Be((code, place));
    }

    static object An(string? task) => new { subject = Finance, authority = "15-QĐ/UBKT", text = "Kiểm tra việc thực hiện", task, effectiveOn = "2025-08-05" };
}
