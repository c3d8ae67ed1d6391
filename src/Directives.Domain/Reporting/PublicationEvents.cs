using System.Text.Json.Serialization;

namespace Directives.Domain.Reporting;

/// <summary>Everything that can have happened to a report that was given out. Stored for ever, like <see cref="DirectiveEvent"/>.</summary>
[JsonDerivedType(typeof(ReportPublished), "report_published")]
public abstract record PublicationEvent
{
    PublicationEvent() { }

    /// <summary>
    /// A report as it was given out. What it says is not kept but made again from its position; the digest shows that it is
    /// the same, and the chain value that it is made of the same events.
    /// </summary>
    /// <param name="Report">Which report.</param>
    /// <param name="Body">Whose; none for that of all.</param>
    /// <param name="Start">The first day it covers.</param>
    /// <param name="End">The last.</param>
    /// <param name="CutOff">The end of that day.</param>
    /// <param name="Position">What was recorded up to here counts in it.</param>
    /// <param name="KnownAsOf">The instant that was asked for, where one was.</param>
    /// <param name="Policy">The version of the policy in force on its last day.</param>
    /// <param name="Calendar">The version of the calendar: <c>vn-3</c>.</param>
    /// <param name="Totals">Its main figures.</param>
    /// <param name="Sha256">The digest of its canonical bytes, in hexadecimal.</param>
    /// <param name="Chain">The end of the batch of its position and the ledger's chain value there: <c>position:chain</c>.</param>
    /// <param name="Edition">1, 2, 3 …</param>
    /// <param name="EffectiveOn">The day it was given out.</param>
    /// <param name="Restates">The edition it takes the place of; none on the first.</param>
    /// <param name="Reason">Why it does.</param>
    /// <param name="Form">The form of its bytes, so that it can still be made in it when reports have a later one; none for <c>weekly-1</c>.</param>
    public sealed record ReportPublished(
        ReportKind Report, AgencyId? Body, DateOnly Start, DateOnly End, DateTimeOffset CutOff, long Position, DateTimeOffset? KnownAsOf,
        string Policy, string Calendar, ReportTotals Totals, string Sha256, string Chain, int Edition, DateOnly EffectiveOn,
        int? Restates = null, string? Reason = null, string? Form = null) : PublicationEvent;
}

/// <summary>Which report.</summary>
public enum ReportKind { Weekly }

/// <summary>The figures a report is known by.</summary>
/// <param name="Opening">Open when the period began.</param>
/// <param name="Closing">Open when it ended.</param>
/// <param name="All">All that are counted at its end, open or not.</param>
/// <param name="Completed">Completed of them.</param>
/// <param name="Overdue">Overdue of them.</param>
public sealed record ReportTotals(long Opening, long Closing, long All, long Completed, long Overdue);
