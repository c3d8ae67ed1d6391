using Directives.Domain.Issuing;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain.Assigning;

/// <summary>Gives a task to one lead agency or to several, each with an assignment of its own; all of them or none.</summary>
public sealed record AssignTask(
    TaskId Task, IReadOnlyList<(AssignmentId Assignment, AgencyId Lead)> Leads, IReadOnlyList<AgencyId> Coordinating, DateOnly? EffectiveOn) : DirectiveCommand;

public static class AssigningDecisions
{
    public static Decision<DirectiveEvent> Assign(Directive directive, AssignTask c)
    {
        if (!directive.Tasks.TryGetValue(c.Task, out var task))
            return Refusals.NoSuchTask;
        if (task.Cancelled is not null)
            return Refusals.TaskCancelled;
        if (task.Restates is { } original)
            return RestatingRefusals.Restates(original.Directive, original.Task);
        if (c.Leads is [])
            return AssigningRefusals.LeadRequired;

        var leads = new HashSet<AgencyId>();
        foreach (var (_, lead) in c.Leads)
        {
            if (!leads.Add(lead))
                return AssigningRefusals.LeadTwice(lead);
            if (task.Leads.Contains(lead))
                return AssigningRefusals.AlreadyAssigned(lead);
            if (c.Coordinating.Contains(lead))
                return AssigningRefusals.LeadCoordinates(lead);
        }

        if (c.Leads.DistinctBy(l => l.Assignment).Count() < c.Leads.Count || c.Leads.Any(l => directive.Assignments.ContainsKey(l.Assignment)))
            return AssigningRefusals.IdTaken;
        if (c.Coordinating.Distinct().Count() < c.Coordinating.Count)
            return AssigningRefusals.CoordinatorTwice;

        var effectiveOn = c.EffectiveOn ?? task.Identified.EffectiveOn;
        if (Refusals.OutsideOf(task.Identified.EffectiveOn, effectiveOn, c.Today) is { } refusal)
            return refusal;

        return c.Leads.Select(l => new TaskAssigned(c.Task, l.Assignment, l.Lead, c.Coordinating, effectiveOn)).ToArray<DirectiveEvent>();
    }
}

public static class AssigningRefusals
{
    public static Refusal LeadRequired { get; } = new(RefusalKind.Invalid, "lead-required", new("Nhiệm vụ phải được giao cho ít nhất một cơ quan chủ trì.", "A task is assigned to at least one lead agency."), "/leads");
    public static Refusal IdTaken { get; } = new(RefusalKind.Conflict, "assignment-id-taken", new("Văn bản đã có phần giao nhiệm vụ mang mã định danh này.", "The directive already has an assignment with this identifier."), "/leads");
    public static Refusal CoordinatorTwice { get; } = new(RefusalKind.Invalid, "coordinator-twice", new("Mỗi cơ quan phối hợp chỉ được nêu một lần.", "Each coordinating agency is named once."), "/coordinating");

    public static Refusal LeadTwice(AgencyId lead) => new(RefusalKind.Invalid, "lead-twice", new($"{lead} được nêu hai lần.", $"{lead} is named twice."), "/leads");

    public static Refusal AlreadyAssigned(AgencyId lead) => new(RefusalKind.Conflict, "already-assigned", new($"{lead} đã được giao nhiệm vụ này.", $"{lead} already has this task."), "/leads");

    public static Refusal LeadCoordinates(AgencyId lead) =>
        new(RefusalKind.Invalid, "lead-coordinates", new($"{lead} là cơ quan chủ trì nên không thể đồng thời phối hợp.", $"{lead} leads and cannot coordinate as well."), "/coordinating");
}
