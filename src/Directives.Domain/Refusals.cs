using Directives.Domain.Performing;

namespace Directives.Domain;

/// <summary>Refusals that more than one feature gives.</summary>
public static class Refusals
{
    public static Refusal NoSuchDirective { get; } = new(RefusalKind.NotFound, "no-such-directive", "There is no such directive.");
    public static Refusal NoSuchTask { get; } = new(RefusalKind.NotFound, "no-such-task", "This directive has no such task.");
    public static Refusal NoSuchAssignment { get; } = new(RefusalKind.NotFound, "no-such-assignment", "This directive has no such assignment.");
    public static Refusal TaskCancelled { get; } = new(RefusalKind.Conflict, "task-cancelled", "The task was cancelled.");

    /// <summary>A fact cannot lie in the future, nor before what it is about.</summary>
    public static Refusal? OutsideOf(DateOnly earliest, DateOnly day, DateOnly today, string field = "/effectiveOn") =>
        day > today ? new(RefusalKind.Invalid, "effective-in-the-future", $"{day:yyyy-MM-dd} has not come yet; today is {today:yyyy-MM-dd}.", field)
        : day < earliest ? new(RefusalKind.Invalid, "effective-too-early", $"{day:yyyy-MM-dd} lies before {earliest:yyyy-MM-dd}, from when this could happen.", field)
        : null;

    /// <summary>Why nothing more can be done under an assignment in this state, if nothing can.</summary>
    public static Refusal? Closed(Lifecycle lifecycle) => lifecycle switch
    {
        Lifecycle.Completed => new(RefusalKind.Conflict, "already-completed", "The assignment is completed and verified."),
        Lifecycle.Cancelled => TaskCancelled,
        _ => null
    };
}
