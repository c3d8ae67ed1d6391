using System.Security.Cryptography;
using System.Text.Json;
using Directives.Api.Demo;
using Directives.Api.Reporting;
using Directives.Api.Tests.Demo;
using Directives.Domain.Reporting;
using Directives.EventSourcing;
using Directives.EventSourcing.Auditing;
using Microsoft.Extensions.DependencyInjection;

namespace Directives.Api.Tests.Reporting;

public sealed class PublicationTests(DemoApp app) : IClassFixture<DemoApp>, IDisposable
{
    public void Dispose() => app.Clock.StoppedAt = null;

    /// <summary>The ministry was done in time, which was recorded four days after the report went out.</summary>
    [Fact]
    public async Task The_report_that_called_the_finance_guidance_overdue_is_restated_and_stays_as_it_was()
    {
        var published = await Publish("2025-07-25", new { knownAsOf = "2025-08-01T01:00:00Z" });
        var (publication, first) = (published.Location!.Split("/editions/")[0], (await app.Get(published.Location!)).Should(200).Json);
        var bytes = (await app.Get($"{published.Location}/report")).Should(200).Text;

        first.GetProperty("edition").GetInt32().Should().Be(1);
        first.GetProperty("totals").GetProperty("overdue").GetInt32().Should().Be(1);
        bytes.Should().Be((await app.Get($"/reports/weekly/2025-07-25?atPosition={first.GetProperty("position").GetInt64()}")).Should(200).Text);

        var restatement = (await app.Get($"{publication}/restatement")).Should(200).Json;
        Figures(restatement).Should().Contain([
            "/reconciliation/completedOnTime 0 1", "/reconciliation/closing 1014 1013",
            "/totals/byLifecycle/inProgress 24 23", "/totals/byLifecycle/completed 10 11", "/totals/byTimeliness/overdue 1 0", "/totals/byTimeliness/onTime 3 4",
            "/notable/newlyOverdue 1 0"]);
        restatement.GetProperty("figures").EnumerateArray().Select(RowOf).Distinct().Should().BeEquivalentTo(
            new[] { null, "specific", "central", "179-KL/TW", "bo-tai-chinh" }, "it is about nobody else");
        var moved = restatement.GetProperty("assignments").EnumerateArray().Should().ContainSingle().Subject;
        (moved.GetProperty("code").GetString(), moved.GetProperty("lead").GetString()).Should().Be(("179-19", "bo-tai-chinh"));
        Names(moved, "left").Should().Contain(["closing", "lifecycle-inProgress", "timeliness-overdue", "newlyOverdue"]).And.NotContain("all");
        Names(moved, "joined").Should().Contain(["completedOnTime", "lifecycle-completed", "timeliness-onTime"]).And.NotContain("all");
        (await app.Get("/reports/restatements")).Should(200).Json.GetProperty("items").EnumerateArray()
            .Select(item => $"/reports/publications/{item.GetProperty("publication").GetString()}").Should().Contain(publication);

        (await app.Post("/reports/weekly/2025-07-25/publications", new { })).Should(422).Code.Should().Be("restatement-needs-a-reason");
        var second = await Publish("2025-07-25", new { reason = "Kết quả của 179-19 được ghi muộn.", atPosition = restatement.GetProperty("position").GetInt64() });

        second.Location.Should().Be($"{publication}/editions/2");
        (await app.Get($"{publication}/restatement")).Should(200).Json.GetProperty("figures").GetArrayLength().Should().Be(0);
        (await app.Get($"{publication}/editions/1/report")).Text.Should().Be(bytes, "it was not overwritten");
        (await app.Get(publication)).Json.GetProperty("editions").EnumerateArray().Select(edition => (edition.GetProperty("edition").GetInt32(), edition.GetProperty("restates").ToString()))
            .Should().Equal((2, "1"), (1, ""));
        (await Held("")).Should().Be("2");
        (await Held($"&atPosition={first.GetProperty("recordedPosition").GetInt64()}")).Should().Be("1", "that is what held then");
        (await app.Post("/reports/weekly/2025-07-25/publications", new { reason = "Lần nữa." })).Should(409).Code.Should().Be("nothing-to-restate");

        async Task<string> Held(string query)
        {
            var items = (await app.Get($"/reports/publications?from=2025-07-25&to=2025-07-25{query}")).Should(200).Json.GetProperty("items").EnumerateArray();
            var item = items.Where(item => item.GetProperty("body").ValueKind is JsonValueKind.Null).Should().ContainSingle().Subject;
            return item.GetProperty("editions").EnumerateArray().Should().ContainSingle().Subject.GetProperty("edition").ToString();
        }
    }

    [Fact]
    public async Task Its_bytes_are_those_of_its_digest_and_come_back_after_a_restart_and_a_rebuild()
    {
        var published = await Publish("2025-08-22", new { knownAsOf = "2025-08-29T10:00:00Z" });
        var edition = (await app.Get(published.Location!)).Should(200).Json;

        var before = await Bytes();
        await app.Restart();
        (await Bytes()).Should().Equal(before);
        await app.Stop();
        await using (var drop = app.Database.Source.CreateCommand($"drop schema {Directives.Api.Hosting.Services.Tracking.Schema} cascade"))
            await drop.ExecuteNonQueryAsync();
        await app.Start();
        (await Bytes()).Should().Equal(before);
        (await app.Get("/reports/publications")).Should(200).Text.Should().Contain(edition.GetProperty("sha256").GetString());

        async Task<byte[]> Bytes()
        {
            using var response = await app.Http.GetAsync($"{published.Location}/report");
            var bytes = await response.Content.ReadAsByteArrayAsync();
            Convert.ToHexStringLower(SHA256.HashData(bytes)).Should().Be(edition.GetProperty("sha256").GetString());
            response.Headers.GetValues("Repr-Digest").Should().Equal($"sha-256=:{Convert.ToBase64String(SHA256.HashData(bytes))}:");
            response.Headers.ETag!.Tag.Should().Be($"\"{edition.GetProperty("sha256").GetString()}\"");
            response.Content.Headers.ContentType!.ToString().Should().Be("application/json; charset=utf-8");
            return bytes;
        }
    }

    [Fact]
    public async Task The_receipt_tells_what_was_published_and_the_ledger_has_its_chain_value()
    {
        var published = (await Publish("2025-07-18", new { knownAsOf = "2025-07-25T01:00:00Z" })).Json;

        var said = published.GetProperty("events").EnumerateArray().Should().ContainSingle().Subject.GetProperty("data");
        (said.GetProperty("start").GetString(), said.GetProperty("end").GetString(), said.GetProperty("policy").GetString(), said.GetProperty("calendar").GetString())
            .Should().Be(("2025-07-18", "2025-07-24", "2025-1", "vn-0"));
        var position = said.GetProperty("position").GetInt64();
        LogHead.TryParse(said.GetProperty("chain").GetString()!, out var head).Should().BeTrue();
        head!.Position.Should().BeGreaterThanOrEqualTo(position);
        (await new Verifier(app.Database.Source).Verify(new() { Expected = head }, null, default)).Sound.Should().BeTrue();
        published.GetProperty("id").GetGuid().Should().Be(Publications.StreamOf(ReportKind.Weekly, null, new(2025, 7, 18)), "it can be known beforehand");
    }

    [Fact]
    public async Task The_same_again_adds_nothing_under_the_same_key_or_another()
    {
        var (body, key) = (new { knownAsOf = "2025-07-18T01:00:00Z" }, "week of 11 July");
        var first = (await app.Post("/reports/weekly/2025-07-11/publications", body, key: key)).Should(201);

        (await app.Post("/reports/weekly/2025-07-11/publications", body, key: key)).Should(201).Text.Should().Be(first.Text);
        var again = (await app.Post("/reports/weekly/2025-07-11/publications", body)).Should(201);
        again.Json.GetProperty("events").GetArrayLength().Should().Be(0);
        again.Location.Should().Be(first.Location);
        (await app.Post("/reports/weekly/2025-07-11/publications", new { }, key: key)).Should(422).Code.Should().Be("idempotency-key-reused");
        (await app.Post("/reports/weekly/2025-07-11/publications", new { reason = "x" }, ifMatch: "\"7\"")).Should(412).Code.Should().Be("stale");
    }

    [Fact]
    public async Task The_list_begins_with_what_was_published_last_and_can_be_paged()
    {
        var weeks = new[] { "2025-08-08", "2025-08-15", "2025-08-01" };
        foreach (var week in weeks)
            await Publish(week, new { body = "bo-tai-chinh" });

        var all = (await app.Get("/reports/publications?body=bo-tai-chinh")).Should(200).Json.GetProperty("items").EnumerateArray().ToList();
        all.Select(item => item.GetProperty("start").GetString()).Should().Equal(weeks.Reverse());
        all.Should().OnlyContain(item => item.GetProperty("editions")[0].GetProperty("edition").GetInt32() == 1);

        var (paged, next) = (new List<string?>(), "");
        do
        {
            var page = (await app.Get($"/reports/publications?body=bo-tai-chinh&pageSize=2{next}")).Should(200).Json;
            paged.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("start").GetString()));
            next = page.GetProperty("nextCursor").GetString() is { } cursor ? $"&cursor={cursor}" : null;
        }
        while (next is not null);
        paged.Should().Equal(weeks.Reverse());

        (await app.Get("/reports/publications?body=bo-tai-chinh&from=2025-08-02&to=2025-08-08")).Json.GetProperty("items").GetArrayLength().Should().Be(1);
        (await app.Get("/reports/publications?body=bo-tai-chinh&knownAsOf=2025-09-01T00:00:00Z")).Json.GetProperty("items").GetArrayLength().Should().Be(0, "nothing was published by then");
        (await app.Get("/reports/restatements?body=bo-tai-chinh&pageSize=2")).Should(200).Json.GetProperty("compared").GetInt32().Should().Be(2);
    }

    [Fact]
    public async Task What_cannot_be_published_is_refused_with_the_reason()
    {
        await Refused("2025-07-26", new { }, 422, "not-a-friday");
        await Refused("2025-07-25", new { body = "bo-khong-co" }, 422, "unknown-agency", "/body");
        await Refused("2025-07-25", new { atPosition = 5 }, 422, "known-before-the-cut-off", "/atPosition");
        await Refused("2025-09-05", new { reason = "Đính chính." }, 409, "nothing-published-yet", "/reason");
        await Refused("2025-07-25", new { atPosition = 1, knownAsOf = "2025-08-01T01:00:00Z" }, 400, "two-viewpoints", "/atPosition");
        await Refused("2025-07-25", new { atPosition = -1 }, 400, "negative-position", "/atPosition");
        await Refused("2025-07-25", new { atPosition = 1_000_000_000 }, 422, "position-not-reached", "/atPosition");
        await Refused("2025-07-25", new { knownAsOf = "2199-01-01T00:00:00Z" }, 422, "known-in-the-future", "/knownAsOf");
        await Refused("2025-07-25", new { knownAsOf = "yesterday" }, 400, "malformed-json", "/knownAsOf");
        await Refused("2025-07-25", new { edition = 2 }, 400, "unknown-member");
        await Refused("25-07-2025", new { }, 400, "bad-request", "start");
        app.Clock.StoppedAt = new(2025, 8, 20, 1, 0, 0, TimeSpan.Zero);
        await Refused("2025-08-15", new { body = "bo-tu-phap" }, 409, "period-not-over");

        async Task Refused(string start, object body, int status, string code, string? place = null)
        {
            var answer = (await app.Post($"/reports/weekly/{start}/publications", body)).Should(status);
            answer.Code.Should().Be(code);
            answer.Place.Should().Be(place ?? answer.Place);
        }
    }

    [Fact]
    public async Task What_was_never_published_is_not_found()
    {
        var published = await Publish("2025-06-06", new { });
        var publication = published.Location!.Split("/editions/")[0];

        foreach (var path in new[] { "", "/editions/1", "/editions/1/report", "/restatement" })
            (await app.Get($"/reports/publications/{Guid.NewGuid()}{path}")).Should(404).Code.Should().Be("no-such-publication");
        foreach (var path in new[] { "/editions/2", "/editions/0/report" })
            (await app.Get($"{publication}{path}")).Should(404).Code.Should().Be("no-such-edition");
        (await app.Get($"{publication}/restatement?atPosition=5")).Should(404).Code.Should().Be("no-such-publication", "nobody knew of it then");
        (await app.Get($"/reports/publications/{DemoLoader.IdOf("179").Value}")).Should(404).Code.Should().Be("no-such-publication", "a directive is none");
        (await app.Get("/reports/publications?body=BO")).Should(400).Code.Should().Be("bad-request");
        (await app.Get("/reports/publications?body=bo-khong-co")).Should(422).Code.Should().Be("unknown-agency");
        (await app.Get("/reports/publications?cursor=abc")).Should(400).Code.Should().Be("cursor-malformed");
    }

    [Fact]
    public async Task Every_part_of_a_report_has_to_add_up()
    {
        var report = await app.Services.GetRequiredService<WeeklyReports>().Of(ReportingWeek.StartingOn(new(2025, 7, 25))!.Value, null, null, 1000, default);
        Wrong(report).Should().BeEmpty();

        Wrong(report with { Reconciliation = report.Reconciliation with { Restated = 1 } }).Should().Equal("/reconciliation");
        Wrong(report with { Totals = OneMoreOverdue(report.Totals) }).Should().Equal("/totals/byTimeliness");
        Wrong(report with { Totals = report.Totals with { ByLifecycle = new Dictionary<string, long>() } }).Should().Equal("/totals/byLifecycle");
        Wrong(report with { KeyTasks = report.KeyTasks with { Totals = OneMoreOverdue(report.KeyTasks.Totals) } }).Should().Equal("/keyTasks/totals/byTimeliness");
        Wrong(report with { ByNature = [.. report.ByNature.SkipLast(1)] }).Should().Equal("/byNature/*/totals/all", "/byNature/*/reconciliation/closing");
        Wrong(report with { ByLevel = [] }).Should().Equal("/byLevel/*/totals/all", "/byLevel/*/reconciliation/closing");
        Wrong(report with { ByDirective = [.. report.ByDirective, report.ByDirective[0]] }).Should().Equal("/byDirective/*/totals/all", "/byDirective/*/reconciliation/closing");
        Wrong(report with { ByAgency = [report.ByAgency[0], report.ByAgency[1] with { Totals = OneMoreOverdue(report.ByAgency[1].Totals) }, .. report.ByAgency.Skip(2)] })
            .Should().Equal("/byAgency/1/totals/byTimeliness");

        static IEnumerable<string> Wrong(WeeklyReport report) => WeeklySums.Of(report).Where(sum => !sum.AddsUp).Select(sum => sum.At);

        static Totals OneMoreOverdue(Totals totals) =>
            totals with { ByTimeliness = totals.ByTimeliness.ToDictionary(count => count.Key, count => count.Key is "overdue" ? count.Value + 1 : count.Value) };
    }

    [Fact]
    public async Task It_names_the_versions_that_were_known_where_it_comes_from()
    {
        var before = (await app.Post("/policies", new { version = "2025-2", reference = "12-QC/TW", effectiveOn = "2025-09-16" })).Should(201).Position - 1;
        (await app.Post("/calendars/vn/years", new { year = 2031, holidays = new[] { new { day = "2031-01-01", name = new { vi = "Tết Dương lịch" }, source = "Bộ luật Lao động" } }, reference = "12-QC/TW", effectiveOn = "2025-09-16" })).Should(201);

        (await Versions(new { body = "bo-noi-vu", atPosition = before })).Should().Be("2025-1 vn-0");
        (await Versions(new { body = "bo-cong-an" })).Should().Be("2025-2 vn-1");

        async Task<string> Versions(object body)
        {
            var edition = (await app.Get((await Publish("2025-09-12", body)).Location!)).Should(200).Json;
            return $"{edition.GetProperty("policy").GetString()} {edition.GetProperty("calendar").GetString()}";
        }
    }

    [Fact]
    public async Task It_names_the_last_event_about_agencies_that_counted_and_another_one_is_no_difference()
    {
        var published = await Publish("2025-06-20", new { });
        var before = (await app.Get($"{published.Location}/report")).Should(200).Json;
        var registered = (await app.Post("/agencies", new { code = "co-quan-moi", name = new { vi = "Cơ quan mới" }, kind = "ministry", level = "central", effectiveOn = "2025-06-01" })).Should(201).Position;
        var named = (await app.Post("/agencies/co-quan-moi/names", new { name = new { vi = "Cơ quan đổi tên" }, authority = "1-QĐ", effectiveOn = "2025-06-10" })).Should(201).Position;

        Agencies(before).Should().BePositive().And.BeLessThan(registered);
        Agencies((await app.Get("/reports/weekly/2025-06-20")).Should(200).Json).Should().Be(named);
        Agencies((await app.Get($"/reports/weekly/2025-06-20?atPosition={named - 1}")).Should(200).Json).Should().Be(registered);
        Agencies((await app.Get($"/reports/overdue?atPosition={registered}")).Should(200).Json).Should().Be(registered);
        Agencies((await app.Get($"/reports/overdue?atPosition={registered - 1}")).Should(200).Json).Should().Be(Agencies(before));
        (await app.Get($"{published.Location!.Split("/editions/")[0]}/restatement")).Should(200).Json.GetProperty("figures").GetArrayLength().Should().Be(0);

        static long Agencies(JsonElement report) => report.GetProperty("versions").GetProperty("agencies").GetInt64();
    }

    [Fact]
    public async Task What_was_published_keeps_its_days_when_the_body_moves_its_weeks()
    {
        var published = await Publish("2025-08-22", new { body = "bo-tu-phap" });
        (await app.Post("/policies/reporting-weeks", new { body = "bo-tu-phap", start = "monday", effectiveOn = "2025-08-25", reference = "12-QC/TW" })).Should(201);
        (await app.Get("/reports/weekly/2025-08-22?body=bo-tu-phap")).Should(200).Json.GetProperty("end").GetString().Should().Be("2025-08-24", "it is cut short by now");

        (await app.Get($"{published.Location}/report")).Should(200).Json.GetProperty("end").GetString().Should().Be("2025-08-28");
        (await app.Get($"{published.Location!.Split("/editions/")[0]}/restatement")).Should(200).Json.GetProperty("figures").GetArrayLength().Should().Be(0);
        (await app.Post("/reports/weekly/2025-08-22/publications", new { body = "bo-tu-phap", reason = "Tuần đã đổi." })).Should(409).Code.Should().Be("nothing-to-restate");
    }

    /// <summary>Somebody who can write to the log says what the program never said.</summary>
    [Theory]
    [InlineData(true, false, "bo-cong-an")]
    [InlineData(false, true, "bo-noi-vu")]
    public async Task A_report_that_does_not_come_out_as_it_was_published_is_a_fault(bool otherDigest, bool otherChain, string body)
    {
        await Publish("2025-06-13", new { body });
        var (store, stream) = (app.Services.GetRequiredService<EventStore>(), Publications.StreamOf(ReportKind.Weekly, new(body), new(2025, 6, 13)));
        var first = (PublicationEvent.ReportPublished)(await store.ReadStream(stream, default)).Single().Data;
        var forged = first with
        {
            Edition = 2,
            Sha256 = otherDigest ? new('0', 64) : first.Sha256,
            Chain = otherChain ? $"{first.Position}:{new string('0', 64)}" : first.Chain
        };
        (await store.Append(new Append(stream, "publication", 1, [forged], new("somebody")), default)).Status.Should().Be(AppendStatus.Appended);

        (await app.Get($"/reports/publications/{stream}/editions/1/report")).Should(200);
        (await app.Get($"/reports/publications/{stream}/editions/2/report")).Should(500).Code.Should().Be("report-not-reproduced");
    }

    async Task<Answer> Publish(string start, object body) => (await app.Post($"/reports/weekly/{start}/publications", body)).Should(201);

    static IEnumerable<string> Figures(JsonElement restatement) => restatement.GetProperty("figures").EnumerateArray().Select(figure =>
        $"{figure.GetProperty("figure")} {figure.GetProperty("old")} {figure.GetProperty("new")}");

    static IEnumerable<string?> Names(JsonElement assignment, string figures) => assignment.GetProperty(figures).EnumerateArray().Select(name => name.GetString());

    /// <summary>A directive's number, an agency's code.</summary>
    static string? RowOf(JsonElement figure) => figure.GetProperty("row").EnumerateObject().Select(text => text.Value.GetString()).LastOrDefault();
}
