using Directives.Domain.Performing;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain.Assigning;

public sealed record AcceptAssignment(AssignmentId Assignment, DateOnly? EffectiveOn) : DirectiveCommand;

public sealed record ReturnTask(AssignmentId Assignment, string Reason, AgencyId? Proposed, DateOnly? EffectiveOn) : DirectiveCommand;

public sealed record RefuseReturn(AssignmentId Assignment, string Reason, DateOnly? EffectiveOn) : DirectiveCommand;

/// <summary>
/// Whose task it is. The lead says that it is its to do, or gives it back; then somebody else decides, by leaving it with
/// the lead or by transferring it. Without a date, today is meant.
/// </summary>
public static class ReturnDecisions
{
    public static Decision<DirectiveEvent> Accept(Directive directive, AcceptAssignment c)
    {
        if (PerformingDecisions.OpenForItsLead(directive, c.Assignment, c.By, out var assignment) is { } refusal)
            return refusal;
        if (assignment.Accepted is not null)
            return ReturnRefusals.AlreadyAccepted;

        var effectiveOn = c.EffectiveOn ?? c.Today;
        if (Refusals.OutsideOf(assignment.LedSince, effectiveOn, c.Today) is { } invalid)
            return invalid;

        return new AssignmentAccepted(c.Assignment, effectiveOn);
    }

    public static Decision<DirectiveEvent> Return(Directive directive, ReturnTask c)
    {
        if (PerformingDecisions.OpenForItsLead(directive, c.Assignment, c.By, out var assignment) is { } refusal)
            return refusal;
        if (c.Proposed == assignment.Lead)
            return ReturnRefusals.ProposesItself;

        var effectiveOn = c.EffectiveOn ?? c.Today;
        if ((Text.Check(c.Reason, "/reason") ?? Refusals.OutsideOf(assignment.ChangedOn, effectiveOn, c.Today)) is { } invalid)
            return invalid;

        return new TaskReturned(c.Assignment, c.Reason, effectiveOn, c.Proposed);
    }

    public static Decision<DirectiveEvent> Refuse(Directive directive, RefuseReturn c)
    {
        if (!directive.Assignments.TryGetValue(c.Assignment, out var assignment))
            return Refusals.NoSuchAssignment;
        if (c.By.Agency == assignment.Lead)
            return ReturnRefusals.OwnReturn;
        if (Refusals.Ended(directive.LifecycleOf(assignment)) is { } ended)
            return ended;
        if (assignment.Returned is null)
            return ReturnRefusals.NothingReturned;

        var effectiveOn = c.EffectiveOn ?? c.Today;
        if ((Text.Check(c.Reason, "/reason") ?? Refusals.OutsideOf(assignment.ChangedOn, effectiveOn, c.Today)) is { } invalid)
            return invalid;

        return new ReturnRefused(c.Assignment, c.Reason, effectiveOn);
    }
}

public static class ReturnRefusals
{
    public static Refusal AlreadyAccepted { get; } = new(RefusalKind.Conflict, "already-accepted", new("Cơ quan chủ trì đã tiếp nhận phần việc này.", "The lead has accepted this assignment already."));
    public static Refusal Returned { get; } = new(RefusalKind.Conflict, "returned", new("Phần việc đã được trả lại và đang chờ quyết định.", "The assignment was returned and waits for a decision."));
    public static Refusal ProposesItself { get; } = new(RefusalKind.Invalid, "proposes-itself", new("Cơ quan trả lại nhiệm vụ không thể đề xuất chính mình.", "Who returns a task cannot propose itself."), "/proposed");
    public static Refusal OwnReturn { get; } = new(RefusalKind.Forbidden, "decides-own-return", new("Cơ quan trả lại nhiệm vụ không được tự quyết định.", "The agency that returned a task cannot decide on it."));
    public static Refusal NothingReturned { get; } = new(RefusalKind.Conflict, "nothing-returned", new("Phần việc này không bị trả lại.", "The assignment was not returned."));
}
