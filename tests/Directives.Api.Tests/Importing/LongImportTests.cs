using System.Text;
using System.Text.Json;
using Directives.Api.Importing;
using Directives.Domain;
using Directives.EventSourcing;
using Microsoft.Extensions.DependencyInjection;
using static Directives.Api.Tests.Importing.Imports;

namespace Directives.Api.Tests.Importing;

/// <summary>Imports that take a while: progress, interruption, limits.</summary>
public sealed class LongImportTests(App app) : IClassFixture<App>
{
    readonly string mark = Guid.NewGuid().ToString("n")[..8];

    [Fact]
    public async Task A_long_import_goes_on_after_the_answer_and_tells_how_far_it_is()
    {
        var answer = (await app.Import(Agencies(1200), mark)).Should(202);

        answer.Json.GetProperty("status").GetString().Should().Be("running");
        var done = await Finished(answer.Location!);
        done.Json.GetProperty("decided").GetInt32().Should().Be(1200);
        done.Outcomes().Should().AllBe("recorded").And.HaveCount(1200);
        (await app.Get($"{answer.Location}?outcome=refused")).Rows().Should().BeEmpty();

        await app.Restart();

        (await app.Get(answer.Location!)).Should(200).Text.Should().Be(done.Text, "it is recorded");
        (await app.Import(Agencies(1200), mark)).Should(201).Text.Should().Be(done.Text);
    }

    [Fact]
    public async Task A_short_one_waits_elsewhere_too_if_it_is_asked_to()
    {
        using var request = Request("/imports", new StringContent(JsonSerializer.Serialize(Agencies(3))), "application/json");
        request.Headers.Add("Prefer", "respond-async");

        var answer = (await app.Send(request)).Should(202);

        (await Finished(answer.Location!)).Outcomes().Should().AllBe("recorded").And.HaveCount(3);
    }

    [Fact]
    public async Task An_import_that_was_cut_off_goes_on_where_it_stopped()
    {
        var (importer, store) = (app.Services.GetRequiredService<Importer>(), app.Services.GetRequiredService<EventStore>());
        var rows = JsonRows.Read(JsonSerializer.SerializeToUtf8Bytes(Agencies(1000, "rowByRow")), AppJson);
        var (calls, cut) = (0, new CancellationTokenSource());

        await importer.Awaiting(i => i.Run(rows, RowOf, _ => { }, cut.Token, async (appends, ct) =>
        {
            var results = await store.Append(appends, ct);
            if (++calls == 2)
                await cut.CancelAsync();
            return results;
        })).Should().ThrowAsync<OperationCanceledException>();
        (await Registered()).Should().Be(400);

        var decided = new List<int>();
        var results = await importer.Run(rows, RowOf, decided.Add, default);

        decided.Should().Equal(Enumerable.Range(1, 1000));
        results.Select(row => row.Outcome).Should().Equal([.. Enumerable.Repeat(RowOutcome.AlreadyRecorded, 400), .. Enumerable.Repeat(RowOutcome.Recorded, 600)]);
        (await Registered()).Should().Be(1000);
        (await importer.Run(rows, RowOf, _ => { }, default)).Should().OnlyContain(row => row.Outcome == RowOutcome.AlreadyRecorded);
    }

    [Theory]
    [InlineData("rowByRow")]
    [InlineData("allOrNothing")]
    public async Task A_host_that_stops_in_the_middle_leaves_an_import_that_can_be_repeated(string mode)
    {
        var begun = (await app.Import(Agencies(3000, mode), mark)).Should(202);
        await app.Restart();

        var status = (await app.Get(begun.Location!)).Should(200).Json.GetProperty("status").GetString();
        var again = (await app.Import(Agencies(3000, mode), mark)).Status.Should().BeOneOf(201, 202);

        status.Should().BeOneOf("interrupted", "finished");
        var done = await Finished(begun.Location!);
        done.Outcomes().Should().OnlyContain(outcome => outcome == "recorded" || outcome == "alreadyRecorded").And.HaveCount(3000);
        (await Registered()).Should().Be(3000);
    }

    [Theory]
    [InlineData(ImportMode.RowByRow)]
    [InlineData(ImportMode.AllOrNothing)]
    public async Task What_somebody_else_records_meanwhile_is_taken_into_account(ImportMode mode)
    {
        var directive = await app.IssuedDirective();
        var importer = app.Services.GetRequiredService<Importer>();
        var rows = JsonRows.Read(JsonSerializer.SerializeToUtf8Bytes(new
        {
            mode = mode.ToString() is var name ? char.ToLowerInvariant(name[0]) + name[1..] : "",
            tasks = Enumerable.Range(1, 20).Select(i => TaskOf(directive.Split('/')[^1], $"{i:00}", Scenarios.Finance))
        }), AppJson);
        var meddled = false;

        var results = await importer.Run(rows, RowOf, decided =>
        {
            if (decided == 20 && !meddled)
                (meddled, _) = (true, app.Post($"{directive}/tasks", Scenarios.ATask("07")).GetAwaiter().GetResult().Should(201));
        }, default);

        var codes = (await app.Get(directive)).Json.GetProperty("tasks").EnumerateArray().Select(task => task.GetProperty("code").GetString()).ToList();
        if (mode is ImportMode.RowByRow)
        {
            results.Where(row => row.Outcome is RowOutcome.Refused).Should().ContainSingle().Which.Should().Match<RowResult>(row => row.Row == 7 && row.Problem!.Code == "task-code-taken");
            results.Count(row => row.Outcome is RowOutcome.Recorded).Should().Be(19);
            codes.Should().HaveCount(20).And.OnlyHaveUniqueItems();
        }
        else
        {
            results.Should().NotContain(row => row.Outcome == RowOutcome.Recorded);
            codes.Should().Equal("07");
        }
    }

    [Fact]
    public async Task There_is_a_most_to_how_long_an_import_may_be()
    {
        (await app.Import(new { agencies = Enumerable.Repeat(new { }, 10_001) })).Should(413).Code.Should().Be("import-too-long");
        using var large = Request("/imports", new ByteArrayContent(new byte[(10 * 1024 * 1024) + 1]), "application/json");
        large.Headers.ExpectContinue = true;
        (await app.Send(large)).Should(413).Code.Should().Be("body-too-large");
        (await app.Import(new { agencies = Array.Empty<object>() })).Should(422).Code.Should().Be("import-without-rows");
    }

    [Fact]
    public async Task What_is_no_import_is_told()
    {
        (await app.Import(new { agency = 1 })).Should(400).Code.Should().Be("unknown-member");
        (await app.Import("[")).Should(400).Code.Should().Be("malformed-json");
        (await app.Import("null")).Should(400);
        (await app.Post("/imports?dryRun=true", Agencies(1))).Should(400).Code.Should().Be("import-options-in-body");
        (await app.Get($"/imports/{Guid.NewGuid()}")).Should(404).Code.Should().Be("no-such-import");
        using var xml = Request("/imports", new StringContent("<a/>"), "application/xml");
        (await app.Send(xml)).Should(415);
    }

    object Agencies(int count, string mode = "allOrNothing") => new { mode, agencies = Enumerable.Range(1, count).Select(i => Agency($"a-{mark}-{i}")) };

    Write RowOf(ImportRow row)
    {
        var by = new Actor("Lan", Role.IssuingOffice, new(Scenarios.Committee));
        var write = new Write(by, new(2025, 8, 20), Write.MetadataOf(by), new(StableId.Of(mark), Encoding.UTF8.GetBytes(mark)), null);
        return Importer.RowOf(write, Guid.Empty, row);
    }

    JsonSerializerOptions AppJson => app.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions>>().Value.SerializerOptions;

    async Task<Answer> Finished(string location)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var answer = (await app.Get(location)).Should(200);
            if (answer.Json.GetProperty("status").GetString() == "finished")
                return answer;
            await Task.Delay(20, patience.Token);
        }
    }

    async Task<long> Registered()
    {
        await using var command = app.Database.Source.CreateCommand($"select count(*) from es.mt_events where type = 'agency_registered' and data->>'agency' like 'a-{mark}-%'");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
