using Directives.Domain.Assigning;
using Directives.Domain.Cascading;
using Directives.Domain.Performing;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain.Deadlines;

/// <summary>
/// More time for one assignment. Only its lead asks and only others decide; an extension always ends later than what held
/// before, and never later than what the parent task allows. The deadline the document states stays as it is.
/// </summary>
public static class ExtensionDecisions
{
    public static Decision<DirectiveEvent> Request(Directive directive, RequestExtension c)
    {
        if (PerformingDecisions.OpenForItsLead(directive, c.Assignment, c.By, out var assignment) is { } refusal)
            return refusal;
        if (assignment.Request is not null)
            return ExtensionRefusals.AlreadyRequested;

        var effectiveOn = c.EffectiveOn ?? c.Today;
        var earliest = Later(assignment.LedSince, Later(assignment.Extension?.GrantedOn, Resumed(directive, assignment)));
        if ((OutOfRange(directive, assignment, c.To, c.NotAfter)
            ?? Text.Check(c.Reason, "/reason")
            ?? Text.CheckOptional(c.Document, "/document", 64)
            ?? Refusals.OutsideOf(earliest, effectiveOn, c.Today)) is { } invalid)
            return invalid;

        return new ExtensionRequested(c.Assignment, c.To, c.Reason, effectiveOn, c.Document);
    }

    public static Decision<DirectiveEvent> Approve(Directive directive, ApproveExtension c)
    {
        if (ForAnotherToDecide(directive, c.Assignment, c.By, out var assignment, out var request) is { } refusal)
            return refusal;

        var effectiveOn = c.EffectiveOn ?? c.Today;
        if ((OutOfRange(directive, assignment, request.To, c.NotAfter, field: null)
            ?? Text.CheckOptional(c.Note, "/note")
            ?? Refusals.OutsideOf(Later(request.LastWordOn(), Resumed(directive, assignment)), effectiveOn, c.Today)) is { } invalid)
            return invalid;

        var number = Next(assignment);
        return new ExtensionApproved(c.Assignment, request.To, effectiveOn, number, Extension.IsRepeated(number), c.Note);
    }

    public static Decision<DirectiveEvent> Refuse(Directive directive, RefuseExtension c)
    {
        if (ForAnotherToDecide(directive, c.Assignment, c.By, out _, out var request) is { } refusal)
            return refusal;

        var effectiveOn = c.EffectiveOn ?? c.Today;
        if ((Text.Check(c.Reason, "/reason") ?? Refusals.OutsideOf(request.LastWordOn(), effectiveOn, c.Today)) is { } invalid)
            return invalid;

        return new ExtensionRefused(c.Assignment, c.Reason, effectiveOn);
    }

    public static Decision<DirectiveEvent> Counter(Directive directive, CounterExtension c)
    {
        if (ForAnotherToDecide(directive, c.Assignment, c.By, out var assignment, out var request) is { } refusal)
            return refusal;
        if (c.To == (request.Offered ?? request.To))
            return ExtensionRefusals.NoCounter;

        var effectiveOn = c.EffectiveOn ?? c.Today;
        if ((OutOfRange(directive, assignment, c.To, c.NotAfter)
            ?? Text.Check(c.Reason, "/reason")
            ?? Refusals.OutsideOf(request.LastWordOn(), effectiveOn, c.Today)) is { } invalid)
            return invalid;

        return new ExtensionCountered(c.Assignment, c.To, c.Reason, effectiveOn);
    }

    public static Decision<DirectiveEvent> Accept(Directive directive, AcceptCounter c)
    {
        if (PerformingDecisions.OpenForItsLead(directive, c.Assignment, c.By, out var assignment) is { } refusal)
            return refusal;
        if (assignment.Request is not { Offered: { } offered } request)
            return ExtensionRefusals.NothingOffered;

        var effectiveOn = c.EffectiveOn ?? c.Today;
        if ((OutOfRange(directive, assignment, offered, c.NotAfter, field: null)
            ?? Refusals.OutsideOf(Later(request.LastWordOn(), Resumed(directive, assignment)), effectiveOn, c.Today)) is { } invalid)
            return invalid;

        var number = Next(assignment);
        return new ExtensionAccepted(c.Assignment, offered, effectiveOn, number, Extension.IsRepeated(number));
    }

    public static Decision<DirectiveEvent> Withdraw(Directive directive, WithdrawExtension c)
    {
        if (PerformingDecisions.OpenForItsLead(directive, c.Assignment, c.By, out var assignment) is { } refusal)
            return refusal;
        if (assignment.Request is not { } request)
            return ExtensionRefusals.NothingRequested;

        var effectiveOn = c.EffectiveOn ?? c.Today;
        if ((Text.CheckOptional(c.Reason, "/reason") ?? Refusals.OutsideOf(request.LastWordOn(), effectiveOn, c.Today)) is { } invalid)
            return invalid;

        return new ExtensionWithdrawn(c.Assignment, effectiveOn, c.Reason);
    }

    /// <summary>A claim that waits is no obstacle: who asked in time and was answered late is judged by the answer.</summary>
    static Refusal? ForAnotherToDecide(Directive directive, AssignmentId id, Actor by, out Assignment assignment, out ExtensionRequest request)
    {
        request = null!;
        if (!directive.Assignments.TryGetValue(id, out assignment!))
            return Refusals.NoSuchAssignment;
        if (by.Agency == assignment.Lead)
            return ExtensionRefusals.OwnExtension;
        if (Refusals.Closed(directive.LifecycleOf(assignment)) is { } closed)
            return closed;
        if (directive.Tasks[assignment.Task].StoppedSince is not null)
            return Refusals.TaskSuspended;
        if (assignment.Returned is not null)
            return ReturnRefusals.Returned;
        if (assignment.Request is null)
            return ExtensionRefusals.NothingRequested;
        request = assignment.Request;
        return null;
    }

    static Refusal? OutOfRange(Directive directive, Assignment assignment, DateOnly to, NotAfter? notAfter, string? field = "/to") =>
        directive.LastCompliantDayOf(assignment) is not { } last ? ExtensionRefusals.NoDay
        : to <= last ? ExtensionRefusals.NotLater(last) with { Field = field }
        : NotAfter.Check(notAfter, to) is { } beyond ? beyond with { Field = field }
        : null;

    static int Next(Assignment assignment) => (assignment.Extension?.Number ?? 0) + 1;

    /// <summary>The day the task's clock last went on. What is granted counts with all that stood still before, so it is not granted earlier.</summary>
    static DateOnly? Resumed(Directive directive, Assignment assignment) => directive.Tasks[assignment.Task].Stops is [.., var last] ? last.Until : null;

    static DateOnly Later(DateOnly one, DateOnly? other) => other > one ? other.Value : one;

    static DateOnly? Later(DateOnly? one, DateOnly? other) => one is { } day ? Later(day, other) : other;
}

public static class ExtensionRefusals
{
    public static Refusal AlreadyRequested { get; } = new(RefusalKind.Conflict, "extension-already-requested", new("Đã có một đề nghị gia hạn đang chờ quyết định.", "A request for more time is waiting already."));
    public static Refusal NothingRequested { get; } = new(RefusalKind.Conflict, "no-extension-requested", new("Không có đề nghị gia hạn nào đang chờ.", "No request for more time is waiting."));
    public static Refusal NothingOffered { get; } = new(RefusalKind.Conflict, "no-extension-offered", new("Chưa có thời hạn nào khác được đề xuất.", "No other day was offered."));
    public static Refusal NoCounter { get; } = new(RefusalKind.Invalid, "extension-no-counter", new("Thời hạn đề xuất phải khác với thời hạn đang được xem xét.", "What is offered differs from what is on the table."), "/to");
    public static Refusal NoDay { get; } = new(RefusalKind.Conflict, "extension-without-deadline", new("Chỉ thời hạn có ngày cụ thể mới được gia hạn.", "Only a deadline with a day can be extended."));
    public static Refusal OwnExtension { get; } = new(RefusalKind.Forbidden, "decides-own-extension", new("Cơ quan đề nghị gia hạn không được tự quyết định.", "The agency that asks for more time cannot decide on it."));

    public static Refusal NotLater(DateOnly last) =>
        new(RefusalKind.Invalid, "extension-not-later", new($"Thời hạn mới phải sau thời hạn hiện tại, ngày {last:yyyy-MM-dd}.", $"The new day lies after the current one, {last:yyyy-MM-dd}."), "/to");
}
