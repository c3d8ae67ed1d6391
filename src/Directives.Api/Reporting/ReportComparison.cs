using Directives.Domain;
using Directives.Domain.Reporting;

namespace Directives.Api.Reporting;

/// <summary>Two weekly reports side by side.</summary>
/// <param name="One">The one.</param>
/// <param name="Other">The other.</param>
/// <param name="Figures">Every figure they tell differently: <c>old</c> is what the one says, <c>new</c> what the other says.</param>
/// <param name="Assignments">The assignments behind them: exactly those that some figure counts in one and not in the other.</param>
public sealed record ReportComparison(ComparedReport One, ComparedReport Other, IReadOnlyList<FigureDifference> Figures, IReadOnlyList<AssignmentDifference> Assignments)
{
    internal static async Task<ReportComparison> Of(
        AgencyId? body, (ReportingWeek Week, long Position) one, (ReportingWeek Week, long Position) other, CanonicalReports canonical, AssignmentDifferences assignments, CancellationToken ct)
    {
        var (first, second) = (await canonical.Of(new(body, one.Week), one.Position, ct), await canonical.Of(new(body, other.Week), other.Position, ct));
        return new(
            ComparedReport.Of(first), ComparedReport.Of(second), FigureDifference.Between(first.Json, second.Json), await assignments.Between(one, other, ct));
    }
}

/// <param name="Start">The first day of its week.</param>
/// <param name="End">The last.</param>
/// <param name="Position">What was recorded up to here counts.</param>
/// <param name="Versions">The rules it was made by.</param>
/// <param name="Totals">Its main figures.</param>
/// <param name="Sha256">The digest of its bytes, as it would be published.</param>
public sealed record ComparedReport(DateOnly Start, DateOnly End, long Position, RuleVersions Versions, ReportTotals Totals, string Sha256)
{
    internal static ComparedReport Of(CanonicalReport report) =>
        new(report.Report.Start, report.Report.End, report.Report.Position, report.Versions, report.Totals, report.Sha256);
}
