using Directives.Api.Access;
using Directives.Api.Assigning;
using Directives.Api.Cascading;
using Directives.Api.Correcting;
using Directives.Api.Deadlines;
using Directives.Domain;
using Directives.Domain.Correcting;
using Directives.Domain.Deadlines;

namespace Directives.Api.Reporting;

/// <summary>What a weekly report would say if deadlines were read otherwise, or a record were corrected. Nothing is written.</summary>
/// <param name="Position">What was recorded up to here counts.</param>
/// <param name="Report">The report as it would be.</param>
/// <param name="Figures">Every figure that would differ: as it is, and as it would be.</param>
/// <param name="Assignments">The assignments behind them.</param>
public sealed record WhatIf(long Position, WeeklyReport Report, IReadOnlyList<FigureDifference> Figures, IReadOnlyList<AssignmentDifference> Assignments);

/// <summary>What is to be supposed; at least one of the two.</summary>
/// <param name="Policy">How all deadlines are read, whenever they were entered.</param>
/// <param name="Correction">A correction of what is known now, decided by the same rule as one that is recorded.</param>
public sealed record WhatIfBody(WhatIfPolicy? Policy = null, WhatIfCorrection? Correction = null);

/// <summary>A policy to try out. What is left out is as in the one in force on the last day of the week.</summary>
/// <param name="BeforeIsExclusive">"Trước ngày 31/7" ends on 30/7.</param>
/// <param name="RollDaysOff">A last day that is not worked makes room for the next working day.</param>
/// <param name="DueSoonDays">0 to 60: how many days before its last day something is called due soon.</param>
/// <param name="UndatedDueAfterWorkingDays">1 to 250: after how many working days work whose deadline names no day is due; never if left out.</param>
public sealed record WhatIfPolicy(bool? BeforeIsExclusive = null, bool? RollDaysOff = null, int? DueSoonDays = null, int? UndatedDueAfterWorkingDays = null)
{
    internal Refusal? Check() =>
        DueSoonDays is < 0 or > 60 ? PolicyRefusals.DueSoonOutOfRange with { Field = "/policy/dueSoonDays" }
        : UndatedDueAfterWorkingDays is < 1 or > 250 ? PolicyRefusals.FollowUpOutOfRange with { Field = "/policy/undatedDueAfterWorkingDays" }
        : null;
}

/// <param name="Directive">The directive's id.</param>
/// <param name="Correct">As <c>POST /directives/{id}/corrections</c> takes it.</param>
public sealed record WhatIfCorrection(DirectiveId Directive, CorrectBody Correct);

/// <summary>Makes reports of what is only supposed.</summary>
public sealed class Suppositions(
    ReadModels read, RulesInForce rules, ParentDeadline parents, DirectiveDecider directives, CanonicalReports canonical, AssignmentDifferences assignments)
{
    /// <param name="body">What is supposed.</param>
    /// <param name="of">Of whose week.</param>
    /// <param name="position">A position that the read models have reached.</param>
    /// <param name="by">Who would correct, and on which day.</param>
    /// <param name="ct">Cancels it.</param>
    public async Task<(WhatIf? Answer, Refusal? No)> Try(WhatIfBody body, BodyWeek of, long position, (Actor Actor, DateOnly Today) by, CancellationToken ct)
    {
        if (body.Policy?.Check() is { } wrong)
            return (null, wrong);
        var now = await rules.At(position, of.Week.End, ct);
        var (corrected, no) = body.Correction is { } correction ? await Corrected(correction, position, by.Actor, by.Today, ct) : ([], null);
        if (no is not null)
            return (null, no);

        var supposed = new Supposition(
            body.Policy is { } policy
                ? now with
                {
                    Policy = now.Policy with
                    {
                        BeforeIsExclusive = policy.BeforeIsExclusive ?? now.Policy.BeforeIsExclusive,
                        RollDaysOff = policy.RollDaysOff ?? now.Policy.RollDaysOff,
                        DueSoonDays = policy.DueSoonDays ?? now.Policy.DueSoonDays
                    }
                }
                : null,
            body.Policy?.UndatedDueAfterWorkingDays, corrected);
        var (recorded, otherwise) = (await canonical.Of(of, position, ct), await canonical.Of(of, position, supposed, ct));
        return (new(
            position, otherwise.Report, FigureDifference.Between(recorded.Json, otherwise.Json),
            await assignments.Between((of.Week, position), (of.Week, position), supposed, ct)), null);
    }

    /// <summary>The standings that would take the place of those of the assignments a correction is about.</summary>
    async Task<(IReadOnlyList<StandingRow> Standings, Refusal? No)> Corrected(WhatIfCorrection asked, long position, Actor by, DateOnly today, CancellationToken ct)
    {
        var right = asked.Correct.ToCorrection();
        var (directive, version) = await directives.Load(asked.Directive.Value, ct);
        if (version is 0 || Sight.Current?.Sees(directive) is false)
            return ([], Refusals.UnknownDirective(asked.Directive) with { Field = "/correction/directive" });
        var command = new CorrectRecord(right, asked.Correct.Version, asked.Correct.Reason, asked.Correct.Reference, await rules.On(today, ct))
        { By = by, Today = today, NotAfter = right is Correction.StatedDeadline ? await parents.Of(asked.Directive.Value, ct) : null };
        var decision = DirectiveDecisions.Decide(Sight.Current?.Seen(directive) ?? directive, command);
        if (decision.Refusal is { } refusal)
            return ([], refusal with { Field = $"/correction/correct{refusal.Field}" });

        var history = new AssignmentHistory();
        foreach (var row in await read.Rows(
            $"""
            select {AssignmentRow.Columns} from assignment
            where known_from <= $1 and known_to > $1 and directive_id = $2 and (id = $3 or task_id = $4)
            order by id, effective_from
            """,
            AssignmentRow.Read, ct, position, asked.Directive.Value, (right as IAssignmentEvent)?.Assignment.Value, (right as ITaskEvent)?.Task.Value))
            history.Recall(row);
        foreach (var e in decision.Events)
            history.Apply(new(position + 1, asked.Directive.Value, version + 1, Guid.Empty, "", e, Write.MetadataOf(by), DateTimeOffset.UnixEpoch));
        return ([.. history.Standings], null);
    }
}

public static class WhatIfRefusals
{
    public static HttpRefusal NothingSupposed { get; } = new(
        400, "nothing-supposed", new("Cần nêu policy hoặc correction để thử.", "Name a policy or a correction to try out."), "");

    public static HttpRefusal CorrectsThePast { get; } = new(
        400, "corrects-the-past", new("Chỉ thử đính chính trên những gì đang biết: bỏ knownAsOf và atPosition.", "A correction is tried out on what is known now: leave out knownAsOf and atPosition."), "atPosition");
}
