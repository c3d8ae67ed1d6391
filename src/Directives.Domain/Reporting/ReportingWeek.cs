namespace Directives.Domain.Reporting;

/// <summary>
/// The week a report covers: Friday to Thursday, closed at the end of Thursday in Vietnam and heard on Friday, as the
/// report of 18 to 24 July 2025 was.
/// </summary>
public readonly record struct ReportingWeek
{
    ReportingWeek(DateOnly start) => Start = start;

    public DateOnly Start { get; }

    public DateOnly End => Start.AddDays(6);

    /// <summary>The last day before it.</summary>
    public DateOnly Eve => Start.AddDays(-1);

    /// <summary>The instant the figures are closed: the end of Thursday.</summary>
    public DateTimeOffset CutOff => Vietnam.StartOf(End.AddDays(1));

    /// <summary>The week that starts on a Friday; null for any other day.</summary>
    public static ReportingWeek? StartingOn(DateOnly day) => day.DayOfWeek is DayOfWeek.Friday ? new(day) : null;
}

public static class ReportingRefusals
{
    public static Refusal NotAFriday(DateOnly start) =>
        new(RefusalKind.Invalid, "not-a-friday", new($"Tuần báo cáo bắt đầu vào thứ Sáu; {start:yyyy-MM-dd} không phải là thứ Sáu.", $"A reporting week starts on a Friday; {start:yyyy-MM-dd} is none."), "start");
}
