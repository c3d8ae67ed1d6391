using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain.Assigning;

/// <summary>Says who answers for an assignment in person, from a day on. Without a date, today is meant.</summary>
public sealed record NameHead(AssignmentId Assignment, string Person, string Post, DateOnly? EffectiveOn) : DirectiveCommand;

public static class HeadDecisions
{
    public static Decision<DirectiveEvent> Name(Directive directive, NameHead c)
    {
        if (!directive.Assignments.TryGetValue(c.Assignment, out var assignment))
            return Refusals.NoSuchAssignment;
        if (Refusals.Ended(directive.LifecycleOf(assignment)) is { } ended)
            return ended;
        if (assignment.Head is { } head && (head.Person, head.Post) == (c.Person, c.Post))
            return HeadRefusals.AlreadyNamed;

        // Each head follows the one before: who answered on a day must not change by naming somebody of the past.
        var effectiveOn = c.EffectiveOn ?? c.Today;
        if ((Text.Check(c.Person, "/person", 200)
            ?? Text.Check(c.Post, "/post", 200)
            ?? Refusals.OutsideOf(assignment.Head?.EffectiveOn ?? assignment.LedSince, effectiveOn, c.Today)) is { } invalid)
            return invalid;

        return new HeadNamed(c.Assignment, c.Person, c.Post, effectiveOn);
    }
}

public static class HeadRefusals
{
    public static Refusal AlreadyNamed { get; } = new(RefusalKind.Conflict, "head-already-named", new("Người này đã được ghi là người đứng đầu chịu trách nhiệm.", "This person answers for it already."), "/person");
}
