using Directives.Api.Reporting.Formats;
using Directives.Domain;
using Directives.Domain.Reporting;

namespace Directives.Api.Reporting;

/// <summary>A trend as people read it: a line for each figure that matters most, and a row for each week.</summary>
/// <param name="weeks">From the first to the last.</param>
/// <param name="position">From where they are known.</param>
/// <param name="directive">The directive they are about; all if none.</param>
sealed class TrendTable(IReadOnlyList<WeekInTrend> weeks, long position, DirectiveId? directive = null)
{
    static IReadOnlyList<(string Figure, Series Series)> Counted { get; } =
    [
        ("all", new(new("Tổng số", "All"), Tone.Neutral)), ("closing", new(new("Chưa xong", "Open"), Tone.Warning)), ("timeliness-overdue", new(new("Quá hạn", "Overdue"), Tone.Worst)),
        ("lifecycle-completed", new(new("Đã hoàn thành", "Completed"), Tone.Good)), ("claimed", new(new("Chờ xác nhận", "Waiting for its check"), Tone.Fair)),
        ("timeliness-onTime", new(new("Hoàn thành đúng hạn", "Done on time"), Tone.Good)), ("timeliness-late", new(new("Hoàn thành quá hạn", "Done late"), Tone.Bad)),
        ("fallenDue", new(new("Đã đến hạn", "Fallen due"), Tone.Neutral))
    ];

    static IReadOnlyList<Column> Columns { get; } =
        [new(new("Tuần kết thúc ngày", "Week ending"), ColumnKind.Date, 16), .. Counted.Select(counted => new Column(counted.Series.Name, ColumnKind.Number))];

    /// <param name="key">What the table is asked for by.</param>
    /// <param name="name">Its heading.</param>
    /// <param name="chart">That of its picture.</param>
    /// <param name="drawn">The figures that it draws.</param>
    public Sheet Sheet(string key, BilingualText name, BilingualText chart, params IReadOnlyList<string> drawn) => new(
        key, name, Columns, weeks.Select(Row).ToAsyncEnumerable(),
        Chart: new Chart.Lines(chart, [.. weeks.Select(week => week.End)], [.. Counted.Where(counted => drawn.Contains(counted.Figure)).Select(counted => (counted.Series, Of(counted.Figure)))]));

    IReadOnlyList<long> Of(string figure) => [.. weeks.Select(week => week.Figures[figure])];

    IReadOnlyList<Cell> Row(WeekInTrend week)
    {
        var report = Usual(week) && directive is null ? $"/reports/weekly/{week.Start:yyyy-MM-dd}?atPosition={position}" : null;
        return [new(week.End, report), .. Counted.Select(counted => Count(week, counted.Figure))];
    }

    /// <summary>A figure at the close of a week, with what it counts behind it.</summary>
    public Cell Count(WeekInTrend week, string figure) => new(
        week.Figures[figure],
        Usual(week) ? $"/reports/weekly/{week.Start:yyyy-MM-dd}/assignments?atPosition={position}&figure={figure}{(directive is { } one ? $"&directive={one.Value}" : "")}" : null);

    /// <summary>Of the weeks of a body that starts them on another day, assignments are only listed where it is named.</summary>
    static bool Usual(WeekInTrend week) => ReportingWeek.StartingOn(week.Start) is not null;
}
