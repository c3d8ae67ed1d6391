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
            ?? Text.CheckOptional(c.Target?.Text, "/target/text", 500)
            ?? Text.CheckOptional(c.Target?.Unit, "/target/unit", 100)
            ?? Text.CheckOptional(c.Note, "/note")
            ?? Refusals.OutsideOf(directive.Issued!.EffectiveOn, effectiveOn, c.Today)) is { } refusal)
            return refusal;
        if (c.Period is { } period && period.To < period.From)
            return TaskRefusals.EndBeforeStart;
        if (directive.Tasks.Values.Any(task => task.Identified.Code == c.Code))
            return TaskRefusals.CodeTaken;

        return new TaskIdentified(c.Task, c.Code, c.Nature, c.Clause, c.Title, effectiveOn, c.KeyTask, c.Target, c.Period, c.Note);
    }

    public static Decision<DirectiveEvent> Cancel(Directive directive, CancelTask c)
    {
        if (!directive.Tasks.TryGetValue(c.Task, out var task))
            return Refusals.NoSuchTask;
        if (task.Cancelled is not null)
            return Refusals.TaskCancelled;

        var effectiveOn = c.EffectiveOn ?? c.Today;
        if ((Text.Check(c.Reason, "/reason")
            ?? Text.Check(c.Authority, "/authority", 200)
            ?? Refusals.OutsideOf(task.Identified.EffectiveOn, effectiveOn, c.Today)) is { } refusal)
            return refusal;

        return new TaskCancelled(c.Task, c.Reason, c.Authority, effectiveOn);
    }
}

public static class TaskRefusals
{
    public static Refusal EndBeforeStart { get; } = new(RefusalKind.Invalid, "end-before-start", new("Giai đoạn kết thúc trước khi bắt đầu.", "The period ends before it starts."), "/period/to");
    public static Refusal IdTaken { get; } = new(RefusalKind.Conflict, "task-id-taken", new("Văn bản đã có nhiệm vụ mang mã định danh này.", "The directive already has a task with this identifier."));
    public static Refusal CodeTaken { get; } = new(RefusalKind.Conflict, "task-code-taken", new("Văn bản đã có nhiệm vụ mang ký hiệu này.", "The directive already has a task with this code."), "/code");
}
