using Directives.Domain;
using Directives.Domain.Correcting;
using Directives.Domain.Deadlines;
using Directives.Domain.Performing;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Api.Assigning;

/// <summary>What each event says of the days from its own on.</summary>
static class AssignmentChanges
{
    public static AssignmentRow Of(AssignmentRow row, DirectiveEvent @event, DateTimeOffset recordedAt) => @event switch
    {
        LeadTransferred e => row with
        {
            Lead = e.To.Value,
            Coordinating = [.. row.Coordinating.Where(agency => agency != e.To.Value)],
            Head = null,
            Work = row.Work is Lifecycle.Returned ? Lifecycle.NotStarted : row.Work
        },
        CoordinatorAdded e => row with { Coordinating = [.. row.Coordinating, e.Agency.Value] },
        CoordinatorRemoved e => row with { Coordinating = [.. row.Coordinating.Where(agency => agency != e.Agency.Value)] },
        HeadNamed e => row with { Head = $"{e.Person}, {e.Post}" },
        TaskReturned => row with { Work = Lifecycle.Returned, Otherwise = row.Work },
        ReturnRefused => row with { Work = row.Work is Lifecycle.Returned ? row.Otherwise : row.Work },
        AssignmentMerged => row with { Ended = row.Ended ?? Lifecycle.Superseded },

        WorkStarted => row with { Work = Lifecycle.InProgress, DoneOn = null },
        ProgressReported e => Progressed(row, e),
        CompletionReported e => row with { Work = Lifecycle.CompletionReported, ClaimedOn = e.EffectiveOn, DoneOn = e.EffectiveOn, ToldOn = Vietnam.DateAt(recordedAt) },
        CompletionVerified e => Completed(row, e.EffectiveOn, recordedAt),
        ReworkRequired or TaskReopened => row with { Work = Lifecycle.ReworkRequired, ClaimedOn = null, DoneOn = null, ToldOn = null },

        ExtensionApproved e => Extended(row, e.To, e.Number),
        ExtensionAccepted e => Extended(row, e.To, e.Number),

        ITaskEvent => row with { Task = Of(row.Task, @event), Stops = Stopped(row.Stops, @event) },
        _ => row
    };

    /// <summary>What a lead tells of its work, as against what others say of it or decide.</summary>
    public static bool IsReport(DirectiveEvent @event) => @event is
        AssignmentAccepted or TaskReturned or WorkStarted or ProgressReported or CompletionReported or EvidenceSubmitted or DifficultyRaised or ExtensionRequested or UrgingAnswered;

    /// <summary>What an event says of the days before its own: a claim that was checked counts as the check found, also on the days in between.</summary>
    public static Func<AssignmentRow, AssignmentRow>? Earlier(DirectiveEvent @event) =>
        @event is CompletionVerified or ReworkRequired
            ? row => row.Work is Lifecycle.CompletionReported ? row with { Work = Lifecycle.InProgress, DoneOn = null } : row
            : null;

    public static AssignmentRow Completed(AssignmentRow row, DateOnly day, DateTimeOffset recordedAt) => row with
    {
        Work = Lifecycle.Completed,
        Otherwise = row.Work is Lifecycle.CompletionReported ? Lifecycle.InProgress : row.Work,
        DoneOn = day,
        ToldOn = row.ToldOn ?? Vietnam.DateAt(recordedAt)
    };

    public static TaskFacts Of(TaskFacts facts, DirectiveEvent @event) => @event switch
    {
        TaskReworded e => facts with { Nature = Names.Of(e.Nature), KeyTask = e.KeyTask },
        TaskRestated => facts with { Restated = true },
        DeadlineSet e => facts with { Deadline = TaskDeadline.Of(e.Deadline) },
        DeadlineClarified e => facts with { Deadline = TaskDeadline.Of(e.Deadline) },
        _ => facts with { Stops = Stopped(facts.Stops, @event) }
    };

    public static TaskFacts Corrected(TaskFacts facts, Correction correction) => correction switch
    {
        Correction.StatedDeadline c => facts with { Deadline = TaskDeadline.Of(c.Deadline) },
        Correction.Kind c => facts with { Nature = Names.Of(c.Nature), KeyTask = c.KeyTask },
        _ => throw new InvalidOperationException($"{correction.GetType().Name} does not speak of a task.")
    };

    /// <summary>The lead is corrected only where it was never changed, so every day is about the same one.</summary>
    public static Func<AssignmentRow, AssignmentRow> Corrected(AssignmentDays days, Correction correction)
    {
        var reportedOn = days.Rows[^1].PercentOn;
        return correction switch
        {
            Correction.Lead c => row => row with { Lead = c.Agency.Value, Head = null, Coordinating = [.. row.Coordinating.Where(agency => agency != c.Agency.Value)] },
            Correction.Percent c => row => row.PercentOn == reportedOn ? row with { Percent = c.Value } : row,
            _ => throw new InvalidOperationException($"{correction.GetType().Name} does not speak of an assignment.")
        };
    }

    static AssignmentRow Progressed(AssignmentRow row, ProgressReported e)
    {
        var newer = e.Percent is not null && !(row.PercentOn > e.EffectiveOn); // an older report recorded late says nothing of today
        return row with
        {
            Work = row.Work is Lifecycle.NotStarted ? Lifecycle.InProgress : row.Work,
            Percent = newer ? e.Percent : row.Percent,
            PercentOn = newer ? e.EffectiveOn : row.PercentOn
        };
    }

    // What was granted counts with all that had stood still by then.
    static AssignmentRow Extended(AssignmentRow row, DateOnly to, int number) =>
        row with { ExtendedTo = to, Extensions = number, StoppedBefore = row.StoppedBefore + StoppedClock.DaysOf(row.Stops), Stops = [] };

    static ClockStop[] Stopped(ClockStop[] stops, DirectiveEvent @event) => @event switch
    {
        TaskSuspended e => [.. stops, new(e.EffectiveOn)],
        TaskResumed e => stops is [.., var last] ? [.. stops[..^1], last with { Until = e.EffectiveOn }] : stops,
        _ => stops
    };
}
