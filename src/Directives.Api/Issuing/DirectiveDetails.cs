using Directives.Api.Assigning;
using Directives.Api.Deadlines;
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
/// <param name="JudgedOn">The day timeliness is judged on.</param>
/// <param name="Tasks">In the order they were entered.</param>
public sealed record DirectiveDetails(
    DirectiveId Directive, long Version, DirectiveType Type, DocumentNumber? Number, BilingualText Title, IReadOnlyList<AgencyId> IssuedBy, CalendarPeriod IssuedOn,
    DateOnly EffectiveOn, IReadOnlyList<DirectiveLink> Links, string? Signatory, string? DateNote, DateOnly JudgedOn, IReadOnlyList<TaskDetails> Tasks)
{
    public static DirectiveDetails Of(Directive directive, DateOnly day)
    {
        var issued = directive.Issued!;
        var byTask = directive.Assignments.Values.OrderBy(assignment => assignment.Lead.Value, StringComparer.Ordinal).ToLookup(assignment => assignment.Task);
        return new(
            issued.Directive, directive.Version, issued.Type, issued.Number, issued.Title, issued.IssuedBy, issued.IssuedOn, issued.EffectiveOn, issued.Links,
            issued.Signatory, issued.DateNote, day,
            [.. directive.Tasks.Values.OrderBy(task => task.Number).Select(task =>
                new TaskDetails(
                    task.Identified.Task, task.Identified.Code, task.Nature, task.Clause, task.Title, task.Identified.EffectiveOn,
                    task.KeyTask, task.Target, task.Identified.Period, task.Identified.Note,
                    task.Deadline is null ? null : DeadlineView.Of(task.Deadline), task.Cancelled?.EffectiveOn,
                    [.. byTask[task.Identified.Task].Select(assignment => AssignmentDetails.Of(directive, assignment, day))]))]);
    }
}

public sealed record TaskDetails(
    TaskId Task, string Code, TaskNature Nature, string Clause, BilingualText Title, DateOnly EffectiveOn, bool KeyTask, Target? Target, CoveredPeriod? Period, string? Note,
    DeadlineView? Deadline, DateOnly? CancelledOn, IReadOnlyList<AssignmentDetails> Assignments);
