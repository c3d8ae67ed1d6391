using System.Text.Json.Serialization;
using Directives.Domain.Deadlines;

namespace Directives.Domain;

[JsonDerivedType(typeof(DeadlineSet), "deadline_set")]
[JsonDerivedType(typeof(AssignmentFellOverdue), "assignment_fell_overdue")]
public abstract partial record DirectiveEvent
{
    /// <param name="Task">The task; the deadline is that of all its assignments.</param>
    /// <param name="Deadline">As the document states it.</param>
    /// <param name="EffectiveOn">From when it counts.</param>
    public sealed record DeadlineSet(TaskId Task, Deadline Deadline, DateOnly EffectiveOn) : DirectiveEvent;

    /// <summary>
    /// The system noticed that an open assignment has missed its deadline: for notices, and so that it can be seen when
    /// that was noticed. Nothing is judged by it; what is overdue follows from the other events and the day.
    /// </summary>
    /// <param name="Assignment">The assignment.</param>
    /// <param name="LastCompliantDay">The day it missed.</param>
    /// <param name="EffectiveOn">The first day on which it was overdue.</param>
    public sealed record AssignmentFellOverdue(AssignmentId Assignment, DateOnly LastCompliantDay, DateOnly EffectiveOn) : DirectiveEvent;
}
