using Directives.Domain.Deadlines;

namespace Directives.Domain.Issuing;

/// <summary>
/// What makes a document that document and no other: who issued it, its kind, its number and its date. A directive's id
/// follows from it, so the same document cannot be entered twice, by whomever and at whatever moment.
/// </summary>
public static class NaturalKey
{
    /// <summary>Null for a document without a number: one body may conclude two meetings on a day.</summary>
    public static string? Of(DirectiveType type, string? number, IEnumerable<AgencyId> issuedBy, CalendarPeriod issuedOn) =>
        number is null ? null : $"{string.Join('+', issuedBy.Select(body => body.Value).Order(StringComparer.Ordinal))}|{type}|{DocumentNumber.Normalise(number)}|{issuedOn}";
}
