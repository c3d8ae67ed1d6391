using Directives.Api.Assigning;
using Directives.Api.Reporting.Formats;
using Directives.Domain;

namespace Directives.Api.Reporting;

/// <summary>The weekly report as people read it. Every number leads to the assignments that it counts.</summary>
sealed class WeeklyDocument
{
    readonly WeeklyReport report;
    readonly ReportNames names;

    /// <summary>Where assignments are listed: the template up to what is chosen.</summary>
    readonly string behind;

    /// <summary>How many weeks the trend goes back, this one included.</summary>
    public const int TrendWeeks = 26;

    WeeklyDocument(WeeklyReport report, ReportNames names) => (this.report, this.names, behind) = (report, names, report.Assignments.Split('{')[0]);

    /// <param name="report">The report.</param>
    /// <param name="body">Whose week it is; none for the usual one.</param>
    /// <param name="letterhead">Who gives it.</param>
    /// <param name="names">What agencies and documents are called.</param>
    /// <param name="trend">How things stood at the close of the last weeks. The report's JSON does not have it; that of the trend has.</param>
    /// <param name="newlyOverdue">Those that are.</param>
    /// <param name="json">Its JSON.</param>
    public static ReportDocument Of(
        WeeklyReport report, AgencyId? body, Letterhead letterhead, ReportNames names, IReadOnlyList<WeekInTrend> trend,
        IAsyncEnumerable<AssignmentItem> newlyOverdue, IReportJson json) => new(
        $"weekly-{report.Start:yyyy-MM-dd}",
        letterhead,
        new("Báo cáo tuần", "Weekly report"),
        new(
            $"Tình hình thực hiện các nhiệm vụ được giao từ ngày {Words.Day(report.Start, Languages.Vietnamese)} đến ngày {Words.Day(report.End, Languages.Vietnamese)}",
            $"Performance of assigned tasks from {Words.Day(report.Start, Languages.English)} to {Words.Day(report.End, Languages.English)}"),
        [new(Said(report, Languages.Vietnamese), Said(report, Languages.English))],
        [.. new WeeklyDocument(report, names).Sheets(trend, newlyOverdue)],
        "reconciliation",
        new(
            report.Position, report.KnownAsOf, report.End, report.Versions,
            Provenance.AddressOf($"/reports/weekly/{report.Start:yyyy-MM-dd}.json", report.Position, report.KnownAsOf, new KeyValuePair<string, string?>("body", body?.Value))),
        json);

    static string Said(WeeklyReport report, string language)
    {
        var (r, overdue) = (report.Reconciliation, report.Totals.ByTimeliness["overdue"]);
        var completed = r.CompletedOnTime + r.CompletedLate + r.CompletedUndated;
        return language is Languages.Vietnamese
            ? $"Đầu kỳ có {N(r.Opening)} nhiệm vụ chưa xong; trong kỳ giao mới {N(r.Added)}, hoàn thành {N(completed)}, hủy {N(r.Cancelled)}. Cuối kỳ còn {N(r.Closing)} nhiệm vụ chưa xong, "
              + $"trong đó {N(overdue)} nhiệm vụ quá hạn ({N(report.Notable["newlyOverdue"])} nhiệm vụ mới quá hạn trong kỳ)."
            : $"Open on the eve: {N(r.Opening)}; assigned in the week: {N(r.Added)}; completed: {N(completed)}; cancelled: {N(r.Cancelled)}. Open at the close: {N(r.Closing)}, "
              + $"of which overdue: {N(overdue)} (newly overdue in the week: {N(report.Notable["newlyOverdue"])}).";

        string N(long number) => Words.Amount(number, language);
    }

    IEnumerable<Sheet> Sheets(IReadOnlyList<WeekInTrend> trend, IAsyncEnumerable<AssignmentItem> newlyOverdue) =>
    [
        Table("reconciliation", new("Biến động trong kỳ", "What moved in the week"), Counts, Movements(report.Reconciliation)),
        new TrendTable(trend, report.Position).Sheet(
            "trend", new($"Diễn biến {TrendWeeks} tuần", $"Trend over {TrendWeeks} weeks"),
            new($"Nhiệm vụ chưa xong, quá hạn và đã hoàn thành cuối mỗi tuần, {TrendWeeks} tuần gần nhất", $"Open, overdue and completed at the close of each of the last {TrendWeeks} weeks"),
            "closing", "timeliness-overdue", "lifecycle-completed"),
        Table(
            "shares", new("Tỷ lệ theo hai mẫu số", "Shares of both denominators"), Shares,
            [
                [new BilingualText("Đã hoàn thành trên tổng số", "Completed of all"), Behind("lifecycle-completed", report.Totals.ByLifecycle["completed"]), Behind("all", report.Totals.All), new(report.Totals.CompletedShareOfAll)],
                [new BilingualText("Đúng hạn trên số đã đến hạn", "On time of what has fallen due"), Behind("onTimeOfFallenDue", report.Totals.OnTimeOfFallenDue), Behind("fallenDue", report.Totals.FallenDue), new(report.Totals.OnTimeShareOfFallenDue)]
            ]),
        Table("lifecycle", new("Tiến độ thực hiện", "Progress at the close"), Counts, Figures.ByLifecycle.Select(figure => Count(figure, report.Totals.ByLifecycle[figure.Name["lifecycle-".Length..]])), All),
        Table("timeliness", new("Tình trạng thời hạn", "Timeliness at the close"), Counts, Standings.Select(standing => Count(Figures.ByName[standing.Figure], standing.In(report.Totals))), All),
        Table("notable", new("Số liệu cần lưu ý", "What to look at"), Counts, Figures.Notable.Select(figure => Count(figure, report.Notable[figure.Name]))),
        Table("supervision", new("Đôn đốc, kiểm tra, xử lý", "Supervision"), Numbers, Supervised(report.Supervision)),
        Table("natures", new("Theo loại nhiệm vụ", "By kind of obligation"), Headed("Loại nhiệm vụ", "Kind"), report.ByNature.Select(of => Line(StatusWords.Of(of.Nature), of.Reconciliation, of.Totals, $"&nature={Names.Of(of.Nature)}")), Whole),
        Table("key-tasks", new("Nhiệm vụ trọng điểm", "Key tasks"), Headed("Loại nhiệm vụ", "Kind"), [Line(new BilingualText("Nhiệm vụ trọng điểm", "Key tasks"), report.KeyTasks.Reconciliation, report.KeyTasks.Totals, "&keyTask=true")]),
        Table("levels", new("Theo cấp", "By level"), Headed("Cấp", "Level"), report.ByLevel.Select(of => Line(StatusWords.Of(of.Level), of.Reconciliation, of.Totals)), Whole),
        Table(
            "directives", new("Theo văn bản", "By directive"), Headed("Văn bản", "Directive"),
            report.ByDirective.Select(of => Line(new(names.Of(of.Directive, of.Number), $"/directives/{of.Directive.Value}"), of.Reconciliation, of.Totals, $"&directive={of.Directive.Value}")), Whole,
            Picture(new("Tình trạng thời hạn theo văn bản", "Timeliness by directive"), [.. report.ByDirective.Select(of => (names.Of(of.Directive, of.Number), of.Totals))])),
        Table(
            "agencies", new("Theo cơ quan chủ trì", "By lead agency"), Headed("Cơ quan chủ trì", "Lead agency"),
            report.ByAgency.Select(of => Line(names.Of(of.Agency), of.Reconciliation, of.Totals, $"&agency={of.Agency}")), Whole,
            Picture(new("Tình trạng thời hạn theo cơ quan chủ trì", "Timeliness by lead agency"), [.. report.ByAgency.Select(of => (names.Of(of.Agency), of.Totals))])),
        Table("nothing-heard", new("Cơ quan không có tin trong kỳ", "Nothing heard in the week"), [new(new("Cơ quan chủ trì", "Lead agency"), ColumnKind.Text, 60), Code], report.NothingHeard.Select(agency => (IReadOnlyList<Cell>)[names.Of(agency), agency.Value])),
        Table("reported-nothing", new("Cơ quan không báo cáo trong kỳ", "Reported nothing in the week"), [new(new("Cơ quan chủ trì", "Lead agency"), ColumnKind.Text, 60), Code], report.ReportedNothing.Select(agency => (IReadOnlyList<Cell>)[names.Of(agency), agency.Value])),
        new("newly-overdue", new("Nhiệm vụ mới quá hạn", "Newly overdue"), OverdueDocument.Columns, newlyOverdue.Select(item => OverdueDocument.Row(item, names)))
    ];

    /// <summary>How things stand to their deadlines, in the order of tables and bars.</summary>
    static IReadOnlyList<Standing> Standings { get; } =
    [
        Drawn("timeliness", "onTime", Tone.Good), Drawn("timeliness", "late", Tone.Bad), Drawn("timeliness", "notYetDue", Tone.Fair), Drawn("timeliness", "dueSoon", Tone.Warning),
        Drawn("timeliness", "overdue", Tone.Worst), Drawn("timeliness", "deadlineUnknown", Tone.Neutral), Drawn("timeliness", "noDeadline", Tone.Neutral),
        Drawn("lifecycle", "cancelled", Tone.Neutral), Drawn("lifecycle", "superseded", Tone.Neutral)
    ];

    static Standing Drawn(string axis, string name, Tone tone) => new(name, $"{axis}-{name}", new(Figures.ByName[$"{axis}-{name}"].Title, tone));

    /// <summary>The movements, as signed as they enter the sum.</summary>
    static IReadOnlyList<(string Figure, string Sign, Func<Reconciliation, long> In)> Moves { get; } =
    [
        ("opening", "", r => r.Opening), ("added", " (+)", r => r.Added), ("countedAgain", " (+)", r => r.CountedAgain), ("reopened", " (+)", r => r.Reopened),
        ("completedOnTime", " (−)", r => r.CompletedOnTime), ("completedLate", " (−)", r => r.CompletedLate), ("completedUndated", " (−)", r => r.CompletedUndated),
        ("cancelled", " (−)", r => r.Cancelled), ("superseded", " (−)", r => r.Superseded), ("restated", " (−)", r => r.Restated), ("closing", "", r => r.Closing)
    ];

    static IReadOnlyList<Column> Counts { get; } = [new(new("Nội dung", "Item"), ColumnKind.Text, 48), new(new("Số nhiệm vụ", "Assignments"), ColumnKind.Number, 16)];

    static IReadOnlyList<Column> Numbers { get; } = [new(new("Nội dung", "Item"), ColumnKind.Text, 48), new(new("Số lượng", "Number"), ColumnKind.Number, 16)];

    static IReadOnlyList<Column> Shares { get; } =
    [
        new(new("Nội dung", "Item"), ColumnKind.Text, 48), new(new("Số nhiệm vụ", "Assignments"), ColumnKind.Number, 16),
        new(new("Mẫu số", "Denominator"), ColumnKind.Number, 16), new(new("Tỷ lệ", "Share"), ColumnKind.Number, 12)
    ];

    static Column Code { get; } = new(new("Mã cơ quan", "Agency code"), ColumnKind.Text, 30);

    static IReadOnlyList<Column> Headed(string vi, string en) =>
    [
        new(new(vi, en), ColumnKind.Text, 40), new(new("Tổng số", "All"), ColumnKind.Number),
        .. Standings.Select(standing => new Column(standing.Series.Name, ColumnKind.Number, OnPage: standing.Name is not ("cancelled" or "superseded" or "deadlineUnknown"))),
        new(Figures.FallenDue.Title, ColumnKind.Number, OnPage: false),
        .. Moves.Select(move => new Column(Signed(Figures.ByName[move.Figure], move.Sign), ColumnKind.Number, 14, OnPage: false)),
        new(new("Chuyển đến (+)", "Moved in (+)"), ColumnKind.Number, OnPage: false), new(new("Chuyển đi (−)", "Moved out (−)"), ColumnKind.Number, OnPage: false)
    ];

    IReadOnlyList<Cell> All => [Words.Total, Behind("all", report.Totals.All)];

    IReadOnlyList<Cell> Whole => Line(Words.Total, report.Reconciliation, report.Totals, "");

    /// <param name="name">What the figures are of.</param>
    /// <param name="moved">What moved there.</param>
    /// <param name="totals">How things stand there.</param>
    /// <param name="chosen">What chooses the assignments behind them; null where nothing does.</param>
    IReadOnlyList<Cell> Line(Cell name, Reconciliation moved, Totals totals, string? chosen = null) =>
    [
        name, Behind("all", totals.All, chosen), .. Standings.Select(standing => Behind(standing.Figure, standing.In(totals), chosen)), Behind("fallenDue", totals.FallenDue, chosen),
        .. Moves.Select(move => Behind(move.Figure, move.In(moved), chosen)), moved.MovedIn, moved.MovedOut
    ];

    IReadOnlyList<Cell> Count(Figure figure, long count, string sign = "") => [Signed(figure, sign), Behind(figure.Name, count)];

    static BilingualText Signed(Figure figure, string sign) => new(figure.Title.Vi + sign, figure.Title.In(Languages.English) + sign);

    Cell Behind(string figure, long count, string? chosen = "") => new(count, chosen is null ? null : $"{behind}&figure={figure}{chosen}");

    IEnumerable<IReadOnlyList<Cell>> Movements(Reconciliation moved) => Moves.Select(move => Count(Figures.ByName[move.Figure], move.In(moved), move.Sign));

    static IEnumerable<IReadOnlyList<Cell>> Supervised(Supervision s) =>
    [
        [new BilingualText("Đề nghị gia hạn trong kỳ", "Extensions asked for"), s.ExtensionsAsked],
        [new BilingualText("Được gia hạn trong kỳ", "Extensions granted"), s.ExtensionsGranted],
        [new BilingualText("Vướng mắc nêu trong kỳ", "Difficulties raised"), s.DifficultiesRaised],
        [new BilingualText("Vướng mắc chưa gỡ", "Difficulties open at the close"), s.DifficultiesOpen],
        [new BilingualText("Vướng mắc đang trình cấp có thẩm quyền", "Of those, escalated"), s.DifficultiesEscalated],
        [new BilingualText("Văn bản đôn đốc trong kỳ", "Urgings sent"), s.Urgings],
        [new BilingualText("Đôn đốc được trả lời trong kỳ", "Urgings answered"), s.UrgingsAnswered],
        [new BilingualText("Đôn đốc quá hạn trả lời", "Urgings not answered in time"), s.UrgingsUnanswered],
        [new BilingualText("Phê bình trong kỳ", "Criticisms"), s.Criticisms],
        [new BilingualText("Biểu dương trong kỳ", "Commendations"), s.Commendations]
    ];

    /// <summary>As many tones as an eye can part; what nothing is due of is one.</summary>
    static Chart.Bars? Picture(BilingualText name, IReadOnlyList<(BilingualText Name, Totals Totals)> items)
    {
        var shown = Standings.Take(5).ToList();
        return items is [] ? null : new(
            Chart.Bars.Named(name, items.Count), [.. shown.Select(standing => standing.Series), new(new("Khác", "Other"), Tone.Neutral)],
            [.. items.OrderByDescending(item => item.Totals.All).Take(Chart.Bars.Most).Select(item => (item.Name, Values(item.Totals)))]);

        IReadOnlyList<long> Values(Totals totals)
        {
            var values = shown.Select(standing => standing.In(totals)).ToList();
            return [.. values, totals.All - values.Sum()];
        }
    }

    static Sheet Table(string key, BilingualText name, IReadOnlyList<Column> columns, IEnumerable<IReadOnlyList<Cell>> rows, IReadOnlyList<Cell>? total = null, Chart? chart = null) =>
        new(key, name, columns, rows.ToAsyncEnumerable(), total, chart);
}

/// <summary>One way to stand to a deadline: what totals call it, which figure counts it, and how it is drawn.</summary>
sealed record Standing(string Name, string Figure, Series Series)
{
    public long In(Totals totals) => totals.ByTimeliness[Name];
}
