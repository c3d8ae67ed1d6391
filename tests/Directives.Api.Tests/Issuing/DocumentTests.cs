using System.Text.Json;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Issuing;

public class DocumentTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task Agencies_say_once_each_that_the_document_reached_them()
    {
        var directive = await app.IssuedDirective();
        var task = await app.TaskWithDeadline(directive);
        await app.Assigned(task, Finance);
        await app.Assigned(task, Justice);

        (await app.Post($"{directive}/receipts", new { receivedOn = "2025-07-28", registerNumber = "1234" }, Finance, "LeadReporter")).Should(201);
        (await app.Post($"{directive}/receipts", new { receivedOn = "2025-07-27" }, Justice, "LeadReporter")).Should(201);

        (await app.Post($"{directive}/receipts", new { receivedOn = "2025-07-29" }, Finance, "LeadReporter")).Should(409).Code.Should().Be("already-received");
        Shown(await app.Get(directive), "received", receipt => $"{Text(receipt, "agency")} {Text(receipt, "receivedOn")} {Text(receipt, "registerNumber")}")
            .Should().Equal($"{Justice} 2025-07-27 ", $"{Finance} 2025-07-28 1234");
    }

    [Fact]
    public async Task A_receipt_is_of_a_registered_agency_and_repeating_it_changes_nothing()
    {
        var directive = await app.IssuedDirective();

        var unknown = (await app.Post($"{directive}/receipts", new { }, "khong-co")).Should(422);
        (unknown.Code, unknown.Place).Should().Be(("unknown-agency", "agency"));
        (await app.Post($"{directive}/receipts", new { receivedOn = "2025-07-01" }, Finance)).Should(422).Place.Should().Be("/receivedOn");

        var first = (await app.Post($"{directive}/receipts", new { }, Finance, key: "r1")).Should(201);
        (await app.Post($"{directive}/receipts", new { }, Finance, key: "r1")).Should().Be(first);
    }

    [Fact]
    public async Task Another_document_amends_it_and_that_is_shown()
    {
        var (directive, amending) = (await app.IssuedDirective(), await app.IssuedDirective());

        (await app.Post($"{directive}/amendments", new { authority = "185-KL/TW", text = "Bổ sung thời hạn", amending = IdOf(amending), effectiveOn = "2025-08-12" })).Should(201);

        Shown(await app.Get(directive), "amendments", amendment => $"{Text(amendment, "authority")} {Text(amendment, "effectiveOn")} {Text(amendment, "amending")}")
            .Should().Equal($"185-KL/TW 2025-08-12 {IdOf(amending)}");
        (await app.Post($"{directive}/amendments", new { authority = "0185-kl/tư", text = "Bổ sung thời hạn" })).Should(409).Code.Should().Be("already-amended");
        (await app.Post($"{directive}/amendments", new { authority = "186-KL/TW", text = "x", amending = IdOf(directive) })).Should(422).Code.Should().Be("amends-itself");
        var unknown = (await app.Post($"{directive}/amendments", new { authority = "186-KL/TW", text = "x", amending = Guid.NewGuid() })).Should(422);
        (unknown.Code, unknown.Place).Should().Be(("unknown-directive", "/amending"));
    }

    [Fact]
    public async Task Another_document_takes_its_place_and_what_was_open_is_owed_there()
    {
        var (directive, next) = (await app.IssuedDirective(), await app.IssuedDirective());
        var task = await app.TaskWithDeadline(directive);
        var (open, done) = (await app.Assigned(task), await app.Assigned(task, Justice));
        (await app.Post($"{done}/completion-reports", Completion("2025-07-29"), Justice, "LeadReporter")).Should(201);
        (await app.Post($"{done}/verifications", new { outcome = "accepted" }, Committee, "Verifier")).Should(201);

        var superseded = (await app.Post($"{directive}/supersessions", new { authority = "190-KL/TW", superseding = IdOf(next), effectiveOn = "2025-08-18" })).Should(201);

        var shown = (await app.Get(directive)).Json.GetProperty("superseded");
        (Text(shown, "authority"), Text(shown, "effectiveOn"), Text(shown, "superseding")).Should().Be(("190-KL/TW", "2025-08-18", IdOf(next)));
        (await app.Get(open)).Json.GetProperty("lifecycle").GetString().Should().Be("superseded");
        (await app.Get(done)).Json.GetProperty("lifecycle").GetString().Should().Be("completed");
        (await Listed(directive, superseded)).Should().BeEquivalentTo("superseded ", "completed onTime");
        (await Listed(directive, superseded, "&effectiveAsOf=2025-08-17")).Should().BeEquivalentTo("notStarted overdue", "completed onTime");
        (await Listed(directive, superseded, "&counted=true")).Should().BeEquivalentTo("completed onTime");
        (await Listed(directive, superseded, "&counted=false")).Should().BeEquivalentTo("superseded ");

        (await app.Post($"{open}/work-starts", new { }, Finance, "LeadReporter")).Should(409).Code.Should().Be("superseded");
        (await app.Post($"{directive}/tasks", ATask("2"))).Should(409).Code.Should().Be("superseded");
        (await app.Post($"{directive}/supersessions", new { authority = "191-KL/TW" })).Should(409).Code.Should().Be("superseded");
        (await app.Post($"{directive}/receipts", new { }, Finance)).Should(201);
    }

    [Fact]
    public async Task An_assignments_version_is_the_same_wherever_it_is_shown()
    {
        var directive = await app.IssuedDirective();
        var (changed, other) = (await app.TaskWithDeadline(directive), await app.TaskWithDeadline(directive, "20"));
        var assignments = new[] { await app.Assigned(changed), await app.Assigned(other) };

        await Same((await app.Post($"{changed}/rewordings", new { authority = "185-KL/TW", keyTask = true })).Should(201));
        await Same((await app.Post($"{changed}/targets", new { authority = "185-KL/TW", target = new { text = "17/17" } })).Should(201));
        await Same((await app.Post($"{directive}/amendments", new { authority = "185-KL/TW", text = "x" })).Should(201));
        var kept = (await app.Get(assignments[1])).ETag;
        (await app.Post($"{assignments[1]}/work-starts", new { effectiveOn = "2025-07-29" }, Finance, "LeadReporter", ifMatch: kept)).Should(201);
        await Same((await app.Post($"{directive}/supersessions", new { authority = "190-KL/TW" })).Should(201));

        async Task Same(Answer write)
        {
            var items = (await app.Get($"/assignments?directive={IdOf(directive)}&minPosition={write.Position}")).Json.GetProperty("items").EnumerateArray()
                .ToDictionary(item => Text(item, "assignment")!, item => $"\"{item.GetProperty("version").GetInt64()}\"");
            foreach (var assignment in assignments)
                (await app.Get(assignment)).ETag.Should().Be(items[IdOf(assignment)]);
        }
    }

    [Fact]
    public async Task Documents_do_not_take_each_others_place_in_a_circle()
    {
        var (one, two, three) = (await app.IssuedDirective(), await app.IssuedDirective(), await app.IssuedDirective());
        (await app.Post($"{one}/supersessions", new { authority = "2", superseding = IdOf(two) })).Should(201);
        (await app.Post($"{two}/supersessions", new { authority = "3", superseding = IdOf(three) })).Should(201);

        foreach (var earlier in new[] { one, two, three })
            (await app.Post($"{three}/supersessions", new { authority = "1", superseding = IdOf(earlier) })).Should(409).Code.Should().Be("superseded-in-a-circle");
        (await app.Post($"{three}/supersessions", new { authority = "4", superseding = Guid.NewGuid() })).Should(422).Place.Should().Be("/superseding");
    }

    [Fact]
    public async Task A_superseded_document_is_listed_as_such_to_whoever_could_know()
    {
        var directive = await app.IssuedDirective();
        var before = (await app.Get(directive)).Json.GetProperty("version").GetInt64();
        var superseded = (await app.Post($"{directive}/supersessions", new { authority = "190-KL/TW", effectiveOn = "2025-08-18" })).Should(201);
        var number = (await app.Get(directive)).Json.GetProperty("number").GetProperty("printed").GetString();

        before.Should().Be(1);
        (await On(superseded.Position)).Should().Be("2025-08-18");
        (await On(superseded.Position - 1)).Should().BeNull();

        async Task<string?> On(long position) => Text((await app.Get($"/directives?number={number}&atPosition={position}")).Json.GetProperty("items")[0], "supersededOn");
    }

    [Theory]
    [InlineData("receipts", """{"receivedOn":"2025-02-30"}""", "malformed-json")]
    [InlineData("receipts", """{"agency":"bo-tai-chinh"}""", "unknown-member")]
    [InlineData("amendments", """{"authority":"1"}""", "missing-member")]
    [InlineData("amendments", """{"authority":"1","text":2}""", "malformed-json")]
    [InlineData("supersessions", """{}""", "missing-member")]
    [InlineData("supersessions", """{"authority":"1","superseding":"x"}""", "malformed-json")]
    public async Task Bad_input_is_named(string what, string body, string code) =>
        (await app.Post($"{await app.IssuedDirective()}/{what}", body)).Should(400).Code.Should().Be(code);

    [Theory]
    [InlineData("receipts", """{}""")]
    [InlineData("amendments", """{"authority":"1","text":"x"}""")]
    [InlineData("supersessions", """{"authority":"1"}""")]
    public async Task A_document_that_is_not_there_is_not_found(string what, string body)
    {
        await app.RegisteredAgencies();
        (await app.Post($"/directives/{Guid.NewGuid()}/{what}", body)).Should(404).Code.Should().Be("no-such-directive");
    }

    async Task<List<string>> Listed(string directive, Answer write, string query = "") =>
        [.. (await app.Get($"/assignments?directive={IdOf(directive)}&minPosition={write.Position}{query}")).Should(200).Json.GetProperty("items").EnumerateArray()
            .Select(item => $"{Text(item, "lifecycle")} {Text(item, "timeliness")}")];

    static string IdOf(string path) => path.Split('/')[^1];

    static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    static List<string> Shown(Answer directive, string list, Func<JsonElement, string> what) => [.. directive.Should(200).Json.GetProperty(list).EnumerateArray().Select(what)];
}
