using System.Collections.Concurrent;
using System.Diagnostics;
using Directives.Api.Tests.Administration;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Hosting;

public class KilledTests
{
    [Fact]
    public async Task A_killed_host_loses_nothing_it_acknowledged_and_a_repeated_request_counts_once()
    {
        await using var host = new HostProcess();
        await host.Start();
        var assignment = await Assigned(host);

        var (acknowledged, unknown) = await WhileWriting(host, assignment, host.Kill);
        await host.Start();

        await Settled(host, assignment, acknowledged, unknown);
    }

    [Fact]
    public async Task A_killed_PostgreSQL_loses_nothing_either_and_the_host_goes_on_by_itself()
    {
        await using var host = new HostProcess();
        await host.Start();
        var assignment = await Assigned(host);

        var (acknowledged, unknown) = await WhileWriting(host, assignment, async () =>
        {
            using var kill = Process.Start("kill", ["-KILL", $"{host.Postmaster}"]);
            await kill.WaitForExitAsync();
        });
        await HostProcess.Until(async () => (await host.Get("/health/ready")).Status == 200);

        await Settled(host, assignment, acknowledged, unknown);
    }

    static async Task<string> Assigned(HostProcess host)
    {
        foreach (var code in new[] { Politburo, Committee, Finance })
            await Ok("/agencies", new { code, name = new { vi = code }, kind = "ministry", level = "central", effectiveOn = "2025-01-01" });
        var directive = (await Ok("/directives", ADirective())).Location!;
        var task = (await Ok($"{directive}/tasks", ATask("1"))).Json.GetProperty("events")[0].GetProperty("data").GetProperty("task").GetString();
        return (await Ok($"{directive}/tasks/{task}/assignments", new { leads = new[] { Finance } })).Location!;

        async Task<Answer> Ok(string path, object body) => (await host.Post(path, body, Committee, Guid.NewGuid().ToString()))!.Should(201);
    }

    /// <summary>Six clients report progress; in the middle of it the disaster happens.</summary>
    static async Task<(List<string> Acknowledged, List<string> Unknown)> WhileWriting(HostProcess host, string assignment, Func<Task> disaster)
    {
        var (acknowledged, unknown) = (new ConcurrentBag<string>(), new ConcurrentBag<string>());
        var underWay = new TaskCompletionSource();
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 6).Select(client => Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                var key = $"{client}-{i}";
                if (await host.Post($"{assignment}/progress-reports", new { text = key }, Finance, key) is { Status: 201 })
                    acknowledged.Add(key);
                else
                {
                    unknown.Add(key);
                    return;
                }

                if (acknowledged.Count > 60)
                    underWay.TrySetResult();
            }
        })).ToArray();

        await underWay.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await disaster();
        await stop.CancelAsync();
        await Task.WhenAll(clients);
        return ([.. acknowledged], [.. unknown]);
    }

    static async Task Settled(HostProcess host, string assignment, List<string> acknowledged, List<string> unknown)
    {
        (await Recorded()).Should().Contain(acknowledged).And.OnlyHaveUniqueItems();

        foreach (var key in unknown.Concat(acknowledged.Take(20)))
            (await host.Post($"{assignment}/progress-reports", new { text = key }, Finance, key))!.Should(201);

        (await Recorded()).Should().BeEquivalentTo(acknowledged.Concat(unknown));
        var head = (await host.Get("/health/ready")).Json.GetProperty("head").GetInt64();
        (await host.Get($"/assignments?minPosition={head}")).Should(200).Json.GetProperty("items")[0].GetProperty("lifecycle").GetString().Should().Be("inProgress");

        (await host.Query("select first_bad is null and stray = 0 and events > 60 from es.verify(1)")).Should().Be(true, "the chain holds");

        (await CommandProcess.In(host.Folder, "verify")).Should(0, "Sound.");
        (await CommandProcess.In(host.Folder, "rebuild")).Should(0, "made anew"); // and found to be what the live ones are

        async Task<List<string>> Recorded()
        {
            var texts = new List<string>();
            for (long? after = 0; after is not null;)
            {
                var page = (await host.Get($"{string.Join('/', assignment.Split('/')[..3])}/events?pageSize=1000&afterVersion={after}")).Should(200).Json;
                texts.AddRange(page.GetProperty("items").EnumerateArray()
                    .Where(e => e.GetProperty("type").GetString() == "progress_reported").Select(e => e.GetProperty("data").GetProperty("text").GetString()!));
                after = page.GetProperty("nextAfterVersion").ValueKind is System.Text.Json.JsonValueKind.Null ? null : page.GetProperty("nextAfterVersion").GetInt64();
            }

            return texts;
        }
    }
}
