using Directives.Api.Assigning;
using Directives.Api.Deadlines;
using Directives.Api.Supervising;
using Directives.Domain;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;

namespace Directives.Api.Issuing;

/// <summary>A directive as its events tell it, now or at the version or instant that was asked for.</summary>
/// <param name="Directive">Its id.</param>
/// <param name="Version">How many events were counted; its ETag.</param>
/// <param name="Type">The kind of document.</param>
/// <param name="Number">As printed; none for a meeting conclusion without one.</param>
/// <param name="Title">What it is about.</param>
/// <param name="IssuedBy">One body or several.</param>
/// <param name="IssuedOn">As exact as the document.</param>
/// <param name="EffectiveOn">From when its tasks can be worked on.</param>
/// <param name="Links">How it stands to other directives.</param>
/// <param name="Signatory">Who signed.</param>
/// <param name="DateNote">How the date was found.</param>
/// <param name="Urgency">How urgent the document is.</param>
/// <param name="Secrecy">How secret it is.</param>
/// <param name="Received">Which agencies it has reached, first arrivals first.</param>
/// <param name="Amendments">What other documents changed, in the order it was entered.</param>
/// <param name="Superseded">What took its place; then nothing more is done here.</param>
/// <param name="JudgedOn">The day timeliness is judged on.</param>
/// <param name="Tasks">In the order they were entered.</param>
public sealed record DirectiveDetails(
    DirectiveId Directive, long Version, DirectiveType Type, DocumentNumber? Number, BilingualText Title, IReadOnlyList<AgencyId> IssuedBy, CalendarPeriod IssuedOn,
    DateOnly EffectiveOn, IReadOnlyList<DirectiveLink> Links, string? Signatory, string? DateNote, UrgencyLevel Urgency, SecrecyLevel Secrecy,
    IReadOnlyList<ReceiptView> Received, IReadOnlyList<AmendmentView> Amendments, SupersessionView? Superseded, DateOnly JudgedOn, IReadOnlyList<TaskDetails> Tasks)
{
    /// <summary>How it is or was looked at, oldest first.</summary>
    public IReadOnlyList<InspectionView> Inspections { get; init; } = [];

    public static DirectiveDetails Of(Directive directive, DateOnly day)
    {
        var issued = directive.Issued!;
        var byTask = directive.Assignments.Values.OrderBy(assignment => assignment.Lead.Value, StringComparer.Ordinal).ToLookup(assignment => assignment.Task);
        return new(
            issued.Directive, directive.Version, issued.Type, issued.Number, issued.Title, issued.IssuedBy, issued.IssuedOn, issued.EffectiveOn, issued.Links,
            issued.Signatory, issued.DateNote, issued.Urgency, issued.Secrecy,
            [.. directive.Received.Values.OrderBy(e => e.EffectiveOn).ThenBy(e => e.By.Value, StringComparer.Ordinal).Select(e => new ReceiptView(e.By, e.EffectiveOn, e.RegisterNumber))],
            [.. directive.Amendments.Select(e => new AmendmentView(e.Authority, e.Text, e.EffectiveOn, e.Amending))],
            directive.Superseded is { } superseded ? new(superseded.Authority, superseded.EffectiveOn, superseded.Superseding) : null,
            day,
            [.. directive.Tasks.Values.OrderBy(task => task.Number).Select(task =>
                new TaskDetails(
                    task.Identified.Task, task.Identified.Code, task.Nature, task.Clause, task.Title, task.Identified.EffectiveOn,
                    task.KeyTask, task.Target, task.Identified.Period, task.Identified.Note,
                    task.Deadline is null ? null : DeadlineView.Of(task.Deadline), task.Cancelled?.EffectiveOn, task.Restates, task.Difference,
                    [.. byTask[task.Identified.Task].Select(assignment => AssignmentDetails.Of(directive, assignment, day))])
                { StatedDeadline = task.StatedDeadline is null ? null : DeadlineView.Of(task.StatedDeadline), Stops = task.Stops })])
        {
            Inspections = InspectionView.Of(directive)
        };
    }
}

/// <param name="Agency">The agency it reached.</param>
/// <param name="ReceivedOn">The day it arrived.</param>
/// <param name="RegisterNumber">Its number in that agency's register.</param>
public sealed record ReceiptView(AgencyId Agency, DateOnly ReceivedOn, string? RegisterNumber);

/// <param name="Authority">The document that amends it, as printed.</param>
/// <param name="Text">What is different.</param>
/// <param name="EffectiveOn">From when.</param>
/// <param name="Amending">The id of that document, if it is entered here.</param>
public sealed record AmendmentView(string Authority, string Text, DateOnly EffectiveOn, DirectiveId? Amending);

/// <param name="Authority">The document that took its place, as printed.</param>
/// <param name="EffectiveOn">From when.</param>
/// <param name="Superseding">The id of that document, if it is entered here.</param>
public sealed record SupersessionView(string Authority, DateOnly EffectiveOn, DirectiveId? Superseding);

/// <param name="Task">Its id.</param>
/// <param name="Code">A short name people use.</param>
/// <param name="Nature">What kind of obligation it is.</param>
/// <param name="Clause">Where it stands.</param>
/// <param name="Title">The obligation as it reads now.</param>
/// <param name="EffectiveOn">From when it can be worked on.</param>
/// <param name="KeyTask">Counted apart.</param>
/// <param name="Target">What is to be reached.</param>
/// <param name="Period">The time a report has to cover.</param>
/// <param name="Note">Doubts about the reading.</param>
/// <param name="Deadline">As it is to be read.</param>
/// <param name="CancelledOn">From when nothing is owed any more.</param>
/// <param name="Restates">The task of another directive that it repeats; it is counted there.</param>
/// <param name="Difference">Where its words differ from that one's.</param>
/// <param name="Assignments">Who has it.</param>
public sealed record TaskDetails(
    TaskId Task, string Code, TaskNature Nature, string Clause, BilingualText Title, DateOnly EffectiveOn, bool KeyTask, Target? Target, CoveredPeriod? Period, string? Note,
    DeadlineView? Deadline, DateOnly? CancelledOn, TaskReference? Restates, string? Difference, IReadOnlyList<AssignmentDetails> Assignments)
{
    /// <summary>As the document states it, whatever became clear since.</summary>
    public DeadlineView? StatedDeadline { get; init; }

    /// <summary>When its clock stood still; the last stop may have no end yet.</summary>
    public IReadOnlyList<ClockStop> Stops { get; init; } = [];
}
