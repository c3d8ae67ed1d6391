using System.Collections.Immutable;
using Directives.Domain.Assigning;
using Directives.Domain.Correcting;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;
using Directives.Domain.Performing;
using Directives.Domain.Supervising;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain;

/// <summary>
/// A directive as its events tell it: the document, its tasks, and who has them. Never stored, so free to change. It
/// shares the event records rather than copying them, and every change is O(log n): one directive may carry 60,000
/// assignments.
/// </summary>
/// <param name="Version">How many events it has seen; the version of its stream.</param>
/// <param name="Issued">The document; null until it is issued.</param>
/// <param name="Tasks">By id.</param>
/// <param name="Assignments">By id, over all tasks.</param>
public sealed record Directive(
    long Version, DirectiveIssued? Issued, ImmutableDictionary<TaskId, DirectiveTask> Tasks, ImmutableDictionary<AssignmentId, Assignment> Assignments)
{
    public static Directive Initial { get; } =
        new(0, null, ImmutableDictionary<TaskId, DirectiveTask>.Empty, ImmutableDictionary<AssignmentId, Assignment>.Empty);

    /// <summary>Which agencies it has reached.</summary>
    public ImmutableDictionary<AgencyId, DirectiveReceived> Received { get; init; } = ImmutableDictionary<AgencyId, DirectiveReceived>.Empty;

    public ImmutableList<DirectiveAmended> Amendments { get; init; } = [];

    /// <summary>What took its place.</summary>
    public DirectiveSuperseded? Superseded { get; init; }

    public ImmutableDictionary<Guid, Inspection> Inspections { get; init; } = ImmutableDictionary<Guid, Inspection>.Empty;

    /// <summary>The criticisms and commendations that were recorded.</summary>
    public ImmutableHashSet<Guid> Judgements { get; init; } = [];

    /// <summary>The version of the last event that changed every assignment at once.</summary>
    public long VersionOfAll { get; init; }

    public static Directive Evolve(Directive directive, DirectiveEvent @event) =>
        (directive with { Version = directive.Version + 1 }).Apply(@event);

    /// <summary>Where an assignment stands: where it was brought, unless its task or directive ended or was suspended before it was done.</summary>
    public Lifecycle LifecycleOf(Assignment assignment) => (assignment.Lifecycle, Tasks[assignment.Task]) switch
    {
        (Lifecycle.Completed, _) => Lifecycle.Completed,
        _ when assignment.Merged is not null => Lifecycle.Superseded,
        (_, { Cancelled: not null }) => Lifecycle.Cancelled,
        _ when Superseded is not null => Lifecycle.Superseded,
        (not Lifecycle.CompletionReported, { StoppedSince: not null }) => Lifecycle.Suspended,
        _ => assignment.Lifecycle
    };

    /// <summary>The last day on which an assignment is on time: as extended, later by the days its task's clock stood still; null when it can never be overdue as things are known.</summary>
    public DateOnly? LastCompliantDayOf(Assignment assignment)
    {
        var task = Tasks[assignment.Task];
        var stated = task.Deadline?.LastCompliantDay();
        if (assignment.Extension is not { } extension)
            return StoppedClock.LastDay(stated, task.Stops, assignment.DoneOn);
        var extended = StoppedClock.Extended(extension.To, stated, StoppedClock.DaysOf(task.Stops.Take(extension.StopsBefore)));
        return StoppedClock.LastDay(extended, task.Stops.Skip(extension.StopsBefore), assignment.DoneOn);
    }

    /// <summary>How an assignment stands to its deadline at the end of a day, as things are known now.</summary>
    public Timeliness? TimelinessOf(Assignment assignment, DateOnly day)
    {
        var task = Tasks[assignment.Task];
        return TimelinessRule.Judge(
            LifecycleOf(assignment), assignment.DoneOn, task.Deadline?.Kind, LastCompliantDayOf(assignment), day, task.Deadline?.DueSoonDays() ?? 0, task.StoppedSince);
    }

    /// <summary>The share of a task that an agency works on, if there is one. What is done, or said to be, is judged as it stands and takes no more work.</summary>
    public Assignment? AtWork(AgencyId lead, TaskId task) => !Tasks[task].Leads.Contains(lead) ? null : Assignments.Values.FirstOrDefault(assignment =>
        assignment.Lead == lead && assignment.Task == task && assignment.Merged is null && assignment.Lifecycle is not (Lifecycle.Completed or Lifecycle.CompletionReported));

    /// <summary>The version of the last event that changed what an assignment shows: one of its own, of its task or of the whole directive.</summary>
    public long VersionOf(Assignment assignment) => Math.Max(Math.Max(assignment.Version, Tasks[assignment.Task].Version), Superseded is null ? 0 : VersionOfAll);

    Directive Apply(DirectiveEvent @event) => @event switch
    {
        DirectiveIssued e => this with { Issued = e },
        DirectiveReceived e => this with { Received = Received.SetItem(e.By, e) },
        DirectiveAmended e => this with { Amendments = Amendments.Add(e) },
        DirectiveSuperseded e => this with { Superseded = e, VersionOfAll = Version },

        TaskIdentified e => this with { Tasks = Tasks.Add(e.Task, new(e, Version)) },
        TaskReworded e => With(e.Task, task => task with { Title = e.Title, Clause = e.Clause, Nature = e.Nature, KeyTask = e.KeyTask, Reworded = true }),
        TaskRestated e => With(e.Task, task => task with { Restates = e.Of, Difference = e.Difference }),
        TargetSet e => With(e.Task, task => task with { Target = e.Target }),
        TaskCancelled e => With(e.Task, task => task with { Cancelled = e }),
        DeadlineSet e => With(e.Task, task => task.ReadAs(e.Deadline) with { DeadlineIn = Version }),
        DeadlineClarified e => With(e.Task, task => task.ReadAs(e.Deadline) with { Clarified = true }),
        TaskSuspended e => With(e.Task, task => task.Suspended(e)),
        TaskResumed e => With(e.Task, task => task.Resumed(e)),

        TaskAssigned e => Assign(e),
        LeadTransferred e => With(e.Assignment, assignment => assignment.PassedOn(e)).WithLeads(e.Assignment, task => task.TakenFrom(e.From).GivenTo(e.To)),
        AssignmentMerged e => With(e.Assignment, assignment => assignment with { Merged = e, Request = null }).WithLeads(e.Assignment, task => task.TakenFrom(Assignments[e.Assignment].Lead)),
        AssignmentFellOverdue e => Noticed(e),
        IAssignmentEvent e => With(e.Assignment, assignment => Apply(assignment, @event)),

        InspectionOpened e => this with { Inspections = Inspections.Add(e.Inspection, new(e)) },
        InspectionConcluded e => this with { Inspections = Inspections.SetItem(e.Inspection, Inspections[e.Inspection] with { Concluded = e }) },
        CriticismRecorded e => this with { Judgements = Judgements.Add(e.Id) },
        CommendationRecorded e => this with { Judgements = Judgements.Add(e.Id) },
        RecordCorrected e => Corrected(e.Correction),
        _ => throw new InvalidOperationException($"{@event.GetType().Name} is not folded.")
    };

    Assignment Apply(Assignment assignment, DirectiveEvent @event) => @event switch
    {
        AssignmentAccepted e => assignment with { Accepted = e },
        TaskReturned e => assignment.GivenBack(e),
        ReturnRefused e => assignment.Kept(e),
        CoordinatorAdded e => assignment.Joined(e.Agency, e.EffectiveOn),
        CoordinatorRemoved e => assignment.Left(e.Agency, e.EffectiveOn),
        HeadNamed e => assignment with { Head = e },

        ExtensionRequested e => assignment with { Request = new(e.To, e.EffectiveOn) },
        ExtensionCountered e => assignment with { Request = assignment.Request! with { Offered = e.To, OfferedOn = e.EffectiveOn } },
        ExtensionApproved e => assignment.Extended(new(e.To, e.Number, Tasks[assignment.Task].Stops.Count, e.EffectiveOn)),
        ExtensionAccepted e => assignment.Extended(new(e.To, e.Number, Tasks[assignment.Task].Stops.Count, e.EffectiveOn)),
        ExtensionRefused or ExtensionWithdrawn => assignment with { Request = null },

        WorkStarted e => assignment.Started(e),
        ProgressReported e => assignment.Progressed(e, Version, Tasks[assignment.Task].Target?.Unit),
        EvidenceSubmitted e => assignment with { Evidence = assignment.Evidence.Add(e.Id, new(e)) },
        EvidenceWithdrawn e => assignment with { Evidence = assignment.Evidence.SetItem(e.Id, assignment.Evidence[e.Id] with { Withdrawn = e }) },
        DifficultyRaised e => assignment with { Difficulties = assignment.Difficulties.Add(e.Difficulty, new(e)) },
        DifficultyAnswered e => WithDifficulty(assignment, e.Difficulty, difficulty => difficulty.With(e)),
        DifficultyEscalated e => WithDifficulty(assignment, e.Difficulty, difficulty => difficulty.With(e)),
        DifficultyResolved e => WithDifficulty(assignment, e.Difficulty, difficulty => difficulty.With(e)),
        CompletionReported e => assignment.Claimed(e),
        CompletionVerified e => assignment.Verified(e, Version),
        ReworkRequired e => assignment.SentBack(e),
        TaskReopened e => assignment.OpenAgain(e),

        UrgingIssued e => assignment with { Urgings = assignment.Urgings.Add(e.Urging, new(e)) },
        UrgingAnswered e => assignment with { Urgings = assignment.Urgings.SetItem(e.Urging, assignment.Urgings[e.Urging] with { Answered = e }) },
        _ => throw new InvalidOperationException($"{@event.GetType().Name} is not folded.")
    };

    Directive Corrected(Correction correction) => correction switch
    {
        Correction.CompletedOn c => With(c.Assignment, assignment => assignment with { CompletedOn = c.Day, CompletedIn = Version, Since = c.Day }),
        Correction.Percent c => With(c.Assignment, assignment => assignment.WithFigure(c.Value, Version)),
        Correction.Lead c => With(c.Assignment, assignment => assignment.MeantFor(c.Agency, Version))
            .WithLeads(c.Assignment, task => task.TakenFrom(Assignments[c.Assignment].Lead).GivenTo(c.Agency)),
        Correction.StatedDeadline c => With(c.Task, task => task with { Deadline = c.Deadline, StatedDeadline = c.Deadline, DeadlineIn = Version }),
        Correction.Kind c => With(c.Task, task => task with { Nature = c.Nature, KeyTask = c.KeyTask, KindIn = Version }),
        _ => throw new InvalidOperationException($"{correction.GetType().Name} is not folded.")
    };

    Directive Assign(TaskAssigned e) =>
        this with { Assignments = Assignments.Add(e.Assignment, new(e, Version)), Tasks = Tasks.SetItem(e.Task, Tasks[e.Task].GivenTo(e.Lead)) };

    /// <summary>The assignment keeps its version: nothing its lead has seen is different, so its next report must not fail as stale.</summary>
    Directive Noticed(AssignmentFellOverdue e) =>
        this with { Assignments = Assignments.SetItem(e.Assignment, Assignments[e.Assignment] with { FellOverdueAfter = e.LastCompliantDay }) };

    static Assignment WithDifficulty(Assignment assignment, Guid id, Func<Difficulty, Difficulty> change) =>
        assignment with { Difficulties = assignment.Difficulties.SetItem(id, change(assignment.Difficulties[id])) };

    /// <summary>Who has a task is everybody's business but changes nothing for the others who have it.</summary>
    Directive WithLeads(AssignmentId id, Func<DirectiveTask, DirectiveTask> change)
    {
        var task = Tasks[Assignments[id].Task];
        return this with { Tasks = Tasks.SetItem(task.Identified.Task, change(task)) };
    }

    Directive With(TaskId id, Func<DirectiveTask, DirectiveTask> change) =>
        this with { Tasks = Tasks.SetItem(id, change(Tasks[id]) with { Version = Version }) };

    Directive With(AssignmentId id, Func<Assignment, Assignment> change) =>
        this with { Assignments = Assignments.SetItem(id, change(Assignments[id]) with { Version = Version }) };
}
