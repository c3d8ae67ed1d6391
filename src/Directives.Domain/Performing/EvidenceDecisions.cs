using Directives.Domain.Assigning;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain.Performing;

/// <summary>The lead hands in something that shows its work, apart from a completion report.</summary>
public sealed record SubmitEvidence(AssignmentId Assignment, Guid Id, Evidence Evidence, DateOnly? EffectiveOn) : DirectiveCommand;

/// <summary>The lead says that a piece shows nothing, or not this. It stays readable.</summary>
public sealed record WithdrawEvidence(AssignmentId Assignment, Guid Id, string Reason, DateOnly? EffectiveOn) : DirectiveCommand;

/// <summary>
/// Evidence may come whenever there is something to show: while a claim waits, while the clock stands, and after the work
/// was verified. What a claim rests on stays while the claim stands.
/// </summary>
public static class EvidenceDecisions
{
    public static Decision<DirectiveEvent> Submit(Directive directive, SubmitEvidence c)
    {
        if (OfItsLead(directive, c.Assignment, c.By, out var assignment) is { } refusal)
            return refusal;
        if (directive.LifecycleOf(assignment) is Lifecycle.Cancelled or Lifecycle.Superseded)
            return Refusals.Closed(directive.LifecycleOf(assignment))!;
        if (assignment.Evidence.ContainsKey(c.Id))
            return Refusals.IdTaken;

        var effectiveOn = c.EffectiveOn ?? c.Today;
        if ((c.Evidence.Check("/evidence", c.Today)
            ?? Refusals.OutsideOf(assignment.Assigned.EffectiveOn, effectiveOn, c.Today)) is { } invalid)
            return invalid;

        return new EvidenceSubmitted(c.Assignment, c.Id, c.Evidence with { ReceivedOn = effectiveOn }, effectiveOn);
    }

    public static Decision<DirectiveEvent> Withdraw(Directive directive, WithdrawEvidence c)
    {
        if (OfItsLead(directive, c.Assignment, c.By, out var assignment) is { } refusal)
            return refusal;
        if (!assignment.Evidence.TryGetValue(c.Id, out var piece))
            return EvidenceRefusals.NoSuchEvidence;
        if (piece.Withdrawn is not null)
            return EvidenceRefusals.AlreadyWithdrawn;
        if (assignment.Claim?.EvidenceIds?.Contains(c.Id) is true)
            return EvidenceRefusals.ClaimRestsOnIt;

        var effectiveOn = c.EffectiveOn ?? c.Today;
        if ((Text.Check(c.Reason, "/reason")
            ?? Refusals.OutsideOf(piece.Submitted.EffectiveOn, effectiveOn, c.Today)) is { } invalid)
            return invalid;

        return new EvidenceWithdrawn(c.Assignment, c.Id, c.Reason, effectiveOn);
    }

    static Refusal? OfItsLead(Directive directive, AssignmentId id, Actor by, out Assignment assignment) =>
        !directive.Assignments.TryGetValue(id, out assignment!) ? Refusals.NoSuchAssignment
        : by.Agency != assignment.Lead ? PerformingRefusals.NotTheLead
        : null;
}

public static class EvidenceRefusals
{
    public static Refusal NoSuchEvidence { get; } = new(RefusalKind.NotFound, "no-such-evidence", new("Phần việc này không có minh chứng nào như vậy.", "No such piece of evidence was handed in for this assignment."));
    public static Refusal AlreadyWithdrawn { get; } = new(RefusalKind.Conflict, "evidence-already-withdrawn", new("Minh chứng này đã được rút.", "This piece of evidence was withdrawn."));
    public static Refusal ClaimRestsOnIt { get; } = new(RefusalKind.Conflict, "evidence-in-use", new("Báo cáo hoàn thành đang dựa vào minh chứng này; phải trả lại báo cáo hoặc mở lại nhiệm vụ trước.", "A completion report rests on this piece; have the report sent back or the work opened again first."));

    public static Refusal ShowsNothing(int index) =>
        new(RefusalKind.Invalid, "evidence-shows-nothing", new("Minh chứng này chưa từng được nộp cho phần việc này hoặc đã được rút.", "This piece was never handed in for this assignment, or was withdrawn."), $"/evidenceIds/{index}");
}
