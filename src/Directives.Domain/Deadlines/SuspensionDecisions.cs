using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain.Deadlines;

/// <summary>Stops a task's clock on the authority of a document. Without a date, today is meant.</summary>
public sealed record SuspendTask(TaskId Task, string Reason, string Authority, DateOnly? EffectiveOn) : DirectiveCommand;

/// <summary>Lets a task's clock go on. Without a date, today is meant.</summary>
public sealed record ResumeTask(TaskId Task, string Authority, DateOnly? EffectiveOn) : DirectiveCommand;

/// <summary>The clock stands for everybody who has the task; one stop ends before the next begins.</summary>
public static class SuspensionDecisions
{
    public static Decision<DirectiveEvent> Suspend(Directive directive, SuspendTask c)
    {
        if (DeadlineDecisions.Ended(directive, c.Task, out var task) is { } refusal)
            return refusal;
        if (task.StoppedSince is not null)
            return Refusals.TaskSuspended;

        var effectiveOn = c.EffectiveOn ?? c.Today;
        var earliest = task.Stops is [.., { Until: { } resumed }] ? resumed : task.Identified.EffectiveOn;
        if ((Text.Check(c.Reason, "/reason")
            ?? Text.Check(c.Authority, "/authority", 200)
            ?? Refusals.OutsideOf(earliest, effectiveOn, c.Today)) is { } invalid)
            return invalid;

        return new TaskSuspended(c.Task, c.Reason, c.Authority, effectiveOn);
    }

    public static Decision<DirectiveEvent> Resume(Directive directive, ResumeTask c)
    {
        if (DeadlineDecisions.Ended(directive, c.Task, out var task) is { } refusal)
            return refusal;
        if (task.StoppedSince is not { } stopped)
            return SuspensionRefusals.NotSuspended;

        var effectiveOn = c.EffectiveOn ?? c.Today;
        if ((Text.Check(c.Authority, "/authority", 200) ?? Refusals.OutsideOf(stopped, effectiveOn, c.Today)) is { } invalid)
            return invalid;

        return new TaskResumed(c.Task, c.Authority, effectiveOn);
    }
}

public static class SuspensionRefusals
{
    public static Refusal NotSuspended { get; } = new(RefusalKind.Conflict, "task-not-suspended", new("Nhiệm vụ không bị tạm dừng.", "The task is not suspended."));
}
