using System.Text.Json.Serialization;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;

namespace Directives.Domain;

[JsonDerivedType(typeof(DirectiveIssued), "directive_issued")]
[JsonDerivedType(typeof(DirectiveReceived), "directive_received")]
[JsonDerivedType(typeof(DirectiveAmended), "directive_amended")]
[JsonDerivedType(typeof(DirectiveSuperseded), "directive_superseded")]
public abstract partial record DirectiveEvent
{
    /// <param name="Directive">Its identity, also that of its stream.</param>
    /// <param name="Type">The kind of document.</param>
    /// <param name="Number">Absent for a meeting conclusion that has none.</param>
    /// <param name="Title">What it is about (trích yếu), in the register's words.</param>
    /// <param name="IssuedBy">One body or several jointly.</param>
    /// <param name="IssuedOn">As exact as the document says: a day, or only a month or a year.</param>
    /// <param name="EffectiveOn">From when its tasks can be worked on.</param>
    /// <param name="Links">The directives it carries out, rests on, replaces or amends.</param>
    /// <param name="Signatory">Who signed.</param>
    /// <param name="DateNote">How the date was found when the document does not say it in full.</param>
    /// <param name="Urgency">Độ khẩn, of the document; what it says of a task is that task's deadline.</param>
    /// <param name="Secrecy">Độ mật.</param>
    public sealed record DirectiveIssued(
        DirectiveId Directive,
        DirectiveType Type,
        DocumentNumber? Number,
        BilingualText Title,
        IReadOnlyList<AgencyId> IssuedBy,
        CalendarPeriod IssuedOn,
        DateOnly EffectiveOn,
        IReadOnlyList<DirectiveLink> Links,
        string? Signatory = null,
        string? DateNote = null,
        UrgencyLevel Urgency = UrgencyLevel.Normal,
        SecrecyLevel Secrecy = SecrecyLevel.None) : DirectiveEvent;

    /// <param name="By">The agency it reached.</param>
    /// <param name="EffectiveOn">The day it arrived (ngày đến).</param>
    /// <param name="RegisterNumber">Its number in that agency's register of incoming documents.</param>
    public sealed record DirectiveReceived(AgencyId By, DateOnly EffectiveOn, string? RegisterNumber = null) : DirectiveEvent;

    /// <summary>Another document changes this one. What that means for its tasks is told by their own events.</summary>
    /// <param name="Authority">The document that amends it, as printed.</param>
    /// <param name="Text">What is different.</param>
    /// <param name="EffectiveOn">From when.</param>
    /// <param name="Amending">That document, if it is in the register.</param>
    public sealed record DirectiveAmended(string Authority, string Text, DateOnly EffectiveOn, DirectiveId? Amending = null) : DirectiveEvent;

    /// <summary>Another document takes its place: what is still open is owed under that one, and no longer here.</summary>
    /// <param name="Authority">The document that supersedes it, as printed.</param>
    /// <param name="EffectiveOn">From when.</param>
    /// <param name="Superseding">That document, if it is in the register.</param>
    public sealed record DirectiveSuperseded(string Authority, DateOnly EffectiveOn, DirectiveId? Superseding = null) : DirectiveEvent;
}
