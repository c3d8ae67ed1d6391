using System.Diagnostics;
using Directives.Api;
using Directives.Api.Issuing;
using Directives.Domain;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;
using Directives.Domain.Performing;
using Directives.EventSourcing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Benchmarks;

/// <summary>One directive with 60,000 assignments and many events: loaded cold without and with a snapshot, changed hot.</summary>
public sealed class BigDirective(NpgsqlDataSource database, int events, int rounds)
{
    const int Tasks = 100, LeadsPerTask = 600, PerAppend = 1000;

    static readonly DateOnly Day = new(2025, 8, 20);
    static readonly EventTypes types = new(typeof(DirectiveEvent));

    readonly Guid id = Guid.CreateVersion7();
    readonly (Guid Task, (Guid Assignment, AgencyId Lead)[] Assignments)[] tasks =
        [.. Enumerable.Range(0, Tasks).Select(t => (Guid.CreateVersion7(), Enumerable.Range(0, LeadsPerTask).Select(a => (Guid.CreateVersion7(), new AgencyId($"agency-{a}"))).ToArray()))];

    public async Task Run()
    {
        await using var store = new EventStore(database, types);
        var head = await Fill(store);
        Console.WriteLine($"one directive of {Tasks * LeadsPerTask:N0} assignments and {head:N0} events");

        await Cold("no snapshot", null, store);
        Decider(store, Snapshots()).Load(id, default).Wait(); // writes one
        await SnapshotAt(head);
        await Cold("snapshot", Snapshots(), store);
        for (var tail = head / 20 - 1; tail > 0; tail -= PerAppend)
            head = await Append(store, head, Reports((int)Math.Min(tail, PerAppend)));
        await Cold("snapshot and the longest tail", Snapshots(), store);

        var decider = Decider(store, Snapshots());
        var command = Command();
        await decider.Handle(id, command, Asked(), default);
        var times = new List<double>();
        for (var i = 0; i < 500; i++)
        {
            var started = Stopwatch.GetTimestamp();
            if (await decider.Handle(id, command, Asked(), default) is not Outcome.Done)
                throw new InvalidOperationException("The report was not accepted.");
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times.Sort();
        Console.WriteLine($"  a command when hot            p50 {times[250],7:0.00} ms   p99 {times[495],7:0.00} ms");
    }

    /// <summary>The events that issue a directive, its tasks and their assignments.</summary>
    public static List<object> Opening(Guid directive, IEnumerable<(Guid Task, (Guid Assignment, AgencyId Lead)[] Assignments)> tasks)
    {
        List<object> events = [new DirectiveIssued(new(directive), DirectiveType.Conclusion, null, new("Kết luận"), [new("bo-chinh-tri")], CalendarPeriod.Day(Day), Day, [])];
        foreach (var (task, assignments) in tasks)
        {
            events.Add(new TaskIdentified(new(task), $"{task:n}"[..20], TaskNature.Specific, "mục 1", new("Rà soát thủ tục hành chính"), Day));
            events.AddRange(assignments.Select(pair => new TaskAssigned(new(task), new(pair.Assignment), pair.Lead, [], Day)));
        }

        return events;
    }

    async Task<long> Fill(EventStore store)
    {
        var version = 0L;
        foreach (var part in Opening(id, tasks).Chunk(PerAppend))
            version = await Append(store, version, part);
        while (version < events)
            version = await Append(store, version, Reports((int)Math.Min(PerAppend, events - version)));
        return version;
    }

    object[] Reports(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => new ProgressReported(new(tasks[Random.Shared.Next(Tasks)].Assignments[Random.Shared.Next(LeadsPerTask)].Assignment), BenchmarkEvent.Sample().Text, Day, 50))];

    async Task<long> Append(EventStore store, long version, object[] part) =>
        (await store.Append(new Append(id, "directive", version, part, new("somebody")), default)).Version;

    async Task Cold(string how, Snapshots<Directive>? snapshots, EventStore store)
    {
        var times = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            var (state, _) = await Decider(store, snapshots).Load(id, default);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (state.Assignments.Count != Tasks * LeadsPerTask)
                throw new InvalidOperationException("Assignments are missing.");
            GC.Collect();
        }

        Console.WriteLine($"  cold, {how,-30} {times.Median(),8:0} ms");
    }

    ReportProgress Command() => new(new(tasks[0].Assignments[0].Assignment), "Đang rà soát", 50, Day)
    { By = new("somebody", Role.LeadReporter, tasks[0].Assignments[0].Lead), Today = Day };

    static Write Asked() => new(new("somebody", Role.LeadReporter, new("x")), Day, new("somebody"), AppendCases.Key(), null);

    static DirectiveDecider Decider(EventStore store, Snapshots<Directive>? snapshots) => Deciders.ForDirectives(store, types, store.Append, snapshots);

    Snapshots<Directive> Snapshots() => new(new(database), DirectiveSnapshot.Schema, DirectiveSnapshot.Write, DirectiveSnapshot.Read, NullLogger.Instance);

    async Task SnapshotAt(long version)
    {
        await using var command = database.CreateCommand("select max(version) from es.snapshot");
        while (await command.ExecuteScalarAsync() is not long written || written < version)
            await Task.Delay(50);
    }
}
