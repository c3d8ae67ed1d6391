using Directives.Domain.Assigning;
using Directives.Domain.Issuing;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain.Performing;

public sealed record StartWork(AssignmentId Assignment, DateOnly? EffectiveOn) : DirectiveCommand;

/// <summary>The lead says how far it has come: in words, and in figures if it can.</summary>
/// <param name="Assignment">The assignment.</param>
/// <param name="Text">What was done.</param>
/// <param name="Percent">0 to 100.</param>
/// <param name="EffectiveOn">The day it describes.</param>
/// <param name="Reached">What is reached of the task's target, in the target's unit.</param>
public sealed record ReportProgress(AssignmentId Assignment, string Text, int? Percent, DateOnly? EffectiveOn, decimal? Reached = null) : DirectiveCommand;

/// <summary>The lead claims that it is done and shows it: by evidence that comes with the report, or was handed in before.</summary>
public sealed record ReportCompletion(
    AssignmentId Assignment, string Text, IReadOnlyList<Evidence> Evidence, DateOnly? EffectiveOn, IReadOnlyList<Guid>? EvidenceIds = null) : DirectiveCommand;

/// <summary>What a lead agency does: start, report, claim that it is done. Without a date, today is meant.</summary>
public static class PerformingDecisions
{
    public static Decision<DirectiveEvent> Start(Directive directive, StartWork c)
    {
        if (OpenForItsLead(directive, c.Assignment, c.By, out var assignment) is { } refusal)
            return refusal;
        if (assignment.Lifecycle is not (Lifecycle.NotStarted or Lifecycle.ReworkRequired))
            return PerformingRefusals.AlreadyStarted;

        var effectiveOn = c.EffectiveOn ?? c.Today;
        if (Refusals.OutsideOf(assignment.Since, effectiveOn, c.Today) is { } outside)
            return outside;

        return new WorkStarted(c.Assignment, effectiveOn);
    }

    public static Decision<DirectiveEvent> Report(Directive directive, ReportProgress c)
    {
        if (OpenForItsLead(directive, c.Assignment, c.By, out var assignment) is { } refusal)
            return refusal;

        var effectiveOn = c.EffectiveOn ?? c.Today;
        if ((Text.Check(c.Text, "/text")
            ?? (c.Percent is < 0 or > 100 ? PerformingRefusals.PercentOutOfRange : null)
            ?? CheckReached(c.Reached, directive.Tasks[assignment.Task].Target)
            ?? Refusals.OutsideOf(assignment.Assigned.EffectiveOn, effectiveOn, c.Today)) is { } invalid)
            return invalid;

        return new ProgressReported(c.Assignment, c.Text, effectiveOn, c.Percent, c.Reached);
    }

    public static Decision<DirectiveEvent> Complete(Directive directive, ReportCompletion c)
    {
        if (OpenForItsLead(directive, c.Assignment, c.By, out var assignment) is { } refusal)
            return refusal;
        if (c.Evidence is [] && c.EvidenceIds is null or [])
            return PerformingRefusals.EvidenceRequired;

        var effectiveOn = c.EffectiveOn ?? c.Today;
        if ((Text.Check(c.Text, "/text")
            ?? c.Evidence.Select((evidence, i) => evidence.Check($"/evidence/{i}", c.Today)).FirstOrDefault(found => found is not null)
            ?? CheckHandedIn(assignment, c.EvidenceIds)
            ?? Refusals.OutsideOf(assignment.OpenSince, effectiveOn, c.Today)) is { } invalid)
            return invalid;

        return new CompletionReported(
            c.Assignment, c.Text, [.. c.Evidence.Select(evidence => evidence with { ReceivedOn = c.Today })], effectiveOn,
            c.EvidenceIds is null or [] ? null : [.. c.EvidenceIds.Distinct()]);
    }

    static Refusal? CheckReached(decimal? reached, Target? target) =>
        reached is null ? null
        : target?.Wanted is null ? PerformingRefusals.NothingToReach
        : reached < 0 ? PerformingRefusals.ReachedBelowZero
        : null;

    static Refusal? CheckHandedIn(Assignment assignment, IReadOnlyList<Guid>? pieces) =>
        pieces?.Select((piece, i) => assignment.Evidence.TryGetValue(piece, out var found) && found.Withdrawn is null ? null : EvidenceRefusals.ShowsNothing(i))
            .FirstOrDefault(found => found is not null);

    /// <summary>Why a lead can do nothing on its assignment, if it cannot.</summary>
    internal static Refusal? OpenForItsLead(Directive directive, AssignmentId id, Actor by, out Assignment assignment) =>
        !directive.Assignments.TryGetValue(id, out assignment!) ? Refusals.NoSuchAssignment
        : by.Agency != assignment.Lead ? PerformingRefusals.NotTheLead
        : directive.LifecycleOf(assignment) switch
        {
            Lifecycle.CompletionReported => PerformingRefusals.CompletionAlreadyReported,
            Lifecycle.Returned => ReturnRefusals.Returned,
            var lifecycle => Refusals.Closed(lifecycle)
        };
}

public static class PerformingRefusals
{
    public static Refusal NotTheLead { get; } = new(RefusalKind.Forbidden, "not-the-lead", new("Chỉ cơ quan chủ trì phần việc được làm điều này.", "Only the assignment's lead agency can do this."));
    public static Refusal AlreadyStarted { get; } = new(RefusalKind.Conflict, "already-started", new("Phần việc này đã bắt đầu thực hiện.", "Work on this assignment has already started."));
    public static Refusal CompletionAlreadyReported { get; } = new(RefusalKind.Conflict, "completion-already-reported", new("Một báo cáo hoàn thành đang chờ xác nhận.", "A completion report is waiting to be checked."));
    public static Refusal PercentOutOfRange { get; } = new(RefusalKind.Invalid, "percent-out-of-range", new("Tỷ lệ phần trăm nằm trong khoảng từ 0 đến 100.", "A percentage lies between 0 and 100."), "/percent");
    public static Refusal NothingToReach { get; } = new(RefusalKind.Invalid, "no-numeric-target", new("Nhiệm vụ không có chỉ tiêu bằng số nên không thể báo cáo mức đạt được.", "The task has no target in numbers of which something could be reached."), "/reached");
    public static Refusal ReachedBelowZero { get; } = new(RefusalKind.Invalid, "reached-below-zero", new("Mức đạt được không thể âm.", "What is reached cannot be negative."), "/reached");
    public static Refusal EvidenceRequired { get; } = new(RefusalKind.Invalid, "evidence-required", new("Báo cáo hoàn thành phải kèm ít nhất một minh chứng.", "A completion report names at least one piece of evidence."), "/evidence");
    public static Refusal EvidenceFromTheFuture { get; } = new(RefusalKind.Invalid, "evidence-from-the-future", new("Minh chứng không thể ghi ngày sau hôm nay.", "Evidence cannot be dated after today."));
    public static Refusal NotADigest { get; } = new(RefusalKind.Invalid, "not-a-digest", new("Mã băm SHA-256 gồm 64 chữ số thập lục phân viết thường.", "A SHA-256 digest has 64 lower-case hexadecimal digits."));
    public static Refusal NotAMediaType { get; } = new(RefusalKind.Invalid, "not-a-media-type", new("Kiểu nội dung có dạng như application/pdf, viết thường.", "A media type is written in lower case, such as application/pdf."));
}
