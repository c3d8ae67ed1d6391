using System.Text.Json;
using Directives.Api.Demo;

namespace Directives.Api.Tests.Demo;

public class DemoTests(DemoApp app) : IClassFixture<DemoApp>
{
    [Fact]
    public async Task The_demo_holds_eleven_documents_and_ninety_two_tasks()
    {
        var items = (await app.Get("/directives?pageSize=1000")).Should(200).Json.GetProperty("items").EnumerateArray().ToList();

        items.Should().HaveCount(11);
        items.Sum(item => item.GetProperty("tasks").GetInt64()).Should().Be(92);
        items.Select(item => item.GetProperty("number").GetString()).Should()
            .Contain(["18-NQ/TW", "121-KL/TW", "312-KH/TU", "45-CT/TW", "174-KL/TW", "56-KH/BCĐ", "179-KL/TW", "79-NQ/TW", "80-NQ/TW", null]);
    }

    [Fact]
    public async Task Thirty_four_provinces_and_seventeen_ministries_are_registered()
    {
        (await app.Get("/agencies?kind=provincialPartyCommittee")).Json.GetProperty("items").GetArrayLength().Should().Be(34);
        (await app.Get("/agencies?kind=ministry")).Json.GetProperty("items").GetArrayLength().Should().Be(14);
        (await app.Get("/agencies?kind=ministerialAgency")).Json.GetProperty("items").GetArrayLength().Should().Be(3);
    }

    [Theory]
    [InlineData("312-01", "2025-02-28")]
    [InlineData("312-02", "2025-03-31")]
    [InlineData("312-03", null)]
    [InlineData("312-04", "2025-12-31")]
    [InlineData("312-05", "2025-03-31")]
    [InlineData("312-06", "2025-04-30")]
    [InlineData("179-15", "2025-12-31")]
    [InlineData("179-19", "2025-07-30")]
    [InlineData("2308-07", "2025-08-30")]
    public async Task Each_explicit_deadline_has_its_last_compliant_day(string code, string? day)
    {
        var directive = (await app.Get($"/directives/{DemoLoader.IdOf(code.Split('-')[0]).Value}")).Should(200).Json;

        var task = directive.GetProperty("tasks").EnumerateArray().Single(task => task.GetProperty("code").GetString() == code);

        task.GetProperty("deadline").GetProperty("lastCompliantDay").GetString().Should().Be(day);
    }

    [Fact]
    public async Task A_task_for_all_provinces_is_assigned_to_each_of_them() =>
        (await Assignments("2308-07")).Should().HaveCount(34);

    [Fact]
    public async Task Of_the_provinces_thirty_one_paid_in_time_one_late_one_was_sent_back_and_one_is_silent()
    {
        var items = await Assignments("2308-07");

        items.GroupBy(item => (item.GetProperty("lifecycle").GetString(), item.GetProperty("timeliness").GetString())).ToDictionary(group => group.Key, group => group.Count())
            .Should().BeEquivalentTo(new Dictionary<(string?, string?), int>
            {
                [("completed", "onTime")] = 31,
                [("completed", "late")] = 1,
                [("reworkRequired", "overdue")] = 1,
                [("notStarted", "overdue")] = 1
            });
    }

    [Fact]
    public async Task What_was_invented_says_so_and_everything_says_it_was_imported()
    {
        var events = (await app.Get($"/directives/{DemoLoader.IdOf("179").Value}/events?pageSize=1000")).Should(200).Json.GetProperty("items").EnumerateArray().ToList();

        events.Should().OnlyContain(e => e.GetProperty("headers").GetProperty("imported").GetString() == "true");
        events.Where(e => e.GetProperty("type").GetString() == "completion_verified").Should().OnlyContain(e => e.GetProperty("headers").GetProperty("synthetic").GetString() == "true");
        events.Where(e => e.GetProperty("type").GetString() == "task_identified").Should().OnlyContain(e => !HasHeader(e, "synthetic"));
        events.Single(e => e.GetProperty("type").GetString() == "progress_reported" && HasHeader(e, "source")).GetProperty("recordedAt").GetString().Should().StartWith("2025-08-23");
    }

    [Fact]
    public async Task The_whole_story_is_in_the_ledger_and_its_chain_holds()
    {
        await using var command = app.Database.Source.CreateCommand("select events, first_bad is null and stray = 0 from es.verify(1)");
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        row.GetInt64(0).Should().BeGreaterThan(1700);
        row.GetBoolean(1).Should().BeTrue();
    }

    async Task<List<JsonElement>> Assignments(string code) =>
        [.. (await app.Get($"/assignments?directive={DemoLoader.IdOf(code.Split('-')[0]).Value}&pageSize=1000")).Should(200).Json.GetProperty("items").EnumerateArray()
            .Where(item => item.GetProperty("code").GetString() == code)];

    static bool HasHeader(JsonElement e, string name) => e.GetProperty("headers").TryGetProperty(name, out _);
}
