using System.Text.Json;
using Directives.Domain;
using Directives.Domain.Assigning;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;
using Directives.Domain.Performing;
using Directives.Domain.Supervising;
using Directives.EventSourcing;
using Microsoft.Extensions.DependencyInjection;
using static Directives.Api.Tests.Scenarios;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Api.Tests.Supervising;

/// <summary>Difficulties, urgings and inspections, held to what the events say that were known by a position and had happened by a day.</summary>
public class ListsAlongBothClocksTests(App app) : IClassFixture<App>
{
    static readonly DateOnly First = new(2025, 7, 1), Today = new(2025, 8, 20);
    static readonly AgencyId Lead = new(Finance), Checker = new(Committee), Authority = new(Politburo);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task For_any_position_and_day_the_lists_say_what_the_events_say(int seed)
    {
        var random = new Random(seed);
        var directive = await RandomHistory(seed, random);
        var log = await app.Services.GetRequiredService<EventStore>().ReadStream(directive.Value, default);
        log.Select(e => e.Data.GetType()).Distinct().Should().HaveCount(11, "the history must be worth comparing");

        for (var i = 0; i < 60; i++)
        {
            var (position, day) = (random.NextInt64(log[0].Position, log[^1].Position + 1), First.AddDays(random.Next(-2, 60)));
            var told = log.Where(e => e.Position <= position).Select(e => (DirectiveEvent)e.Data).Where(e => e.EffectiveOn <= day).ToList();

            (await List("difficulties", item => $"{item.GetProperty("difficulty")} {item.GetProperty("state")} {item.GetProperty("escalatedTo")}")).Should().Equal(
                told.OfType<DifficultyRaised>().Select(raised => raised.Difficulty).Select(id => $"{id} {StateOf(told, id)} {told.OfType<DifficultyEscalated>().LastOrDefault(e => e.Difficulty == id)?.To.Value}"), $"{position}, {day}");
            (await List("urgings", item => $"{item.GetProperty("urging")} {item.GetProperty("answeredOn")} {item.GetProperty("replyOverdue")}")).Should().Equal(
                from urged in told.OfType<UrgingIssued>()
                let answered = told.OfType<UrgingAnswered>().SingleOrDefault(e => e.Urging == urged.Urging)
                select $"{urged.Urging} {answered?.EffectiveOn:yyyy-MM-dd} {answered is null && urged.ReplyBy < day}", $"{position}, {day}");
            (await List("inspections", item => $"{item.GetProperty("inspection")} {item.GetProperty("concludedOn")}")).Should().Equal(
                told.OfType<InspectionOpened>().Select(opened => $"{opened.Inspection} {told.OfType<InspectionConcluded>().SingleOrDefault(e => e.Inspection == opened.Inspection)?.EffectiveOn:yyyy-MM-dd}"), $"{position}, {day}");

            async Task<List<string>> List(string what, Func<JsonElement, string> line) =>
                [.. (await app.Get($"/{what}?directive={directive.Value}&atPosition={position}&effectiveAsOf={day:yyyy-MM-dd}&pageSize=1000")).Should(200).Json.GetProperty("items").EnumerateArray().Select(line)];
        }
    }

    static string StateOf(List<DirectiveEvent> told, Guid difficulty) => told.LastOrDefault(e => e switch
    {
        DifficultyAnswered a => a.Difficulty == difficulty,
        DifficultyEscalated x => x.Difficulty == difficulty,
        DifficultyResolved r => r.Difficulty == difficulty,
        _ => false
    }) switch
    {
        DifficultyAnswered => "answered",
        DifficultyEscalated => "escalated",
        DifficultyResolved => "resolved",
        _ => "raised"
    };

    async Task<DirectiveId> RandomHistory(int seed, Random random)
    {
        await app.RegisteredAgencies();
        var (directive, task) = (new DirectiveId(StableId.Of($"lists-{seed}")), new TaskId(StableId.Of($"lists-task-{seed}")));
        var assignment = new AssignmentId(StableId.Of($"lists-assignment-{seed}"));
        await Do(Checker, a => new IssueDirective(directive, DirectiveType.Conclusion, $"{seed}-KL/LISTS", new("x"), [Checker], CalendarPeriod.Day(First), null, [], null, null) { By = a, Today = Today });
        await Do(Checker, a => new IdentifyTask(task, "1", TaskNature.Specific, "1", new("x"), null, false, null, null, null) { By = a, Today = Today });
        await Do(Checker, a => new AssignTask(task, [(assignment, Lead)], [], null) { By = a, Today = Today });

        for (var i = 0; i < 400; i++)
        {
            var (which, day, later) = (StableId.Of($"lists-{seed}-{random.Next(12)}"), First.AddDays(random.Next(0, 50)), First.AddDays(random.Next(0, 60)));
            await (random.Next(9) switch
            {
                0 => Do(Lead, a => new RaiseDifficulty(assignment, which, "x", null, day) { By = a, Today = Today }),
                1 or 2 => Do(Checker, a => new AnswerDifficulty(assignment, which, "x", day) { By = a, Today = Today }),
                3 => Do(Checker, a => new EscalateDifficulty(assignment, which, random.Next(2) == 0 ? Authority : new(Justice), "x", day) { By = a, Today = Today }),
                4 when random.Next(3) == 0 => Do(Lead, a => new ResolveDifficulty(assignment, which, "x", day) { By = a, Today = Today }),
                5 => Do(Checker, a => new IssueUrging(assignment, which, "x", later, null, day) { By = a, Today = Today }),
                6 => Do(Lead, a => new AnswerUrging(assignment, which, "x", day) { By = a, Today = Today }),
                7 => Do(Checker, a => new OpenInspection(which, Lead, "x", "x", random.Next(2) == 0 ? task : null, day) { By = a, Today = Today }),
                _ => Do(Checker, a => new ConcludeInspection(which, new("x", "x", "x", "x"), "x", day) { By = a, Today = Today })
            });
        }

        return directive;

        Task<Outcome> Do(AgencyId agency, Func<Actor, DirectiveCommand> command)
        {
            var by = new Actor("test", Role.MonitoringBody, agency);
            var directives = app.Services.GetRequiredService<Decider<Directive, DirectiveCommand, DirectiveEvent>>();
            return directives.Handle(directive.Value, command(by), new(by, Today, Write.MetadataOf(by), null, null), default);
        }
    }
}
