using Directives.Domain;
using Directives.Domain.Deadlines;
using Directives.Domain.Performing;

namespace Directives.Api.Reporting;

/// <summary>One figure of the weekly report.</summary>
/// <param name="name">What answers and links call it.</param>
/// <param name="title">What a page calls it.</param>
/// <param name="counts">Which courses it counts.</param>
/// <param name="ofTheEve">Whether it belongs to the agency and kind of the eve rather than to those of the close.</param>
public sealed class Figure(string name, BilingualText title, Func<Course, bool> counts, bool ofTheEve = false)
{
    static int last;

    /// <summary>From 1, in the order they are written down.</summary>
    public int Number { get; } = Interlocked.Increment(ref last);

    public string Name => name;

    public BilingualText Title => title;

    public bool OfTheEve => ofTheEve;

    public bool Counts(Course course) => counts(course);
}

/// <summary>
/// What the weekly report counts. This is the one place that says what a figure means: the same line counts the
/// assignments and lists them.
/// </summary>
public static class Figures
{
    /// <summary>Opening and movements, which have to make the closing.</summary>
    public static IReadOnlyList<Figure> Movements { get; } =
    [
        new("opening", new("Chưa xong đầu kỳ", "Open on the eve"), c => c.WasOpen, ofTheEve: true),
        new("added", new("Giao mới", "Assigned in the week"), c => c.Was is null && c.IsCounted),
        new("countedAgain", new("Được tính lại ở đây", "Counted here again"), c => c.Was is not null && c.WasRestated && c.IsCounted),
        new("reopened", new("Mở lại", "Opened again"), c => c.WasCounted && !c.WasOpen && c.IsOpen),
        new("transferredIn", new("Nhận từ cơ quan khác", "Taken over"), c => c.Transferred && c.WasOpen && c.IsCounted),
        new("reclassifiedIn", new("Chuyển loại đến", "Reclassified to"), c => c.Reclassified && c.WasOpen && c.IsCounted),
        new("transferredOut", new("Chuyển cho cơ quan khác", "Handed over"), c => c.Transferred && c.WasOpen && c.IsCounted, ofTheEve: true),
        new("reclassifiedOut", new("Chuyển loại đi", "Reclassified from"), c => c.Reclassified && c.WasOpen && c.IsCounted, ofTheEve: true),
        new("completedOnTime", new("Hoàn thành đúng hạn", "Completed on time"), c => Ended(c, Lifecycle.Completed) && c.Timeliness is Timeliness.OnTime),
        new("completedLate", new("Hoàn thành quá hạn", "Completed late"), c => Ended(c, Lifecycle.Completed) && c.Timeliness is Timeliness.Late),
        new("completedUndated", new("Hoàn thành, không có hạn", "Completed, undated"), c => Ended(c, Lifecycle.Completed) && c.Timeliness is not (Timeliness.OnTime or Timeliness.Late)),
        new("cancelled", new("Hủy", "Cancelled"), c => Ended(c, Lifecycle.Cancelled)),
        new("superseded", new("Thay thế", "Superseded"), c => Ended(c, Lifecycle.Superseded)),
        new("restated", new("Được tính ở văn bản khác", "Counted elsewhere from now on"), c => c.WasOpen && c.Restated, ofTheEve: true),
        new("closing", new("Chưa xong cuối kỳ", "Open at the close"), c => c.IsOpen)
    ];

    public static Figure All { get; } = new("all", new("Tất cả", "All"), c => c.IsCounted);

    /// <summary>The second denominator: what could be on time or not by now.</summary>
    public static Figure FallenDue { get; } = new("fallenDue", new("Đã đến hạn", "Fallen due"), c => c.IsCounted && c.FallenDue);

    /// <summary>Done on time of what has fallen due: what a share of it is counted from.</summary>
    public static Figure OnTimeOfFallenDue { get; } = new("onTimeOfFallenDue", new("Đúng hạn trong số đã đến hạn", "On time of what has fallen due"), c => c.IsCounted && c.FallenDue && c.Timeliness is Timeliness.OnTime);

    public static IReadOnlyList<Figure> ByLifecycle { get; } =
        [.. Enum.GetValues<Lifecycle>().Select(lifecycle => new Figure($"lifecycle-{Names.Of(lifecycle)}", StatusWords.Of(lifecycle), c => c.IsCounted && c.Is == lifecycle))];

    public static IReadOnlyList<Figure> ByTimeliness { get; } =
        [.. Enum.GetValues<Timeliness>().Select(timeliness => new Figure($"timeliness-{Names.Of(timeliness)}", StatusWords.Of(timeliness), c => c.IsCounted && c.Timeliness == timeliness))];

    /// <summary>What to look at.</summary>
    public static IReadOnlyList<Figure> Notable { get; } =
    [
        new("newlyOverdue", new("Mới quá hạn trong kỳ", "Newly overdue"), c => c.IsCounted && c.Timeliness is Timeliness.Overdue && !c.WasOverdue),
        new("stillOverdue", new("Quá hạn từ kỳ trước", "Still overdue"), c => c.IsCounted && c.Timeliness is Timeliness.Overdue && c.WasOverdue),
        new("overdueUpTo7Days", new("Quá hạn đến 7 ngày", "Overdue up to 7 days"), c => c.IsCounted && c.DaysOverdue is 7),
        new("overdueUpTo30Days", new("Quá hạn 8 đến 30 ngày", "Overdue 8 to 30 days"), c => c.IsCounted && c.DaysOverdue is 30),
        new("overdueOver30Days", new("Quá hạn trên 30 ngày", "Overdue more than 30 days"), c => c.IsCounted && c.DaysOverdue is 31),
        new("dueNextWeek", new("Đến hạn trong 7 ngày tới", "Falling due in the next 7 days"), c => c.IsOpen && c.DueNext),
        new("claimed", new("Báo cáo hoàn thành, chờ xác nhận", "Claimed and not yet verified"), c => c.IsCounted && c.Is is Lifecycle.CompletionReported),
        new("extended", new("Được gia hạn trong kỳ", "Granted more time in the week"), c => c.IsCounted && c.Granted),
        new("onTimeOnlyByExtension", new("Đúng hạn nhờ gia hạn", "On time only by extension"), c => c.IsCounted && c.OnlyByExtension),
        new("toldLate", new($"Báo muộn quá {WeekOfAssignments.ToldLateAfterDays} ngày sau khi hoàn thành", $"Done, and told more than {WeekOfAssignments.ToldLateAfterDays} days later"), c => c.IsCounted && c.ToldLate),
        new("onTimeToldLate", new("Đúng hạn nhưng báo muộn", "Done on time and told late"), c => c.IsCounted && c.ToldLate && c.Timeliness is Timeliness.OnTime),
        new("undated", new("Chưa xong, không có ngày hạn", "Open without a date"), c => c.IsOpen && c.Timeliness is (Timeliness.NoDeadline or Timeliness.DeadlineUnknown)),
        new("heard", new("Chưa xong, có tin trong kỳ", "Open and heard of in the week"), c => c.IsOpen && c.Heard),
        new("silent", new($"Chưa xong, không có tin trong {WeekOfAssignments.SilentAfterWorkingDays} ngày làm việc", $"Open and silent for {WeekOfAssignments.SilentAfterWorkingDays} working days"), c => c.IsOpen && c.Silent),
        new("leftOut", new("Được tính ở văn bản khác", "Counted under another document"), c => c.Restated)
    ];

    public static IReadOnlyDictionary<string, Figure> ByName { get; } =
        ((IEnumerable<Figure>)[All, FallenDue, OnTimeOfFallenDue, .. Movements, .. ByLifecycle, .. ByTimeliness, .. Notable]).ToDictionary(figure => figure.Name);

    static bool Ended(Course c, Lifecycle how) => c.IsCounted && c.Is == how && (c.Was is null || c.WasOpen || c.WasRestated);
}
