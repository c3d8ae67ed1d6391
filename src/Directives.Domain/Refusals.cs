using Directives.Domain.Performing;

namespace Directives.Domain;

/// <summary>Refusals that more than one feature gives.</summary>
public static class Refusals
{
    public static Refusal NoSuchDirective { get; } = new(RefusalKind.NotFound, "no-such-directive", new("Không có văn bản này.", "There is no such directive."));
    public static Refusal NoSuchTask { get; } = new(RefusalKind.NotFound, "no-such-task", new("Văn bản không có nhiệm vụ này.", "This directive has no such task."));
    public static Refusal NoSuchAssignment { get; } = new(RefusalKind.NotFound, "no-such-assignment", new("Văn bản không có phần giao nhiệm vụ này.", "This directive has no such assignment."));
    public static Refusal IdTaken { get; } = new(RefusalKind.Conflict, "id-taken", new("Văn bản đã có nội dung mang mã định danh này.", "The directive already has something with this identifier."));
    public static Refusal TaskCancelled { get; } = new(RefusalKind.Conflict, "task-cancelled", new("Nhiệm vụ đã bị hủy.", "The task was cancelled."));
    public static Refusal Superseded { get; } = new(RefusalKind.Conflict, "superseded", new("Việc này đã được thay thế và được theo dõi ở văn bản hoặc phần giao khác.", "This has been superseded and is followed elsewhere."));
    public static Refusal TaskSuspended { get; } = new(RefusalKind.Conflict, "task-suspended", new("Nhiệm vụ đang tạm dừng.", "The task is suspended."));
    public static Refusal AlreadyCompleted { get; } = new(RefusalKind.Conflict, "already-completed", new("Phần việc này đã hoàn thành và đã được xác nhận.", "The assignment is completed and verified."));
    public static Refusal Archived { get; } = new(RefusalKind.Conflict, "archived", new("Hồ sơ này đã lưu trữ và không nhận thay đổi nữa.", "This has been archived and takes no more changes."));

    /// <summary>Something speaks of a directive that nobody entered.</summary>
    public static Refusal UnknownDirective(DirectiveId directive) =>
        new(RefusalKind.Invalid, "unknown-directive", new($"Không có văn bản {directive.Value}.", $"There is no directive {directive.Value}."));

    /// <summary>Something speaks of a task that its directive, or the one it names, does not have.</summary>
    public static Refusal UnknownTask(TaskId task) =>
        new(RefusalKind.Invalid, "unknown-task", new($"Văn bản được nhắc đến không có nhiệm vụ {task.Value}.", $"The directive that is meant has no task {task.Value}."), "/task");

    public static Refusal EffectiveInTheFuture(DateOnly today, DateOnly day) =>
        new(RefusalKind.Invalid, "effective-in-the-future", new($"Ngày {day:yyyy-MM-dd} chưa đến; hôm nay là {today:yyyy-MM-dd}.", $"{day:yyyy-MM-dd} has not come yet; today is {today:yyyy-MM-dd}."));

    public static Refusal EffectiveTooEarly(DateOnly day, DateOnly earliest) =>
        new(RefusalKind.Invalid, "effective-too-early", new($"Ngày {day:yyyy-MM-dd} sớm hơn {earliest:yyyy-MM-dd}, là ngày sớm nhất việc này có thể xảy ra.", $"{day:yyyy-MM-dd} lies before {earliest:yyyy-MM-dd}, from when this could happen."));

    /// <summary>A fact cannot lie in the future, nor before what it is about.</summary>
    public static Refusal? OutsideOf(DateOnly earliest, DateOnly day, DateOnly today, string field = "/effectiveOn") =>
        day > today ? EffectiveInTheFuture(today, day) with { Field = field }
        : day < earliest ? EffectiveTooEarly(day, earliest) with { Field = field }
        : null;

    /// <summary>Why nobody can decide on an assignment in this state any more; that its task is suspended is no reason.</summary>
    public static Refusal? Ended(Lifecycle lifecycle) => lifecycle is Lifecycle.Suspended ? null : Closed(lifecycle);

    /// <summary>Why nothing more can be done under an assignment in this state, if nothing can.</summary>
    public static Refusal? Closed(Lifecycle lifecycle) => lifecycle switch
    {
        Lifecycle.Completed => AlreadyCompleted,
        Lifecycle.Cancelled => TaskCancelled,
        Lifecycle.Superseded => Superseded,
        Lifecycle.Suspended => TaskSuspended,
        _ => null
    };
}
