using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;

namespace Directives.Domain.Cascading;

/// <summary>What a task leaves to those who carry it out further down: what they ask for must be done by its last compliant day.</summary>
/// <param name="Day">That day.</param>
/// <param name="Parent">The task it is the day of.</param>
public sealed record NotAfter(DateOnly Day, TaskReference Parent)
{
    /// <summary>Null when nothing follows from the parent: it has no day yet, or nothing is owed under it any more.</summary>
    /// <param name="parent">The directive that is carried out.</param>
    /// <param name="id">The task of it.</param>
    /// <param name="issuers">Who carries it out; what they have of it themselves may have been extended.</param>
    public static NotAfter? Of(Directive parent, TaskId id, IReadOnlyCollection<AgencyId> issuers)
    {
        if (parent.Superseded is not null || !parent.Tasks.TryGetValue(id, out var task) || task.Cancelled is not null)
            return null;

        var theirs = parent.Assignments.Values.Where(assignment => assignment.Task == id && issuers.Contains(assignment.Lead)).Max(parent.LastCompliantDayOf);
        return (theirs ?? StoppedClock.LastDay(task.Deadline?.LastCompliantDay(), task.Stops, through: null)) is { } day
            ? new(day, new(parent.Issued!.Directive, id))
            : null;
    }

    /// <summary>The refusal of a day that lies after the parent's.</summary>
    public static Refusal? Check(NotAfter? parent, DateOnly? day) =>
        parent is not null && day > parent.Day ? CascadingRefusals.DeadlineAfterParents(parent.Day, day.Value, parent.Parent.Directive, parent.Parent.Task) : null;
}

public static class CascadingRefusals
{
    public static Refusal DeadlineAfterParents(DateOnly parents, DateOnly day, DirectiveId directive, TaskId task) =>
        new Refusal(RefusalKind.Conflict, "deadline-after-parents", new($"Ngày {day:yyyy-MM-dd} muộn hơn {parents:yyyy-MM-dd}, hạn của nhiệm vụ cấp trên mà văn bản này thực hiện.", $"{day:yyyy-MM-dd} lies after {parents:yyyy-MM-dd}, by when the task that this directive carries out has to be done."))
            .With("parentLastCompliantDay", parents).With("parentTask", new TaskReference(directive, task));
}
