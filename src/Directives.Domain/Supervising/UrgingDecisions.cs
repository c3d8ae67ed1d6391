using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain.Supervising;

/// <summary>Urges the lead of an assignment (đôn đốc), formally and with a day by which it has to answer.</summary>
public sealed record IssueUrging(AssignmentId Assignment, Guid Urging, string Text, DateOnly ReplyBy, string? Document, DateOnly? EffectiveOn) : DirectiveCommand;

public sealed record AnswerUrging(AssignmentId Assignment, Guid Urging, string Text, DateOnly? EffectiveOn) : DirectiveCommand;

/// <summary>Whoever leads on the day is urged. It answers once, or the agency that leads after it; late is better than never.</summary>
public static class UrgingDecisions
{
    public static Decision<DirectiveEvent> Issue(Directive directive, IssueUrging c)
    {
        if (!directive.Assignments.TryGetValue(c.Assignment, out var assignment))
            return Refusals.NoSuchAssignment;
        if (c.By.Agency == assignment.Lead)
            return UrgingRefusals.UrgesItself;
        if (Refusals.Closed(directive.LifecycleOf(assignment)) is { } closed)
            return closed;
        if (assignment.Urgings.ContainsKey(c.Urging))
            return Refusals.IdTaken;

        var effectiveOn = c.EffectiveOn ?? c.Today;
        if ((Text.Check(c.Text, "/text")
            ?? Text.CheckOptional(c.Document, "/document", 64)
            ?? Refusals.OutsideOf(assignment.LedSince, effectiveOn, c.Today)
            ?? (c.ReplyBy < effectiveOn ? UrgingRefusals.ReplyBeforeItWasSent : null)) is { } invalid)
            return invalid;

        return new UrgingIssued(c.Assignment, c.Urging, assignment.Lead, c.Text, c.ReplyBy, effectiveOn, c.Document);
    }

    public static Decision<DirectiveEvent> Answer(Directive directive, AnswerUrging c)
    {
        if (!directive.Assignments.TryGetValue(c.Assignment, out var assignment))
            return Refusals.NoSuchAssignment;
        if (!assignment.Urgings.TryGetValue(c.Urging, out var urging))
            return UrgingRefusals.NoSuchUrging;
        if (c.By.Agency != urging.Issued.Addressee && c.By.Agency != assignment.Lead)
            return UrgingRefusals.NotTheAddressee;
        if (urging.Answered is not null)
            return UrgingRefusals.AlreadyAnswered;

        var effectiveOn = c.EffectiveOn ?? c.Today;
        if ((Text.Check(c.Text, "/text")
            ?? Refusals.OutsideOf(urging.Issued.EffectiveOn, effectiveOn, c.Today)) is { } invalid)
            return invalid;

        return new UrgingAnswered(c.Assignment, c.Urging, c.Text, effectiveOn);
    }
}

public static class UrgingRefusals
{
    public static Refusal UrgesItself { get; } = new(RefusalKind.Forbidden, "urges-itself", new("Cơ quan chủ trì không tự đôn đốc mình.", "A lead does not urge itself."));
    public static Refusal ReplyBeforeItWasSent { get; } = new(RefusalKind.Invalid, "reply-before-urging", new("Hạn trả lời không thể sớm hơn ngày đôn đốc.", "Nobody can answer before the day the urging was sent."), "/replyBy");
    public static Refusal NoSuchUrging { get; } = new(RefusalKind.NotFound, "no-such-urging", new("Phần việc này không có lần đôn đốc nào như vậy.", "This assignment has no such urging."));
    public static Refusal NotTheAddressee { get; } = new(RefusalKind.Forbidden, "not-the-addressee", new("Chỉ cơ quan được đôn đốc, hoặc cơ quan chủ trì hiện nay, mới trả lời.", "Only the agency that was urged answers, or the one that leads now."));
    public static Refusal AlreadyAnswered { get; } = new(RefusalKind.Conflict, "urging-already-answered", new("Lần đôn đốc này đã được trả lời.", "This urging has been answered."));
}
