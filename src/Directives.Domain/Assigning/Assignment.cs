using System.Collections.Immutable;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;
using Directives.Domain.Performing;
using Directives.Domain.Supervising;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain.Assigning;

/// <summary>One lead agency's share of a task, and how far it has come.</summary>
/// <param name="Assigned">Who got it at first.</param>
/// <param name="Version">Of its own last event.</param>
public sealed record Assignment(TaskAssigned Assigned, long Version)
{
    public TaskId Task => Assigned.Task;

    /// <summary>Who answers for it now.</summary>
    public AgencyId Lead { get; init; } = Assigned.Lead;

    /// <summary>The version of the event that says who leads.</summary>
    public long LeadIn { get; init; } = Version;

    /// <summary>Who helps and who helped; whoever helped twice stands here twice.</summary>
    public ImmutableList<Coordinator> Coordinators { get; init; } = [.. Assigned.Coordinating.Select(agency => new Coordinator(agency, Assigned.EffectiveOn))];

    /// <summary>Who helps now.</summary>
    public IReadOnlyList<AgencyId> Coordinating => [.. from coordinator in Coordinators where coordinator.Until is null select coordinator.Agency];

    /// <summary>An agency that helps now, and since when; null when it does not.</summary>
    public Coordinator? Helping(AgencyId agency) => Coordinators.Find(coordinator => coordinator.Agency == agency && coordinator.Until is null);

    /// <summary>Who answers for it in person.</summary>
    public HeadNamed? Head { get; init; }

    public AssignmentAccepted? Accepted { get; init; }

    /// <summary>The lead it was given back by, until somebody decides.</summary>
    public TaskReturned? Returned { get; init; }

    /// <summary>How it came from one lead to the next.</summary>
    public ImmutableList<LeadTransferred> Transfers { get; init; } = [];

    /// <summary>The assignment its work went on in.</summary>
    public AssignmentMerged? Merged { get; init; }

    /// <summary>Before its task's cancellation or suspension is looked at; see <see cref="Directive.LifecycleOf"/>.</summary>
    public Lifecycle Lifecycle { get; init; } = Lifecycle.NotStarted;

    /// <summary>Where it stood before it was given back.</summary>
    public Lifecycle BeforeReturn { get; init; } = Lifecycle.NotStarted;

    /// <summary>From when it has been in this state. The next one cannot be effective earlier.</summary>
    public DateOnly Since { get; init; } = Assigned.EffectiveOn;

    /// <summary>From when its lead has answered for it.</summary>
    public DateOnly LedSince => Transfers is [.., var last] ? last.EffectiveOn : Assigned.EffectiveOn;

    /// <summary>The last day on which its state or its lead changed. Who leads it cannot change earlier.</summary>
    public DateOnly ChangedOn => Since > LedSince ? Since : LedSince;

    /// <summary>From when it has been open: assigned, last sent back or opened again. It was not done before.</summary>
    public DateOnly OpenSince { get; init; } = Assigned.EffectiveOn;

    public ProgressReported? LastProgress { get; init; }

    /// <summary>The last report that gave a percentage.</summary>
    public ProgressReported? LastFigure { get; init; }

    /// <summary>The version of the event that says so.</summary>
    public long FigureIn { get; init; }

    /// <summary>The last value reported of what the task's target counts.</summary>
    public ReachedValue? Reached { get; init; }

    /// <summary>The completion report that waits or was accepted; none after it was sent back.</summary>
    public CompletionReported? Claim { get; init; }

    /// <summary>The day it was completed, as verified.</summary>
    public DateOnly? CompletedOn { get; init; }

    /// <summary>The version of the event that says so.</summary>
    public long CompletedIn { get; init; }

    public TaskReopened? Reopened { get; init; }

    /// <summary>The extension asked for and not yet decided, or countered and not yet taken.</summary>
    public ExtensionRequest? Request { get; init; }

    /// <summary>The extension in force.</summary>
    public Extension? Extension { get; init; }

    public ImmutableDictionary<Guid, Difficulty> Difficulties { get; init; } = ImmutableDictionary<Guid, Difficulty>.Empty;

    /// <summary>What was handed in apart from completion reports.</summary>
    public ImmutableDictionary<Guid, SubmittedEvidence> Evidence { get; init; } = ImmutableDictionary<Guid, SubmittedEvidence>.Empty;

    public ImmutableDictionary<Guid, Urging> Urgings { get; init; } = ImmutableDictionary<Guid, Urging>.Empty;

    /// <summary>The last compliant day that was noticed to have passed; each deadline is noticed once.</summary>
    public DateOnly? FellOverdueAfter { get; init; }

    /// <summary>The day it was done: verified, or claimed while the check is pending.</summary>
    public DateOnly? DoneOn => CompletedOn ?? Claim?.EffectiveOn;

    /// <summary>Whether the lead has done anything that only a lead does.</summary>
    public bool LeadHasActed =>
        Lifecycle is not Lifecycle.NotStarted || (Accepted, LastProgress, Request, Extension) is not (null, null, null, null) || !Difficulties.IsEmpty || !Evidence.IsEmpty
        || Urgings.Values.Any(urging => urging.Answered is not null);

    /// <summary>From when an agency can begin to help: it neither leads nor helps by then.</summary>
    public DateOnly FreeSince(AgencyId agency) =>
        Coordinators.Where(coordinator => coordinator.Agency == agency).Select(coordinator => coordinator.Until!.Value)
            .Concat(Transfers.Where(transfer => transfer.From == agency).Select(transfer => transfer.EffectiveOn))
            .Append(Assigned.EffectiveOn).Max();

    public Assignment Joined(AgencyId agency, DateOnly from) => this with { Coordinators = Coordinators.Add(new(agency, from)) };

    public Assignment Left(AgencyId agency, DateOnly until) => Helping(agency) is { } helping
        ? this with { Coordinators = Coordinators.Replace(helping, helping with { Until = until }) }
        : this;

    public Assignment GivenBack(TaskReturned e) => this with { Returned = e, Accepted = null, BeforeReturn = Lifecycle, Lifecycle = Lifecycle.Returned, Since = e.EffectiveOn };

    public Assignment Kept(ReturnRefused e) => this with { Returned = null, Lifecycle = BeforeReturn, Since = e.EffectiveOn };

    public Assignment PassedOn(LeadTransferred e) => Left(e.To, e.EffectiveOn) with
    {
        Lead = e.To,
        Transfers = Transfers.Add(e),
        Accepted = null,
        Head = null,
        Returned = null,
        Request = null,
        Lifecycle = Lifecycle is Lifecycle.Returned ? Lifecycle.NotStarted : Lifecycle,
        Since = e.EffectiveOn
    };

    /// <summary>Another agency was meant from the start; what was said of the wrong one's head says nothing of it.</summary>
    public Assignment MeantFor(AgencyId lead, long version) =>
        this with { Lead = lead, LeadIn = version, Coordinators = Coordinators.RemoveAll(coordinator => coordinator.Agency == lead), Head = null };

    public Assignment Started(WorkStarted e) => this with { Lifecycle = Lifecycle.InProgress, Since = e.EffectiveOn };

    /// <param name="e">The report.</param>
    /// <param name="version">Its version.</param>
    /// <param name="unit">What its task's target counted at that time.</param>
    public Assignment Progressed(ProgressReported e, long version, string? unit)
    {
        var newFigure = e.Percent is not null && !(LastFigure?.EffectiveOn > e.EffectiveOn);
        // An older report recorded late does not take the place of a newer one.
        var progressed = this with
        {
            LastProgress = LastProgress?.EffectiveOn > e.EffectiveOn ? LastProgress : e,
            LastFigure = newFigure ? e : LastFigure,
            FigureIn = newFigure ? version : FigureIn,
            Reached = e.Reached is not { } value || Reached?.On > e.EffectiveOn ? Reached : new(value, unit, e.EffectiveOn)
        };
        return Lifecycle is Lifecycle.NotStarted ? progressed with { Lifecycle = Lifecycle.InProgress, Since = e.EffectiveOn } : progressed;
    }

    /// <summary>What was reached of a target that still counts the same; null of any other.</summary>
    public ReachedValue? ReachedOf(Target target) => Reached?.Unit == target.Unit ? Reached : null;

    /// <summary>The last figure, corrected, whether or not it was the last report.</summary>
    public Assignment WithFigure(int percent, long version) => this with
    {
        FigureIn = version,
        LastFigure = LastFigure! with { Percent = percent },
        LastProgress = LastProgress == LastFigure ? LastFigure! with { Percent = percent } : LastProgress
    };

    public Assignment Claimed(CompletionReported e) => this with { Claim = e, Lifecycle = Lifecycle.CompletionReported, Since = e.EffectiveOn };

    public Assignment Verified(CompletionVerified e, long version) =>
        this with { CompletedOn = e.EffectiveOn, CompletedIn = version, Request = null, Lifecycle = Lifecycle.Completed, Since = e.EffectiveOn };

    public Assignment SentBack(ReworkRequired e) => this with { Claim = null, Lifecycle = Lifecycle.ReworkRequired, Since = e.EffectiveOn, OpenSince = e.EffectiveOn };

    public Assignment OpenAgain(TaskReopened e) => this with
    {
        Claim = null,
        CompletedOn = null,
        Reopened = e,
        Lifecycle = Lifecycle.ReworkRequired,
        Since = e.EffectiveOn,
        OpenSince = e.EffectiveOn
    };

    public Assignment Extended(Extension extension) => this with { Request = null, Extension = extension };
}

/// <summary>How far a lead has come towards the target, in numbers.</summary>
/// <param name="Value">What was reached.</param>
/// <param name="Unit">What was counted when that was reported.</param>
/// <param name="On">The day the report describes.</param>
public sealed record ReachedValue(decimal Value, string? Unit, DateOnly On);
