using System.Security.Cryptography;
using System.Text;
using Directives.Api.Agencies;
using Directives.Api.Issuing;
using Directives.Domain;
using Directives.Domain.Agencies;
using Directives.Domain.Assigning;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;
using Directives.Domain.Performing;
using Directives.Domain.Verifying;
using Directives.EventSourcing;

namespace Directives.Api.Demo;

/// <summary>
/// Tells the demo to an empty store, through the same commands the API uses, as a history import: recorded when the story
/// says, so that questions about the past have interesting answers. Every step has a key, so a load that was cut off goes
/// on where it stopped.
/// </summary>
public sealed class DemoLoader
{
    static readonly AgencyId Monitor = new("ban-to-chuc-trung-uong");

    static readonly DemoData Data = DemoData.Read();
    static readonly Dictionary<string, DirectiveId> Ids = Data.Directives.ToDictionary(
        d => d.Key, d => new DirectiveId(DirectiveRegister.IdOf(d.Type, d.Number, d.IssuedBy, d.IssuedOn) ?? StableId.Of($"demo:directive:{d.Key}")));

    readonly EventStore store;
    readonly DirectiveDecider directives;
    readonly AgencyDecider agencies;
    readonly ILogger<DemoLoader> logger;

    /// <summary>The recorded time of the step that is being told.</summary>
    DateTimeOffset now;

    public DemoLoader(EventStore store, EventTypes types, ILogger<DemoLoader> logger)
    {
        (this.store, this.logger) = (store, logger);
        var history = new HistoryImport(store);
        directives = Deciders.ForDirectives(store, types, (append, ct) => history.Append(append, now, ct));
        agencies = Deciders.ForAgencies(store, types, (append, ct) => history.Append(append, now, ct));
    }

    public async Task LoadIntoEmptyStore(CancellationToken ct)
    {
        var steps = Steps().OrderBy(step => step.At).ToList();
        if (await store.Head(ct) > 0 && (await Known(steps[0]) is null || await Known(steps[^1]) is not null))
            return;

        now = DateTimeOffset.MinValue;
        foreach (var step in steps)
        {
            // Recorded times rise strictly; what happens at the same moment follows by a millisecond.
            now = step.At > now ? step.At : now.AddMilliseconds(1);
            if (await step.Run(WriteOf(step), ct) is not Outcome.Done and var outcome)
                throw new InvalidOperationException($"The demo's step {step.Name} was not taken: {outcome}.");
        }

        logger.LogInformation("Loaded the demo: {Directives} directives, {Tasks} tasks, {Head} events", Data.Directives.Count, Data.Directives.Sum(d => d.Tasks.Count), await store.Head(ct));

        async Task<AppendResult?> Known(Step step) => await store.Find(WriteOf(step).Key!, ct);
    }

    /// <summary>A directive of the demo has the same id in every installation: the one it would have had if somebody had entered it.</summary>
    public static DirectiveId IdOf(string directive) => Ids[directive];

    public static TaskId TaskIdOf(string task) => new(StableId.Of($"demo:task:{task}"));

    public static AssignmentId AssignmentIdOf(string task, AgencyId lead) => new(StableId.Of($"demo:assignment:{task}:{lead}"));

    sealed record Step(string Name, DateTimeOffset At, AgencyId By, Role Role, string? Source, bool Synthetic, Func<Write, CancellationToken, Task<Outcome>> Run);

    IEnumerable<Step> Steps() => [.. Register(), .. Data.Directives.SelectMany(Issue), .. Data.Story.SelectMany(Tell)];

    IEnumerable<Step> Register() => Data.Agencies.Select(agency => new Step(
        $"agency/{agency.Code}", Morning(agency.Since), Monitor, Role.MonitoringBody, null, false,
        (write, ct) => agencies.Handle(
            AgencyRegister.StreamOf(agency.Code), new RegisterAgency(agency.Code, agency.Name, agency.Kind, agency.Level, agency.Since, agency.Parent) { Today = write.Today }, write, ct)));

    IEnumerable<Step> Issue(DemoDirective directive)
    {
        var id = IdOf(directive.Key);
        var at = Morning(directive.IssuedOn.FirstDay).AddHours(9);

        yield return Enter(directive.Key, write => new IssueDirective(
            id, directive.Type, directive.Number, directive.Title, directive.IssuedBy, directive.IssuedOn, null,
            [.. directive.Links.Select(link => new DirectiveLink(link.Kind, IdOf(link.To)))], directive.Signatory, directive.DateNote)
        { By = write.By, Today = write.Today });

        foreach (var task in directive.Tasks)
        {
            var taskId = TaskIdOf(task.Code);
            yield return Enter(task.Code, write => new IdentifyTask(
                taskId, task.Code, task.Nature, task.Clause, task.Title, null, task.KeyTask, task.Target, task.Period, task.Note)
            { By = write.By, Today = write.Today });
            if (task.Deadline is { } deadline)
                yield return Enter($"{task.Code}/deadline", write => new SetDeadline(taskId, deadline) { By = write.By, Today = write.Today });
            if (Data.Expand(task.Leads) is [_, ..] leads)
                yield return Enter($"{task.Code}/assignments", write => new AssignTask(
                    taskId, [.. leads.Select(lead => (AssignmentIdOf(task.Code, lead), lead))], [.. Data.Expand(task.Coordinating).Except(leads)], null)
                { By = write.By, Today = write.Today });
        }

        Step Enter(string name, Func<Write, DirectiveCommand> command) =>
            new($"directive/{name}", at, Monitor, Role.IssuingOffice, null, false, (write, ct) => directives.Handle(id.Value, command(write), write, ct));
    }

    IEnumerable<Step> Tell(DemoStep step, int number)
    {
        var directive = IdOf(Data.Directives.Single(d => d.Tasks.Any(task => task.Code == step.Task)).Key);
        return Data.Expand(step.Leads).Select((lead, minute) => new Step(
            $"story/{number}/{lead}", new DateTimeOffset(step.At, TimeSpan.FromHours(7)).ToUniversalTime().AddMinutes(minute),
            step.By ?? lead, step.By is null ? Role.LeadReporter : Role.Verifier, step.Source, step.Source is null,
            (write, ct) => directives.Handle(directive.Value, Command(step, AssignmentIdOf(step.Task, lead), write), write, ct)));
    }

    static DirectiveCommand Command(DemoStep step, AssignmentId assignment, Write write) => step.Do switch
    {
        DemoAction.Start => new StartWork(assignment, step.EffectiveOn) { By = write.By, Today = write.Today },
        DemoAction.Progress => new ReportProgress(assignment, step.Text!, step.Percent, step.EffectiveOn) { By = write.By, Today = write.Today },
        DemoAction.Complete => new ReportCompletion(assignment, step.Text!, step.Evidence!, step.EffectiveOn) { By = write.By, Today = write.Today },
        DemoAction.Accept => new VerifyCompletion(assignment, step.EffectiveOn, step.Text) { By = write.By, Today = write.Today },
        DemoAction.Rework => new RequireRework(assignment, step.Text!, step.EffectiveOn) { By = write.By, Today = write.Today },
        _ => throw new InvalidOperationException($"No command for {step.Do}.")
    };

    static Write WriteOf(Step step)
    {
        var by = new Actor("demo", step.Role, step.By);
        var metadata = Write.MetadataOf(by) with { CorrelationId = null, CausationId = $"demo/{step.Name}" };
        if (step.Synthetic)
            metadata = metadata.With("synthetic", "true");
        if (step.Source is { } source)
            metadata = metadata.With("source", source);
        var name = Encoding.UTF8.GetBytes($"demo/{step.Name}");
        return new(by, Vietnam.DateAt(step.At), metadata, new(StableId.Of($"demo/{step.Name}"), SHA256.HashData(name)), null);
    }

    static DateTimeOffset Morning(DateOnly day) => Vietnam.StartOf(day).AddHours(8);
}
