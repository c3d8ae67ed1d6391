using Directives.Api.Tests.Demo;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Assigning;

/// <summary>Documents say "các tỉnh ủy, thành ủy" or "17 bộ, ngành" and name none of them; the demo's register knows who that is.</summary>
public class AgencyGroupTests(DemoApp app) : IClassFixture<DemoApp>
{
    [Fact]
    public async Task Every_province_gets_an_assignment_that_carries_the_words_of_the_document()
    {
        var (directive, task) = await ATaskOf("1-KL/NHOM");

        var assigned = (await app.Post($"{task}/assignments", new { group = "provinces", words = "34 tỉnh ủy, thành ủy", expected = 34, coordinating = new[] { Finance } })).Should(201);

        var events = assigned.Json.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("data")).ToList();
        events.Should().HaveCount(34).And.OnlyContain(e => e.GetProperty("group").GetString() == "34 tỉnh ủy, thành ủy");
        events.Select(e => e.GetProperty("lead").GetString()).Should().OnlyHaveUniqueItems().And.Contain("tinh-uy-lao-cai").And.Contain("thanh-uy-ha-noi");
        (await app.Get(assigned.Location!)).Json.GetProperty("group").GetString().Should().Be("34 tỉnh ủy, thành ủy");
        (await app.Get($"{directive}/events?pageSize=1&afterVersion=2")).Json.GetProperty("items")[0].GetProperty("headers").GetProperty("expandedAt").GetString()
            .Should().Be($"{assigned.Position - 34}", "who it was is found in what was recorded before");
    }

    [Fact]
    public async Task Exactly_seventeen_ministries_and_sectors_are_meant()
    {
        var (_, task) = await ATaskOf("2-KL/NHOM");

        (await app.Post($"{task}/assignments", new { group = "ministries", words = "17 bộ, ngành", expected = 17 })).Should(409).Text
            .Should().Contain("group-count-differs").And.Contain("14").And.Contain("17");
        (await app.Post($"{task}/assignments", new { group = "ministriesAndAgencies", words = "17 bộ, ngành", expected = 17 })).Should(201)
            .Json.GetProperty("events").GetArrayLength().Should().Be(17);
    }

    [Fact]
    public async Task A_group_is_called_as_usual_unless_the_document_calls_it_otherwise()
    {
        var (_, task) = await ATaskOf("3-KL/NHOM");

        (await app.Post($"{task}/assignments", new { group = "partyCommissions" })).Should(201)
            .Json.GetProperty("events")[0].GetProperty("data").GetProperty("group").GetString().Should().Be("các ban Đảng ở Trung ương");
    }

    [Fact]
    public async Task A_repeated_request_means_the_group_as_it_was_then()
    {
        var (_, task) = await ATaskOf("4-KL/NHOM");
        var body = new { group = "provincialGovernments", expected = 1 };
        (await app.Post("/agencies", AGovernment("ubnd-lao-cai"))).Should(201);

        var first = (await app.Post($"{task}/assignments", body, key: "group-4")).Should(201);
        (await app.Post("/agencies", AGovernment("ubnd-son-la"))).Should(201);
        var again = (await app.Post($"{task}/assignments", body, key: "group-4")).Should(201);

        (again.Text, again.Location, again.ETag).Should().Be((first.Text, first.Location, first.ETag));
        (await app.Post($"{task}/assignments", body)).Should(409).Code.Should().Be("group-count-differs");
    }

    [Fact]
    public async Task Only_who_exists_on_that_day_belongs_to_a_group()
    {
        var (_, task) = await ATaskOf("5-KL/NHOM");
        (await app.Post("/agencies", AnAgency("ubnd-xa-moi", "communal", "2025-09-01"))).Should(201);

        (await app.Post($"{task}/assignments", new { group = "communes", effectiveOn = "2025-08-31" })).Should(422).Code.Should().Be("lead-required");
        (await app.Post($"{task}/assignments", new { group = "communes", effectiveOn = "2025-09-01" })).Should(201)
            .Json.GetProperty("events")[0].GetProperty("data").GetProperty("lead").GetString().Should().Be("ubnd-xa-moi");
    }

    [Theory]
    [InlineData("{}", 422, "leads-or-group", "/group")]
    [InlineData("""{"leads":["bo-tai-chinh"],"group":"ministries"}""", 422, "leads-or-group", "/group")]
    [InlineData("""{"group":"everybody"}""", 400, "malformed-json", "/group")]
    [InlineData("""{"group":"ministries","expected":"14"}""", 400, "malformed-json", "/expected")]
    [InlineData("""{"group":"ministries","words":" "}""", 422, "text-required", "/words")]
    [InlineData("""{"group":"ministries","coordinating":["bo-tai-chinh"]}""", 422, "lead-coordinates", "/coordinating")]
    [InlineData("""{"leads":["bo-tai-chinh"],"expected":2}""", 409, "group-count-differs", "/expected")]
    public async Task Leads_or_a_group_are_named(string body, int status, string code, string place)
    {
        var (directive, task) = await ATaskOf($"{Guid.NewGuid()}"[..8] + "-KL/NHOM");

        var answer = (await app.Post($"{task}/assignments", body)).Should(status);

        answer.Code.Should().Be(code);
        answer.Place.Should().Be(place);
        (await app.Get(directive)).Json.GetProperty("tasks")[0].GetProperty("assignments").GetArrayLength().Should().Be(0);
    }

    async Task<(string Directive, string Task)> ATaskOf(string number)
    {
        var directive = (await app.Post("/directives", ADirective(number))).Should(201).Location!;
        var task = (await app.Post($"{directive}/tasks", ATask("1"))).Should(201).Json.GetProperty("events")[0].GetProperty("data").GetProperty("task").GetString();
        return (directive, $"{directive}/tasks/{task}");
    }

    static object AGovernment(string code) => AnAgency(code, "provincial", "2025-01-01");

    static object AnAgency(string code, string level, string since) => new { code, name = new { vi = code }, kind = "peoplesCommittee", level, effectiveOn = since };
}
