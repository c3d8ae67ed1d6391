using System.Text.Json.Serialization;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;

namespace Directives.Domain;

[JsonDerivedType(typeof(DirectiveIssued), "directive_issued")]
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
        string? DateNote = null) : DirectiveEvent;
}
