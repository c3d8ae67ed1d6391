using System.Diagnostics.Metrics;
using System.Net.Http.Headers;
using Directives.Api.Tests.Importing;
using Directives.Api.Tests.Streaming;
using Microsoft.AspNetCore.Hosting;

namespace Directives.Api.Tests.Http;

/// <summary>A host that allows little, so that it is soon too much.</summary>
public class LimitTests(LimitTests.StrictApp app) : IClassFixture<LimitTests.StrictApp>
{
    public class StrictApp : App
    {
        protected override void Configure(IWebHostBuilder host)
        {
            foreach (var (limit, value) in new[]
            {
                ("Reads:Burst", "10"), ("Reads:PerSecond", "1"), ("Nobody:Burst", "10"), ("Nobody:PerSecond", "1"), ("Tokens:Burst", "30"), ("Tokens:PerSecond", "1"),
                ("Reports:AtOnce", "1"), ("Reports:Waiting", "0"), ("Reports:Time", "00:00:03"), ("Streams:Each", "2")
            })
                host.UseSetting($"Limits:{limit}", value);
        }
    }

    [Fact]
    public async Task Who_asks_too_fast_waits_and_nobody_else_does()
    {
        var (greedy, other, counted) = (new Caller("Inspector", "tham-lam"), new Caller("Inspector", "khac"), Counted("reads", "too-many-requests"));
        (await Ask("/agencies", greedy)).Should().Be((200, null));

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Ask("/agencies", greedy)));

        answers.Select(answer => answer.Status).Should().OnlyContain(status => status == 200 || status == 429);
        answers.Where(answer => answer.Status == 429).Should().HaveCountGreaterThan(10).And.OnlyContain(answer => answer.RetryAfter == "1");
        using (var refused = new HttpRequestMessage(HttpMethod.Get, "/agencies"))
            (await app.Send(refused.As(greedy))).Code.Should().Be("too-many-requests");
        (await Ask("/agencies", other)).Status.Should().Be(200);
        (await Ask("/reports/overdue", greedy)).Status.Should().Be(200, "reports are counted apart");
        (await app.Post("/directives", "[", "tham-lam", "MonitoringBody")).Should(400);
        counted().Should().BeGreaterThan(10);
    }

    [Fact]
    public async Task Who_does_not_say_who_he_is_is_counted_by_his_address()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Ask("/directives", Caller.Nobody)));
        using var guessed = new HttpRequestMessage(HttpMethod.Get, "/directives") { Headers = { Authorization = new("Bearer", "guessed") } };

        answers.Where(answer => answer.Status == 429).Should().HaveCountGreaterThan(10);
        answers.Where(answer => answer.Status != 429).Should().OnlyContain(answer => answer.Status == 401);
        (await app.Send(guessed)).Should(429);
        (await app.Get("/health/live")).Should(200);
        (await Ask("/agencies", new("Inspector", "thu-ba"))).Status.Should().Be(200);
    }

    [Fact]
    public async Task A_report_that_takes_too_long_is_given_up_and_meanwhile_others_find_no_place()
    {
        await app.RegisteredAgencies();
        await using var connection = await app.Database.Source.OpenConnectionAsync();
        await using var held = await connection.BeginTransactionAsync();
        await using (var hold = new Npgsql.NpgsqlCommand($"lock table {Api.Hosting.Services.Tracking.Schema}.assignment in access exclusive mode", connection))
            await hold.ExecuteNonQueryAsync();

        var stuck = app.Get("/reports/overdue");
        await Hosting.HostProcess.Until(async () => await Waiting() == 1);
        (await app.Get("/reports/overdue")).Should(503).Code.Should().Be("no-place");
        (await stuck).Should(503).Code.Should().Be("took-too-long");

        await Hosting.HostProcess.Until(async () => await Waiting() == 0); // nor does the database go on with it
        await held.RollbackAsync();
        (await app.Get("/reports/overdue")).Should(200);
    }

    [Fact]
    public async Task One_caller_has_only_so_many_streams()
    {
        var (one, other) = (new Caller("Inspector", "mot"), new Caller("Inspector", "hai"));
        await using var first = await LiveReader.Open(app, one);
        await using var second = await LiveReader.Open(app, one);

        using var third = new HttpRequestMessage(HttpMethod.Get, "/events/stream");
        using var lines = new HttpRequestMessage(HttpMethod.Get, "/events") { Headers = { Accept = { MediaTypeWithQualityHeaderValue.Parse("application/x-ndjson") } } };

        (await app.Send(third.As(one))).Should(429).Code.Should().Be("too-many-streams");
        (await app.Send(lines.As(one))).Should(429).Code.Should().Be("too-many-streams");
        await (await LiveReader.Open(app, other)).DisposeAsync();
    }

    [Fact]
    public async Task Long_imports_wait_only_so_many()
    {
        await using var connection = await app.Database.Source.OpenConnectionAsync();
        await using var held = await connection.BeginTransactionAsync();
        await using (var hold = new Npgsql.NpgsqlCommand($"lock table {Api.Hosting.Services.Tracking.Schema}.directive in access exclusive mode", connection))
            await hold.ExecuteNonQueryAsync();
        var import = new { dryRun = true, tasks = Enumerable.Range(0, 201).Select(row => Imports.TaskOf("1-KL/TW", $"{row}")) };

        for (var i = 0; i < 10; i++)
            (await app.Post("/imports", import)).Should(202);

        (await app.Post("/imports", import)).Should(503).Code.Should().Be("too-many-imports");
    }

    async Task<(int Status, string? RetryAfter)> Ask(string path, Caller caller)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var response = await app.Http.SendAsync(request.As(caller));
        return ((int)response.StatusCode, response.Headers.RetryAfter?.ToString());
    }

    async Task<long> Waiting()
    {
        await using var command = app.Database.Source.CreateCommand("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    static Func<long> Counted(string kind, string code)
    {
        var count = 0L;
        var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Name == "directives.requests.turned_away")
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            if (tags.ToArray().Contains(new("kind", kind)) && tags.ToArray().Contains(new("code", code)))
                Interlocked.Add(ref count, value);
        });
        listener.Start();
        return () => Interlocked.Read(ref count);
    }
}
