using Directives.Api.Assigning;
using Directives.Api.Tests.Issuing;
using Directives.Domain;
using Directives.Domain.Assigning;
using Directives.Domain.Correcting;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;
using Directives.Domain.Performing;
using Directives.Domain.Supervising;
using Directives.Domain.Verifying;
using Directives.EventSourcing;
using Microsoft.Extensions.DependencyInjection;

namespace Directives.Api.Tests.Reporting;

public class TwoClocksTests(App app) : IClassFixture<App>
{
    static readonly DateOnly First = new(2025, 7, 1), Today = new(2025, 8, 20);
    static readonly AgencyId[] Leads = [new("bo-a"), new("bo-b"), new("bo-c")];
    static readonly AgencyId Checker = new("ban-kiem-tra");
    static readonly Actor Someone = new("test", Role.MonitoringBody, Checker);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task For_any_position_and_day_the_read_model_holds_what_a_fold_of_the_events_gives(int seed)
    {
        var random = new Random(seed);
        var directive = new DirectiveId(StableId.Of($"two-clocks-{seed}"));
        await RandomHistory(directive, random, Handle, async () => (await Service<Decider<Directive, DirectiveCommand, DirectiveEvent>>().Load(directive.Value, default)).State);

        var (store, read, assignments) = (Service<EventStore>(), Service<ReadModels>(), Service<AssignmentQuery>());
        var head = await store.Head(default);
        (await read.Resolve(new() { MinPosition = head }, default)).Problem.Should().BeNull();
        var log = await store.ReadStream(directive.Value, default);
        log.Select(recorded => recorded.Data.GetType()).Distinct().Should().HaveCountGreaterThan(18, "the history must be worth comparing");

        for (var i = 0; i < 150; i++)
        {
            var asOf = new AsOf(random.Next(4) == 0 ? head : random.NextInt64(log[0].Position, head + 1), First.AddDays(random.Next(-2, 60)));
            var held = (await assignments.Page(asOf, new() { Directive = directive.Value }, null, 1000, default)).Items
                .ToDictionary(item => item.Assignment, Held.Of);
            held.Should().BeEquivalentTo(SlowFold.Of([.. log.Where(e => e.Position <= asOf.Position).Select(e => (DirectiveEvent)e.Data)], asOf.Day), $"seed {seed}, {asOf}");
        }

        // The rules refuse what would let the days tell another story than the state that commands are decided on; what is owed no more has no last day that matters.
        var (state, _) = await Service<Decider<Directive, DirectiveCommand, DirectiveEvent>>().Load(directive.Value, default);
        SnapshotTests.Told(SnapshotTests.AndBack(state)).Should().Equal(SnapshotTests.Told(state), $"seed {seed}");
        var now = (await assignments.Page(new(head, Today), new() { Directive = directive.Value }, null, 1000, default)).Items.ToDictionary(item => item.Assignment, Held.Of);
        foreach (var (id, assignment) in state.Assignments)
            now[id].Should().BeEquivalentTo(
                new
                {
                    assignment.Lead,
                    Coordinating = string.Join(' ', assignment.Coordinating),
                    Head = assignment.Head is { } named ? $"{named.Person}, {named.Post}" : null,
                    Lifecycle = state.LifecycleOf(assignment),
                    Timeliness = state.TimelinessOf(assignment, Today),
                    LastDay = state.TimelinessOf(assignment, Today) is null ? now[id].LastDay : state.LastCompliantDayOf(assignment),
                    Extensions = assignment.Extension?.Number ?? 0
                },
                $"seed {seed}, {id}");
    }

    Task Handle(Guid directive, DirectiveCommand command) =>
        Service<Decider<Directive, DirectiveCommand, DirectiveEvent>>().Handle(directive, command, new(command.By, Today, Write.MetadataOf(command.By), null, null), default);

    /// <summary>What a crowd of clumsy people would ask in seven weeks; most of it on few assignments, so that they meet.</summary>
    /// <param name="directive">The directive they ask it of.</param>
    /// <param name="random">Decides who asks what.</param>
    /// <param name="handle">Takes a command, or refuses it.</param>
    /// <param name="current">How the directive stands.</param>
    internal static async Task RandomHistory(DirectiveId directive, Random random, Func<Guid, DirectiveCommand, Task> handle, Func<Task<Directive>> current)
    {
        TaskId[] tasks = [.. Enumerable.Range(0, 4).Select(i => new TaskId(StableId.Of($"{directive.Value}-task-{i}")))];
        var assignments = tasks.SelectMany(task => Leads.Select(lead => (Task: task, Lead: lead, Id: new AssignmentId(StableId.Of($"{task.Value}-{lead}"))))).ToArray();

        await Do(Checker, a => new IssueDirective(directive, DirectiveType.Conclusion, $"{directive.Value}"[..8], new("x"), [Checker], CalendarPeriod.Day(First), null, [], null, null) { By = a, Today = Today });
        foreach (var task in tasks)
            await Do(Checker, a => new IdentifyTask(task, $"{task.Value}"[..8], TaskNature.Specific, "1", new("x"), null, false, null, null, null) { By = a, Today = Today });

        var turns = new RandomTurns(random, [.. Leads, new("bo-d")], Checker, First, Today);
        for (var i = 0; i < 1200; i++)
        {
            var (task, lead, id) = assignments[random.Next(assignments.Length)];
            var known = await current();
            if (i % 2 == 1)
            {
                if (turns.Next(known, id) is { } turn)
                    await Do(turn.By.Agency, _ => turn);
                continue;
            }

            lead = known.Assignments.GetValueOrDefault(id)?.Lead ?? lead;
            DateOnly day = First.AddDays(random.Next(0, 50)), later = First.AddDays(random.Next(5, 45));
            await (random.Next(20) switch
            {
                0 => Do(Checker, a => new AssignTask(task, [(id, lead)], [], day < Today.AddDays(-20) ? day : null) { By = a, Today = Today }),
                1 => Do(Checker, a => new SetDeadline(task, new("x", DeadlineKind.Explicit, CalendarPeriod.Day(later), DeadlineBound.NoLaterThan)) { By = a, Today = Today }),
                2 when random.Next(30) == 0 => Do(Checker, a => new CancelTask(task, "x", "x", day) { By = a, Today = Today }),
                3 or 4 => Do(lead, a => new StartWork(id, day) { By = a, Today = Today }),
                5 or 6 => Do(lead, a => new ReportProgress(id, "x", random.Next(3) == 0 ? null : random.Next(101), day) { By = a, Today = Today }),
                7 or 8 => Do(lead, a => new ReportCompletion(id, "x", [new("x")], day) { By = a, Today = Today }),
                17 or 18 => Do(Checker, _ => OfIssuing(task, day, late: i > 600, random)),
                10 or 11 => Do(Checker, _ => OfSupervising(task, id, lead, day, random)),
                12 => Do(Checker, a => new NoticeOverdue(id, later) { By = a, Today = Today }),
                13 => Do(Checker, a => new ReopenTask(id, "x", "x", day) { By = a, Today = Today }),
                14 or 15 => Correct(id, await current()),
                16 => Do(lead, a => new RaiseDifficulty(id, Guid.NewGuid(), "x", null, day) { By = a, Today = Today }),
                9 => Do(Checker, a => new VerifyCompletion(id, random.Next(2) == 0 ? day : null, "x") { By = a, Today = Today }),
                _ => Do(Checker, a => new RequireRework(id, "x", day) { By = a, Today = Today })
            });
        }

        Task Do(AgencyId agency, Func<Actor, DirectiveCommand> command) => handle(directive.Value, command(new("test", Role.MonitoringBody, agency)));

        Task Correct(AssignmentId id, Directive known)
        {
            if (!known.Assignments.TryGetValue(id, out var assignment))
                return Task.CompletedTask;
            var task = known.Tasks[assignment.Task];
            var day = First.AddDays(random.Next(0, 50));
            (Correction Right, long SaidIn, AgencyId By) correct = random.Next(6) switch
            {
                0 => (new Correction.Lead(id, Leads[random.Next(Leads.Length)]), assignment.LeadIn, Checker),
                1 => (new Correction.Percent(id, random.Next(101)), assignment.FigureIn, assignment.Lead),
                2 => (new Correction.StatedDeadline(assignment.Task, new("y", DeadlineKind.Explicit, CalendarPeriod.Day(day), DeadlineBound.NoLaterThan)), task.DeadlineIn, Checker),
                3 => (new Correction.Kind(assignment.Task, (TaskNature)random.Next(4), false), task.KindIn, Checker),
                _ => (new Correction.CompletedOn(id, day), assignment.CompletedIn, Checker)
            };
            return Do(correct.By, a => new CorrectRecord(correct.Right, correct.SaidIn, "x", "x") { By = a, Today = Today });
        }
    }

    static DirectiveCommand OfIssuing(TaskId task, DateOnly day, bool late, Random random) => random.Next(12) switch
    {
        0 => new AmendDirective("x", $"{day}", null, day) { By = Someone, Today = Today },
        1 => new ReceiveDirective(day, null) { By = Someone, Today = Today },
        2 or 3 => new SetTarget(task, new($"{day}"), "x", day) { By = Someone, Today = Today },
        4 when random.Next(3) == 0 => new RestateTask(task, new(new(Guid.NewGuid()), new(Guid.NewGuid())), new(Leads, day), null, null) { By = Someone, Today = Today },
        5 when late && random.Next(4) == 0 => new SupersedeDirective("x", null, [], day) { By = Someone, Today = Today },
        _ => new RewordTask(task, new($"{day}"), null, (TaskNature)random.Next(4), random.Next(2) == 0, "x", day) { By = Someone, Today = Today }
    };

    static DirectiveCommand OfSupervising(TaskId task, AssignmentId id, AgencyId lead, DateOnly day, Random random)
    {
        var (which, inspection) = (StableId.Of($"{id.Value}-{random.Next(3)}"), StableId.Of($"{task.Value}-{random.Next(3)}"));
        return random.Next(8) switch
        {
            0 or 1 => new IssueUrging(id, which, "x", day.AddDays(random.Next(9)), null, day) { By = Someone, Today = Today },
            2 or 3 => new AnswerUrging(id, which, "x", day) { By = Someone with { Agency = lead }, Today = Today },
            4 => new OpenInspection(inspection, lead, "x", "x", random.Next(2) == 0 ? task : null, day) { By = Someone, Today = Today },
            5 => new ConcludeInspection(inspection, new("x", "x", "x", "x"), "x", day) { By = Someone, Today = Today },
            6 => new RecordCriticism(which, new("x", "x", [lead], Task: task), day) { By = Someone, Today = Today },
            _ => new RecordCommendation(which, new("x", "x", [], "x"), day) { By = Someone, Today = Today }
        };
    }

    T Service<T>() where T : notnull => app.Services.GetRequiredService<T>();
}
