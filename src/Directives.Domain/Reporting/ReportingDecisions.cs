using Directives.Domain.Deadlines;
using static Directives.Domain.PolicyEvent;

namespace Directives.Domain.Reporting;

/// <summary>Sets on which day of the week a body's reporting weeks start, from the first such week on.</summary>
public sealed record SetReportingWeek(AgencyId Body, DayOfWeek Start, DateOnly EffectiveOn, string Reference) : PolicyCommand;

public static class ReportingDecisions
{
    public static Decision<PolicyEvent> SetWeek(Policies policies, SetReportingWeek c)
    {
        if (c.EffectiveOn.DayOfWeek != c.Start)
            return ReportingRefusals.BeginsElsewhere;
        if (Text.Check(c.Reference, "/reference", 500) is { } refusal)
            return refusal;
        if (policies.WeekStart(c.Body, c.EffectiveOn) == c.Start)
            return Decision<PolicyEvent>.Nothing;
        if (policies.WeeksOf(c.Body) is [.., var last] && c.EffectiveOn <= last.EffectiveOn)
            return ReportingRefusals.NotAfterLast(last.EffectiveOn);

        return new ReportingWeekSet(c.Body, c.Start, c.EffectiveOn, c.Reference);
    }
}

public static class ReportingRefusals
{
    public static Refusal NotAFriday(DateOnly start) =>
        new(RefusalKind.Invalid, "not-a-friday", new($"Tuần báo cáo bắt đầu vào thứ Sáu; {start:yyyy-MM-dd} không phải là thứ Sáu.", $"A reporting week starts on a Friday; {start:yyyy-MM-dd} is none."), "start");

    public static Refusal NotTheStart(AgencyId body, DateOnly start) =>
        new(RefusalKind.Invalid, "not-the-start-of-a-week", new($"Không tuần báo cáo nào của {body} bắt đầu vào ngày {start:yyyy-MM-dd}.", $"No reporting week of {body} starts on {start:yyyy-MM-dd}."), "start");

    public static Refusal BeginsElsewhere { get; } = new(RefusalKind.Invalid, "reporting-week-begins-elsewhere", new("Tuần báo cáo mới phải bắt đầu đúng vào thứ đã chọn.", "The first new week begins on the chosen day of the week."), "/effectiveOn");

    public static Refusal NotAfterLast(DateOnly last) =>
        new(RefusalKind.Conflict, "reporting-week-not-after-last", new($"Thay đổi tuần báo cáo phải có hiệu lực sau ngày {last:yyyy-MM-dd}, ngày thay đổi trước có hiệu lực.", $"The week is changed after {last:yyyy-MM-dd}, when the last change took effect."), "/effectiveOn");
}
