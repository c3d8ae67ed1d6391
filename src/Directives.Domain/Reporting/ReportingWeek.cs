namespace Directives.Domain.Reporting;

/// <summary>
/// The week a report covers: Friday to Thursday unless a body decides otherwise, closed at the end of Thursday in Vietnam
/// and heard on Friday, as the report of 18 to 24 July 2025 was.
/// </summary>
public readonly record struct ReportingWeek
{
    public const DayOfWeek UsualStart = DayOfWeek.Friday;

    ReportingWeek(DateOnly start, DateOnly end) => (Start, End) = (start, end);

    public DateOnly Start { get; }

    public DateOnly End { get; }

    /// <summary>The last day before it.</summary>
    public DateOnly Eve => Start.AddDays(-1);

    /// <summary>The instant the figures are closed: the end of its last day.</summary>
    public DateTimeOffset CutOff => Vietnam.StartOf(End.AddDays(1));

    /// <summary>The week that starts on a day; null if weeks start on another day of the week.</summary>
    public static ReportingWeek? StartingOn(DateOnly day, DayOfWeek start = UsualStart) => day.DayOfWeek == start ? new(day, day.AddDays(6)) : null;

    /// <summary>The same week, cut short because the next one starts earlier.</summary>
    public ReportingWeek EndingBefore(DateOnly next) => new(Start, next.AddDays(-1));
}
