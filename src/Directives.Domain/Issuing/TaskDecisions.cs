using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain.Issuing;

/// <summary>Reads a task out of the document. Without <paramref name="EffectiveOn"/> it begins with the directive.</summary>
public sealed record IdentifyTask(
    TaskId Task,
    string Code,
    TaskNature Nature,
    string Clause,
    BilingualText Title,
    DateOnly? EffectiveOn,
    bool KeyTask,
    Target? Target,
    CoveredPeriod? Period,
    string? Note) : DirectiveCommand;

/// <summary>Gives a task other words, another place or another kind, on the authority of a document; what is left out stays. Without a date, today is meant.</summary>
public sealed record RewordTask(
    TaskId Task, BilingualText? Title, string? Clause, TaskNature? Nature, bool? KeyTask, string Authority, DateOnly? EffectiveOn) : DirectiveCommand;

/// <summary>Gives a task another target, or its first, on the authority of a document. Without a date, today is meant.</summary>
public sealed record SetTarget(TaskId Task, Target Target, string Authority, DateOnly? EffectiveOn) : DirectiveCommand;

/// <summary>Ends a task that is no longer wanted, on the authority of a document.</summary>
public sealed record CancelTask(TaskId Task, string Reason, string Authority, DateOnly? EffectiveOn) : DirectiveCommand;

public static class TaskDecisions
{
    public static Decision<DirectiveEvent> Identify(Directive directive, IdentifyTask c)
    {
        if (directive.Tasks.ContainsKey(c.Task))
            return TaskRefusals.IdTaken;

        var effectiveOn = c.EffectiveOn ?? directive.Issued!.EffectiveOn;
        if ((Text.Check(c.Code, "/code", 40)
            ?? Text.Check(c.Clause, "/clause", 200)
            ?? Text.Check(c.Title, "/title")
            ?? Check(c.Target)
            ?? Text.CheckOptional(c.Note, "/note")
            ?? Refusals.OutsideOf(directive.Issued!.EffectiveOn, effectiveOn, c.Today)) is { } refusal)
            return refusal;
        if (c.Period is { } period && period.To < period.From)
            return TaskRefusals.EndBeforeStart;
        if (directive.Tasks.Values.Any(task => task.Identified.Code == c.Code))
            return TaskRefusals.CodeTaken;

        return new TaskIdentified(c.Task, c.Code, c.Nature, c.Clause, c.Title, effectiveOn, c.KeyTask, c.Target, c.Period, c.Note);
    }

    public static Decision<DirectiveEvent> Reword(Directive directive, RewordTask c)
    {
        if (NotInForce(directive, c.Task, out var task) is { } no)
            return no;

        var effectiveOn = c.EffectiveOn ?? c.Today;
        var reworded = new TaskReworded(c.Task, c.Title ?? task.Title, c.Clause ?? task.Clause, c.Nature ?? task.Nature, c.KeyTask ?? task.KeyTask, c.Authority, effectiveOn);
        if ((Text.Check(reworded.Title, "/title")
            ?? Text.Check(reworded.Clause, "/clause", 200)
            ?? Text.Check(c.Authority, "/authority", 200)
            ?? Refusals.OutsideOf(task.Identified.EffectiveOn, effectiveOn, c.Today)) is { } refusal)
            return refusal;
        if ((task.Title, task.Clause, task.Nature, task.KeyTask) == (reworded.Title, reworded.Clause, reworded.Nature, reworded.KeyTask))
            return TaskRefusals.ReadsSoAlready;

        return reworded;
    }

    public static Decision<DirectiveEvent> SetTarget(Directive directive, SetTarget c)
    {
        if (NotInForce(directive, c.Task, out var task) is { } no)
            return no;
        if (task.Target == c.Target)
            return TaskRefusals.TargetStandsAlready;

        var effectiveOn = c.EffectiveOn ?? c.Today;
        if ((Check(c.Target)
            ?? Text.Check(c.Authority, "/authority", 200)
            ?? Refusals.OutsideOf(task.Identified.EffectiveOn, effectiveOn, c.Today)) is { } refusal)
            return refusal;

        return new TargetSet(c.Task, c.Target, c.Authority, effectiveOn);
    }

    public static Decision<DirectiveEvent> Cancel(Directive directive, CancelTask c)
    {
        if (NotInForce(directive, c.Task, out var task) is { } no)
            return no;

        var effectiveOn = c.EffectiveOn ?? c.Today;
        if ((Text.Check(c.Reason, "/reason")
            ?? Text.Check(c.Authority, "/authority", 200)
            ?? Refusals.OutsideOf(task.Identified.EffectiveOn, effectiveOn, c.Today)) is { } refusal)
            return refusal;

        return new TaskCancelled(c.Task, c.Reason, c.Authority, effectiveOn);
    }

    internal static Refusal? NotInForce(Directive directive, TaskId id, out DirectiveTask task) =>
        !directive.Tasks.TryGetValue(id, out task!) ? Refusals.NoSuchTask
        : task.Cancelled is not null ? Refusals.TaskCancelled
        : null;

    static Refusal? Check(Target? target) => Text.CheckOptional(target?.Text, "/target/text", 500) ?? Text.CheckOptional(target?.Unit, "/target/unit", 100);
}

public static class TaskRefusals
{
    public static Refusal EndBeforeStart { get; } = new(RefusalKind.Invalid, "end-before-start", new("Giai đoạn kết thúc trước khi bắt đầu.", "The period ends before it starts."), "/period/to");
    public static Refusal IdTaken { get; } = new(RefusalKind.Conflict, "task-id-taken", new("Văn bản đã có nhiệm vụ mang mã định danh này.", "The directive already has a task with this identifier."));
    public static Refusal CodeTaken { get; } = new(RefusalKind.Conflict, "task-code-taken", new("Văn bản đã có nhiệm vụ mang ký hiệu này.", "The directive already has a task with this code."), "/code");
    public static Refusal ReadsSoAlready { get; } = new(RefusalKind.Conflict, "task-reads-so-already", new("Nhiệm vụ đã được ghi đúng như vậy.", "The task already reads like this."));
    public static Refusal TargetStandsAlready { get; } = new(RefusalKind.Conflict, "target-stands-already", new("Nhiệm vụ đã có chỉ tiêu này.", "The task already has this target."), "/target");
}
