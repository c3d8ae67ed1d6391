using Directives.Domain.Assigning;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain.Performing;

/// <summary>The lead says what stands in its way (khó khăn, vướng mắc), and what would help.</summary>
public sealed record RaiseDifficulty(AssignmentId Assignment, Guid Difficulty, string Text, string? Recommendation, DateOnly? EffectiveOn) : DirectiveCommand;

public sealed record AnswerDifficulty(AssignmentId Assignment, Guid Difficulty, string Text, DateOnly? EffectiveOn) : DirectiveCommand;

/// <summary>Passes a difficulty on to whoever may decide it (cấp có thẩm quyền).</summary>
public sealed record EscalateDifficulty(AssignmentId Assignment, Guid Difficulty, AgencyId To, string Text, DateOnly? EffectiveOn) : DirectiveCommand;

/// <summary>Says that a difficulty is out of the way, and how.</summary>
public sealed record ResolveDifficulty(AssignmentId Assignment, Guid Difficulty, string Text, DateOnly? EffectiveOn) : DirectiveCommand;

/// <summary>
/// The lead raises a difficulty while it works; what follows may come later, so that none stays open for ever. The lead
/// knows best when it is out of the way; whoever else says so must have answered first.
/// </summary>
public static class DifficultyDecisions
{
    public static Decision<DirectiveEvent> Raise(Directive directive, RaiseDifficulty c)
    {
        if (PerformingDecisions.OpenForItsLead(directive, c.Assignment, c.By, out var assignment) is { } refusal)
            return refusal;
        if (assignment.Difficulties.ContainsKey(c.Difficulty))
            return Refusals.IdTaken;

        var effectiveOn = c.EffectiveOn ?? c.Today;
        if ((Text.Check(c.Text, "/text")
            ?? Text.CheckOptional(c.Recommendation, "/recommendation")
            ?? Refusals.OutsideOf(assignment.Assigned.EffectiveOn, effectiveOn, c.Today)) is { } invalid)
            return invalid;

        return new DifficultyRaised(c.Assignment, c.Difficulty, c.Text, effectiveOn, c.Recommendation);
    }

    public static Decision<DirectiveEvent> Answer(Directive directive, AnswerDifficulty c)
    {
        if (Unresolved(directive, c.Assignment, c.Difficulty, out var assignment, out var difficulty) is { } refusal)
            return refusal;
        if (c.By.Agency == assignment.Lead)
            return DifficultyRefusals.OwnDifficulty;
        if (difficulty.State is DifficultyState.Answered)
            return DifficultyRefusals.AlreadyAnswered;

        var effectiveOn = c.EffectiveOn ?? c.Today;
        return Check(c.Text, difficulty, effectiveOn, c.Today) is { } invalid ? invalid : new DifficultyAnswered(c.Assignment, c.Difficulty, c.Text, effectiveOn);
    }

    public static Decision<DirectiveEvent> Escalate(Directive directive, EscalateDifficulty c)
    {
        if (Unresolved(directive, c.Assignment, c.Difficulty, out var assignment, out var difficulty) is { } refusal)
            return refusal;
        if (c.To == assignment.Lead || c.To == c.By.Agency)
            return DifficultyRefusals.GoesNowhere;
        if (difficulty.Escalated?.To == c.To)
            return DifficultyRefusals.AlreadyEscalated;

        var effectiveOn = c.EffectiveOn ?? c.Today;
        return Check(c.Text, difficulty, effectiveOn, c.Today) is { } invalid ? invalid : new DifficultyEscalated(c.Assignment, c.Difficulty, c.To, c.Text, effectiveOn);
    }

    public static Decision<DirectiveEvent> Resolve(Directive directive, ResolveDifficulty c)
    {
        if (Unresolved(directive, c.Assignment, c.Difficulty, out var assignment, out var difficulty) is { } refusal)
            return refusal;
        if (c.By.Agency != assignment.Lead && difficulty.State is not DifficultyState.Answered)
            return DifficultyRefusals.NotAnswered;

        var effectiveOn = c.EffectiveOn ?? c.Today;
        return Check(c.Text, difficulty, effectiveOn, c.Today) is { } invalid ? invalid : new DifficultyResolved(c.Assignment, c.Difficulty, c.Text, effectiveOn);
    }

    static Refusal? Unresolved(Directive directive, AssignmentId id, Guid which, out Assignment assignment, out Difficulty difficulty)
    {
        difficulty = null!;
        return !directive.Assignments.TryGetValue(id, out assignment!) ? Refusals.NoSuchAssignment
            : !assignment.Difficulties.TryGetValue(which, out difficulty!) ? DifficultyRefusals.NoSuchDifficulty
            : difficulty.State is DifficultyState.Resolved ? DifficultyRefusals.AlreadyResolved
            : null;
    }

    static Refusal? Check(string text, Difficulty difficulty, DateOnly effectiveOn, DateOnly today) =>
        Text.Check(text, "/text") ?? Refusals.OutsideOf(difficulty.Since, effectiveOn, today);
}

public static class DifficultyRefusals
{
    public static Refusal NoSuchDifficulty { get; } = new(RefusalKind.NotFound, "no-such-difficulty", new("Phần việc này không có khó khăn, vướng mắc nào như vậy.", "This assignment has no such difficulty."));
    public static Refusal OwnDifficulty { get; } = new(RefusalKind.Forbidden, "answers-own-difficulty", new("Cơ quan nêu khó khăn không tự trả lời.", "The agency that has a difficulty does not answer it."));
    public static Refusal AlreadyAnswered { get; } = new(RefusalKind.Conflict, "difficulty-already-answered", new("Khó khăn này đã được trả lời.", "This difficulty has been answered."));
    public static Refusal AlreadyEscalated { get; } = new(RefusalKind.Conflict, "difficulty-already-escalated", new("Khó khăn này đã được trình cơ quan đó.", "This difficulty has been passed on to that agency."), "/to");
    public static Refusal AlreadyResolved { get; } = new(RefusalKind.Conflict, "difficulty-already-resolved", new("Khó khăn này đã được giải quyết.", "This difficulty is out of the way."));
    public static Refusal NotAnswered { get; } = new(RefusalKind.Conflict, "difficulty-not-answered", new("Phải trả lời trước khi xác nhận khó khăn đã được giải quyết; riêng cơ quan chủ trì thì không cần.", "Only the lead may call a difficulty resolved that nobody has answered."));
    public static Refusal GoesNowhere { get; } = new(RefusalKind.Invalid, "escalation-goes-nowhere", new("Cấp có thẩm quyền phải là cơ quan khác với cơ quan chủ trì và cơ quan trình.", "A competent authority is neither the lead nor the agency that passes the difficulty on."), "/to");
}
