using System.Text.Json.Serialization;
using Directives.Domain.Supervising;

namespace Directives.Domain;

[JsonDerivedType(typeof(UrgingIssued), "urging_issued")]
[JsonDerivedType(typeof(UrgingAnswered), "urging_answered")]
[JsonDerivedType(typeof(InspectionOpened), "inspection_opened")]
[JsonDerivedType(typeof(InspectionConcluded), "inspection_concluded")]
[JsonDerivedType(typeof(CriticismRecorded), "criticism_recorded")]
[JsonDerivedType(typeof(CommendationRecorded), "commendation_recorded")]
public abstract partial record DirectiveEvent
{
    /// <summary>Đôn đốc: the formal nudge.</summary>
    /// <param name="Assignment">What it is about.</param>
    /// <param name="Urging">This urging.</param>
    /// <param name="Addressee">Who has to answer; the lead of that day.</param>
    /// <param name="Text">What it says.</param>
    /// <param name="ReplyBy">The last day for an answer.</param>
    /// <param name="EffectiveOn">The day it was sent.</param>
    /// <param name="Document">Its number, if it went out as a document.</param>
    public sealed record UrgingIssued(
        AssignmentId Assignment, Guid Urging, AgencyId Addressee, string Text, DateOnly ReplyBy, DateOnly EffectiveOn, string? Document = null)
        : DirectiveEvent, IAssignmentEvent;

    public sealed record UrgingAnswered(AssignmentId Assignment, Guid Urging, string Text, DateOnly EffectiveOn) : DirectiveEvent, IAssignmentEvent;

    /// <summary>Kiểm tra: a team looks at how an agency carries this directive out.</summary>
    /// <param name="Inspection">This inspection.</param>
    /// <param name="Subject">Who is inspected.</param>
    /// <param name="Authority">The decision that opens it.</param>
    /// <param name="Text">What is looked at.</param>
    /// <param name="EffectiveOn">The day it begins.</param>
    /// <param name="Task">The task it is about; without one, the whole directive.</param>
    public sealed record InspectionOpened(
        Guid Inspection, AgencyId Subject, string Authority, string Text, DateOnly EffectiveOn, TaskId? Task = null) : DirectiveEvent;

    /// <param name="Inspection">The inspection.</param>
    /// <param name="Conclusion">What was found.</param>
    /// <param name="Document">The conclusion's number.</param>
    /// <param name="EffectiveOn">The day of the conclusion.</param>
    public sealed record InspectionConcluded(Guid Inspection, InspectionConclusion Conclusion, string Document, DateOnly EffectiveOn) : DirectiveEvent;

    /// <param name="Id">This criticism.</param>
    /// <param name="Criticism">Whom, how severely, in which document.</param>
    /// <param name="EffectiveOn">The day it was pronounced.</param>
    public sealed record CriticismRecorded(Guid Id, Criticism Criticism, DateOnly EffectiveOn) : DirectiveEvent;

    /// <param name="Id">This commendation.</param>
    /// <param name="Commendation">Whom, for what, in which document.</param>
    /// <param name="EffectiveOn">The day it was pronounced.</param>
    public sealed record CommendationRecorded(Guid Id, Commendation Commendation, DateOnly EffectiveOn) : DirectiveEvent;
}
