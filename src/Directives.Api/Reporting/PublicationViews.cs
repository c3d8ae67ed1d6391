using Directives.Domain;
using Directives.Domain.Reporting;

namespace Directives.Api.Reporting;

/// <summary>A published report. Its identifier follows from the report, the body and the first day.</summary>
/// <param name="Publication">Its identifier.</param>
/// <param name="Report">Which report.</param>
/// <param name="Body">Whose; null for that of all.</param>
/// <param name="Start">The first day it covers.</param>
/// <param name="End">The last.</param>
/// <param name="CutOff">The end of that day.</param>
/// <param name="Editions">The one that holds first; the others stay as they were given out.</param>
public sealed record PublicationView(Guid Publication, ReportKind Report, AgencyId? Body, DateOnly Start, DateOnly End, DateTimeOffset CutOff, IReadOnlyList<EditionView> Editions)
{
    internal static string At(Guid publication) => $"/reports/publications/{publication}";

    internal static PublicationView Of(IReadOnlyList<RecordedEdition> editions)
    {
        var (publication, said) = (editions[0].Publication, editions[0].Said);
        return new(publication, said.Report, said.Body, said.Start, said.End, said.CutOff, [.. editions.Reverse().Select(EditionView.Of)]);
    }
}

/// <summary>A report as it was given out once.</summary>
/// <param name="Edition">1, 2, 3 …</param>
/// <param name="Restates">The edition it takes the place of; null on the first.</param>
/// <param name="Reason">Why it does.</param>
/// <param name="Position">What was recorded up to here counts in it.</param>
/// <param name="KnownAsOf">The instant that was asked for, where one was.</param>
/// <param name="Policy">The version of the policy in force on its last day.</param>
/// <param name="Calendar">The version of the calendar.</param>
/// <param name="Totals">Its main figures.</param>
/// <param name="Sha256">The digest of its bytes.</param>
/// <param name="Form">The form of these bytes.</param>
/// <param name="Chain">The ledger's chain value at its position, as <c>verify --expect</c> takes it.</param>
/// <param name="PublishedOn">The day it was given out.</param>
/// <param name="PublishedBy">By whom.</param>
/// <param name="RecordedAt">When that was recorded.</param>
/// <param name="RecordedPosition">And where in the log.</param>
/// <param name="ReportAt">Where its bytes are.</param>
public sealed record EditionView(
    int Edition, int? Restates, string? Reason, long Position, DateTimeOffset? KnownAsOf, string Policy, string Calendar, ReportTotals Totals, string Sha256, string Form, string Chain,
    DateOnly PublishedOn, string PublishedBy, DateTimeOffset RecordedAt, long RecordedPosition, string ReportAt)
{
    internal static EditionView Of(RecordedEdition edition)
    {
        var said = edition.Said;
        return new(
            said.Edition, said.Restates, said.Reason, said.Position, said.KnownAsOf, said.Policy, said.Calendar, said.Totals, said.Sha256, said.Form ?? ReportForms.Weekly.First, said.Chain,
            said.EffectiveOn, edition.By, edition.RecordedAt, edition.At, $"{PublicationView.At(edition.Publication)}/editions/{said.Edition}/report");
    }
}

/// <summary>What a published report would say otherwise if it were made now. Empty lists when it would say the same.</summary>
/// <param name="Publication">Which publication.</param>
/// <param name="Report">Which report.</param>
/// <param name="Body">Whose; null for that of all.</param>
/// <param name="Start">The first day it covers.</param>
/// <param name="End">The last.</param>
/// <param name="Edition">The edition that holds.</param>
/// <param name="PublishedPosition">The position that one was made from.</param>
/// <param name="Position">The position it is compared at; publish it from here to restate exactly this.</param>
/// <param name="Figures">Every figure that differs.</param>
/// <param name="Assignments">The assignments behind them: exactly those that some figure counts in one and not in the other.</param>
public sealed record Restatement(
    Guid Publication, ReportKind Report, AgencyId? Body, DateOnly Start, DateOnly End, int Edition, long PublishedPosition, long Position,
    IReadOnlyList<FigureDifference> Figures, IReadOnlyList<AssignmentDifference> Assignments);
