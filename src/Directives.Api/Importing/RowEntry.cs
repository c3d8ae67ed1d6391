using System.Text.Json;
using Directives.Api.Access;
using Directives.Api.Agencies;
using Directives.Api.Cascading;
using Directives.Api.Deadlines;
using Directives.Api.Issuing;
using Directives.Domain;
using Directives.Domain.Agencies;
using Directives.Domain.Assigning;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;
using Directives.EventSourcing;
using Directives.EventSourcing.Writing;
using static Directives.Domain.Agencies.AgencyEvent;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Api.Importing;

/// <summary>
/// Enters rows into a draft, one after the other, by the rules of single requests and with what the rows before entered in
/// view. A row is one append: of a task with its deadline and leads, all is entered or nothing.
/// </summary>
sealed class RowEntry
{
    readonly AgencyDecider agencies;
    readonly DirectiveDecider directives;
    readonly Decider<Directive, IReadOnlyList<DirectiveCommand>, DirectiveEvent> several;
    readonly AgencyRegister register;
    readonly DirectiveRegister documents;
    readonly ParentDeadline parents;
    readonly DirectiveReferences references;
    readonly RulesInForce rules;
    readonly SecrecyCeiling ceiling;
    readonly Dictionary<DateOnly, DeadlineRules> rulesOn = [];

    public RowEntry(Draft draft, EventTypes types, Snapshots<Directive> snapshots, ReadModels read, RulesInForce rules, SecrecyCeiling ceiling)
    {
        agencies = Deciders.ForAgencies(draft, types, Append);
        directives = Deciders.ForDirectives(draft, types, Append, snapshots.OnlyRead());
        several = new(draft, types, "directive", Directive.Initial, Directive.Evolve, All, Append, snapshots.OnlyRead());
        (register, documents, parents, references) = (new(agencies), new(directives, read), new(directives), new(read));
        (this.rules, this.ceiling) = (rules, ceiling);

        Task<AppendResult> Append(Append append, CancellationToken ct) => Task.FromResult(draft.Append(append));
    }

    /// <param name="row">What is to be entered.</param>
    /// <param name="write">By whom, under the key of the row.</param>
    /// <param name="ct">Cancels the look-ups.</param>
    public Task<RowResult> Enter(ImportRow row, Write write, CancellationToken ct) => row.Content switch
    {
        RegisterAgencyBody agency => Enter(row, agency, write, ct),
        DirectiveRow directive => Enter(row, directive, write, ct),
        TaskRow task => Enter(row, task, write, ct),
        _ => Task.FromResult(Refused(row, row.Problem!))
    };

    async Task<RowResult> Enter(ImportRow row, RegisterAgencyBody body, Write write, CancellationToken ct)
    {
        var (command, elsewhere) = await register.Asked(body, write, ct);
        var stream = AgencyRegister.StreamOf(body.Code);
        var outcome = elsewhere is null ? await agencies.Handle(stream, command, write, ct) : await agencies.Refuse(stream, elsewhere, write, ct);
        var there = outcome is Outcome.Refused(var refusal) && refusal.Code == AgencyRefusals.AlreadyRegistered.Code
            && Same(AgencyDecisions.Decide(Agency.Initial, command).Events, (await agencies.Load(stream, ct)).State.Registered);
        return (there ? Already(row) : Result(row, outcome)) with { Agency = body.Code };
    }

    async Task<RowResult> Enter(ImportRow row, DirectiveRow body, Write write, CancellationToken ct)
    {
        if (body.Key is { } key && references.Knows(key))
            return Refused(row, ImportRefusals.KeyTwice);
        var (links, problem) = await Links(body.Links ?? [], ct);
        if (problem is not null)
            return Refused(row, problem);

        var (command, elsewhere) = await IssuingEndpoints.Asked(body.ToBody(links), write, register, documents, ceiling, ct);
        var id = command.Directive;
        var outcome = elsewhere is null ? await directives.Handle(id.Value, command, write, ct) : await directives.Refuse(id.Value, elsewhere, write, ct);
        var there = outcome is Outcome.Refused(var refusal) && refusal.Code == IssuingRefusals.AlreadyIssued(id).Code
            && Same(IssuingDecisions.Issue(Directive.Initial, command).Events, (await directives.Load(id.Value, ct)).State.Issued);
        var result = (there ? Already(row) : Result(row, outcome)) with { Directive = id };
        if (result.Outcome is not RowOutcome.Refused)
            references.Add(id, body.Key, body.Number);
        return result;
    }

    async Task<(IReadOnlyList<DirectiveLink> Links, HttpRefusal? Problem)> Links(IReadOnlyList<LinkRow> rows, CancellationToken ct)
    {
        var links = new List<DirectiveLink>();
        foreach (var (i, row) in rows.Index())
        {
            var (other, problem) = await references.Find(row.Directive, $"/links/{i}/directive", ct);
            if (problem is not null)
                return ([], problem);
            var task = row.Task is { } code ? TaskCalled(code, await documents.Seen(other, ct))?.Identified.Task : null;
            if (row.Task is not null && task is null)
                return ([], ImportRefusals.NoTaskCalled(row.Task) with { Field = $"/links/{i}/task" });
            links.Add(new(row.Kind, other, task));
        }

        return (links, null);
    }

    async Task<RowResult> Enter(ImportRow row, TaskRow body, Write write, CancellationToken ct)
    {
        var (directive, problem) = await references.Find(body.Directive, "/directive", ct);
        if (problem is not null)
            return Refused(row, problem);
        var (state, _) = await several.Load(directive.Value, ct);
        if (state.Issued is null || Sight.Current?.Sees(state) is false)
            return Refused(row, HttpRefusal.Of(Refusals.NoSuchDirective with { Field = "/directive" }));

        var day = body.AssignedOn ?? body.EffectiveOn ?? state.Issued.EffectiveOn;
        var absent = await register.Absent(body.Leads ?? [], day, "/leads", ct) ?? await register.Absent(body.Coordinating ?? [], day, "/coordinating", ct);
        var commands = await Commands(directive, body, write, ct);
        var outcome = absent is null ? await several.Handle(directive.Value, commands, write, ct) : await several.Refuse(directive.Value, absent, write, ct);
        var there = outcome is Outcome.Refused && TaskCalled(body.Code, state) is { } task && Says(state, task, body, (IdentifyTask)commands[0]) ? task : null;
        return (there is null ? Result(row, outcome) : Already(row) with { Task = there.Identified.Task }) with { Directive = directive };
    }

    async Task<IReadOnlyList<DirectiveCommand>> Commands(DirectiveId directive, TaskRow body, Write write, CancellationToken ct)
    {
        var task = new TaskId(write.NewId("task"));
        var commands = new List<DirectiveCommand>
        {
            new IdentifyTask(task, body.Code, body.Nature, body.Clause, body.Title, body.EffectiveOn, body.KeyTask, body.Target, body.Period, body.Note)
            { By = write.By, Today = write.Today }
        };
        if (body.Deadline is { } deadline)
            commands.Add(new SetDeadline(task, deadline.ToDeadline(), await RulesOn(write.Today, ct))
            { By = write.By, Today = write.Today, NotAfter = await parents.Of(directive.Value, ct) });
        if (body.Leads is [_, ..] || body.Coordinating is [_, ..])
            commands.Add(new AssignTask(
                task, [.. (body.Leads ?? []).Select(lead => (new AssignmentId(write.NewId($"assignment/{lead}")), lead))], body.Coordinating ?? [], body.AssignedOn)
            { By = write.By, Today = write.Today });
        return commands;
    }

    async Task<DeadlineRules> RulesOn(DateOnly day, CancellationToken ct) =>
        rulesOn.TryGetValue(day, out var known) ? known : rulesOn[day] = await rules.On(day, ct);

    /// <summary>Several commands as one: the events of all of them, or the first refusal, at the place in the row it is about.</summary>
    static Decision<DirectiveEvent> All(Directive directive, IReadOnlyList<DirectiveCommand> commands)
    {
        var events = new List<DirectiveEvent>();
        foreach (var command in commands)
        {
            var decision = DirectiveDecisions.Decide(directive, command);
            if (decision.Refusal is { } refusal)
                return refusal with { Field = PlaceInRow(command, refusal.Field) };
            events.AddRange(decision.Events);
            directive = decision.Events.Aggregate(directive, Directive.Evolve);
        }

        return events.ToArray();
    }

    static string? PlaceInRow(DirectiveCommand command, string? field) => (command, field) switch
    {
        (SetDeadline, _) => $"/deadline{field}",
        (AssignTask, "/effectiveOn") => "/assignedOn",
        _ => field
    };

    /// <summary>Whether a task that is there says all that a row says.</summary>
    static bool Says(Directive directive, DirectiveTask task, TaskRow body, IdentifyTask identify)
    {
        var without = directive with { Tasks = directive.Tasks.Remove(task.Identified.Task) };
        var assigned = directive.Assignments.Values.Where(assignment => assignment.Task == task.Identified.Task).Select(assignment => assignment.Assigned).ToList();
        return Same(TaskDecisions.Identify(without, identify with { Task = task.Identified.Task }).Events, task.Identified)
            && (body.Deadline is null || task.StatedDeadline is { } stated && stated with { Reading = null, Policy = DeadlinePolicy.Current } == body.Deadline.ToDeadline())
            && (body.Leads is null || assigned.Select(e => e.Lead).ToHashSet().SetEquals(body.Leads))
            && (body.Coordinating is null || assigned.All(e => e.Coordinating.ToHashSet().SetEquals(body.Coordinating)))
            && (body.AssignedOn is null || assigned.All(e => e.EffectiveOn == body.AssignedOn));
    }

    static DirectiveTask? TaskCalled(string code, Directive directive) =>
        directive.Tasks.Values.FirstOrDefault(task => task.Identified.Code == code);

    /// <summary>As they are stored, for lists in records are compared by place.</summary>
    static bool Same<TEvent>(IReadOnlyList<TEvent> decided, TEvent? recorded) where TEvent : class =>
        recorded is not null && decided is [var one] && JsonElement.DeepEquals(EventTypes.Stored(one), EventTypes.Stored(recorded));

    static RowResult Already(ImportRow row) => new(row.Kind, row.Number, RowOutcome.AlreadyRecorded);

    static RowResult Refused(ImportRow row, HttpRefusal problem) => new(row.Kind, row.Number, RowOutcome.Refused, RowProblem.Of(problem, row));

    static RowResult Result(ImportRow row, Outcome outcome) => outcome switch
    {
        Outcome.Done done => new(
            row.Kind, row.Number, done.Again ? RowOutcome.AlreadyRecorded : RowOutcome.WouldBeRecorded,
            Agency: done.Events.Select(e => e.Data).OfType<AgencyRegistered>().FirstOrDefault()?.Agency,
            Task: done.Events.Select(e => e.Data).OfType<TaskIdentified>().FirstOrDefault()?.Task,
            Assignments: [.. done.Events.Select(e => e.Data).OfType<TaskAssigned>().Select(assigned => assigned.Assignment)]),
        Outcome.Refused(var refusal) => new(
            row.Kind, row.Number, RowOutcome.Refused, RowProblem.Of(HttpRefusal.Of(refusal), row) with { Facts = refusal.Facts.ToDictionary() }),
        Outcome.KeyReused => Refused(row, HttpRefusals.KeyReused),
        _ => Refused(row, HttpRefusals.Busy)
    };
}
