using Directives.Domain.Performing;

namespace Directives.Domain.Deadlines;

/// <summary>How an assignment stands to its deadline on a given day. Always computed, never stored.</summary>
public enum Timeliness
{
    /// <summary>Không hạn: nothing that a date follows from.</summary>
    NoDeadline,

    /// <summary>There is a deadline, but the document, event or phase it leans on has no date yet.</summary>
    DeadlineUnknown,

    /// <summary>Trong hạn.</summary>
    NotYetDue,

    /// <summary>Sắp quá hạn.</summary>
    DueSoon,

    /// <summary>Quá hạn: open after its last compliant day.</summary>
    Overdue,

    /// <summary>Hoàn thành đúng hạn.</summary>
    OnTime,

    /// <summary>Hoàn thành quá hạn.</summary>
    Late
}

public static class TimelinessRule
{
    /// <summary>
    /// How an assignment stands at the end of a day; null once nothing is owed any more. Work that
    /// is done is judged on the day it was done, as verified, whenever that was written down. A completion report that
    /// still waits for its check is judged by the day it claims, and counts as open again if it is sent back.
    /// </summary>
    /// <param name="lifecycle">Where it stands on that day.</param>
    /// <param name="doneOn">The day it was completed: verified, or claimed while the check is pending.</param>
    /// <param name="deadline">Its deadline, if it has one.</param>
    /// <param name="asOf">The day.</param>
    public static Timeliness? Judge(Lifecycle lifecycle, DateOnly? doneOn, Deadline? deadline, DateOnly asOf) =>
        Judge(lifecycle, doneOn, deadline?.Kind, deadline?.LastCompliantDay(), asOf, deadline?.DueSoonDays() ?? 0);

    /// <param name="lifecycle">Where it stands on that day.</param>
    /// <param name="doneOn">The day it was completed: verified, or claimed while the check is pending.</param>
    /// <param name="kind">What kind of deadline it has, if any.</param>
    /// <param name="lastCompliantDay">The last day on time, with extensions and the days its clock stood still.</param>
    /// <param name="asOf">The day.</param>
    /// <param name="dueSoonDays">How many days before its last day it is due soon.</param>
    /// <param name="stoppedSince">The day its clock stopped, while it stands.</param>
    public static Timeliness? Judge(
        Lifecycle lifecycle, DateOnly? doneOn, DeadlineKind? kind, DateOnly? lastCompliantDay, DateOnly asOf, int dueSoonDays, DateOnly? stoppedSince = null)
    {
        var day = StoppedClock.Reading(asOf, stoppedSince);
        return (lifecycle, lastCompliantDay) switch
        {
            (Lifecycle.Cancelled or Lifecycle.Superseded, _) => null,
            (_, null) => kind is DeadlineKind.ByReference or DeadlineKind.EventTied or DeadlineKind.Phase ? Timeliness.DeadlineUnknown : Timeliness.NoDeadline,
            (Lifecycle.Completed or Lifecycle.CompletionReported, { } last) => doneOn <= last ? Timeliness.OnTime : Timeliness.Late,
            (_, { } last) when day > last => Timeliness.Overdue,
            (_, { } last) when day.AddDays(dueSoonDays) >= last => Timeliness.DueSoon,
            _ => Timeliness.NotYetDue
        };
    }
}
