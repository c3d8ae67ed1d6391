using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Directives.EventSourcing.Embedded;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit.Abstractions;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Hosting;

/// <summary>
/// Many clients write and read what they wrote, and in the middle the database is stopped and started. A short one here;
/// <c>STORM_CLIENTS=200 STORM_SECONDS=120 dotnet test tests/Directives.Api.Tests --filter Storm --logger "console;verbosity=detailed"</c>
/// is the long one, and tells how long they waited.
/// </summary>
public sealed class StormTests(ITestOutputHelper output) : IAsyncLifetime
{
    static readonly int Clients = Number("STORM_CLIENTS", 24);
    static readonly TimeSpan Lasts = TimeSpan.FromSeconds(Number("STORM_SECONDS", 9));

    readonly string folder = Path.Combine("/tmp", $"directives-storm-{Guid.NewGuid():n}"[..27]);
    readonly App app = new UnlimitedApp();
    readonly ConcurrentBag<(TimeSpan At, TimeSpan Took, int Status, string? Code)> asked = [];
    readonly Stopwatch clock = Stopwatch.StartNew();
    EmbeddedPostgres postgres = null!;

    public async Task InitializeAsync()
    {
        await Up();
        await app.Start(postgres.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await app.Stop();
        await postgres.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Nothing_that_was_acknowledged_is_lost_and_nobody_is_told_anything_wrong()
    {
        var assignments = await Assignments();
        using var stop = new CancellationTokenSource();
        var (begun, third) = (clock.Elapsed, Lasts / 3);
        var clients = assignments.Select(assignment => Task.Run(() => Report(assignment, stop.Token))).ToList();

        await Until(begun + third);
        await postgres.DisposeAsync();
        var down = clock.Elapsed;
        await Until(down + third / 2);
        var answeredMeanwhile = asked.Where(request => request.At > down).ToList();
        await Up();
        var up = clock.Elapsed;
        await HostProcess.Until(() => Task.FromResult(clients.Any(client => client.IsFaulted) || asked.Count(request => request.Status == 201 && request.At > up) > Clients));
        var back = clock.Elapsed;
        await Until(back + third);
        await stop.CancelAsync();
        var told = await Task.WhenAll(clients);

        answeredMeanwhile.Should().NotBeEmpty().And.OnlyContain(request => request.Status == 503, "without a database there is nothing else to say");
        (await Recorded()).Order(StringComparer.Ordinal).Should().Equal(told.SelectMany(keys => keys).Order(StringComparer.Ordinal), "each counts once");
        foreach (var (what, from, to) in new[] { ("before", begun, begun + third), ("away", down, up), ("after", back, clock.Elapsed) })
            output.WriteLine(Told(what, [.. asked.Where(request => request.At > from && request.At < to)]));
        output.WriteLine($"every client was served again {(back - up).TotalSeconds:0.0} s after the database was back");
    }

    /// <summary>Reports progress on its own assignment until it is acknowledged, and reads that it counts.</summary>
    async Task<List<string>> Report(string assignment, CancellationToken stop)
    {
        var acknowledged = new List<string>();
        var waited = new Random(assignment.GetHashCode(StringComparison.Ordinal));
        for (var percent = 1; !stop.IsCancellationRequested; percent = percent % 100 + 1)
        {
            var key = $"{assignment} {acknowledged.Count}";
            await Insist(() => app.Post($"{assignment}/progress-reports", new { text = key, percent }, Finance, "LeadReporter", key), 201, waited);
            acknowledged.Add(key);
            var read = await Insist(() => app.Get(assignment), 200, waited);
            read.Json.GetProperty("percent").GetInt32().Should().Be(percent, "{0} wrote it and nobody else writes there", assignment);
            await Insist(() => app.Get(acknowledged.Count % 10 is 0 ? "/reports/overdue" : string.Join('/', assignment.Split('/')[..3])), 200, waited);
        }

        return acknowledged;
    }

    /// <summary>Asks again with the same key as long as there is no database, as any client should.</summary>
    async Task<Answer> Insist(Func<Task<Answer>> ask, int status, Random random)
    {
        while (true)
        {
            var at = clock.Elapsed;
            var answer = await ask();
            asked.Add((at, clock.Elapsed - at, answer.Status, answer.Status == status ? null : answer.Code));
            if (answer.Status == status)
                return answer;
            answer.Should(503);
            await Task.Delay(random.Next(100, 300));
        }
    }

    async Task<List<string>> Assignments()
    {
        var assignments = new List<string>();
        for (var directive = ""; assignments.Count < Clients;)
        {
            if (assignments.Count % 20 == 0)
                directive = await app.IssuedDirective();
            assignments.Add(await app.Assigned(await app.TaskWithDeadline(directive, $"{assignments.Count}")));
        }

        return assignments;
    }

    async Task<List<string>> Recorded()
    {
        await using var database = NpgsqlDataSource.Create($"{postgres.ConnectionString};Pooling=false");
        await using (var holds = database.CreateCommand("select first_bad is null and stray = 0 and events = (select max(seq_id) from es.mt_events) from es.verify(1)"))
            (await holds.ExecuteScalarAsync()).Should().Be(true, "the chain holds and positions are dense");
        await using var command = database.CreateCommand("select data ->> 'text' from es.mt_events where type = 'progress_reported'");
        await using var row = await command.ExecuteReaderAsync();
        var recorded = new List<string>();
        while (await row.ReadAsync())
            recorded.Add(row.GetString(0));
        return recorded;
    }

    async Task Up() => postgres = await EmbeddedPostgres.Start(new(folder) { Settings = new Dictionary<string, string> { ["shared_buffers"] = "64MB", ["max_connections"] = "150" } }, NullLogger.Instance);

    Task Until(TimeSpan instant) => HostProcess.Until(() => Task.FromResult(clock.Elapsed >= instant));

    static string Told(string what, IReadOnlyList<(TimeSpan At, TimeSpan Took, int Status, string? Code)> requests)
    {
        var took = requests.Select(request => request.Took.TotalMilliseconds).Order().ToList();
        return took is [] ? $"{what}: nothing" : $"{what}: {took.Count:N0} requests, {string.Join(", ", requests.CountBy(request => (request.Status, request.Code)).Select(answer => $"{answer.Value:N0} x {answer.Key.Status} {answer.Key.Code}".TrimEnd()))}; "
            + $"median {took[took.Count / 2]:N0} ms, 99th of 100 {took[took.Count * 99 / 100]:N0} ms";
    }

    static int Number(string variable, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    /// <summary>All of them are one caller, who would be told to wait.</summary>
    sealed class UnlimitedApp : App
    {
        protected override void Configure(IWebHostBuilder host)
        {
            foreach (var kind in new[] { "Reads", "Writes", "Reports" })
                foreach (var limit in new[] { "Burst", "PerSecond", "Each", "AtOnce" })
                    host.UseSetting($"Limits:{kind}:{limit}", "1000000");
        }
    }
}
