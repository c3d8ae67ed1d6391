using Directives.Domain;
using Directives.Domain.Correcting;
using Directives.Domain.Performing;
using Directives.EventSourcing;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Api.Assigning;

/// <summary>
/// What is believed of assignments, and how each event changes it: the rule of <see cref="AssignmentTable"/>. An event of
/// day D, recorded late or not, changes what is believed of D and every day after it, and leaves earlier days alone; a
/// correction changes what is believed of every day it is about.
/// </summary>
sealed class AssignmentHistory
{
    readonly Dictionary<Guid, AssignmentDays> assignments = [];
    readonly Dictionary<Guid, TaskFacts> tasks = [];
    readonly Dictionary<Guid, List<AssignmentDays>> ofTask = [], ofDirective = [];

    /// <summary>What is still believed.</summary>
    public IEnumerable<AssignmentRow> Open => assignments.Values.SelectMany(days => days.Rows);

    public IEnumerable<StandingRow> Standings => assignments.Values.SelectMany(days => days.Standings);

    public Outdated Outdated { get; } = new();

    /// <summary>Takes in what was believed before the first event.</summary>
    public void Recall(AssignmentRow row)
    {
        if (!assignments.TryGetValue(row.Assigned.Id, out var days))
            days = Add(row.Assigned);
        days.Rows.Add(row);
    }

    public void Recall(Guid task, TaskFacts facts) => tasks[task] = facts;

    public void Apply(RecordedEvent recorded)
    {
        switch (recorded.Data)
        {
            case TaskAssigned e:
                Assign(recorded, e);
                break;
            case AssignmentFellOverdue:
                break; // nothing its lead sees is different
            case IAssignmentEvent e:
                Of(e.Assignment).Change(recorded, ((DirectiveEvent)e).EffectiveOn, row => AssignmentChanges.Of(row, (DirectiveEvent)e, recorded.RecordedAt), AssignmentChanges.Earlier((DirectiveEvent)e));
                break;
            case ITaskEvent e:
                Share(e.Task.Value, recorded, (DirectiveEvent)e);
                break;
            case DirectiveSuperseded e:
                foreach (var days in ListOf(ofDirective, recorded.Stream))
                    days.End(recorded, e.EffectiveOn, Lifecycle.Superseded);
                break;
            case RecordCorrected { Correction: Correction.CompletedOn c }:
                Of(c.Assignment).MoveCompletion(recorded, c.Day);
                break;
            case RecordCorrected { Correction: IAssignmentEvent c } e:
                Of(c.Assignment).Change(recorded, DateOnly.MinValue, AssignmentChanges.Corrected(Of(c.Assignment), e.Correction));
                break;
            case RecordCorrected { Correction: ITaskEvent c } e:
                if (tasks.TryGetValue(c.Task.Value, out var wrong))
                    tasks[c.Task.Value] = AssignmentChanges.Corrected(wrong, e.Correction);
                foreach (var days in ListOf(ofTask, c.Task.Value))
                    days.Change(recorded, DateOnly.MinValue, row => row with { Task = AssignmentChanges.Corrected(row.Task, e.Correction) });
                break;
        }
    }

    AssignmentDays Of(AssignmentId assignment) => assignments[assignment.Value];

    void Assign(RecordedEvent recorded, TaskAssigned e)
    {
        var facts = tasks[e.Task.Value];
        var assigned = new Assigned(e.Assignment.Value, recorded.Stream, e.Task.Value, e.EffectiveOn, recorded.Position);
        Add(assigned).Begin(new(assigned, recorded.Position, e.EffectiveOn, DateOnly.MaxValue, recorded.Version, e.EffectiveOn, facts)
        {
            Lead = e.Lead.Value,
            Coordinating = [.. e.Coordinating.Select(agency => agency.Value)],
            Stops = facts.Stops
        });
    }

    /// <summary>What a task's event says of everybody who has it, and of whoever gets it later.</summary>
    void Share(Guid task, RecordedEvent recorded, DirectiveEvent e)
    {
        if (e is TaskIdentified identified)
        {
            tasks[task] = new(Names.Of(identified.Nature), identified.KeyTask, Restated: false, Deadline: null, Stops: []);
            return;
        }

        if (tasks.TryGetValue(task, out var facts))
            tasks[task] = AssignmentChanges.Of(facts, e);
        foreach (var days in ListOf(ofTask, task))
            if (e is TaskCancelled)
                days.End(recorded, e.EffectiveOn, Lifecycle.Cancelled);
            else
                days.Change(recorded, e.EffectiveOn, row => AssignmentChanges.Of(row, e, recorded.RecordedAt));
    }

    AssignmentDays Add(Assigned assigned)
    {
        var days = new AssignmentDays(Outdated);
        assignments.Add(assigned.Id, days);
        ListOf(ofTask, assigned.Task).Add(days);
        ListOf(ofDirective, assigned.Directive).Add(days);
        return days;
    }

    static List<AssignmentDays> ListOf(Dictionary<Guid, List<AssignmentDays>> lists, Guid id)
    {
        if (!lists.TryGetValue(id, out var list))
            lists.Add(id, list = []);
        return list;
    }
}
