using System.Text.Json;
using Directives.Api.Demo;

namespace Directives.Api.Tests.Demo;

/// <summary>July to September 2025 as the demo tells it: what is asked is what somebody of the Committee, a ministry or an auditor would ask.</summary>
public class DemoStoryTests(DemoApp app) : IClassFixture<DemoApp>
{
    [Fact]
    public async Task Who_was_granted_more_time_and_kept_to_it_is_on_time_and_the_first_deadline_is_not_forgotten()
    {
        var province = await Assignment("2308-07", "tinh-uy-gia-lai");

        (Text(province, "timeliness"), Text(province, "lifecycle")).Should().Be(("onTime", "completed"));
        var extension = province.GetProperty("extended");
        (Text(extension, "to"), Text(extension, "grantedOn"), extension.GetProperty("number").GetInt32(), extension.GetProperty("repeated").GetBoolean())
            .Should().Be(("2025-09-05", "2025-08-29", 1, false));
        Text((await Task("2308-07")).GetProperty("deadline"), "lastCompliantDay").Should().Be("2025-08-30");
    }

    [Fact]
    public async Task Who_asked_for_ten_days_took_the_four_it_was_offered_and_needed_six_is_late()
    {
        var province = await Assignment("2308-07", "tinh-uy-dak-lak");

        (Text(province, "timeliness"), Text(province.GetProperty("extended"), "to")).Should().Be(("late", "2025-09-03"));
        (await Types("2308", "tinh-uy-dak-lak")).Should().ContainInOrder("extension_requested", "extension_countered", "extension_accepted", "completion_reported", "completion_verified");
    }

    [Fact]
    public async Task Evidence_that_was_rejected_leaves_the_work_open_and_overdue()
    {
        var province = await Assignment("2308-07", "tinh-uy-quang-tri");

        (Text(province, "lifecycle"), Text(province, "timeliness")).Should().Be(("reworkRequired", "overdue"));
        (await app.Get($"/assignments?task={DemoLoader.TaskIdOf("2308-07").Value}&agency=tinh-uy-quang-tri&effectiveAsOf=2025-08-28&knownAsOf=2025-08-29T00:00:00Z"))
            .Json.GetProperty("items")[0].GetProperty("lifecycle").GetString().Should().Be("completionReported", "that is what it claimed that evening");
    }

    [Fact]
    public async Task The_province_that_says_nothing_was_urged_and_its_answer_is_overdue()
    {
        var urgings = (await app.Get("/urgings?effectiveAsOf=2025-09-06")).Should(200).Json.GetProperty("items").EnumerateArray().ToList();

        urgings.Select(urging => (Text(urging, "addressee"), urging.GetProperty("replyOverdue").GetBoolean()))
            .Should().BeEquivalentTo([("tinh-uy-ca-mau", true), ("tinh-uy-quang-tri", false)]);
    }

    [Fact]
    public async Task What_the_merged_province_led_is_led_by_its_successor_and_who_led_when_can_be_told()
    {
        var assignment = $"/directives/{DemoLoader.IdOf("312").Value}/assignments/{DemoLoader.AssignmentIdOf("312-07", new("tinh-uy-yen-bai")).Value}";

        (await On("2025-06-30")).GetProperty("lead").GetProperty("code").GetString().Should().Be("tinh-uy-yen-bai");
        var after = await On("2025-07-01");
        after.GetProperty("lead").GetProperty("code").GetString().Should().Be("tinh-uy-lao-cai");
        after.GetProperty("continuedIn").GetGuid().Should().Be(DemoLoader.AssignmentIdOf("312-07", new("tinh-uy-lao-cai")).Value);
        (await app.Get("/agencies/tinh-uy-yen-bai?on=2025-07-01")).Json.GetProperty("exists").GetBoolean().Should().BeFalse();
        (await app.Get("/agencies?kind=districtPartyCommittee&on=2025-06-30")).Json.GetProperty("items").GetArrayLength().Should().Be(1);
        (await app.Get("/agencies?level=district&on=2025-07-01")).Json.GetProperty("items").GetArrayLength().Should().Be(0);

        async Task<JsonElement> On(string day) => (await app.Get($"{assignment}/responsibility?on={day}")).Should(200).Json;
    }

    [Fact]
    public async Task What_ministers_found_difficult_was_answered()
    {
        var difficulty = (await app.Get("/difficulties?effectiveAsOf=2025-09-01")).Should(200).Json.GetProperty("items").EnumerateArray().Should().ContainSingle().Subject;

        (Text(difficulty, "state"), Text(difficulty, "code")).Should().Be(("answered", "2308-16"));
    }

    [Fact]
    public async Task A_list_says_when_something_was_last_heard_and_what_stands_in_the_way()
    {
        (await Ministry("2025-08-26")).Should().Be(("2025-08-23", 1));
        (await app.Get($"/assignments?task={DemoLoader.TaskIdOf("2308-07").Value}&agency=tinh-uy-gia-lai&effectiveAsOf=2025-09-08")).Json.GetProperty("items")[0]
            .GetProperty("lastEventOn").GetString().Should().Be("2025-09-03", "it was done on the 3rd, whenever that was verified");

        async Task<(string?, int)> Ministry(string day)
        {
            var item = (await app.Get($"/assignments?task={DemoLoader.TaskIdOf("2308-16").Value}&agency=bo-noi-vu&effectiveAsOf={day}")).Should(200).Json.GetProperty("items")[0];
            return (Text(item, "lastEventOn"), item.GetProperty("openDifficulties").GetInt32());
        }
    }

    async Task<JsonElement> Assignment(string task, string lead) =>
        (await app.Get($"/directives/{DemoLoader.IdOf(task.Split('-')[0]).Value}/assignments/{DemoLoader.AssignmentIdOf(task, new(lead)).Value}")).Should(200).Json;

    async Task<JsonElement> Task(string code) =>
        (await app.Get($"/directives/{DemoLoader.IdOf(code.Split('-')[0]).Value}")).Should(200).Json.GetProperty("tasks").EnumerateArray().Single(task => Text(task, "code") == code);

    /// <summary>What happened to an agency's share of the payments, in order.</summary>
    async Task<List<string?>> Types(string directive, string lead) =>
        [.. (await app.Get($"/directives/{DemoLoader.IdOf(directive).Value}/events?pageSize=1000")).Should(200).Json.GetProperty("items").EnumerateArray()
            .Where(e => e.GetProperty("data").TryGetProperty("assignment", out var id) && id.GetGuid() == DemoLoader.AssignmentIdOf("2308-07", new(lead)).Value).Select(e => Text(e, "type"))];

    static string? Text(JsonElement json, string property) => json.GetProperty(property).GetString();
}
