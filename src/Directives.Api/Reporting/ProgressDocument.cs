using Directives.Api.Reporting.Formats;

namespace Directives.Api.Reporting;

/// <summary>The burn-up of a directive as people read it: how it stands at the last close, and how it came to that.</summary>
static class ProgressDocument
{
    public static ReportDocument Of(DirectiveProgress report, IReportJson json)
    {
        var (last, table) = (report.Weeks[^1], new TrendTable(report.Weeks, report.Position, report.Directive));
        return new(
            $"progress-{report.Directive.Value}-{report.To:yyyy-MM-dd}",
            new(),
            new("Báo cáo tiến độ thực hiện văn bản", "Progress of a directive"),
            new(Subject(report, Languages.Vietnamese), Subject(report, Languages.English)),
            [new(Said(last, Languages.Vietnamese), Said(last, Languages.English))],
            [
                new("close", new("Tình hình cuối kỳ", "How it stands at the close"), Counts, Figures(last, table).ToAsyncEnumerable()),
                table.Sheet(
                    "weeks", new("Diễn biến theo tuần", "Week by week"), new("Nhiệm vụ được giao, chưa xong, quá hạn và đã hoàn thành cuối mỗi tuần", "Assigned, open, overdue and completed at the close of each week"),
                    "all", "closing", "timeliness-overdue", "lifecycle-completed")
            ],
            "weeks",
            new(
                report.Position, report.KnownAsOf, report.To, report.Versions,
                Provenance.AddressOf(
                    $"/directives/{report.Directive.Value}/progress.json", report.Position, report.KnownAsOf, new("from", $"{report.From:yyyy-MM-dd}"), new("to", $"{last.Start:yyyy-MM-dd}"))),
            json);
    }

    static string Subject(DirectiveProgress report, string language) =>
        $"{(report.Number is null ? "" : $"{report.Number}: ")}{report.Title.In(language)}"
        + (language is Languages.Vietnamese
            ? $", từ ngày {Words.Day(report.From, language)} đến ngày {Words.Day(report.To, language)}"
            : $", from {Words.Day(report.From, language)} to {Words.Day(report.To, language)}");

    static string Said(WeekInTrend last, string language)
    {
        return language is Languages.Vietnamese
            ? $"Đến hết ngày {Words.Day(last.End, language)} đã giao {N("all")} nhiệm vụ: đã hoàn thành {N("lifecycle-completed")}, còn {N("closing")} nhiệm vụ chưa xong, trong đó {N("timeliness-overdue")} nhiệm vụ quá hạn."
            : $"As at the end of {Words.Day(last.End, language)}, assignments: {N("all")}; completed: {N("lifecycle-completed")}; open: {N("closing")}, of which overdue: {N("timeliness-overdue")}.";

        string N(string figure) => Words.Amount(last.Figures[figure], language);
    }

    static IReadOnlyList<Column> Counts { get; } = [new(new("Nội dung", "Item"), ColumnKind.Text, 48), new(new("Số nhiệm vụ", "Assignments"), ColumnKind.Number, 16)];

    static IEnumerable<IReadOnlyList<Cell>> Figures(WeekInTrend last, TrendTable table) =>
        last.Figures.Keys.Select(figure => (IReadOnlyList<Cell>)[Reporting.Figures.ByName[figure].Title, table.Count(last, figure)]);
}
