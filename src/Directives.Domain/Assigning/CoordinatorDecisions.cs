using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain.Assigning;

public sealed record AddCoordinator(AssignmentId Assignment, AgencyId Agency, DateOnly? EffectiveOn) : DirectiveCommand;

public sealed record RemoveCoordinator(AssignmentId Assignment, AgencyId Agency, string Reason, DateOnly? EffectiveOn) : DirectiveCommand;

/// <summary>
/// Who helps a lead. Nobody helps itself, so an agency is not both in one assignment. In another assignment of the same
/// task it may be: where thirty-four provinces have a task each of them leads its own share, and may help with its
/// neighbour's. Without a date, today is meant.
/// </summary>
public static class CoordinatorDecisions
{
    public static Decision<DirectiveEvent> Add(Directive directive, AddCoordinator c)
    {
        if (Open(directive, c.Assignment, out var assignment) is { } refusal)
            return refusal;
        if (c.Agency == assignment.Lead)
            return AssigningRefusals.LeadCoordinates(c.Agency) with { Field = "/agency" };
        if (assignment.Helping(c.Agency) is not null)
            return CoordinatorRefusals.AlreadyCoordinates;

        var effectiveOn = c.EffectiveOn ?? c.Today;
        if (Refusals.OutsideOf(assignment.FreeSince(c.Agency), effectiveOn, c.Today) is { } invalid)
            return invalid;

        return new CoordinatorAdded(c.Assignment, c.Agency, effectiveOn);
    }

    public static Decision<DirectiveEvent> Remove(Directive directive, RemoveCoordinator c)
    {
        if (Open(directive, c.Assignment, out var assignment) is { } refusal)
            return refusal;
        if (assignment.Helping(c.Agency) is not { } helping)
            return CoordinatorRefusals.DoesNotCoordinate;

        var effectiveOn = c.EffectiveOn ?? c.Today;
        if ((Text.Check(c.Reason, "/reason") ?? Refusals.OutsideOf(helping.From, effectiveOn, c.Today)) is { } invalid)
            return invalid;

        return new CoordinatorRemoved(c.Assignment, c.Agency, c.Reason, effectiveOn);
    }

    static Refusal? Open(Directive directive, AssignmentId id, out Assignment assignment) =>
        directive.Assignments.TryGetValue(id, out assignment!) ? Refusals.Ended(directive.LifecycleOf(assignment)) : Refusals.NoSuchAssignment;
}

public static class CoordinatorRefusals
{
    public static Refusal AlreadyCoordinates { get; } = new(RefusalKind.Conflict, "already-coordinates", new("Cơ quan này đang phối hợp thực hiện phần việc.", "This agency coordinates already."), "/agency");
    public static Refusal DoesNotCoordinate { get; } = new(RefusalKind.Conflict, "does-not-coordinate", new("Cơ quan này không phối hợp thực hiện phần việc.", "This agency does not coordinate."), "/agency");
}
