using System.Security.Cryptography;
using System.Text.Json;
using Directives.Domain;
using Directives.Domain.Reporting;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Directives.Api.Reporting;

/// <summary>A week, and the body whose it is; that of all if none.</summary>
public readonly record struct BodyWeek(AgencyId? Body, ReportingWeek Week);

/// <summary>A report as it can be given out.</summary>
/// <param name="Report">What it says.</param>
/// <param name="Json">Its canonical bytes.</param>
/// <param name="Versions">The rules it was made by.</param>
/// <param name="Totals">Its main figures.</param>
/// <param name="Sums">What has to add up in it.</param>
public sealed record CanonicalReport(WeeklyReport Report, byte[] Json, RuleVersions Versions, ReportTotals Totals, IReadOnlyList<ReportSum> Sums)
{
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Json));
}

/// <summary>
/// Weekly reports to the byte: the JSON they are shown as, without the instant somebody asked for, so that the body, the week and
/// the position alone decide them, whoever asks and whenever.
/// </summary>
public sealed class CanonicalReports(WeeklyReports weekly, IOptions<JsonOptions> json)
{
    /// <param name="of">Whose week.</param>
    /// <param name="position">A position that the read models have reached.</param>
    /// <param name="ct">Cancels the read.</param>
    public Task<CanonicalReport> Of(BodyWeek of, long position, CancellationToken ct) => Of(of, position, null, ct);

    internal async Task<CanonicalReport> Of(BodyWeek of, long position, Supposition? supposed, CancellationToken ct)
    {
        var report = await weekly.Of(of.Week, of.Body, asked: null, position, supposed, ct);
        var (moved, totals) = (report.Reconciliation, report.Totals);
        return new(
            report, JsonSerializer.SerializeToUtf8Bytes(report, json.Value.SerializerOptions), report.Versions,
            new(moved.Opening, moved.Closing, totals.All, totals.ByLifecycle["completed"], totals.ByTimeliness["overdue"]), [.. WeeklySums.Of(report)]);
    }
}
