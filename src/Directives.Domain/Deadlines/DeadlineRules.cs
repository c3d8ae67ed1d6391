using Directives.Domain.Calendars;

namespace Directives.Domain.Deadlines;

/// <summary>What deadlines are read by: one version of the policy and one of the calendar.</summary>
public sealed record DeadlineRules(DeadlinePolicy Policy, WorkingCalendar Calendar)
{
    /// <summary>Those the program comes with.</summary>
    public static DeadlineRules BuiltIn { get; } = new(DeadlinePolicy.BuiltIn, VietnamCalendar.BuiltIn);

    public DeadlineReading Read(Deadline deadline) => Policy.LastDayOf(deadline) is { } named && Policy.RollDaysOff
        ? Reading(Calendar.NextWorkingDay(named), !Calendar.Complete(named, Calendar.NextWorkingDay(named)))
        : Reading(Policy.LastDayOf(deadline), provisional: false);

    /// <summary>
    /// When to ask after a task that names no date: so many working days after it was assigned. Null for one that names a
    /// date, or leans on something that will have one.
    /// </summary>
    public FollowUp? FollowUpOn(DateOnly assignedOn, Deadline? deadline)
    {
        if (deadline?.Kind is not (null or DeadlineKind.UrgencyOnly or DeadlineKind.Continuous))
            return null;
        var day = Calendar.AddWorkingDays(assignedOn, Policy.FollowUpAfterWorkingDays);
        return new(day, Policy.Version, Calendar.Name, !Calendar.Complete(assignedOn, day));
    }

    DeadlineReading Reading(DateOnly? lastCompliantDay, bool provisional) => new(lastCompliantDay, Policy.DueSoonDays, Policy.Version, Calendar.Name, provisional);
}

/// <summary>What was read out of a deadline when it was entered, and by what.</summary>
/// <param name="LastCompliantDay">The last day on time; null when it can never be overdue as things are known.</param>
/// <param name="DueSoonDays">How many days before it is called due soon.</param>
/// <param name="Policy">The version of the policy.</param>
/// <param name="Calendar">The version of the calendar: <c>vn-3</c>.</param>
/// <param name="Provisional">The day rests on a year whose holidays nobody has adopted yet.</param>
public sealed record DeadlineReading(DateOnly? LastCompliantDay, int DueSoonDays, string Policy, string Calendar, bool Provisional);

/// <summary>When a task without a date is followed up.</summary>
/// <param name="Day">The day.</param>
/// <param name="Policy">The version of the policy that says after how many working days.</param>
/// <param name="Calendar">The version of the calendar they were counted in.</param>
/// <param name="Provisional">The count went through a year whose holidays nobody has adopted yet.</param>
public sealed record FollowUp(DateOnly Day, string Policy, string Calendar, bool Provisional);
