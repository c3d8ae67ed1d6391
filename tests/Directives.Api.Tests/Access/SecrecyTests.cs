using System.Net.Http.Json;
using Directives.Api.Supervising;
using Directives.Api.Tests.Importing;
using Directives.Domain;
using Directives.EventSourcing;
using Microsoft.Extensions.DependencyInjection;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Access;

/// <summary>What the matrix does not walk: what a secret could be guessed from by somebody who writes, and what was made of it before.</summary>
public class SecrecyTests(App app) : IClassFixture<App>
{
    static readonly Caller Uncleared = new("MonitoringBody", Committee, "none");

    [Fact]
    public async Task Only_who_may_see_a_secret_document_enters_one()
    {
        await app.RegisteredAgencies();

        var refused = (await As(Uncleared, "/directives", Secret("2001-KL/TW"))).Should(403);
        (refused.Code, refused.Place).Should().Be(("not-cleared", "/secrecy"));
        (await As(Uncleared with { Clearance = "secret" }, "/directives", Secret("2001-KL/TW"))).Should(201);
    }

    [Fact]
    public async Task That_a_number_is_taken_is_told_without_saying_by_what()
    {
        var secret = await Entered("2002-KL/TW");

        var taken = (await As(Uncleared, "/directives", ADirective("2002-KL/TW"))).Should(409);

        taken.Code.Should().Be("number-not-available");
        taken.Text.Should().NotContain(IdOf(secret));
        (await app.Post("/directives", Secret("2002-KL/TW"))).Should(409).Text.Should().Contain(IdOf(secret));
    }

    [Fact]
    public async Task Nothing_can_be_linked_with_what_may_not_be_seen()
    {
        var secret = IdOf(await Entered("2003-KL/TW"));
        var task = await app.TaskWithDeadline(await app.IssuedDirective());
        var directive = string.Join('/', task.Split('/')[..3]);
        var links = new[] { new { kind = "implements", directive = secret } };
        var linked = new { type = "plan", number = "2004-KH/TW", title = new { vi = "x" }, issuedBy = new[] { Politburo }, issuedOn = "2025-07-25", links };

        foreach (var (path, body) in new (string, object)[]
        {
            ("/directives", linked),
            ($"{directive}/amendments", new { authority = "x", text = "x", amending = secret }),
            ($"{directive}/supersessions", new { authority = "x", superseding = secret })
        })
        {
            var hidden = (await As(Uncleared, path, body)).Should(422);
            hidden.Code.Should().Be("unknown-directive", path);
        }

        var restated = await As(Uncleared, $"{task}/restatements", new { directive = secret, task = Guid.NewGuid() });
        var nothing = await As(Uncleared, $"{task}/restatements", new { directive = Guid.NewGuid(), task = Guid.NewGuid() });
        (restated.Status, restated.Code).Should().Be((nothing.Status, nothing.Code));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_import_finds_nothing_that_may_not_be_seen(bool byNumber)
    {
        var number = byNumber ? "2005-KL/TW" : "2006-KL/TW";
        var secret = IdOf(await Entered(number));

        var known = await Import("secret", byNumber ? number : secret);
        var hidden = await Import("none", byNumber ? number : secret);
        var nothing = await Import("none", byNumber ? "9999-KL/TW" : $"{Guid.NewGuid()}");

        known.Rows()[0].Of("outcome").Should().Be("wouldBeRecorded");
        (hidden.Rows()[0].Of("outcome"), hidden.Rows()[0].Problem()).Should().Be((nothing.Rows()[0].Of("outcome"), nothing.Rows()[0].Problem()));

        async Task<Answer> Import(string clearance, string directive) =>
            await As(Uncleared with { Clearance = clearance }, "/imports", new { dryRun = true, tasks = new[] { Imports.TaskOf(directive, "1") } });
    }

    [Fact]
    public async Task A_question_about_what_may_not_be_seen_is_one_about_nothing()
    {
        var secret = IdOf(await Entered("2007-KL/TW"));

        foreach (var list in new[] { "/assignments", "/difficulties", "/urgings", "/reports/overdue" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{list}?directive={secret}");
            (await app.Send(request.As(new Caller("Inspector", Committee, "none")))).Should(422).Code.Should().Be("unknown-directive");
            (await app.Get($"{list}?directive={secret}")).Should(200);
        }
    }

    [Fact]
    public async Task A_digest_is_told_without_what_may_not_be_seen()
    {
        var (secret, open) = (await Assignment(await Entered("2008-KL/TW")), await Assignment(await app.IssuedDirective()));
        await Digest(secret, open);
        await Digest(secret);

        (await Told("none")).Should().Equal($"{open}");
        (await Told("secret")).Should().Equal($"{secret}", $"{secret} {open}");

        async Task<IEnumerable<string>> Told(string clearance)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/agencies/{Finance}/digests");
            return (await app.Send(request.As(new Caller("LeadReporter", Finance, clearance)))).Should(200).Json.GetProperty("items").EnumerateArray()
                .Select(digest => string.Join(' ', digest.GetProperty("overdue").EnumerateArray().Select(item => item.GetProperty("assignment").GetString()))).ToList();
        }

        async Task Digest(params Guid[] overdue) => await app.Services.GetRequiredService<EventStore>().Append(new Append(
            Digests.StreamOf(new(Finance)), "reminders", null,
            [new ReminderEvent.DigestIssued(new(Finance), new(2025, 8, 1), [], [.. overdue.Select(id => new Domain.Supervising.ReminderItem(default, new(id), new(2025, 7, 30)))], [], 3, "vn-1", 1)],
            new("x")), default);

        async Task<Guid> Assignment(string directive)
        {
            var assigned = await app.Assigned(await app.TaskWithDeadline(directive));
            await app.Get($"/assignments?minPosition={(await app.Post($"{assigned}/work-starts", new { }, Finance)).Position}");
            return Guid.Parse(assigned.Split('/')[^1]);
        }
    }

    [Fact]
    public async Task What_is_published_is_the_same_report_for_all_who_may_read_it()
    {
        await app.Assigned(await app.TaskWithDeadline(await Entered("2009-KL/TW")));
        await app.Assigned(await app.TaskWithDeadline(await app.IssuedDirective()));
        var published = (await app.Post("/reports/weekly/2025-07-25/publications", new { })).Should(201).Location!;

        var reports = new List<string>();
        foreach (var clearance in new[] { "none", "secret" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{published}/report");
            reports.Add((await app.Send(request.As(new Caller("Auditor", Finance, clearance)))).Should(200).Text);
        }

        reports.Distinct().Should().ContainSingle().Which.Should().NotContain("2009-KL/TW");
        (await app.Get($"{string.Join('/', published.Split('/')[..4])}/restatement")).Should(200).Json.GetProperty("figures").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task An_office_enters_the_documents_of_those_it_serves()
    {
        await app.RegisteredAgencies();
        foreach (var (code, parent) in new[] { ("tinh-uy-a", null), ("van-phong-a", "tinh-uy-a") })
            (await app.Post("/agencies", new { code, name = new { vi = code }, kind = "ministry", level = "central", effectiveOn = "2025-01-01", parent })).Should(201);
        await app.Get($"/agencies?minPosition={(await app.Get("/assignments")).Position}");

        var refused = (await As(new("IssuingOffice", "van-phong-a"), "/directives", ADirective("2010-KL/TW"))).Should(403);
        (refused.Code, refused.Place).Should().Be(("not-its-office", "/issuedBy"));
        (await As(new("IssuingOffice", Committee), "/directives", ADirective("2010-KL/TW"))).Should(201);
    }

    async Task<string> Entered(string number)
    {
        await app.RegisteredAgencies();
        return (await app.Post("/directives", Secret(number))).Should(201).Location!;
    }

    static object Secret(string number) => new { type = "conclusion", number, title = new { vi = "Chuyện mật" }, issuedBy = new[] { Politburo }, issuedOn = "2025-07-25", secrecy = "secret" };

    static string IdOf(string directive) => directive.Split('/')[2];

    async Task<Answer> As(Caller caller, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.As(caller).Headers.Add("Idempotency-Key", $"{Guid.NewGuid()}");
        return await app.Send(request);
    }
}
