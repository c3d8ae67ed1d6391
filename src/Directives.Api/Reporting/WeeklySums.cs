using Directives.Domain.Reporting;

namespace Directives.Api.Reporting;

/// <summary>
/// Everything in a weekly report that has to add up: what happened makes the closing, either axis and each breakdown makes the
/// whole. Counted from what the report says and not from where it has it, so that no mistake on the way goes unnoticed.
/// </summary>
public static class WeeklySums
{
    public static IEnumerable<ReportSum> Of(WeeklyReport report)
    {
        (string At, Heading[] Rows)[] breakdowns =
        [
            ("/byNature", [.. report.ByNature.Select((row, i) => new Heading($"/byNature/{i}", row.Reconciliation, row.Totals))]),
            ("/byLevel", [.. report.ByLevel.Select((row, i) => new Heading($"/byLevel/{i}", row.Reconciliation, row.Totals))]),
            ("/byDirective", [.. report.ByDirective.Select((row, i) => new Heading($"/byDirective/{i}", row.Reconciliation, row.Totals))]),
            ("/byAgency", [.. report.ByAgency.Select((row, i) => new Heading($"/byAgency/{i}", row.Reconciliation, row.Totals))])
        ];
        return
        [
            .. Within(new("", report.Reconciliation, report.Totals)),
            .. breakdowns.SelectMany(breakdown => Whole(breakdown.At, breakdown.Rows, report)),
            .. Within(new("/keyTasks", report.KeyTasks.Reconciliation, report.KeyTasks.Totals)),
            .. breakdowns.SelectMany(breakdown => breakdown.Rows).SelectMany(Within)
        ];
    }

    static IEnumerable<ReportSum> Within(Heading heading)
    {
        var (at, r, totals) = heading;
        yield return new($"{at}/reconciliation", r.Closing,
        [
            r.Opening, r.Added, r.CountedAgain, r.Reopened, r.MovedIn,
            -r.MovedOut, -r.CompletedOnTime, -r.CompletedLate, -r.CompletedUndated, -r.Cancelled, -r.Superseded, -r.Restated
        ]);
        yield return new($"{at}/totals/byLifecycle", totals.All, [.. totals.ByLifecycle.Values]);
        yield return new($"{at}/totals/byTimeliness", totals.All, [.. totals.ByTimeliness.Values]);
    }

    static IEnumerable<ReportSum> Whole(string at, Heading[] rows, WeeklyReport report) =>
    [
        new($"{at}/*/totals/all", report.Totals.All, [.. rows.Select(row => row.Totals.All)]),
        new($"{at}/*/reconciliation/closing", report.Reconciliation.Closing, [.. rows.Select(row => row.Reconciliation.Closing)])
    ];

    sealed record Heading(string At, Reconciliation Reconciliation, Totals Totals);
}
