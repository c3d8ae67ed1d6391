using System.Text.Json;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Issuing;

public class DirectiveEntryTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task A_document_that_was_entered_before_is_refused_and_the_refusal_says_where_it_is()
    {
        await app.RegisteredAgencies();
        var first = (await app.Post("/directives", Document("0501-KL/TW"))).Should(201).Location!;

        var second = (await app.Post("/directives", Document("501 – kl/tư"), Committee, "IssuingOffice")).Should(409);

        second.Code.Should().Be("already-issued");
        second.Json.GetProperty("existing").GetString().Should().Be(first);
        second.Json.GetProperty("directive").GetString().Should().Be(first.Split('/')[^1]);
        (await app.Get(first)).Json.GetProperty("version").GetInt64().Should().Be(1);
    }

    [Fact]
    public async Task Of_many_who_enter_one_document_at_once_one_does_and_the_others_are_told()
    {
        await app.RegisteredAgencies();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => app.Post("/directives", Document($"{new string('0', i)}502-KL/TW"))));

        var first = answers.Single(answer => answer.Status == 201);
        answers.Where(answer => answer != first).Should().OnlyContain(answer => answer.Status == 409 && answer.Json.GetProperty("existing").GetString() == first.Location);
        (await Numbers("502-KL/TW")).Should().ContainSingle();
    }

    [Fact]
    public async Task The_same_number_of_another_day_body_or_kind_is_another_document()
    {
        await app.RegisteredAgencies();

        (await app.Post("/directives", Document("503-KL/TW"))).Should(201);
        (await app.Post("/directives", Document("503-KL/TW", issuedOn: "2025-07-26"))).Should(201);
        (await app.Post("/directives", Document("503-KL/TW", issuedBy: Committee))).Should(201);
        (await app.Post("/directives", Document("503-KL/TW", type: "meetingConclusion"))).Should(201);
    }

    [Fact]
    public async Task Two_meetings_on_one_day_may_both_be_concluded_without_a_number()
    {
        await app.RegisteredAgencies();

        var one = (await app.Post("/directives", Document(null, type: "meetingConclusion"))).Should(201);
        var other = (await app.Post("/directives", Document(null, type: "meetingConclusion"))).Should(201);

        other.Location.Should().NotBe(one.Location);
    }

    [Fact]
    public async Task A_repeated_request_gets_its_first_answer_and_not_that_it_is_there_already()
    {
        await app.RegisteredAgencies();
        var first = (await app.Post("/directives", Document("504-KL/TW"), key: "504")).Should(201);

        (await app.Post("/directives", Document("504-KL/TW"), key: "504")).Should().Be(first);
    }

    [Theory]
    [InlineData("605-KL/TW")]
    [InlineData("0605 – kl/tư")]
    [InlineData("605-KL/TU\u031B")]
    [InlineData("605")]
    [InlineData("Kết luận số 605")]
    [InlineData("Kê\u0301t luâ\u0323n số 605-KL/TW")]
    public async Task A_number_is_found_however_it_is_written(string asked)
    {
        await app.RegisteredAgencies();
        (await app.Post("/directives", Document("605-KL/TW"))).Status.Should().BeOneOf(201, 409);
        (await app.Post("/directives", Document("605-NQ/TW", type: "resolution"))).Status.Should().BeOneOf(201, 409);

        (await Numbers(asked)).Should().Contain("605-KL/TW").And.OnlyContain(number => asked == "605" || number == "605-KL/TW");
    }

    [Fact]
    public async Task A_number_that_was_entered_bare_is_found_by_the_whole_one()
    {
        await app.RegisteredAgencies();
        (await app.Post("/directives", Document("Kết luận số 606"))).Should(201);
        (await app.Post("/directives", Document("Nghị quyết số 606", type: "resolution"))).Should(201);

        (await Numbers("606-KL/TW")).Should().Equal("Kết luận số 606");
        (await Numbers("606-KL/TU")).Should().Equal("Kết luận số 606");
    }

    [Fact]
    public async Task A_title_is_found_by_words_of_it_wherever_their_tones_stand()
    {
        await app.RegisteredAgencies();
        (await app.Post("/directives", Document("607-KL/TW", title: "Tổ chức Uỷ ban nhân dân cấp xã"))).Should(201);

        foreach (var words in new[] { "ủy ban nhân dân", "Uỷ ban", "UY\u0309 BAN" })
            (await app.Get($"/directives?title={Uri.EscapeDataString(words)}")).Should(200).Json.GetProperty("items").EnumerateArray()
                .Select(item => item.GetProperty("number").GetString()).Should().Equal("607-KL/TW");
        (await app.Get("/directives?title=x%00")).Should(400).Place.Should().Be("title");
    }

    [Fact]
    public async Task How_urgent_and_how_secret_it_is_is_shown()
    {
        await app.RegisteredAgencies();
        var directive = (await app.Post("/directives", Document("608-KL/TW", urgency: "express", secrecy: "secret"))).Should(201).Location!;

        var shown = (await app.Get(directive)).Json;
        (shown.GetProperty("urgency").GetString(), shown.GetProperty("secrecy").GetString()).Should().Be(("express", "secret"));
        var listed = (await app.Get("/directives?number=608-KL/TW")).Json.GetProperty("items")[0];
        (listed.GetProperty("urgency").GetString(), listed.GetProperty("secrecy").GetString()).Should().Be(("express", "secret"));
    }

    [Fact]
    public async Task What_is_too_secret_is_refused_and_nothing_of_it_is_kept()
    {
        await app.RegisteredAgencies();

        var refused = (await app.Post("/directives", Document("609-KL/TW", title: "Chuyện tối mật", secrecy: "highlySecret"))).Should(422);

        (refused.Code, refused.Place).Should().Be(("secrecy-too-high", "/secrecy"));
        refused.Text.Should().NotContain("tối mật");
        (await Numbers("609-KL/TW")).Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"secrecy":"very"}""", 400, "malformed-json")]
    [InlineData("""{"urgency":1}""", 400, "malformed-json")]
    [InlineData("""{"degree":"express"}""", 400, "unknown-member")]
    [InlineData("""{"number":"174-NQ/TW"}""", 422, "number-of-another-type")]
    [InlineData("""{"links":[{"kind":"implements","directive":"00000000-0000-0000-0000-000000000001"}]}""", 422, "unknown-directive")]
    public async Task Bad_input_is_named(string changed, int status, string code)
    {
        await app.RegisteredAgencies();
        var document = JsonSerializer.Deserialize<Dictionary<string, object>>(JsonSerializer.Serialize(Document("610-KL/TW")))!;
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, object>>(changed)!)
            document[name] = value;

        (await app.Post("/directives", document)).Should(status).Code.Should().Be(code);
    }

    [Fact]
    public async Task A_link_leads_to_a_task_that_is_there()
    {
        var parent = await app.IssuedDirective();
        var link = new { kind = "implements", directive = parent.Split('/')[^1], task = Guid.NewGuid() };

        var refused = (await app.Post("/directives", Document("611-KL/TW", links: [link]))).Should(422);

        (refused.Code, refused.Place).Should().Be(("unknown-task", "/links/0/task"));
    }

    async Task<List<string?>> Numbers(string number) =>
        [.. (await app.Get($"/directives?number={Uri.EscapeDataString(number)}")).Should(200).Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("number").GetString())];

    static object Document(
        string? number, string type = "conclusion", string issuedOn = "2025-07-25", string issuedBy = Politburo, string title = "Về tổ chức bộ máy", string urgency = "normal",
        string secrecy = "none", object[]? links = null) =>
        new { type, number, title = new { vi = title }, issuedBy = new[] { issuedBy }, issuedOn, urgency, secrecy, links = links ?? [] };
}

public sealed class OpenApp : App
{
    protected override void Configure(Microsoft.AspNetCore.Hosting.IWebHostBuilder host) => host.UseSetting("Secrecy:Highest", "none");
}

public class SecrecyCeilingTests(OpenApp app) : IClassFixture<OpenApp>
{
    [Fact]
    public async Task Where_nothing_secret_may_be_kept_nothing_is()
    {
        await app.RegisteredAgencies();
        var secret = new { type = "conclusion", number = "1-KL/TW", title = new { vi = "x" }, issuedBy = new[] { Politburo }, issuedOn = "2025-07-25", secrecy = "secret" };

        (await app.Post("/directives", secret)).Should(422).Code.Should().Be("secrecy-too-high");
        await app.IssuedDirective();
    }
}
