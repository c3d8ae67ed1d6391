using System.Text.Json;
using Directives.Api.Tests.Deadlines;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Agencies;

/// <summary>The host on 20 June 2025, with timetables that run. Lào Cai and Yên Bái are to become the new Lào Cai on 1 July.</summary>
public sealed class ProvincesApp : TimetableApp
{
    public const string LaoCai = "tinh-uy-lao-cai-cu", YenBai = "tinh-uy-yen-bai", New = "tinh-uy-lao-cai", Decision = "202/2025/QH15";

    public static readonly DateTimeOffset July1 = new(2025, 6, 30, 17, 0, 0, TimeSpan.Zero);

    public async Task Begin()
    {
        Clock.StoppedAt = new(2025, 6, 20, 3, 0, 0, TimeSpan.Zero);
        await InitializeAsync();
        await Register(Politburo, "Bộ Chính trị", "2017-01-01");
        await Register(Committee, "Ban Tổ chức Trung ương", "2017-01-01");
        await Register(LaoCai, "Tỉnh ủy Lào Cai", "1991-10-01");
        await Register(YenBai, "Tỉnh ủy Yên Bái", "1991-10-01");
        await Register(New, "Tỉnh ủy Lào Cai", "2025-07-01");
    }

    public async Task Register(string code, string name, string since) => (await Post("/agencies", AgenciesApp.Body(code, name, since))).Should(201);

    public async Task Merge(string agency, string into = New, string effectiveOn = "2025-07-01") =>
        (await Post($"/agencies/{agency}/mergers", new { into, authority = Decision, effectiveOn })).Should(201);

    public async Task<string> NewDirective() =>
        (await Post("/directives", """{"type":"conclusion","number":"1-KL/TW","title":{"vi":"x"},"issuedBy":["bo-chinh-tri"],"issuedOn":"2025-06-01"}""")).Should(201).Location!;

    public async Task<string> NewTask(string directive, string code) =>
        $"{directive}/tasks/{(await Post($"{directive}/tasks", ATask(code))).Should(201).Json.GetProperty("events")[0].GetProperty("data").GetProperty("task").GetString()}";

    /// <summary>Until everything recorded has been followed and everything due has been done, also what comes of that.</summary>
    public async Task Settled()
    {
        for (long head = -1, now = 0, rounds = 0; head != now; rounds++)
        {
            rounds.Should().BeLessThan(10, "what comes of an ending comes to an end");
            head = now;
            await OverdueTimetableTests.Followed(this);
            await OverdueTimetableTests.NothingIsDue(this);
            now = (await Get("/health/ready")).Json.GetProperty("head").GetInt64();
        }
    }

    /// <summary>Has everything looked at again that ever was a reason to pass work on.</summary>
    public async Task BeginSuccessionAnew()
    {
        await Stop();
        await using (var anew = Database.Source.CreateCommand("truncate es.timetable; update es.mt_event_progression set last_seq_id = 0 where name = 'succession:Subscription'"))
            await anew.ExecuteNonQueryAsync();
        await Start();
        await Settled();
    }

    public async Task<List<JsonElement>> Events(string directive, params string[] types) =>
        [.. (await Get($"{directive}/events")).Should(200).Json.GetProperty("items").EnumerateArray().Where(e => types.Contains(e.GetProperty("type").GetString()))];

    public Task<List<JsonElement>> Passed(string directive) => Events(directive, "lead_transferred", "assignment_merged");

    public async Task<JsonElement> Shown(string assignment) => (await Get(assignment)).Should(200).Json;

    public async Task<string?> Lead(string assignment) => (await Shown(assignment)).GetProperty("lead").GetString();

    public async Task<List<string?>> Open() =>
        [.. (await Get("/assignments")).Should(200).Json.GetProperty("items").EnumerateArray()
            .Where(item => item.GetProperty("lifecycle").GetString() is not ("completed" or "superseded")).Select(item => item.GetProperty("lead").GetString())];

    public async Task<JsonElement> Responsible(string assignment, string day, string lead)
    {
        var answer = (await Get($"{assignment}/responsibility?on={day}")).Should(200).Json;
        answer.GetProperty("lead").GetProperty("code").GetString().Should().Be(lead, day);
        return answer;
    }
}
