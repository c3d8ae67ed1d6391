using Directives.Api.Agencies;
using Directives.Api.Deadlines;
using Directives.Api.Issuing;
using Directives.Domain;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;

namespace Directives.Api.Importing;

/// <summary>Many things at once, entered in this order; references between the rows are by name, not by id.</summary>
/// <param name="DryRun">Says what would become of each row and writes nothing.</param>
/// <param name="Mode">Whether one refused row keeps all others out.</param>
/// <param name="Agencies">Like <c>POST /agencies</c>; a parent may stand behind its children.</param>
/// <param name="Directives">Like <c>POST /directives</c>; a directive may stand behind those that link to it.</param>
/// <param name="Tasks">Like <c>POST …/tasks</c>, with deadline and leads if they are known.</param>
public sealed record ImportBody(
    bool DryRun = false, ImportMode Mode = ImportMode.AllOrNothing,
    IReadOnlyList<RegisterAgencyBody>? Agencies = null, IReadOnlyList<DirectiveRow>? Directives = null, IReadOnlyList<TaskRow>? Tasks = null);

public enum ImportMode
{
    /// <summary>When one row is refused, none is recorded.</summary>
    AllOrNothing,

    /// <summary>Every row that can be recorded is.</summary>
    RowByRow
}

public enum ImportKind { Agencies, Directives, Tasks }

/// <param name="Type">The kind of document.</param>
/// <param name="Title">What it is about (trích yếu), in your words.</param>
/// <param name="IssuedBy">Codes of the issuing bodies.</param>
/// <param name="IssuedOn">As exact as the document says: <c>2025-07-25</c>, <c>2025-07</c>, <c>2025-Q3</c> or <c>2025</c>.</param>
/// <param name="Number">Number and symbol as printed. Only a meeting conclusion may have none.</param>
/// <param name="Key">A name for it in this import, for rows that refer to it.</param>
/// <param name="EffectiveOn">From when its tasks can be worked on; the first day of its date if left out.</param>
/// <param name="Links">Directives it implements, rests on, supersedes or amends.</param>
/// <param name="Signatory">Who signed.</param>
/// <param name="DateNote">How the date was found when the document does not say it in full.</param>
/// <param name="Urgency">How urgent the document is.</param>
/// <param name="Secrecy">How secret it is.</param>
public sealed record DirectiveRow(
    DirectiveType Type, BilingualText Title, IReadOnlyList<AgencyId> IssuedBy, CalendarPeriod IssuedOn, string? Number = null, string? Key = null, DateOnly? EffectiveOn = null,
    IReadOnlyList<LinkRow>? Links = null, string? Signatory = null, string? DateNote = null,
    UrgencyLevel Urgency = UrgencyLevel.Normal, SecrecyLevel Secrecy = SecrecyLevel.None)
{
    internal IssueBody ToBody(IReadOnlyList<DirectiveLink> links) =>
        new(Type, Title, IssuedBy, IssuedOn, Number, EffectiveOn, links, Signatory, DateNote, Urgency, Secrecy);
}

/// <param name="Kind">How it stands to the other one.</param>
/// <param name="Directive">The other one's key in this import, number or id.</param>
/// <param name="Task">The code of the one task of it that is meant.</param>
public sealed record LinkRow(LinkKind Kind, string Directive, string? Task = null);

/// <param name="Directive">The directive's key in this import, number or id.</param>
/// <param name="Code">A short name, unique in the directive: <c>179-19</c>.</param>
/// <param name="Nature">What kind of obligation it is.</param>
/// <param name="Clause">The place in the document it was read from.</param>
/// <param name="Title">The obligation, in your words.</param>
/// <param name="EffectiveOn">From when it can be worked on; from the directive's beginning if left out.</param>
/// <param name="KeyTask">Counted apart in reports.</param>
/// <param name="Target">What is to be reached.</param>
/// <param name="Period">The time a report has to cover.</param>
/// <param name="Note">Doubts about the reading.</param>
/// <param name="Deadline">As the document states it.</param>
/// <param name="Leads">Codes of the lead agencies; each gets an assignment of its own.</param>
/// <param name="Coordinating">Codes of the agencies that help.</param>
/// <param name="AssignedOn">From when they answer for it; from the task's beginning if left out.</param>
public sealed record TaskRow(
    string Directive, string Code, TaskNature Nature, string Clause, BilingualText Title, DateOnly? EffectiveOn = null, bool KeyTask = false, Target? Target = null,
    CoveredPeriod? Period = null, string? Note = null, SetDeadlineBody? Deadline = null,
    IReadOnlyList<AgencyId>? Leads = null, IReadOnlyList<AgencyId>? Coordinating = null, DateOnly? AssignedOn = null);

/// <summary>A row as it came.</summary>
/// <param name="Kind">What it enters.</param>
/// <param name="Number">Where it stands: in its list, or in the file, whose first line is 1.</param>
/// <param name="Content">A <see cref="RegisterAgencyBody"/>, <see cref="DirectiveRow"/> or <see cref="TaskRow"/>; null when it cannot be read.</param>
/// <param name="Problem">Why it cannot be read.</param>
/// <param name="ColumnOf">Which column says what a JSON pointer names; null when it did not come in columns.</param>
public sealed record ImportRow(ImportKind Kind, int Number, object? Content, HttpRefusal? Problem = null, Func<string, string?>? ColumnOf = null);

/// <summary>What is asked for, wherever it comes from.</summary>
public sealed record ImportRequest(bool DryRun, ImportMode Mode, IReadOnlyList<ImportRow> Rows)
{
    public const int MostRows = 10_000;
    public const long MostBytes = 10 * 1024 * 1024;

    /// <summary>It goes on after the answer, one such at a time.</summary>
    public bool IsLong => Rows.Count > 200;
}
