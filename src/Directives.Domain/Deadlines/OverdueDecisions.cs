using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain.Deadlines;

/// <summary>Asks whether an assignment has missed its deadline. Asking early, late or twice does no harm.</summary>
/// <param name="Assignment">The assignment.</param>
/// <param name="LastCompliantDay">The day that has passed; of any other deadline nothing is said.</param>
public sealed record NoticeOverdue(AssignmentId Assignment, DateOnly LastCompliantDay) : DirectiveCommand;

public static class OverdueDecisions
{
    public static Decision<DirectiveEvent> Notice(Directive directive, NoticeOverdue c)
    {
        if (!directive.Assignments.TryGetValue(c.Assignment, out var assignment))
            return Refusals.NoSuchAssignment;

        if (directive.LastCompliantDayOf(assignment) != c.LastCompliantDay || assignment.FellOverdueAfter == c.LastCompliantDay)
            return Decision<DirectiveEvent>.Nothing;
        if (directive.Tasks[assignment.Task].Restates is not null)
            return Decision<DirectiveEvent>.Nothing; // it is noticed where it is counted
        if (directive.TimelinessOf(assignment, c.Today) is not Timeliness.Overdue)
            return Decision<DirectiveEvent>.Nothing;

        // Given out after the deadline, it was overdue from the first day somebody answered for it.
        var (missed, assigned) = (c.LastCompliantDay.AddDays(1), assignment.Assigned.EffectiveOn);
        return new AssignmentFellOverdue(c.Assignment, c.LastCompliantDay, missed > assigned ? missed : assigned);
    }
}
