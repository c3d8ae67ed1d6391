using Directives.Domain.Assigning;
using Directives.Domain.Performing;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain.Verifying;

/// <summary>Accepts a completion report, with the day it claims unless another is found to be right.</summary>
public sealed record VerifyCompletion(AssignmentId Assignment, DateOnly? CompletedOn, string? Note) : DirectiveCommand;

public sealed record RequireRework(AssignmentId Assignment, string Reason, DateOnly? EffectiveOn) : DirectiveCommand;

/// <summary>Opens again what was verified and turned out not to be done.</summary>
public sealed record ReopenTask(AssignmentId Assignment, string Reason, string Authority, DateOnly? EffectiveOn) : DirectiveCommand;

/// <summary>What somebody other than the lead finds of its claim. Nothing was done before the day it was last found not to be.</summary>
public static class VerifyingDecisions
{
    public static Decision<DirectiveEvent> Accept(Directive directive, VerifyCompletion c)
    {
        if (WaitingForAnother(directive, c.Assignment, c.By, out var assignment) is { } refusal)
            return refusal;

        var claimed = assignment.Claim!.EffectiveOn;
        var completedOn = c.CompletedOn ?? claimed;
        if (completedOn != claimed && c.Note is null)
            return VerifyingRefusals.CorrectionNeedsAReason;
        if ((Text.CheckOptional(c.Note, "/note")
            ?? Refusals.OutsideOf(assignment.OpenSince, completedOn, c.Today, "/completedOn")) is { } invalid)
            return invalid;

        return new CompletionVerified(c.Assignment, completedOn, c.Note);
    }

    public static Decision<DirectiveEvent> SendBack(Directive directive, RequireRework c)
    {
        if (WaitingForAnother(directive, c.Assignment, c.By, out var assignment) is { } refusal)
            return refusal;

        var effectiveOn = c.EffectiveOn ?? c.Today;
        if ((Text.Check(c.Reason, "/reason")
            ?? Refusals.OutsideOf(assignment.Since, effectiveOn, c.Today)) is { } invalid)
            return invalid;

        return new ReworkRequired(c.Assignment, c.Reason, effectiveOn);
    }

    public static Decision<DirectiveEvent> Reopen(Directive directive, ReopenTask c)
    {
        if (!directive.Assignments.TryGetValue(c.Assignment, out var assignment))
            return Refusals.NoSuchAssignment;
        if (c.By.Agency == assignment.Lead)
            return VerifyingRefusals.OwnWork;
        if (directive.Tasks[assignment.Task].Cancelled is not null)
            return Refusals.TaskCancelled; // nothing is owed any more, whatever becomes known of what was done
        if (directive.Superseded is not null || assignment.Merged is not null)
            return Refusals.Superseded;
        if (assignment.CompletedOn is not { } completedOn)
            return VerifyingRefusals.NotCompleted;

        var effectiveOn = c.EffectiveOn ?? c.Today;
        if ((Text.Check(c.Reason, "/reason")
            ?? Text.Check(c.Authority, "/authority", 200)
            ?? Refusals.OutsideOf(completedOn, effectiveOn, c.Today)) is { } invalid)
            return invalid;

        return new TaskReopened(c.Assignment, c.Reason, c.Authority, effectiveOn);
    }

    static Refusal? WaitingForAnother(Directive directive, AssignmentId id, Actor by, out Assignment assignment) =>
        !directive.Assignments.TryGetValue(id, out assignment!) ? Refusals.NoSuchAssignment
        : by.Agency == assignment.Lead ? VerifyingRefusals.OwnWork
        : Refusals.Closed(directive.LifecycleOf(assignment))
            ?? (assignment.Lifecycle is not Lifecycle.CompletionReported ? VerifyingRefusals.NothingToVerify : null);
}

public static class VerifyingRefusals
{
    public static Refusal OwnWork { get; } = new(RefusalKind.Forbidden, "verifies-own-work", new("Cơ quan đã báo cáo không được tự xác nhận.", "The agency that reported cannot verify."));
    public static Refusal NothingToVerify { get; } = new(RefusalKind.Conflict, "nothing-to-verify", new("Không có báo cáo hoàn thành nào đang chờ xác nhận.", "No completion report is waiting to be checked."));
    public static Refusal NotCompleted { get; } = new(RefusalKind.Conflict, "not-completed", new("Phần việc này chưa hoàn thành.", "The assignment is not completed."));
    public static Refusal CorrectionNeedsAReason { get; } = new(RefusalKind.Invalid, "correction-needs-a-reason", new("Ghi ngày khác với ngày đã báo cáo thì phải nêu lý do.", "Another day than the claimed one needs a reason."), "/note");
}
