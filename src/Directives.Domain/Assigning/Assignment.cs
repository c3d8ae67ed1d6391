using Directives.Domain.Performing;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain.Assigning;

/// <summary>One lead agency's share of a task, and how far it has come.</summary>
/// <param name="Assigned">Who has it.</param>
/// <param name="Version">Of its own last event.</param>
public sealed record Assignment(TaskAssigned Assigned, long Version)
{
    public TaskId Task => Assigned.Task;

    /// <summary>Before its task's cancellation is looked at; see <see cref="Directive.LifecycleOf"/>.</summary>
    public Lifecycle Lifecycle { get; init; } = Lifecycle.NotStarted;

    /// <summary>From when it has been in this state. The next one cannot be effective earlier.</summary>
    public DateOnly Since { get; init; } = Assigned.EffectiveOn;

    public ProgressReported? LastProgress { get; init; }

    /// <summary>The completion report that waits or was accepted; none after it was sent back.</summary>
    public CompletionReported? Claim { get; init; }

    /// <summary>The day it was completed, as verified.</summary>
    public DateOnly? CompletedOn { get; init; }

    /// <summary>The last compliant day that was noticed to have passed; each deadline is noticed once.</summary>
    public DateOnly? FellOverdueAfter { get; init; }

    public Assignment Started(WorkStarted e) => this with { Lifecycle = Lifecycle.InProgress, Since = e.EffectiveOn };

    public Assignment Progressed(ProgressReported e)
    {
        // An older report recorded late does not take the place of a newer one.
        var last = LastProgress?.EffectiveOn > e.EffectiveOn ? LastProgress : e;
        return Lifecycle is Lifecycle.NotStarted
            ? this with { LastProgress = last, Lifecycle = Lifecycle.InProgress, Since = e.EffectiveOn }
            : this with { LastProgress = last };
    }

    public Assignment Claimed(CompletionReported e) => this with { Claim = e, Lifecycle = Lifecycle.CompletionReported, Since = e.EffectiveOn };

    public Assignment Verified(CompletionVerified e) => this with { CompletedOn = e.EffectiveOn, Lifecycle = Lifecycle.Completed, Since = e.EffectiveOn };

    public Assignment SentBack(ReworkRequired e) => this with { Claim = null, Lifecycle = Lifecycle.ReworkRequired, Since = e.EffectiveOn };
}
