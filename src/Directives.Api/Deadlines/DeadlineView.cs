using Directives.Domain;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;

namespace Directives.Api.Deadlines;

/// <summary>A deadline as it is shown: what the document says, and the day that follows from it under the named policy and calendar.</summary>
/// <param name="Phrase">The document's words.</param>
/// <param name="Kind">What kind of statement it is.</param>
/// <param name="Precision">How exact its period is.</param>
/// <param name="Period">The day, month, quarter or year it names.</param>
/// <param name="Bound">How it stands to its period.</param>
/// <param name="Condition">What must happen first.</param>
/// <param name="Reference">The document, event or phase it leans on.</param>
/// <param name="YearInferred">The document names no year.</param>
/// <param name="Policy">The version of the policy it was read by.</param>
/// <param name="Calendar">The version of the calendar it was read by; none if no calendar was needed then.</param>
/// <param name="Provisional">Its last day rests on a year whose holidays were not known when it was entered.</param>
/// <param name="LastCompliantDay">The last day on time.</param>
/// <param name="NotBefore">The first day on which work may start.</param>
/// <param name="OverdueFrom">The instant from which it is overdue.</param>
/// <param name="Follows">The task whose deadline it takes over.</param>
public sealed record DeadlineView(
    string Phrase, DeadlineKind Kind, DatePrecision? Precision, CalendarPeriod? Period, DeadlineBound? Bound, string? Condition, string? Reference, bool YearInferred,
    string Policy, string? Calendar, bool Provisional, DateOnly? LastCompliantDay, DateOnly? NotBefore, DateTimeOffset? OverdueFrom, TaskReference? Follows)
{
    public static DeadlineView Of(Deadline deadline) => new(
        deadline.Phrase, deadline.Kind, deadline.Period?.Precision, deadline.Period, deadline.Bound, deadline.Condition, deadline.Reference, deadline.YearInferred,
        deadline.Policy, deadline.Reading?.Calendar, deadline.Reading?.Provisional ?? false, deadline.LastCompliantDay(), deadline.NotBefore(),
        deadline.LastCompliantDay() is { } last ? Vietnam.StartOf(last.AddDays(1)) : null, deadline.Follows);
}
