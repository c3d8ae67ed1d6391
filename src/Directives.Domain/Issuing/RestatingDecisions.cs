using Directives.Domain.Performing;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain.Issuing;

/// <summary>Says that a task repeats one of another document, where it is followed and counted from now on.</summary>
/// <param name="Task">The task that repeats.</param>
/// <param name="Of">The task it repeats.</param>
/// <param name="Original">What is known of that task; null if there is none.</param>
/// <param name="RestatedBy">A task that is known to repeat this one.</param>
/// <param name="Difference">Where the wordings differ, if they do.</param>
public sealed record RestateTask(TaskId Task, TaskReference Of, OriginalTask? Original, TaskReference? RestatedBy, string? Difference) : DirectiveCommand;

/// <summary>A task of another directive, as far as a task that repeats it needs to know.</summary>
/// <param name="Leads">Who has it.</param>
/// <param name="Since">Its beginning.</param>
/// <param name="Restates">The task that it repeats itself.</param>
/// <param name="Ended">Whether nothing is owed under it any more, though it was not done.</param>
public sealed record OriginalTask(IReadOnlyCollection<AgencyId> Leads, DateOnly Since, TaskReference? Restates = null, bool Ended = false)
{
    public static OriginalTask? Of(Directive directive, TaskId id) =>
        directive.Tasks.TryGetValue(id, out var task) ? new(task.Leads, task.Identified.EffectiveOn, task.Restates, directive.Superseded is not null || task.Cancelled is not null) : null;
}

public static class RestatingDecisions
{
    public static Decision<DirectiveEvent> Restate(Directive directive, RestateTask c)
    {
        if (TaskDecisions.NotInForce(directive, c.Task, out var task) is { } no)
            return no;
        if (task.Restates is { } already)
            return RestatingRefusals.Restates(already.Directive, already.Task);
        if (c.Of == new TaskReference(directive.Issued!.Directive, c.Task))
            return RestatingRefusals.RestatesItself;

        var original = c.Of.Directive == directive.Issued.Directive ? OriginalTask.Of(directive, c.Of.Task) : c.Original;
        if (original is null)
            return Refusals.UnknownTask(c.Of.Task);
        if (original.Restates is { } further)
            return RestatingRefusals.OriginalRestates(further.Directive, further.Task);
        if (c.RestatedBy is { } repeats)
            return RestatingRefusals.IsOriginal(repeats.Directive, repeats.Task);
        if (original.Ended)
            return RestatingRefusals.OriginalEnded;
        if (Text.CheckOptional(c.Difference, "/difference") is { } refusal)
            return refusal;

        // Nothing is counted twice, but nothing gets lost either: not what somebody owes, nor the days before the original began.
        foreach (var assignment in directive.Assignments.Values)
            if (assignment.Task == c.Task && directive.LifecycleOf(assignment) is not (Lifecycle.Completed or Lifecycle.Superseded) && !original.Leads.Contains(assignment.Lead))
                return RestatingRefusals.LeadNotInOriginal(assignment.Lead);

        var effectiveOn = original.Since > task.Identified.EffectiveOn ? original.Since : task.Identified.EffectiveOn;
        return new TaskRestated(c.Task, c.Of, effectiveOn, c.Difference);
    }
}

public static class RestatingRefusals
{
    public static Refusal RestatesItself { get; } = new(RefusalKind.Invalid, "restates-itself", new("Nhiệm vụ không thể nhắc lại chính nó.", "A task cannot restate itself."), "/task");
    public static Refusal OriginalEnded { get; } = new(RefusalKind.Conflict, "original-ended", new("Nhiệm vụ gốc đã bị hủy hoặc thay thế nên không còn được theo dõi ở đó.", "The original was cancelled or superseded, so it is not followed there any more."), "/task");

    public static Refusal Restates(DirectiveId directive, TaskId task) =>
        new Refusal(RefusalKind.Conflict, "task-restates", new($"Nhiệm vụ này nhắc lại nhiệm vụ {task.Value} của văn bản khác và được theo dõi, giao việc ở đó.", $"This task restates task {task.Value} of another directive, where it is assigned and followed."))
            .With("original", new TaskReference(directive, task));

    public static Refusal OriginalRestates(DirectiveId directive, TaskId task) =>
        new Refusal(RefusalKind.Conflict, "original-restates", new($"Nhiệm vụ kia lại nhắc lại nhiệm vụ {task.Value}; hãy dẫn chiếu đến nhiệm vụ gốc này.", $"The other task itself restates task {task.Value}; name that one as the original."), "/task")
            .With("original", new TaskReference(directive, task));

    public static Refusal IsOriginal(DirectiveId directive, TaskId task) =>
        new Refusal(RefusalKind.Conflict, "task-is-original", new($"Nhiệm vụ {task.Value} nhắc lại nhiệm vụ này nên nó phải được theo dõi ở đây.", $"Task {task.Value} restates this one, so it has to be followed here."))
            .With("restatedBy", new TaskReference(directive, task));

    public static Refusal LeadNotInOriginal(AgencyId lead) =>
        new(RefusalKind.Conflict, "lead-not-in-original", new($"{lead} chưa được giao nhiệm vụ gốc nên phần việc còn dở ở đây sẽ bị bỏ sót.", $"{lead} does not have the original task, so what it still owes here would be lost."));
}
