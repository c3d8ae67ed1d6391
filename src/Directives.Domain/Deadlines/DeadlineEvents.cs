using System.Text.Json.Serialization;
using Directives.Domain.Deadlines;

namespace Directives.Domain;

[JsonDerivedType(typeof(DeadlineSet), "deadline_set")]
[JsonDerivedType(typeof(DeadlineClarified), "deadline_clarified")]
[JsonDerivedType(typeof(TaskSuspended), "task_suspended")]
[JsonDerivedType(typeof(TaskResumed), "task_resumed")]
[JsonDerivedType(typeof(AssignmentFellOverdue), "assignment_fell_overdue")]
public abstract partial record DirectiveEvent
{
    /// <param name="Task">The task; the deadline is that of all its assignments.</param>
    /// <param name="Deadline">As the document states it.</param>
    /// <param name="EffectiveOn">From when it counts.</param>
    public sealed record DeadlineSet(TaskId Task, Deadline Deadline, DateOnly EffectiveOn) : DirectiveEvent, ITaskEvent;

    /// <summary>
    /// It became clear what the stated deadline means: the issuer explained it, or the document, event or phase it leans
    /// on got a date. No extension: the obligation is the one that was there all along.
    /// </summary>
    /// <param name="Task">The task.</param>
    /// <param name="Deadline">As it is to be read; the phrase stays the document's.</param>
    /// <param name="Authority">Where that is written.</param>
    /// <param name="EffectiveOn">The day it became clear.</param>
    public sealed record DeadlineClarified(TaskId Task, Deadline Deadline, string Authority, DateOnly EffectiveOn) : DirectiveEvent, ITaskEvent;

    /// <summary>The clock stops with this day, for everybody whose work is open; a claim that waits may still be checked.</summary>
    /// <param name="Task">The task.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Authority">The document that allows it.</param>
    /// <param name="EffectiveOn">The first day that does not count.</param>
    public sealed record TaskSuspended(TaskId Task, string Reason, string Authority, DateOnly EffectiveOn) : DirectiveEvent, ITaskEvent;

    /// <param name="Task">The task.</param>
    /// <param name="Authority">The document that says so.</param>
    /// <param name="EffectiveOn">The first day that counts again.</param>
    public sealed record TaskResumed(TaskId Task, string Authority, DateOnly EffectiveOn) : DirectiveEvent, ITaskEvent;

    /// <summary>
    /// The system noticed that an open assignment has missed its deadline: for notices, and so that it can be seen when
    /// that was noticed. Nothing is judged by it; what is overdue follows from the other events and the day.
    /// </summary>
    /// <param name="Assignment">The assignment.</param>
    /// <param name="LastCompliantDay">The day it missed.</param>
    /// <param name="EffectiveOn">The first day on which it was overdue.</param>
    public sealed record AssignmentFellOverdue(AssignmentId Assignment, DateOnly LastCompliantDay, DateOnly EffectiveOn) : DirectiveEvent, IAssignmentEvent;
}
