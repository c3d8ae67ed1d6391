using System.Text.Json.Serialization;

namespace Directives.Domain;

[JsonDerivedType(typeof(ReportingWeekSet), "reporting_week_set")]
public abstract partial record PolicyEvent
{
    /// <param name="Body">Whose weeks.</param>
    /// <param name="Start">The day of the week on which they start.</param>
    /// <param name="EffectiveOn">The first day of the first such week; the one before is cut short.</param>
    /// <param name="Reference">The document that decides it.</param>
    public sealed record ReportingWeekSet(AgencyId Body, DayOfWeek Start, DateOnly EffectiveOn, string Reference) : PolicyEvent;
}
