using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Performing;

public class DifficultyTests(App app) : IClassFixture<App>
{
    static readonly object InTheWay = new { text = "Thiếu kinh phí chi trả", recommendation = "Cấp bổ sung từ ngân sách trung ương", effectiveOn = "2025-08-01" };

    [Fact]
    public async Task A_difficulty_is_raised_answered_passed_on_answered_again_and_resolved()
    {
        var assignment = await app.AssignedTask();
        var difficulty = await Raised(assignment);

        (await app.Post($"{difficulty}/answers", new { text = "Dùng nguồn dự phòng", effectiveOn = "2025-08-02" })).Should(201);
        (await app.Post($"{difficulty}/escalations", new { to = Politburo, text = "Đề nghị cho chủ trương", effectiveOn = "2025-08-05" })).Should(201);
        (await app.Post($"{difficulty}/answers", new { text = "Đồng ý cấp bổ sung", effectiveOn = "2025-08-07" })).Should(201);
        (await app.Post($"{difficulty}/resolutions", new { text = "Đã được cấp", effectiveOn = "2025-08-09" }, Finance, "LeadReporter")).Should(201);

        var shown = (await app.Get($"{assignment}/difficulties")).Should(200).Json.GetProperty("items")[0];
        shown.GetProperty("state").GetString().Should().Be("resolved");
        shown.GetProperty("recommendation").GetString().Should().Be("Cấp bổ sung từ ngân sách trung ương");
        shown.GetProperty("answers").EnumerateArray().Select(answer => answer.GetProperty("answeredOn").GetString()).Should().Equal("2025-08-02", "2025-08-07");
        shown.GetProperty("escalatedTo").GetString().Should().Be(Politburo);
        shown.GetProperty("resolvedOn").GetString().Should().Be("2025-08-09");
        (await app.Get(assignment)).Json.GetProperty("difficulties").GetRawText().Should().Be((await app.Get($"{assignment}/difficulties")).Json.GetProperty("items").GetRawText());
    }

    [Fact]
    public async Task How_far_it_had_come_can_be_asked_of_any_day_as_known_at_any_time()
    {
        var assignment = await app.AssignedTask();
        var raised = (await app.Post($"{assignment}/difficulties", InTheWay, Finance, "LeadReporter")).Should(201);
        var difficulty = $"{assignment}/difficulties/{raised.Json.GetProperty("events")[0].GetProperty("data").GetProperty("difficulty").GetString()}";
        var passedOn = (await app.Post($"{difficulty}/escalations", new { to = Politburo, text = "Đề nghị cho chủ trương", effectiveOn = "2025-08-05" })).Should(201);
        var resolved = (await app.Post($"{difficulty}/resolutions", new { text = "Đã được cấp", effectiveOn = "2025-08-09" }, Finance, "LeadReporter")).Should(201);

        (await States("2025-07-31", resolved)).Should().BeEmpty();
        (await States("2025-08-04", resolved)).Should().Equal("raised");
        (await States("2025-08-05", resolved)).Should().Equal($"escalated to {Politburo}");
        (await States("2025-08-09", passedOn)).Should().Equal($"escalated to {Politburo}");
        (await States("2025-08-09", resolved)).Should().Equal($"resolved to {Politburo}");

        (await States("2025-08-08", resolved, "&state=open")).Should().HaveCount(1);
        (await States("2025-08-08", resolved, "&state=escalated")).Should().HaveCount(1);
        (await States("2025-08-08", resolved, "&state=raised")).Should().BeEmpty();
        (await States("2025-08-09", resolved, "&state=open")).Should().BeEmpty();
        (await States("2025-08-09", resolved, $"&state=resolved&agency={Finance}")).Should().HaveCount(1);
        (await States("2025-08-09", resolved, $"&agency={Justice}")).Should().BeEmpty();

        async Task<IEnumerable<string>> States(string day, Answer known, string filter = "") =>
            (await app.Get($"/difficulties?directive={assignment.Split('/')[2]}&effectiveAsOf={day}&atPosition={known.Position}{filter}")).Should(200).Json.GetProperty("items").EnumerateArray()
                .Select(item => item.GetProperty("state").GetString() + (item.GetProperty("escalatedTo").GetString() is { } to ? $" to {to}" : ""));
    }

    [Fact]
    public async Task A_long_list_comes_in_pages_of_one_and_the_same_list()
    {
        var assignment = await app.AssignedTask();
        for (var i = 0; i < 5; i++)
            await Raised(assignment);
        var list = $"/difficulties?directive={assignment.Split('/')[2]}&pageSize=2";

        var first = (await app.Get(list)).Should(200).Json;
        await Raised(assignment);
        var second = (await app.Get($"{list}&cursor={first.GetProperty("nextCursor").GetString()}")).Should(200).Json;
        var third = (await app.Get($"{list}&cursor={second.GetProperty("nextCursor").GetString()}")).Should(200).Json;

        new[] { first, second, third }.SelectMany(page => page.GetProperty("items").EnumerateArray()).Select(item => item.GetProperty("difficulty").GetString())
            .Should().OnlyHaveUniqueItems().And.HaveCount(5);
        third.GetProperty("nextCursor").GetString().Should().BeNull();
    }

    [Fact]
    public async Task Raised_twice_with_one_key_it_is_one_difficulty()
    {
        var assignment = await app.AssignedTask();

        var first = (await app.Post($"{assignment}/difficulties", InTheWay, Finance, "LeadReporter", "d1")).Should(201);
        (await app.Post($"{assignment}/difficulties", InTheWay, Finance, "LeadReporter", "d1")).Should().Be(first);

        (await app.Get($"{assignment}/difficulties")).Json.GetProperty("items").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task Who_may_not_is_told_why()
    {
        var assignment = await app.AssignedTask();
        var difficulty = await Raised(assignment);

        (await app.Post($"{assignment}/difficulties", InTheWay, Politburo, "LeadReporter")).Should(403).Code.Should().Be("not-the-lead");
        (await app.Post($"{difficulty}/answers", new { text = "x" }, Finance)).Should(403).Code.Should().Be("answers-own-difficulty");
        (await app.Post($"{difficulty}/resolutions", new { text = "x" })).Should(409).Code.Should().Be("difficulty-not-answered");
        (await app.Post($"{difficulty}/escalations", new { to = "bo-khong-co", text = "x" })).Should(422).Code.Should().Be("unknown-agency");
        (await app.Post($"{assignment}/difficulties/{Guid.NewGuid()}/answers", new { text = "x" })).Should(404).Code.Should().Be("no-such-difficulty");
    }

    [Theory]
    [InlineData("difficulties", """{"recommendation":"x"}""", 400, "missing-member", "")]
    [InlineData("difficulties", """{"text":["x"]}""", 400, "malformed-json", "/text")]
    [InlineData("difficulties", """{"text":"x","state":"resolved"}""", 400, "unknown-member", "/state")]
    [InlineData("difficulties", """{"text":" "}""", 422, "text-required", "/text")]
    [InlineData("difficulties", """{"text":"x","effectiveOn":"2025-07-24"}""", 422, "effective-too-early", "/effectiveOn")]
    public async Task Something_wrong_is_refused_and_the_place_is_named(string path, string body, int status, string code, string place)
    {
        var answer = (await app.Post($"{await app.AssignedTask()}/{path}", body, Finance, "LeadReporter")).Should(status);
        (answer.Code, answer.Place).Should().Be((code, place));
    }

    [Theory]
    [InlineData("state=closed", 400, "state")]
    [InlineData("agency=Bộ", 400, "agency")]
    [InlineData("agency=bo-khong-co", 422, "agency")]
    [InlineData("directive=00000000-0000-0000-0000-000000000001", 422, "directive")]
    [InlineData("cursor=abc", 400, "cursor")]
    public async Task A_question_with_something_wrong_is_refused_and_the_parameter_is_named(string query, int status, string parameter) =>
        (await app.Get($"/difficulties?{query}")).Should(status).Place.Should().Be(parameter);

    [Fact]
    public async Task Of_what_does_not_exist_there_are_none()
    {
        var assignment = await app.AssignedTask();
        (await app.Get($"{assignment[..^4]}0000/difficulties")).Should(404).Code.Should().Be("no-such-assignment");
        (await app.Get($"/directives/{Guid.NewGuid()}/assignments/{Guid.NewGuid()}/difficulties")).Should(404).Code.Should().Be("no-such-directive");
    }

    async Task<string> Raised(string assignment)
    {
        var answer = (await app.Post($"{assignment}/difficulties", InTheWay, Finance, "LeadReporter")).Should(201);
        return $"{assignment}/difficulties/{answer.Json.GetProperty("events")[0].GetProperty("data").GetProperty("difficulty").GetString()}";
    }
}
