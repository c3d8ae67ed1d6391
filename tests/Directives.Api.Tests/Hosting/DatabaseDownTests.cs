using System.Collections.Concurrent;
using Directives.EventSourcing.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Hosting;

/// <summary>The database goes away for a while; the hosts stay, say so, and go on by themselves when it is back.</summary>
public sealed class DatabaseDownTests : IAsyncLifetime
{
    readonly string folder = Path.Combine("/tmp", $"directives-down-{Guid.NewGuid():n}"[..26]);
    readonly App one = new(), other = new();
    EmbeddedPostgres postgres = null!;

    public async Task InitializeAsync()
    {
        await Up();
        await one.Start(postgres.ConnectionString);
        await other.Start(postgres.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await one.Stop();
        await other.Stop();
        await Down();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task While_it_is_away_everything_is_answered_503_and_afterwards_nothing_is_missing()
    {
        var assignment = await one.AssignedTask();
        var before = (await one.Post($"{assignment}/work-starts", new { }, Finance, "LeadReporter", "start")).Should(201);
        await Down();

        foreach (var path in new[] { "/directives", "/assignments", "/agencies", "/reports/overdue", assignment, $"{string.Join('/', assignment.Split('/')[..3])}/events" })
            (await one.Get(path)).Should(503).Code.Should().Be("database-away", path);
        (await other.Post("/directives", ADirective("180-KL/TW"), key: "new")).Should(503).Code.Should().Be("database-away");
        using (var response = await one.Http.GetAsync("/directives"))
            response.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(1));
        (await one.Get("/health/live")).Should(200);
        (await one.Get("/health/ready")).Should(503);
        // What a host knows by heart needs no read before it is appended, and waits for the database a while.
        var waiting = one.Post($"{assignment}/progress-reports", new { text = "x" }, Finance, "LeadReporter", "waiting");

        await Up();

        (await waiting).Should(201);
        foreach (var host in new[] { one, other })
            await HostProcess.Until(async () => (await host.Get("/health/ready")).Status == 200);
        (await other.Post("/directives", ADirective("180-KL/TW"), key: "new")).Should(201);
        (await one.Post($"{assignment}/work-starts", new { }, Finance, "LeadReporter", "start")).Text.Should().Be(before.Text, "it was acknowledged before");
        (await other.Get($"{string.Join('/', assignment.Split('/')[..3])}/events")).Json.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("type").GetString())
            .Should().Equal("directive_issued", "task_identified", "deadline_set", "task_assigned", "work_started", "progress_reported");
        await Holds();
    }

    [Fact]
    public async Task Two_hosts_write_on_after_it_was_restarted_under_them()
    {
        var directive = await one.IssuedDirective();
        var acknowledged = new ConcurrentBag<string>();
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 6).Select(client => Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                var code = $"{client}-{i}";
                // A client repeats with the same key, here or there, until it is told that it counted.
                for (var attempt = 0; (await (attempt++ % 2 == client % 2 ? one : other).Post($"{directive}/tasks", ATask(code), key: code)).Status is var status && status != 201;)
                    status.Should().Be(503);
                acknowledged.Add(code);
            }
        })).ToArray();

        await MoreThan(30);
        await Down();
        var soFar = acknowledged.Count;
        await Up();
        await MoreThan(soFar + 30);
        await stop.CancelAsync();
        await Task.WhenAll(clients);

        foreach (var host in new[] { one, other })
        {
            var answer = await host.Get(directive);
            answer.Json.GetProperty("tasks").EnumerateArray().Select(task => task.GetProperty("code").GetString()).Should().BeEquivalentTo(acknowledged);
            (await host.Get("/directives")).Should(200).Json.GetProperty("items")[0].GetProperty("tasks").GetInt64().Should().Be(acknowledged.Count, "each is projected once");
        }

        await Holds();

        Task MoreThan(int count) => HostProcess.Until(() => Task.FromResult(clients.Any(client => client.IsFaulted) || acknowledged.Count > count));
    }

    async Task Up() => postgres = await EmbeddedPostgres.Start(new(folder) { Durable = false, Settings = new Dictionary<string, string> { ["shared_buffers"] = "16MB" } }, NullLogger.Instance);

    async Task Down() => await postgres.DisposeAsync();

    async Task Holds()
    {
        await using var database = NpgsqlDataSource.Create($"{postgres.ConnectionString};Pooling=false");
        await using var command = database.CreateCommand("select first_bad is null and stray = 0 and events = (select max(seq_id) from es.mt_events) from es.verify(1)");
        (await command.ExecuteScalarAsync()).Should().Be(true, "the chain holds and positions are dense");
    }
}
