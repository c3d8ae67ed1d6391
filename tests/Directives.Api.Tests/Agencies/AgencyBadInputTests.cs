using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Agencies;

public class AgencyBadInputTests(AgenciesApp app) : IClassFixture<AgenciesApp>
{
    /// <summary>Nonsense said of bo-mot, which exists since 2017 beside bo-hai (since 2020), bo-ba (until 31/5/2025) and bo-sau (from July on).</summary>
    [Theory]
    [InlineData("mergers", """{"into":"bo-khong-co","authority":"x"}""", 422, "unknown-agency", "/into")]
    [InlineData("mergers", """{"into":"bo-mot","authority":"x"}""", 422, "agency-into-itself", "/into")]
    [InlineData("mergers", """{"into":"bo-ba","authority":"x"}""", 422, "agency-not-in-existence", "/into")]
    [InlineData("mergers", """{"into":"bo-sau","authority":"x"}""", 422, "agency-not-in-existence", "/into")]
    [InlineData("mergers", """{"into":"bo-hai","authority":" "}""", 422, "text-required", "/authority")]
    [InlineData("mergers", """{"into":"bo-hai","authority":"x","effectiveOn":"2026-06-21"}""", 422, "more-than-a-year-ahead", "/effectiveOn")]
    [InlineData("mergers", """{"into":"bo-hai","authority":"x","effectiveOn":"2025-06-31"}""", 400, "malformed-json", "/effectiveOn")]
    [InlineData("mergers", """{"into":"Bộ hai","authority":"x"}""", 400, "malformed-json", "/into")]
    [InlineData("mergers", """{"into":null,"authority":"x"}""", 400, "malformed-json", "/into")]
    [InlineData("mergers", """{"authority":"x"}""", 400, "missing-member", "")]
    [InlineData("splits", """{"into":["bo-hai"],"successor":"bo-hai","authority":"x"}""", 422, "split-into-several", "/into")]
    [InlineData("splits", """{"into":["bo-hai","bo-to-chuc"],"successor":"bo-hai","authority":"x"}""", 422, "unknown-agency", "/into")]
    [InlineData("splits", """{"into":["bo-hai","bo-ba"],"successor":"bo-hai","authority":"x"}""", 422, "agency-not-in-existence", "/into")]
    [InlineData("splits", """{"into":["bo-hai","bo-bon"],"successor":"bo-ba","authority":"x"}""", 422, "successor-not-a-part", "/successor")]
    [InlineData("splits", """{"into":["bo-hai",null],"successor":"bo-hai","authority":"x"}""", 400, "malformed-json", "/into/1")]
    [InlineData("abolitions", """{"authority":"x","successor":"bo-mot"}""", 422, "agency-own-successor", "/successor")]
    [InlineData("abolitions", """{"authority":"x","successor":"bo-khong-co"}""", 422, "unknown-agency", "/successor")]
    [InlineData("abolitions", """{"authority":"x","effectiveOn":"2017-01-01"}""", 422, "before-the-agency", "/effectiveOn")]
    [InlineData("names", """{"name":{"vi":"bo-mot"},"authority":"x"}""", 409, "agency-has-that-name", "/name")]
    [InlineData("names", """{"name":{"vi":""},"authority":"x"}""", 422, "text-required", "/name/vi")]
    [InlineData("names", """{"name":"x","authority":"x"}""", 400, "malformed-json", "/name")]
    [InlineData("names", """{"name":{"vi":"x"},"authority":"x","effectiveOn":"2016-12-31"}""", 422, "before-the-agency", "/effectiveOn")]
    [InlineData("parents", """{"parent":"bo-mot","authority":"x"}""", 422, "agency-own-parent", "/parent")]
    [InlineData("parents", """{"parent":"bo-duoi","authority":"x"}""", 409, "agency-below-itself", "/parent")]
    [InlineData("parents", """{"parent":"bo-hai","authority":"x","effectiveOn":"2019-01-01"}""", 422, "agency-not-in-existence", "/parent")]
    [InlineData("parents", """{"authority":"x"}""", 409, "agency-has-that-parent", "/parent")]
    [InlineData("official-codes", """{"officialCode":"h37"}""", 422, "official-code-malformed", "/officialCode")]
    [InlineData("heads", """{"person":"","post":{"vi":"Bộ trưởng"}}""", 422, "text-required", "/person")]
    [InlineData("heads", """{"person":"An","post":{"vi":"Bộ trưởng"},"title":"x"}""", 400, "unknown-member", "/title")]
    [InlineData("heads/departures", """{"person":"An"}""", 409, "head-not-in-post", "/person")]
    public async Task Nonsense_is_refused_and_the_place_is_named(string change, string body, int status, string code, string place)
    {
        await app.Registered("bo-mot", "bo-mot");
        await app.Registered("bo-hai", "bo-hai", "2020-01-01");
        await app.Registered("bo-ba", "bo-ba");
        await app.Registered("bo-bon", "bo-bon");
        await app.Registered("bo-sau", "bo-sau", "2025-07-01");
        await app.Post("/agencies", new { code = "bo-duoi", name = new { vi = "x" }, kind = "ministry", level = "central", effectiveOn = "2020-01-01", parent = "bo-mot" });
        await app.Post("/agencies/bo-ba/abolitions", new { authority = "x", effectiveOn = "2025-06-01", successor = "bo-hai" });
        var seen = (await app.Get("/agencies/bo-mot")).ETag;

        var answer = (await app.Post($"/agencies/bo-mot/{change}", body)).Should(status);

        (answer.Code, answer.Place).Should().Be((code, place));
        answer.MediaType.Should().Be("application/problem+json");
        (await app.Get("/agencies/bo-mot")).ETag.Should().Be(seen);
    }

    [Fact]
    public async Task Whose_end_is_recorded_is_named_with_its_successor()
    {
        await app.Registered("bo-con-lai", "x");
        var ended = await app.Registered("bo-da-het", "x");
        (await app.Post($"{ended}/mergers", new { into = "bo-con-lai", authority = "x", effectiveOn = "2025-06-01" })).Should(201);

        (await app.Post($"{ended}/names", new { name = new { vi = "y" }, authority = "x" })).Should(409).Code.Should().Be("agency-ended");
        (await app.Post("/agencies/bo-con-lai/mergers", new { into = "bo-da-het", authority = "x" })).Should(422).Text
            .Should().Contain("its last day is 2025-05-31 and its successor is bo-con-lai");
    }

    [Fact]
    public async Task What_is_not_registered_is_not_found()
    {
        (await app.Get("/agencies/bo-khong-co")).Should(404).Code.Should().Be("no-such-agency");
        (await app.Get("/agencies/bo-khong-co/history")).Should(404).Code.Should().Be("no-such-agency");
        (await app.Post("/agencies/bo-khong-co/names", new { name = new { vi = "x" }, authority = "x" })).Should(404).Code.Should().Be("no-such-agency");
        (await app.Get("/agencies/Bo-Khong-Co")).Should(400).Place.Should().Be("code");
        (await app.Post("/agencies/B/names", new { name = new { vi = "x" }, authority = "x" })).Should(400).Place.Should().Be("code");
    }

    [Fact]
    public async Task A_parent_exists_when_its_child_begins()
    {
        await app.Registered("bo-tren", "x", "2025-02-01");

        (await Register("2025-01-31")).Should(422).Code.Should().Be("agency-not-in-existence");
        (await Register("2025-02-01")).Should(201);

        Task<Answer> Register(string since) => app.Post("/agencies", new { code = "bo-con", name = new { vi = "x" }, kind = "ministry", level = "central", effectiveOn = since, parent = "bo-tren" });
    }

    [Theory]
    [InlineData("/agencies?on=2025-02-30", 400, "on")]
    [InlineData("/agencies?parent=bo-khong-co", 422, "parent")]
    [InlineData("/agencies?parent=B", 400, "parent")]
    [InlineData("/agencies?kind=king", 400, "kind")]
    [InlineData("/agencies?cursor=x", 400, "cursor")]
    [InlineData("/agencies?pageSize=0", 400, "pageSize")]
    [InlineData("/agencies/bo-mot?on=soon", 400, "on")]
    [InlineData("/agencies/bo-mot?knownAsOf=2199-01-01T00:00:00Z", 422, "knownAsOf")]
    public async Task A_question_with_something_wrong_is_refused(string path, int status, string place) => (await app.Get(path)).Should(status).Place.Should().Be(place);

    [Fact]
    public async Task Work_is_given_only_to_agencies_that_exist_on_the_day_it_begins()
    {
        app.Clock.StoppedAt = new(2025, 8, 20, 3, 0, 0, TimeSpan.Zero);
        foreach (var code in new[] { Politburo, Finance })
            await app.Registered(code, code);
        await app.Registered("tinh-uy-yen-bai", "x");
        await app.Registered("tinh-uy-moi", "x", "2025-08-01");
        (await app.Post("/agencies/tinh-uy-yen-bai/mergers", new { into = Finance, authority = "x", effectiveOn = "2025-07-01" })).Should(201);
        var directive = (await app.Post("/directives", ADirective())).Should(201).Location!;
        var task = await app.TaskWithDeadline(directive);

        (await Assign("""{"leads":["tinh-uy-yen-bai"]}""", 422)).Text.Should().Contain("its successor is bo-tai-chinh").And.Contain("/leads");
        (await Assign("""{"leads":["tinh-uy-moi"]}""", 422)).Code.Should().Be("agency-not-in-existence", "the task begins on 25 July");
        (await Assign("""{"leads":["bo-tai-chinh"],"coordinating":["tinh-uy-yen-bai"]}""", 422)).Place.Should().Be("/coordinating");
        await Assign("""{"leads":["tinh-uy-moi"],"effectiveOn":"2025-08-01"}""", 201);

        async Task<Answer> Assign(string body, int status) => (await app.Post($"{task}/assignments", body)).Should(status);
    }

    [Fact]
    public async Task Nobody_issues_a_directive_before_it_exists_or_after_it_ended()
    {
        await app.Registered("bo-som", "x", "2025-02-15");
        (await app.Post("/agencies/bo-som/abolitions", new { authority = "x", effectiveOn = "2025-04-01" })).Should(201);

        (await Issue("2025-02-14", 422)).Code.Should().Be("agency-not-in-existence");
        await Issue("2025-02-15", 201);
        await Issue("2025-02", 201);
        await Issue("2025-03-31", 201);
        (await Issue("2025-04-01", 422)).Place.Should().Be("/issuedBy");

        async Task<Answer> Issue(string on, int status) => (await app.Post(
            "/directives", $$"""{"type":"conclusion","number":"{{on}}-KL","title":{"vi":"x"},"issuedBy":["bo-som"],"issuedOn":"{{on}}"}""")).Should(status);
    }
}
