using Directives.Api.Hosting;
using Directives.Domain;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;
using Directives.EventSourcing;
using Directives.EventSourcing.Projections;
using Directives.Testing;
using Npgsql;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Api.Tests.Assigning;

public class AssignmentPagesTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    static readonly DateOnly First = new(2025, 7, 1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task However_the_log_is_cut_into_pages_the_same_rows_come_of_it(int seed)
    {
        var random = new Random(seed);
        var log = RandomLog(random);
        var oneByOne = await Live($"single_{seed}", log.Chunk(1));
        oneByOne.Should().HaveCountGreaterThan(1_000, "the log must be worth comparing");

        for (var i = 0; i < 3; i++)
            (await Live($"cut_{seed}_{i}", Pages(log, random))).Should().Equal(oneByOne, $"seed {seed}, cut {i}");
        (await Live($"whole_{seed}", [log])).Should().Equal(oneByOne, $"seed {seed}, one page");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    public async Task Filling_empty_tables_by_one_writer_or_several_gives_the_rows_of_live_pages(int seed, int writers)
    {
        var random = new Random(seed);
        var log = RandomLog(random);
        var live = await Live($"live_{seed}", Pages(log, random));

        (await Filled($"filled_{seed}", log, writers, random)).Should().Equal(live, $"seed {seed}");
    }

    [Fact]
    public async Task Filled_tables_are_carried_on_by_live_pages()
    {
        var random = new Random(5);
        var log = RandomLog(random);
        var live = await Live("live_on", Pages(log, random));

        var half = log.Length / 2;
        await Filled("filled_on", log[..half], 2, random);
        foreach (var page in Pages(log[half..], random))
            await Write("filled_on", [page], empty: false);

        (await Rows("filled_on")).Should().Equal(live);
    }

    [Fact]
    public async Task An_event_changes_its_day_and_those_after_it_and_a_check_also_the_claim_before_it()
    {
        var (directive, task, id) = (Guid.NewGuid(), new TaskId(Guid.NewGuid()), new AssignmentId(Guid.NewGuid()));
        DirectiveEvent[] events =
        [
            new TaskIdentified(task, "1", TaskNature.Specific, "1", new("x"), Day(1)),
            new TaskAssigned(task, id, new("bo-a"), [], Day(1)),
            new WorkStarted(id, Day(10)),
            new CompletionReported(id, "x", [new("x")], Day(20)),
            new CompletionVerified(id, Day(25)),
            new ProgressReported(id, "late", Day(10), 50)
        ];
        var log = events.Select((data, i) => new RecordedEvent(i + 1, directive, i + 1, Guid.NewGuid(), "", data, new("somebody"), DateTimeOffset.UnixEpoch)).ToArray();

        await Live("example", [log]);

        (await Rows("example", "known_from, nullif(known_to, 9223372036854775807), extract(day from effective_from), nullif(effective_to, 'infinity'), lifecycle, done_on, percent"))
            .Should().Equal(
                "(2,3,1,,notStarted,,)",
                "(3,,1,2025-07-10,notStarted,,)",
                "(3,4,10,,inProgress,,)",
                "(4,6,10,2025-07-20,inProgress,,)",
                "(4,5,20,,completionReported,2025-07-20,)",
                "(5,6,20,2025-07-25,inProgress,,)",
                "(5,6,25,,completed,2025-07-25,)",
                "(6,,10,2025-07-20,inProgress,,50)",
                "(6,,20,2025-07-25,inProgress,,50)",
                "(6,,25,,completed,2025-07-25,50)");

        static DateOnly Day(int day) => new(2025, 7, day);
    }

    /// <summary>Every page a writer and a transaction of its own.</summary>
    async Task<List<string>> Live(string schema, IEnumerable<RecordedEvent[]> pages)
    {
        await Create(schema, model => $"{model.Tables}\n{model.Indexes}");
        foreach (var page in pages)
            await Write(schema, [page], empty: false);
        return await Rows(schema);
    }

    /// <summary>Long-lived writers side by side, each with whole streams of its own; the indexes come last.</summary>
    async Task<List<string>> Filled(string schema, RecordedEvent[] log, int writers, Random random)
    {
        await Create(schema, model => model.Tables);
        var shares = log.GroupBy(recorded => (uint)recorded.Stream.GetHashCode() % writers).Select(share => Pages([.. share], random));
        await Task.WhenAll(shares.Select(pages => Write(schema, pages, empty: true)));
        await Execute(schema, [.. Services.Tracking.ReadModels.Select(model => model.Indexes)]);
        return await Rows(schema);
    }

    async Task Write(string schema, IReadOnlyList<RecordedEvent[]> pages, bool empty)
    {
        await using var connection = await database.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var path = new NpgsqlCommand($"set local search_path = {schema}", connection);
        await path.ExecuteNonQueryAsync();
        IReadModelWriter[] writers = empty ? Writers() : [];
        foreach (var page in pages)
            foreach (var writer in empty ? writers : Writers())
            {
                await writer.Apply(page, default);
                if (!empty)
                    await writer.Complete(default);
            }

        foreach (var writer in writers)
            await writer.Complete(default);
        await transaction.CommitAsync();

        IReadModelWriter[] Writers() => [.. Services.Tracking.ReadModels.Select(model => model.Write(connection, empty))];
    }

    async Task Create(string schema, Func<IReadModel, string> tables)
    {
        await using var command = database.Source.CreateCommand($"create schema {schema}");
        await command.ExecuteNonQueryAsync();
        await Execute(schema, [.. Services.Tracking.ReadModels.Select(tables)]);
    }

    async Task Execute(string schema, IReadOnlyList<string> statements)
    {
        await using var command = database.Source.CreateCommand($"set search_path = {schema}; {string.Join('\n', statements)}");
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Every column of every row.</summary>
    async Task<List<string>> Rows(string schema, string columns = "a.*")
    {
        await using var command = database.Source.CreateCommand($"select row({columns})::text from {schema}.assignment a order by id, known_from, effective_from");
        await using var row = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await row.ReadAsync())
            rows.Add(row.GetString(0));
        return rows;
    }

    static List<RecordedEvent[]> Pages(RecordedEvent[] log, Random random)
    {
        var pages = new List<RecordedEvent[]>();
        for (var at = 0; at < log.Length; at += pages[^1].Length)
            pages.Add(log[at..Math.Min(log.Length, at + random.Next(1, 120))]);
        return pages;
    }

    /// <summary>Events of a few directives in any order, back and forth in time: also such as no sensible person would cause.</summary>
    static RecordedEvent[] RandomLog(Random random)
    {
        var log = new List<RecordedEvent>();
        var versions = new Dictionary<Guid, long>();
        var tasks = new List<(Guid Directive, TaskId Id)>();
        var assignments = new List<(Guid Directive, AssignmentId Id)>();
        Guid[] directives = [.. Enumerable.Range(0, 4).Select(_ => Random())];
        for (var i = 0; i < 800; i++)
        {
            var day = First.AddDays(random.Next(50));
            var on = assignments.Count == 0 ? default : assignments[random.Next(assignments.Count)];
            var of = tasks.Count == 0 ? default : tasks[random.Next(tasks.Count)];
            var kind = tasks.Count == 0 ? 0 : assignments.Count == 0 ? 2 : random.Next(40);
            switch (kind)
            {
                case 0:
                    tasks.Add((directives[random.Next(directives.Length)], new(Random())));
                    Record(tasks[^1].Directive, new TaskIdentified(tasks[^1].Id, $"{i}", TaskNature.Specific, "1", new("x"), day));
                    break;
                case 1:
                    Record(of.Directive, random.Next(3) == 0
                        ? new DeadlineSet(of.Id, new("sớm", DeadlineKind.UrgencyOnly), day)
                        : new DeadlineSet(of.Id, new("x", DeadlineKind.Explicit, CalendarPeriod.Day(day.AddDays(random.Next(30))), DeadlineBound.Before), day));
                    break;
                case 2 or 3:
                    assignments.Add((of.Directive, new(Random())));
                    Record(of.Directive, new TaskAssigned(of.Id, assignments[^1].Id, new($"bo-{i}"), random.Next(2) == 0 ? [] : [new("bo-b"), new("bo-c")], day));
                    break;
                case 4 when random.Next(3) == 0: Record(of.Directive, new TaskCancelled(of.Id, "x", "x", day)); break;
                case < 10: Record(on.Directive, new WorkStarted(on.Id, day)); break;
                case < 22: Record(on.Directive, new ProgressReported(on.Id, "x", day, random.Next(3) == 0 ? null : random.Next(101))); break;
                case < 31: Record(on.Directive, new CompletionReported(on.Id, "x", [new("x")], day)); break;
                case < 35: Record(on.Directive, new CompletionVerified(on.Id, day)); break;
                default: Record(on.Directive, new ReworkRequired(on.Id, "x", day)); break;
            }
        }

        return [.. log];

        Guid Random()
        {
            var bytes = new byte[16];
            random.NextBytes(bytes);
            return new(bytes);
        }

        void Record(Guid directive, DirectiveEvent data)
        {
            var version = versions[directive] = versions.GetValueOrDefault(directive) + 1;
            log.Add(new(log.Count + 1, directive, version, Random(), data.GetType().Name, data, new("somebody"), DateTimeOffset.UnixEpoch));
        }
    }
}
