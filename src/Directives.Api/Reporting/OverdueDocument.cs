using Directives.Api.Assigning;
using Directives.Api.Reporting.Formats;
using Directives.Domain;

namespace Directives.Api.Reporting;

/// <summary>The overdue report as people read it: who has how much overdue, then every assignment.</summary>
static class OverdueDocument
{
    /// <param name="report">The report without its list.</param>
    /// <param name="of">Of what it is.</param>
    /// <param name="leads">What each lead has overdue.</param>
    /// <param name="json">Its JSON, which the list is read from.</param>
    /// <param name="names">What agencies and documents are called.</param>
    /// <param name="address">Where its JSON is.</param>
    /// <param name="isAhead">Whether its day has not come where it is known.</param>
    public static ReportDocument Of(
        OverdueReport report, OverdueFilter of, IReadOnlyList<OverdueLead> leads, ListedJson<AssignmentItem> json, ReportNames names, string address, bool isAhead) => new(
        $"overdue-{report.EffectiveAsOf:yyyy-MM-dd}",
        new(),
        new("Báo cáo nhiệm vụ quá hạn", "Report on overdue assignments"),
        new($"Tính đến hết ngày {Words.Day(report.EffectiveAsOf, Languages.Vietnamese)}", $"As at the end of {Words.Day(report.EffectiveAsOf, Languages.English)}"),
        isAhead ? [.. Summary(report, leads), Ahead] : Summary(report, leads),
        [
            new("agencies", new("Quá hạn theo cơ quan chủ trì", "Overdue by lead agency"), AgencyColumns, ByLead(leads, names, address).ToAsyncEnumerable(), Total(leads), Picture(leads, names)),
            new("assignments", new("Danh mục nhiệm vụ quá hạn", "Overdue assignments"), Columns, json.Items().Select(item => Row(item, names)))
        ],
        "assignments",
        new(report.Position, report.KnownAsOf, report.EffectiveAsOf, report.Versions, address),
        json, of.Told(names));

    static BilingualText Ahead { get; } = new(
        "Đây là dự báo: nhiệm vụ sẽ quá hạn đến hết ngày nêu trên nếu đến lúc đó không có thêm nhiệm vụ nào hoàn thành, được gia hạn hay được giao.",
        "This looks ahead: it is what will be overdue by that day if nothing is completed, extended or assigned until then.");

    static readonly Column[] AgencyColumns =
    [
        new(new("Cơ quan chủ trì", "Lead agency"), ColumnKind.Text, 40),
        new(new("Mã cơ quan", "Agency code"), ColumnKind.Text, 24, OnPage: false),
        new(new("Quá hạn", "Overdue"), ColumnKind.Number),
        .. Bands.Select(band => new Column(band.Name, ColumnKind.Number)),
        new(new("Lâu nhất (ngày)", "Longest (days)"), ColumnKind.Number)
    ];

    static IReadOnlyList<Series> Bands =>
    [
        new(new("1–7 ngày", "1–7 days"), Tone.Neutral),
        new(new("8–30 ngày", "8–30 days"), Tone.Warning),
        new(new("31–90 ngày", "31–90 days"), Tone.Bad),
        new(new("Trên 90 ngày", "Over 90 days"), Tone.Worst)
    ];

    /// <summary>Those of an assignment in any report's list.</summary>
    public static IReadOnlyList<Column> Columns { get; } =
    [
        new(new("Mã nhiệm vụ", "Task code"), ColumnKind.Text, 22),
        new(new("Nội dung nhiệm vụ", "Task"), ColumnKind.Text, 48),
        new(new("Văn bản", "Directive"), ColumnKind.Text, 34),
        new(new("Điểm, mục", "Clause"), ColumnKind.Text, 16, OnPage: false),
        new(new("Cơ quan chủ trì", "Lead agency"), ColumnKind.Text, 32),
        new(new("Mã cơ quan", "Agency code"), ColumnKind.Text, 24, OnPage: false),
        new(new("Người đứng đầu", "Head"), ColumnKind.Text, 22, OnPage: false),
        new(new("Cơ quan phối hợp", "Coordinating"), ColumnKind.Text, 32, OnPage: false),
        new(new("Trọng điểm", "Key task"), ColumnKind.Text, 10, OnPage: false),
        new(new("Ngày giao", "Assigned on"), ColumnKind.Date, 12, OnPage: false),
        new(new("Tiến độ", "Progress"), ColumnKind.Text, 18),
        new(new("Mức độ hoàn thành (%)", "Percent"), ColumnKind.Number, 12, OnPage: false),
        new(new("Thời hạn theo văn bản", "Deadline as worded"), ColumnKind.Text, 24, OnPage: false),
        new(new("Hạn ban đầu", "Original last day"), ColumnKind.Date, 12, OnPage: false),
        new(new("Hạn hiện hành", "Current last day"), ColumnKind.Date),
        new(new("Số lần gia hạn", "Extensions"), ColumnKind.Number, 10),
        new(new("Số ngày quá hạn", "Days overdue"), ColumnKind.Number, 10),
        new(new("Tin gần nhất", "Last heard of"), ColumnKind.Date, 12, OnPage: false),
        new(new("Vướng mắc chưa gỡ", "Open difficulties"), ColumnKind.Number, 12, OnPage: false),
        new(new("Tra cứu", "Details"), ColumnKind.Link, 16, OnPage: false)
    ];

    public static IReadOnlyList<Cell> Row(AssignmentItem item, ReportNames names)
    {
        var details = $"/directives/{item.Directive.Value}/assignments/{item.Assignment.Value}";
        return
        [
            new(item.Code, details), item.Title, new(names.Of(item.Directive, item.Number), $"/directives/{item.Directive.Value}"), item.Clause, names.Of(item.Lead), item.Lead.Value, item.Head,
            Joined([.. item.Coordinating.Select(agency => names.Of(agency))]), item.KeyTask ? new BilingualText("Có", "Yes") : (BilingualText?)null, item.AssignedOn,
            StatusWords.Of(item.Lifecycle), item.Percent, item.Deadline, item.StatedLastCompliantDay, item.LastCompliantDay, item.Extensions, item.DaysOverdue,
            item.LastEventOn, item.OpenDifficulties, new(item.Code, details)
        ];
    }

    static BilingualText Joined(IReadOnlyList<BilingualText> names) =>
        new(string.Join("; ", names.Select(name => name.Vi)), string.Join("; ", names.Select(name => name.In(Languages.English))));

    static IReadOnlyList<BilingualText> Summary(OverdueReport report, IReadOnlyList<OverdueLead> leads) => leads is []
        ? [new("Không có nhiệm vụ nào quá hạn.", "Nothing is overdue.")]
        :
        [
            new(
                $"Có {Words.Amount(report.Total, Languages.Vietnamese)} nhiệm vụ quá hạn, do {Words.Amount(leads.Count, Languages.Vietnamese)} cơ quan chủ trì; "
                + $"quá hạn lâu nhất {Words.Amount(leads.Max(lead => lead.Longest), Languages.Vietnamese)} ngày.",
                $"Overdue assignments: {Words.Amount(report.Total, Languages.English)}. Lead agencies concerned: {Words.Amount(leads.Count, Languages.English)}. "
                + $"Longest overdue, in days: {Words.Amount(leads.Max(lead => lead.Longest), Languages.English)}.")
        ];

    static IEnumerable<IReadOnlyList<Cell>> ByLead(IReadOnlyList<OverdueLead> leads, ReportNames names, string address) => leads.Select(lead => (IReadOnlyList<Cell>)
        [names.Of(lead.Lead), lead.Lead.Value, new(lead.All, Those(lead, address)), lead.UpTo7, lead.UpTo30, lead.UpTo90, lead.Over90, lead.Longest]);

    /// <summary>The same report of one agency.</summary>
    static string Those(OverdueLead lead, string address) => address.Contains("&agency=", StringComparison.Ordinal) ? address : $"{address}&agency={lead.Lead}";

    static IReadOnlyList<Cell> Total(IReadOnlyList<OverdueLead> leads) =>
    [
        Words.Total, default, leads.Sum(lead => lead.All), leads.Sum(lead => lead.UpTo7), leads.Sum(lead => lead.UpTo30), leads.Sum(lead => lead.UpTo90),
        leads.Sum(lead => lead.Over90), leads.Select(lead => lead.Longest).DefaultIfEmpty().Max()
    ];

    static Chart.Bars? Picture(IReadOnlyList<OverdueLead> leads, ReportNames names)
    {
        if (leads is [])
            return null;
        return new(
            Chart.Bars.Named(new("Số nhiệm vụ quá hạn theo thời gian quá hạn", "Overdue assignments by the time since they were due"), leads.Count), Bands,
            [.. leads.Take(Chart.Bars.Most).Select(lead => (names.Of(lead.Lead), (IReadOnlyList<long>)[lead.UpTo7, lead.UpTo30, lead.UpTo90, lead.Over90]))]);
    }
}
