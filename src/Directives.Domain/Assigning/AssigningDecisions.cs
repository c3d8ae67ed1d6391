using Directives.Domain.Issuing;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain.Assigning;

/// <summary>Gives a task to one lead agency or to several, each with an assignment of its own; all of them or none.</summary>
/// <param name="Task">The task.</param>
/// <param name="Leads">Who gets it.</param>
/// <param name="Coordinating">Who helps each of them.</param>
/// <param name="EffectiveOn">From when they answer for it; from the task's beginning if left out.</param>
/// <param name="Group">The words the leads were meant by, if they were found by them: "17 bộ, ngành".</param>
/// <param name="Expected">How many that has to be.</param>
public sealed record AssignTask(
    TaskId Task, IReadOnlyList<(AssignmentId Assignment, AgencyId Lead)> Leads, IReadOnlyList<AgencyId> Coordinating, DateOnly? EffectiveOn,
    string? Group = null, int? Expected = null) : DirectiveCommand;

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
        if (task.StoppedSince is not null)
            return Refusals.TaskSuspended;
        if (c.Expected is { } expected && expected != c.Leads.Count)
            return AssigningRefusals.GroupCountDiffers(expected, c.Leads.Count);
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
        if ((Text.CheckOptional(c.Group, "/words", 200) ?? Refusals.OutsideOf(task.Identified.EffectiveOn, effectiveOn, c.Today)) is { } refusal)
            return refusal;

        return c.Leads.Select(l => new TaskAssigned(c.Task, l.Assignment, l.Lead, c.Coordinating, effectiveOn, c.Group)).ToArray<DirectiveEvent>();
    }
}

public static class AssigningRefusals
{
    public static Refusal LeadRequired { get; } = new(RefusalKind.Invalid, "lead-required", new("Nhiệm vụ phải được giao cho ít nhất một cơ quan chủ trì.", "A task is assigned to at least one lead agency."), "/leads");
    public static Refusal IdTaken { get; } = new(RefusalKind.Conflict, "assignment-id-taken", new("Văn bản đã có phần giao nhiệm vụ mang mã định danh này.", "The directive already has an assignment with this identifier."), "/leads");
    public static Refusal CoordinatorTwice { get; } = new(RefusalKind.Invalid, "coordinator-twice", new("Mỗi cơ quan phối hợp chỉ được nêu một lần.", "Each coordinating agency is named once."), "/coordinating");

    public static Refusal LeadsOrGroup { get; } = new(RefusalKind.Invalid, "leads-or-group", new("Nêu danh sách cơ quan chủ trì hoặc một nhóm cơ quan, không nêu cả hai.", "Name either the leads or a group of agencies."), "/group");

    public static Refusal GroupCountDiffers(int expected, int found) =>
        new(RefusalKind.Conflict, "group-count-differs", new($"Nhóm này có {found} cơ quan chứ không phải {expected}.", $"The group has {found} agencies and not {expected}."), "/expected");

    public static Refusal LeadTwice(AgencyId lead) => new(RefusalKind.Invalid, "lead-twice", new($"{lead} được nêu hai lần.", $"{lead} is named twice."), "/leads");

    public static Refusal AlreadyAssigned(AgencyId lead) => new(RefusalKind.Conflict, "already-assigned", new($"{lead} đã được giao nhiệm vụ này.", $"{lead} already has this task."), "/leads");

    public static Refusal LeadCoordinates(AgencyId lead) =>
        new(RefusalKind.Invalid, "lead-coordinates", new($"{lead} là cơ quan chủ trì nên không thể đồng thời phối hợp.", $"{lead} leads and cannot coordinate as well."), "/coordinating");
}
