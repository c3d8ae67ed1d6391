using Directives.Domain.Assigning;
using Directives.Domain.Cascading;
using Directives.Domain.Deadlines;
using Directives.Domain.Performing;
using Directives.Domain.Verifying;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain.Correcting;

/// <summary>Đính chính: says what is right instead of what was recorded.</summary>
/// <param name="Correction">What is right.</param>
/// <param name="Version">The event that says what stands now: the first record, or the last correction of it.</param>
/// <param name="Reason">How the mistake came about.</param>
/// <param name="Reference">What shows that this is right.</param>
/// <param name="Rules">What a corrected deadline is read by; without them, the policy it names itself.</param>
public sealed record CorrectRecord(Correction Correction, long Version, string Reason, string Reference, DeadlineRules? Rules = null) : DirectiveCommand
{
    /// <summary>By when it must be done because the directive carries out another's task.</summary>
    public NotAfter? NotAfter { get; init; }
}

/// <summary>
/// A correction is for what was wrong from the start. What happened since stays what happened: a deadline that was
/// clarified, a task that was reworded or a lead that was changed is not undone by it. Nobody corrects in its own case
/// but the lead its own figure.
/// </summary>
public static class CorrectingDecisions
{
    public static Decision<DirectiveEvent> Correct(Directive directive, CorrectRecord c)
    {
        if (c.Correction is Correction.StatedDeadline { Deadline: var stated } misread)
            c = c with { Correction = misread with { Deadline = c.Rules is { } rules ? stated.ReadBy(rules) : stated with { Reading = null } } };

        var refusal = c.Correction switch
        {
            Correction.CompletedOn right => Check(directive, c, right),
            Correction.StatedDeadline right => Check(directive, c, right),
            Correction.Lead right => Check(directive, c, right),
            Correction.Percent right => Check(directive, c, right),
            Correction.Kind right => Check(directive, c, right),
            _ => throw new InvalidOperationException($"No rule answers a correction of {c.Correction.GetType().Name}.")
        };
        if ((refusal ?? Text.Check(c.Reason, "/reason") ?? Text.Check(c.Reference, "/reference", 500)) is { } no)
            return no;

        return new RecordCorrected(c.Correction, c.Version, c.Reason, c.Reference, c.Today);
    }

    static Refusal? Check(Directive directive, CorrectRecord c, Correction.CompletedOn right)
    {
        if (!directive.Assignments.TryGetValue(right.Assignment, out var assignment))
            return Refusals.NoSuchAssignment;
        if (c.By.Agency == assignment.Lead)
            return CorrectingRefusals.OwnCase;
        if (assignment.CompletedOn is not { } wrong)
            return VerifyingRefusals.NotCompleted;

        return Differs(c, assignment.CompletedIn, right.Day == wrong) ?? Refusals.OutsideOf(assignment.OpenSince, right.Day, c.Today, "/day");
    }

    static Refusal? Check(Directive directive, CorrectRecord c, Correction.StatedDeadline right)
    {
        if (!directive.Tasks.TryGetValue(right.Task, out var task))
            return Refusals.NoSuchTask;
        if (task.Leads.Contains(c.By.Agency))
            return CorrectingRefusals.OwnCase;
        if (task.Deadline is not { } wrong)
            return CorrectingRefusals.NoDeadline;
        if (task.Clarified)
            return CorrectingRefusals.DeadlineClarifiedSince;

        // Read by other rules it still says the same.
        var refusal = Differs(c, task.DeadlineIn, right.Deadline with { Policy = wrong.Policy, Reading = wrong.Reading } == wrong);
        return refusal
            ?? (DeadlineDecisions.Wrong(directive, task, right.Deadline) is { } invalid ? invalid with { Field = $"/deadline{invalid.Field}" } : null)
            ?? NotAfter.Check(c.NotAfter, right.Deadline.LastCompliantDay());
    }

    static Refusal? Check(Directive directive, CorrectRecord c, Correction.Lead right)
    {
        if (!directive.Assignments.TryGetValue(right.Assignment, out var assignment))
            return Refusals.NoSuchAssignment;
        if (c.By.Agency == assignment.Lead)
            return CorrectingRefusals.OwnCase;
        if (assignment.Merged is not null)
            return Refusals.Superseded;
        if (assignment.Transfers is not [])
            return CorrectingRefusals.LeadTransferredSince;
        if (assignment.LeadHasActed)
            return CorrectingRefusals.LeadHasActed;

        return Differs(c, assignment.LeadIn, right.Agency == assignment.Lead)
            ?? (directive.Tasks[assignment.Task].Leads.Contains(right.Agency) ? AssigningRefusals.AlreadyAssigned(right.Agency) with { Field = "/agency" } : null);
    }

    static Refusal? Check(Directive directive, CorrectRecord c, Correction.Percent right)
    {
        if (!directive.Assignments.TryGetValue(right.Assignment, out var assignment))
            return Refusals.NoSuchAssignment;
        if (c.By.Agency != assignment.Lead)
            return PerformingRefusals.NotTheLead;
        if (assignment.LastFigure is not { } wrong)
            return CorrectingRefusals.NoFigure;

        return Differs(c, assignment.FigureIn, right.Value == wrong.Percent) ?? (right.Value is < 0 or > 100 ? PerformingRefusals.PercentOutOfRange : null);
    }

    static Refusal? Check(Directive directive, CorrectRecord c, Correction.Kind right)
    {
        if (!directive.Tasks.TryGetValue(right.Task, out var task))
            return Refusals.NoSuchTask;
        if (task.Leads.Contains(c.By.Agency))
            return CorrectingRefusals.OwnCase;
        if (task.Reworded)
            return CorrectingRefusals.RewordedSince;

        return Differs(c, task.KindIn, (right.Nature, right.KeyTask) == (task.Nature, task.KeyTask));
    }

    /// <summary>Whoever corrects must have seen what it corrects, and say something else.</summary>
    static Refusal? Differs(CorrectRecord c, long saidIn, bool same) =>
        c.Version != saidIn ? CorrectingRefusals.SaidElsewhere(saidIn)
        : same ? CorrectingRefusals.NothingToCorrect
        : null;
}

public static class CorrectingRefusals
{
    public static Refusal OwnCase { get; } = new(RefusalKind.Forbidden, "corrects-own-case", new("Cơ quan chủ trì không tự đính chính điều dùng để đánh giá mình.", "A lead does not correct what it is judged by."));
    public static Refusal NothingToCorrect { get; } = new(RefusalKind.Conflict, "nothing-to-correct", new("Điều này đã được ghi đúng như vậy.", "That is what the record says already."));
    public static Refusal NoDeadline { get; } = new(RefusalKind.Conflict, "no-deadline-to-correct", new("Nhiệm vụ chưa có thời hạn nào được ghi.", "No deadline of the task is recorded."));
    public static Refusal NoFigure { get; } = new(RefusalKind.Conflict, "no-figure-to-correct", new("Chưa có báo cáo nào nêu tỷ lệ phần trăm.", "No report has given a percentage."));
    public static Refusal DeadlineClarifiedSince { get; } = new(RefusalKind.Conflict, "deadline-clarified-since", new("Thời hạn đã được làm rõ sau đó; phải làm rõ lại chứ không đính chính.", "The deadline was clarified since; clarify it again instead."));
    public static Refusal RewordedSince { get; } = new(RefusalKind.Conflict, "task-reworded-since", new("Nhiệm vụ đã được sửa lời văn sau đó; phải sửa lại chứ không đính chính.", "The task was reworded since; reword it again instead."));
    public static Refusal LeadTransferredSince { get; } = new(RefusalKind.Conflict, "lead-transferred-since", new("Cơ quan chủ trì đã được thay đổi sau đó.", "The lead was changed since."));
    public static Refusal LeadHasActed { get; } = new(RefusalKind.Conflict, "lead-has-acted", new("Cơ quan này đã thực hiện với tư cách chủ trì; phải chuyển giao chứ không đính chính.", "The agency has acted as lead; transfer the lead instead."));

    public static Refusal SaidElsewhere(long version) =>
        new(RefusalKind.Conflict, "said-elsewhere", new($"Điều đang được ghi nhận nằm ở sự kiện phiên bản {version}.", $"What stands was said by the event of version {version}."), "/version");
}
