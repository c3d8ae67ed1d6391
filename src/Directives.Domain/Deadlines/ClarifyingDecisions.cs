using Directives.Domain.Cascading;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain.Deadlines;

/// <summary>
/// Says how the stated deadline is to be read, or which date it got from what it leans on. Without a date, it became clear today.
/// </summary>
/// <param name="Task">The task.</param>
/// <param name="Deadline">As it is to be read. Its phrase stays the document's, whatever stands here.</param>
/// <param name="Authority">Where that is written.</param>
/// <param name="EffectiveOn">The day it became clear.</param>
/// <param name="Rules">What it is read by; without them, as it was read elsewhere or by the policy it names itself.</param>
public sealed record ClarifyDeadline(TaskId Task, Deadline Deadline, string Authority, DateOnly? EffectiveOn, DeadlineRules? Rules = null) : DirectiveCommand
{
    /// <summary>By when it must be done because the directive carries out another's task.</summary>
    public NotAfter? NotAfter { get; init; }
}

public static class ClarifyingDecisions
{
    public static Decision<DirectiveEvent> Clarify(Directive directive, ClarifyDeadline c)
    {
        if (DeadlineDecisions.Ended(directive, c.Task, out var task) is { } refusal)
            return refusal;
        if (task is not { StatedDeadline: { } stated, Deadline: { } current })
            return ClarifyingRefusals.NothingStated;

        var deadline = (c.Rules is { } rules ? c.Deadline.ReadBy(rules) : c.Deadline) with { Phrase = stated.Phrase };
        var effectiveOn = c.EffectiveOn ?? c.Today;
        if ((DeadlineDecisions.Wrong(directive, task, deadline, c.NotAfter)
            ?? Text.Check(c.Authority, "/authority", 200)
            ?? Refusals.OutsideOf(task.Identified.EffectiveOn, effectiveOn, c.Today)) is { } invalid)
            return invalid;
        if (deadline.LastCompliantDay() == current.LastCompliantDay() && deadline with { Policy = current.Policy, Reading = current.Reading } == current)
            return ClarifyingRefusals.NothingNew;

        return new DeadlineClarified(c.Task, deadline, c.Authority, effectiveOn);
    }
}

public static class ClarifyingRefusals
{
    public static Refusal NothingStated { get; } = new(RefusalKind.Conflict, "no-deadline-to-clarify", new("Chưa nhập thời hạn mà văn bản nêu cho nhiệm vụ này.", "No deadline was stated for this task."));
    public static Refusal NothingNew { get; } = new(RefusalKind.Conflict, "deadline-already-clear", new("Thời hạn đã được hiểu như vậy.", "The deadline is read like that already."));
}
