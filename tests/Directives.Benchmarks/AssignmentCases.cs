using System.Diagnostics;
using Directives.Api.Hosting;
using Directives.Domain;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;
using Directives.EventSourcing;
using Directives.EventSourcing.Projections;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Benchmarks;

/// <summary>
/// What it takes to write the read models of a log that lies in memory: one directive of 60,000 assignments and 500 of 100
/// in every million events. Nine tenths fill empty tables, by two writers side by side; the rest arrives live.
/// </summary>
public sealed class AssignmentCases(NpgsqlDataSource database, DatabaseTime time, int rounds, int events)
{
    static readonly DateOnly First = new(2025, 7, 1);
    readonly RecordedEvent[] log = Log(events);

    public async Task Write()
    {
        for (var round = 1; round <= rounds; round++)
            await Write(round);
    }

    /// <summary>The whole way: the same log recorded in a store, and the read models made from it, indexes, comparison and swap included.</summary>
    public async Task Rebuild(string connectionString)
    {
        var own = new NpgsqlConnectionStringBuilder(connectionString) { Database = "tracking", MaxAutoPrepare = 0 }.ConnectionString;
        await Execute("create database tracking");
        await using var tracking = NpgsqlDataSource.Create(own);
        await Migrations.Apply(tracking, default);
        await using var store = new EventStore(tracking, new(typeof(DirectiveEvent), typeof(OperationsEvent)));
        foreach (var part in log.Chunk(2_000))
            await store.Append([.. part.GroupBy(recorded => recorded.Stream).Select(of => new Append(of.Key, "directive", null, [.. of.Select(recorded => recorded.Data)], of.First().Metadata))], default);

        var projections = new ProjectionHost(tracking, store, [Services.Tracking], NullLoggerFactory.Instance);
        for (var round = 1; round <= rounds; round++)
            await Measured("rebuild from the log", log.Length, async () =>
            {
                if ((await projections.Rebuild(projections.Runners[0], new() { AcceptDifference = round == 1 }, null, default)).Outcome is not RebuildOutcome.Swapped)
                    throw new InvalidOperationException("The rebuild was not swapped in.");
            });
    }

    async Task Write(int round)
    {
        var schema = $"assignments_{round}";
        var filled = log.Length * 9 / 10;
        await Execute($"create schema {schema}; set search_path = {schema}; {Sql(model => model.Tables)}");
        var shares = log.Take(filled).GroupBy(recorded => recorded.Stream == log[0].Stream).Select(share => share.Chunk(5_000).ToArray()).ToArray();
        await Measured($"fill, {shares.Length} writers", filled, () => Task.WhenAll(shares.Select(share => Task.Run(() => Fill(schema, share)))));
        await Measured("keys and indexes", filled, () => Execute($"set search_path = {schema}; set maintenance_work_mem = '256MB'; {Sql(model => model.Indexes)}"));
        await Execute($"analyze {schema}.assignment");
        var live = log[filled..];
        var many = live.Length * 3 / 4;
        await Measured("live, pages of 500", many, () => Live(schema, live[..many].Chunk(500)));
        var few = Math.Min(live.Length - many, 5_000);
        await Measured("live, pages of 10", few, () => Live(schema, live[many..(many + few)].Chunk(10)));
        await Execute($"drop schema {schema} cascade");
    }

    async Task Measured(string what, int count, Func<Task> work)
    {
        using var process = Process.GetCurrentProcess();
        var (database0, own0, started) = (time.Read(), process.TotalProcessorTime, Stopwatch.GetTimestamp());
        await work();
        var elapsed = Stopwatch.GetElapsedTime(started);
        process.Refresh();
        Console.WriteLine(
            $"assignments | {what,-20} | {count / elapsed.TotalSeconds,9:N0} events/s | {(process.TotalProcessorTime - own0).TotalMicroseconds / count,6:N1} µs .NET "
            + $"| {(time.Read() - database0).TotalMicroseconds / count,6:N1} µs PostgreSQL per event");
    }

    async Task Fill(string schema, RecordedEvent[][] pages)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var writers = await Writers(connection, schema, empty: true);
        foreach (var page in pages)
            foreach (var writer in writers)
                await writer.Apply(page, default);
        foreach (var writer in writers)
            await writer.Complete(default);
        await transaction.CommitAsync();
    }

    async Task Live(string schema, IEnumerable<RecordedEvent[]> pages)
    {
        foreach (var page in pages)
        {
            await using var connection = await database.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            foreach (var writer in await Writers(connection, schema, empty: false))
            {
                await writer.Apply(page, default);
                await writer.Complete(default);
            }

            await transaction.CommitAsync();
        }
    }

    static async Task<IReadModelWriter[]> Writers(NpgsqlConnection connection, string schema, bool empty)
    {
        await using var path = new NpgsqlCommand($"set local search_path = {schema}", connection);
        await path.ExecuteNonQueryAsync();
        return [.. Services.Tracking.ReadModels.Select(model => model.Write(connection, empty))];
    }

    async Task Execute(string sql)
    {
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }

    static string Sql(Func<IReadModel, string> part) => string.Join('\n', Services.Tracking.ReadModels.Select(part));

    /// <summary>Issued and assigned first, then worked on by all at once, day after day and sometimes told late.</summary>
    static RecordedEvent[] Log(int count)
    {
        var random = new Random(1);
        var log = new List<RecordedEvent>(count);
        var versions = new Dictionary<Guid, long>();
        var assignments = new List<(Guid Directive, AssignmentId Id)>();
        Issue(tasks: 20, leads: (int)(3_000L * count / 1_000_000));
        for (var i = 0; i < 500; i++)
            Issue(tasks: 10, leads: Math.Max(1, (int)(10L * count / 1_000_000)));

        var begun = log.Count;
        while (log.Count < count)
        {
            var (directive, id) = assignments[random.Next(assignments.Count)];
            var day = First.AddDays((int)(200L * (log.Count - begun) / (count - begun)) - (random.Next(10) == 0 ? random.Next(30) : 0));
            Record(directive, random.Next(20) switch
            {
                0 => new WorkStarted(id, day),
                1 or 2 => new CompletionReported(id, "Đã hoàn thành", [new("Báo cáo")], day),
                3 => new CompletionVerified(id, day),
                4 => new ReworkRequired(id, "Bổ sung số liệu", day),
                _ => new ProgressReported(id, "Đang thực hiện theo kế hoạch", day, random.Next(101))
            });
        }

        return [.. log];

        void Issue(int tasks, int leads)
        {
            var directive = new DirectiveId(Guid.CreateVersion7());
            Record(directive.Value, new DirectiveIssued(directive, DirectiveType.Conclusion, null, new("Kết luận"), [new("bo-chinh-tri")], CalendarPeriod.Day(First), First, []));
            for (var t = 0; t < tasks; t++)
            {
                var task = new TaskId(Guid.NewGuid());
                Record(directive.Value, new TaskIdentified(task, $"{t}", TaskNature.Specific, "1", new("Nhiệm vụ"), First));
                Record(directive.Value, new DeadlineSet(task, new("trước ngày 31/12/2025", DeadlineKind.Explicit, CalendarPeriod.Day(new(2025, 12, 31)), DeadlineBound.Before), First));
                for (var lead = 0; lead < leads; lead++)
                {
                    assignments.Add((directive.Value, new(Guid.NewGuid())));
                    Record(directive.Value, new TaskAssigned(task, assignments[^1].Id, new($"xa-{lead}"), [], First));
                }
            }
        }

        void Record(Guid directive, DirectiveEvent data)
        {
            var version = versions[directive] = versions.GetValueOrDefault(directive) + 1;
            log.Add(new(log.Count + 1, directive, version, Guid.NewGuid(), "", data, new("somebody"), DateTimeOffset.UnixEpoch));
        }
    }
}
