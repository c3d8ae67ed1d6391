using Directives.Domain.Calendars;
using Directives.Domain.Performing;

namespace Directives.Domain.Supervising;

/// <summary>One assignment an agency is reminded of.</summary>
public sealed record ReminderItem(DirectiveId Directive, AssignmentId Assignment, DateOnly LastCompliantDay);

/// <summary>Why an agency is reminded of an assignment.</summary>
public enum ReminderReason { DueSoon, Overdue, Unverified }

/// <summary>What an agency was reminded of so far.</summary>
/// <param name="LastDigestOn">The day of its last digest.</param>
public sealed record Reminders(DateOnly? LastDigestOn)
{
    public static Reminders Initial { get; } = new((DateOnly?)null);

    public static Reminders Evolve(Reminders reminders, ReminderEvent @event) => @event switch
    {
        ReminderEvent.DigestIssued e => reminders with { LastDigestOn = e.Day },
        _ => throw new InvalidOperationException($"{@event.GetType().Name} is not folded.")
    };
}

/// <summary>Asks for an agency's digest of a day. Asking twice does no harm.</summary>
/// <param name="Digest">What it would say.</param>
public sealed record IssueDigest(ReminderEvent.DigestIssued Digest);

public static class ReminderDecisions
{
    /// <summary>At most one digest per agency and day, and none that says nothing.</summary>
    public static Decision<ReminderEvent> Issue(Reminders reminders, IssueDigest c) =>
        reminders.LastDigestOn >= c.Digest.Day || c.Digest is { DueSoon: [], Overdue: [], Unverified: [] }
            ? Decision<ReminderEvent>.Nothing
            : c.Digest;

    /// <summary>
    /// Whether a lead is reminded of an assignment on a day, and why. What is overdue stays so until it is verified, not
    /// until it is said to be done; what is suspended, over or without a date is left in peace.
    /// </summary>
    /// <param name="lifecycle">Where it stands.</param>
    /// <param name="lastCompliantDay">Its last day on time.</param>
    /// <param name="doneOn">The day it is claimed to be done.</param>
    /// <param name="day">The day of the digest.</param>
    /// <param name="within">How many working days ahead to look.</param>
    /// <param name="calendar">What those are counted by.</param>
    public static ReminderReason? ReasonFor(Lifecycle lifecycle, DateOnly? lastCompliantDay, DateOnly? doneOn, DateOnly day, int within, WorkingCalendar calendar) =>
        (lifecycle, lastCompliantDay) switch
        {
            (Lifecycle.Completed or Lifecycle.Cancelled or Lifecycle.Superseded or Lifecycle.Suspended, _) or (_, null) => null,
            (Lifecycle.CompletionReported, { } last) => day <= last ? null : doneOn > last ? ReminderReason.Overdue : ReminderReason.Unverified,
            (_, { } last) when day > last => ReminderReason.Overdue,
            (_, { } last) when calendar.WorkingDaysBetween(day, last) <= within => ReminderReason.DueSoon,
            _ => null
        };
}
