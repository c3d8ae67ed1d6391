using Directives.Domain.Cascading;
using Directives.Domain.Issuing;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain.Deadlines;

/// <summary>Enters the deadline a document states for a task. It counts from the task's own beginning.</summary>
/// <param name="Task">The task.</param>
/// <param name="Deadline">As the document states it.</param>
/// <param name="Rules">What it is read by; without them, the policy it names itself.</param>
public sealed record SetDeadline(TaskId Task, Deadline Deadline, DeadlineRules? Rules = null) : DirectiveCommand
{
    /// <summary>By when it must be done because the directive carries out another's task.</summary>
    public NotAfter? NotAfter { get; init; }

    /// <summary>What is known of the deadline it follows, if it follows one; a date is taken over at once.</summary>
    public FollowedDeadline? Followed { get; init; }
}

public static class DeadlineDecisions
{
    public static Decision<DirectiveEvent> Set(Directive directive, SetDeadline c)
    {
        if (!directive.Tasks.TryGetValue(c.Task, out var task))
            return Refusals.NoSuchTask;
        if (task.Cancelled is not null)
            return Refusals.TaskCancelled;
        if (task.Deadline is not null)
            return DeadlineRefusals.AlreadySet;
        if (c.Deadline is { Kind: DeadlineKind.Explicit, Follows: not null })
            return DeadlineRefusals.FollowsOutOfPlace;

        var deadline = c.Rules is { } rules ? c.Deadline.ReadBy(rules) : c.Deadline with { Reading = null };
        if (Wrong(directive, task, deadline, c.NotAfter) is { } refusal)
            return refusal;

        var stated = new DeadlineSet(c.Task, deadline, task.Identified.EffectiveOn);
        if (deadline.Follows is null || c.Followed?.Deadline.LastCompliantDay() is null)
            return stated;
        var dated = deadline.DatedBy(c.Followed.Deadline);
        if (Wrong(directive, task, dated, c.NotAfter) is { } wrong)
            return wrong with { Field = "/follows" };
        return new DirectiveEvent[] { stated, new DeadlineClarified(c.Task, dated, c.Followed.Authority, stated.EffectiveOn) };
    }

    /// <summary>Why nothing can be said of a task's deadline any more, if nothing can.</summary>
    internal static Refusal? Ended(Directive directive, TaskId id, out DirectiveTask task) =>
        !directive.Tasks.TryGetValue(id, out task!) ? Refusals.NoSuchTask
        : task.Cancelled is not null ? Refusals.TaskCancelled
        : null;

    /// <summary>What is wrong with a deadline, as it stands and for this task.</summary>
    internal static Refusal? Wrong(Directive directive, DirectiveTask task, Deadline deadline, NotAfter? notAfter = null) =>
        Incomplete(deadline)
        ?? (deadline.Reading is null && !DeadlinePolicy.Exists(deadline.Policy) ? DeadlineRefusals.NoSuchPolicy : null)
        ?? (deadline.Follows == new TaskReference(directive.Issued!.Directive, task.Identified.Task) ? DeadlineRefusals.FollowsItself : null)
        ?? (deadline.LastCompliantDay() is { } last && last < task.Identified.EffectiveOn
            ? DeadlineRefusals.OverBeforeItBegins(last, task.Identified.EffectiveOn)
            : null)
        ?? NotAfter.Check(notAfter, deadline.LastCompliantDay());

    static Refusal? Incomplete(Deadline deadline) => deadline switch
    {
        { Kind: DeadlineKind.Explicit, Period: null } => DeadlineRefusals.PeriodRequired,
        { Kind: DeadlineKind.Explicit, Bound: null } => DeadlineRefusals.BoundRequired,
        { Kind: not DeadlineKind.Explicit, Period: not null } => DeadlineRefusals.PeriodOutOfPlace,
        { Kind: not DeadlineKind.Explicit, Bound: not null } => DeadlineRefusals.BoundOutOfPlace,
        { Bound: DeadlineBound.EarlyIn, Period.Precision: DatePrecision.Day } => DeadlineRefusals.EarlyInADay,
        { Kind: DeadlineKind.ByReference or DeadlineKind.EventTied or DeadlineKind.Phase, Reference: null } => DeadlineRefusals.ReferenceRequired,
        { Kind: DeadlineKind.UrgencyOnly or DeadlineKind.Continuous, Follows: not null } => DeadlineRefusals.FollowsOutOfPlace,
        _ => Text.Check(deadline.Phrase, "/phrase", 500)
            ?? Text.CheckOptional(deadline.Condition, "/condition", 500)
            ?? Text.CheckOptional(deadline.Reference, "/reference", 500)
    };
}

public static class DeadlineRefusals
{
    public static Refusal AlreadySet { get; } = new(RefusalKind.Conflict, "deadline-already-set", new("Nhiệm vụ đã có thời hạn mà văn bản nêu.", "The task already has the deadline its document states."));
    public static Refusal PeriodRequired { get; } = new(RefusalKind.Invalid, "deadline-period-required", new("Thời hạn cụ thể phải nêu ngày, tháng, quý hoặc năm.", "An explicit deadline names a day, month, quarter or year."), "/period");
    public static Refusal BoundRequired { get; } = new(RefusalKind.Invalid, "deadline-bound-required", new("Thời hạn cụ thể phải nêu quan hệ với mốc thời gian (trước, muộn nhất, trong…).", "An explicit deadline says how it stands to its period."), "/bound");
    public static Refusal PeriodOutOfPlace { get; } = new(RefusalKind.Invalid, "deadline-period-out-of-place", new("Chỉ thời hạn cụ thể mới có mốc thời gian.", "Only an explicit deadline has a period."), "/period");
    public static Refusal BoundOutOfPlace { get; } = new(RefusalKind.Invalid, "deadline-bound-out-of-place", new("Chỉ thời hạn cụ thể mới nêu quan hệ với mốc thời gian.", "Only an explicit deadline has a bound."), "/bound");
    public static Refusal EarlyInADay { get; } = new(RefusalKind.Invalid, "deadline-early-in-a-day", new("Một ngày không có phần đầu.", "A single day has no early part."), "/bound");
    public static Refusal ReferenceRequired { get; } = new(RefusalKind.Invalid, "deadline-reference-required", new("Loại thời hạn này phải nêu văn bản, sự kiện hoặc giai đoạn làm căn cứ.", "This kind of deadline names the document, event or phase it leans on."), "/reference");
    public static Refusal FollowsOutOfPlace { get; } = new(RefusalKind.Invalid, "deadline-follows-out-of-place", new("Chỉ thời hạn dựa vào văn bản, sự kiện hoặc giai đoạn mới theo thời hạn của nhiệm vụ khác.", "Only a deadline that leans on a document, event or phase follows that of another task."), "/follows");
    public static Refusal FollowsNothing { get; } = new(RefusalKind.Invalid, "deadline-follows-nothing", new("Không có nhiệm vụ nào như vậy để theo.", "There is no such task to follow."), "/follows");
    public static Refusal FollowsItself { get; } = new(RefusalKind.Invalid, "deadline-follows-itself", new("Thời hạn của một nhiệm vụ không thể theo chính nhiệm vụ đó.", "A task's deadline cannot follow itself."), "/follows");
    public static Refusal NoSuchPolicy { get; } = new(RefusalKind.Invalid, "deadline-no-such-policy", new("Chưa từng có phiên bản quy tắc thời hạn nào như vậy.", "No such version of the deadline policy was ever in force."), "/policy");

    public static Refusal OverBeforeItBegins(DateOnly last, DateOnly begins) =>
        new(RefusalKind.Invalid, "deadline-before-task", new($"Ngày cuối cùng đúng hạn, {last:yyyy-MM-dd}, sớm hơn ngày nhiệm vụ bắt đầu {begins:yyyy-MM-dd}.", $"The last compliant day, {last:yyyy-MM-dd}, lies before the task begins on {begins:yyyy-MM-dd}."), "/period");
}
