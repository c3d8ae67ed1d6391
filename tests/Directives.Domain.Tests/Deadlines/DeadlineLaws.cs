using Directives.Domain.Assigning;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain.Tests.Deadlines;

/// <summary>What holds of deadlines whatever is asked: one step from before to after.</summary>
static class DeadlineLaws
{
    public static void Hold(Directive before, IReadOnlyList<DirectiveEvent> events, Directive after, DateOnly today)
    {
        foreach (var e in events)
        {
            if (e is ExtensionApproved or ExtensionAccepted)
                Extends(before, after, ((IAssignmentEvent)e).Assignment);
            if (e is TaskResumed resumed)
                GoesOn(before, after, resumed);
        }

        foreach (var (id, task) in before.Tasks)
            (task.StatedDeadline is null || after.Tasks[id].StatedDeadline == task.StatedDeadline || events is [RecordCorrected]).Should().BeTrue("what the document states stays for ever");
        foreach (var assignment in after.Assignments.Values.Where(assignment => after.Tasks[assignment.Task].StoppedSince is not null))
            after.TimelinessOf(assignment, today).Should().Be(after.TimelinessOf(assignment, today.AddDays(100)), "while its clock stands nothing gets later");
        foreach (var assignment in after.Assignments.Values)
            (after.LastCompliantDayOf(assignment) < Unextended(after, assignment)).Should().BeFalse("nobody is worse off for an extension");
    }

    static void Extends(Directive before, Directive after, AssignmentId id)
    {
        var (was, now) = (before.Assignments[id], after.Assignments[id]);
        after.LastCompliantDayOf(now).Should().BeAfter(before.LastCompliantDayOf(was)!.Value, "an extension never shortens");
        after.Tasks[now.Task].Should().BeEquivalentTo(before.Tasks[now.Task], "the task's deadline is that of all who have it");
        now.Extension!.Number.Should().Be((was.Extension?.Number ?? 0) + 1, "extensions are counted");
    }

    static void GoesOn(Directive before, Directive after, TaskResumed resumed)
    {
        foreach (var assignment in after.Assignments.Values.Where(assignment => assignment.Task == resumed.Task && assignment.DoneOn is null))
            (after.LastCompliantDayOf(assignment)?.DayNumber - resumed.EffectiveOn.DayNumber)
                .Should().Be(before.LastCompliantDayOf(assignment)?.DayNumber - before.Tasks[resumed.Task].StoppedSince!.Value.DayNumber, "as many days are left as when it was suspended");
    }

    static DateOnly? Unextended(Directive directive, Assignment assignment) => directive.LastCompliantDayOf(assignment with { Extension = null });
}
