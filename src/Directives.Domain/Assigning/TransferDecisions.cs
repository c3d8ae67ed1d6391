using Directives.Domain.Performing;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain.Assigning;

/// <summary>Gives an assignment to another agency, on the authority of a document. It answers a return, if there is one. Without a date, today is meant.</summary>
public sealed record TransferLead(AssignmentId Assignment, AgencyId To, string Reason, string Authority, DateOnly? EffectiveOn) : DirectiveCommand;

/// <summary>Ends an assignment whose lead has become one with an agency that has the same task. Without a date, today is meant.</summary>
public sealed record MergeAssignment(AssignmentId Assignment, AssignmentId Into, string Reason, string Authority, DateOnly? EffectiveOn) : DirectiveCommand;

/// <summary>
/// How an assignment gets into other hands. Somebody else than its lead decides, also while its task is suspended; a claim
/// that waits is checked first, so that it is judged as the claim of the agency that made it. Nor does other work end in a
/// share that is done or said to be: an agency whose own share is, gets the other one beside it.
/// </summary>
public static class TransferDecisions
{
    public static Decision<DirectiveEvent> Transfer(Directive directive, TransferLead c)
    {
        if (InOtherHands(directive, c.Assignment, c.By, out var assignment) is { } refusal)
            return refusal;
        if (c.To == assignment.Lead)
            return TransferRefusals.ToItself;
        if (directive.AtWork(c.To, assignment.Task) is not null)
            return AssigningRefusals.AlreadyAssigned(c.To) with { Field = "/to" };

        var effectiveOn = c.EffectiveOn ?? c.Today;
        if ((Check(c.Reason, c.Authority) ?? Refusals.OutsideOf(assignment.ChangedOn, effectiveOn, c.Today)) is { } invalid)
            return invalid;

        return new LeadTransferred(c.Assignment, assignment.Lead, c.To, c.Reason, c.Authority, effectiveOn);
    }

    public static Decision<DirectiveEvent> Merge(Directive directive, MergeAssignment c)
    {
        if (InOtherHands(directive, c.Assignment, c.By, out var assignment) is { } refusal)
            return refusal;
        if (c.Into == c.Assignment || !directive.Assignments.TryGetValue(c.Into, out var into) || into.Task != assignment.Task)
            return TransferRefusals.OfAnotherTask;
        if (directive.LifecycleOf(into) is Lifecycle.Completed or Lifecycle.CompletionReported or Lifecycle.Superseded)
            return TransferRefusals.IntoClosed;

        // Somebody answers for the work on every day: it cannot go on where nothing was assigned yet.
        var effectiveOn = c.EffectiveOn ?? c.Today;
        var earliest = assignment.ChangedOn > into.Assigned.EffectiveOn ? assignment.ChangedOn : into.Assigned.EffectiveOn;
        if ((Check(c.Reason, c.Authority) ?? Refusals.OutsideOf(earliest, effectiveOn, c.Today)) is { } invalid)
            return invalid;

        return new AssignmentMerged(c.Assignment, c.Into, c.Reason, c.Authority, effectiveOn);
    }

    static Refusal? InOtherHands(Directive directive, AssignmentId id, Actor by, out Assignment assignment) =>
        !directive.Assignments.TryGetValue(id, out assignment!) ? Refusals.NoSuchAssignment
        : by.Agency == assignment.Lead ? TransferRefusals.ByTheLead
        : directive.LifecycleOf(assignment) is Lifecycle.CompletionReported ? PerformingRefusals.CompletionAlreadyReported
        : Refusals.Ended(directive.LifecycleOf(assignment));

    static Refusal? Check(string reason, string authority) => Text.Check(reason, "/reason") ?? Text.Check(authority, "/authority", 200);
}

public static class TransferRefusals
{
    public static Refusal ByTheLead { get; } = new(RefusalKind.Forbidden, "transferred-by-lead", new("Cơ quan chủ trì không được tự chuyển phần việc của mình; có thể trả lại nhiệm vụ.", "A lead cannot hand its assignment on; it can return it."));
    public static Refusal ToItself { get; } = new(RefusalKind.Invalid, "transfer-to-itself", new("Cơ quan này đang chủ trì phần việc.", "This agency already leads the assignment."), "/to");
    public static Refusal OfAnotherTask { get; } = new(RefusalKind.Invalid, "merge-into-another-task", new("Phần việc chỉ được nhập vào một phần giao khác của cùng nhiệm vụ.", "An assignment is merged into another one of the same task."), "/into");
    public static Refusal IntoClosed { get; } = new(RefusalKind.Conflict, "merge-into-closed", new("Phần giao tiếp nhận không còn mở hoặc đang chờ xác nhận.", "The assignment it would go on in is no longer open, or waits to be checked."), "/into");
}
