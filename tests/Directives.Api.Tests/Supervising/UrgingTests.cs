using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Supervising;

public class UrgingTests(App app) : IClassFixture<App>
{
    static readonly object Urging = new { text = "Đề nghị báo cáo tiến độ", replyBy = "2025-08-10", document = "910-CV/BTCTW", effectiveOn = "2025-08-03" };

    [Fact]
    public async Task The_lead_is_urged_and_answers()
    {
        var assignment = await app.AssignedTask();
        var urging = await Urged(assignment);

        (await app.Post($"{urging}/answers", new { text = "Sẽ xong trong tuần", effectiveOn = "2025-08-05" }, Finance, "LeadReporter")).Should(201);

        var shown = (await app.Get(assignment)).Json.GetProperty("urgings")[0];
        shown.GetProperty("addressee").GetString().Should().Be(Finance);
        shown.GetProperty("replyBy").GetString().Should().Be("2025-08-10");
        shown.GetProperty("answeredOn").GetString().Should().Be("2025-08-05");
        shown.GetProperty("answer").GetString().Should().Be("Sẽ xong trong tuần");
    }

    [Fact]
    public async Task Whether_it_was_answered_can_be_asked_of_any_day_as_known_at_any_time()
    {
        var assignment = await app.AssignedTask();
        var sent = (await app.Post($"{assignment}/urgings", Urging)).Should(201);
        var urging = sent.Json.GetProperty("events")[0].GetProperty("data").GetProperty("urging").GetString();
        var answered = (await app.Post($"{assignment}/urgings/{urging}/answers", new { text = "Xong", effectiveOn = "2025-08-12" }, Finance, "LeadReporter")).Should(201);

        (await List("2025-08-02", answered)).Should().BeEmpty();
        (await List("2025-08-10", answered)).Should().Equal("waiting");
        (await List("2025-08-11", answered)).Should().Equal("overdue");
        (await List("2025-08-12", answered)).Should().Equal("answered 2025-08-12");
        (await List("2025-08-12", sent)).Should().Equal("overdue");

        (await List("2025-08-11", answered, "&unanswered=true")).Should().HaveCount(1);
        (await List("2025-08-10", answered, "&replyOverdue=true")).Should().BeEmpty();
        (await List("2025-08-11", answered, "&replyOverdue=true")).Should().Equal("overdue");
        (await List("2025-08-11", answered, "&replyOverdue=false")).Should().BeEmpty();
        (await List("2025-08-12", answered, "&replyOverdue=true")).Should().BeEmpty();
        (await List("2025-08-11", answered, "&unanswered=false")).Should().BeEmpty();
        (await List("2025-08-12", answered, "&unanswered=true")).Should().BeEmpty();
        (await List("2025-08-12", answered, $"&unanswered=false&agency={Finance}")).Should().HaveCount(1);
        (await List("2025-08-12", answered, $"&agency={Justice}")).Should().BeEmpty();

        async Task<IEnumerable<string>> List(string day, Answer known, string filter = "") =>
            (await app.Get($"/urgings?directive={assignment.Split('/')[2]}&effectiveAsOf={day}&atPosition={known.Position}{filter}")).Should(200).Json.GetProperty("items").EnumerateArray()
                .Select(item => item.GetProperty("answeredOn").GetString() is { } on ? $"answered {on}" : item.GetProperty("replyOverdue").GetBoolean() ? "overdue" : "waiting");
    }

    [Fact]
    public async Task An_agency_that_stays_silent_is_seen_by_its_overdue_urgings()
    {
        var (silent, prompt) = (await app.AssignedTask(), await app.Assigned(await app.TaskWithDeadline(await app.IssuedDirective()), Justice));
        await Urged(silent);
        (await app.Post($"{await Urged(prompt)}/answers", new { text = "Đang làm", effectiveOn = "2025-08-05" }, Justice, "LeadReporter")).Should(201);

        (await Overdue(silent, Finance)).Should().Equal(silent.Split('/')[^1]);
        (await Overdue(prompt, Justice)).Should().BeEmpty();

        async Task<IEnumerable<string?>> Overdue(string assignment, string agency) =>
            (await app.Get($"/urgings?agency={agency}&directive={assignment.Split('/')[2]}&replyOverdue=true")).Should(200).Json.GetProperty("items").EnumerateArray()
                .Select(item => item.GetProperty("assignment").GetString());
    }

    [Fact]
    public async Task A_long_list_comes_in_pages_and_its_cursor_is_good_for_no_other_list()
    {
        var assignment = await app.AssignedTask();
        for (var i = 0; i < 3; i++)
            await Urged(assignment);
        var list = $"/urgings?directive={assignment.Split('/')[2]}&pageSize=2";

        var first = (await app.Get(list)).Should(200).Json;
        var cursor = first.GetProperty("nextCursor").GetString();
        var second = (await app.Get($"{list}&cursor={cursor}")).Should(200).Json;

        new[] { first, second }.SelectMany(page => page.GetProperty("items").EnumerateArray()).Select(item => item.GetProperty("urging").GetString()).Should().OnlyHaveUniqueItems().And.HaveCount(3);
        second.GetProperty("nextCursor").GetString().Should().BeNull();
        foreach (var other in new[] { $"{list}&unanswered=true", $"{list}&replyOverdue=true", list.Replace("urgings", "inspections") })
            (await app.Get($"{other}&cursor={cursor}")).Should(400).Place.Should().Be("cursor");
    }

    [Fact]
    public async Task Urged_twice_with_one_key_it_is_one_urging()
    {
        var assignment = await app.AssignedTask();

        var first = (await app.Post($"{assignment}/urgings", Urging, key: "u1")).Should(201);
        (await app.Post($"{assignment}/urgings", Urging, key: "u1")).Should().Be(first);

        (await app.Get(assignment)).Json.GetProperty("urgings").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task Who_may_not_is_told_why()
    {
        var assignment = await app.AssignedTask();
        var urging = await Urged(assignment);

        (await app.Post($"{assignment}/urgings", Urging, Finance)).Should(403).Code.Should().Be("urges-itself");
        (await app.Post($"{urging}/answers", new { text = "x" }, Politburo, "LeadReporter")).Should(403).Code.Should().Be("not-the-addressee");
        (await app.Post($"{assignment}/urgings/{Guid.NewGuid()}/answers", new { text = "x" }, Finance, "LeadReporter")).Should(404).Code.Should().Be("no-such-urging");
    }

    [Theory]
    [InlineData("""{"text":"x"}""", 400, "missing-member", "")]
    [InlineData("""{"text":"x","replyBy":"10/8/2025"}""", 400, "malformed-json", "/replyBy")]
    [InlineData("""{"text":"x","replyBy":"2199-08-10","addressee":"bo-tai-chinh"}""", 400, "unknown-member", "/addressee")]
    [InlineData("""{"text":"","replyBy":"2199-08-10"}""", 422, "text-required", "/text")]
    [InlineData("""{"text":"x","replyBy":"2025-08-10"}""", 422, "reply-before-urging", "/replyBy")]
    public async Task Something_wrong_is_refused_and_the_place_is_named(string body, int status, string code, string place)
    {
        var answer = (await app.Post($"{await app.AssignedTask()}/urgings", body)).Should(status);
        (answer.Code, answer.Place).Should().Be((code, place));
    }

    [Theory]
    [InlineData("unanswered=perhaps", 400, "unanswered")]
    [InlineData("replyOverdue=perhaps", 400, "replyOverdue")]
    [InlineData("agency=Bộ", 400, "agency")]
    [InlineData("agency=bo-khong-co", 422, "agency")]
    [InlineData("directive=00000000-0000-0000-0000-000000000001", 422, "directive")]
    public async Task A_question_with_something_wrong_is_refused_and_the_parameter_is_named(string query, int status, string parameter) =>
        (await app.Get($"/urgings?{query}")).Should(status).Place.Should().Be(parameter);

    async Task<string> Urged(string assignment) =>
        $"{assignment}/urgings/{(await app.Post($"{assignment}/urgings", Urging)).Should(201).Json.GetProperty("events")[0].GetProperty("data").GetProperty("urging").GetString()}";
}
