using System.Text.Json.Serialization;
using Directives.Domain.Supervising;

namespace Directives.Domain;

/// <summary>Everything that can have happened to an agency's reminders. Stored for ever, like <see cref="DirectiveEvent"/>.</summary>
[JsonDerivedType(typeof(DigestIssued), "digest_issued")]
public abstract record ReminderEvent
{
    ReminderEvent() { }

    /// <summary>Nhắc việc: what an agency has to think of on a day, in one message. Softer than an urging, and decided by nobody.</summary>
    /// <param name="Agency">Whom it reminds.</param>
    /// <param name="Day">The day it is for; a working day.</param>
    /// <param name="DueSoon">Open, and due within so many working days.</param>
    /// <param name="Overdue">Open after its last compliant day, or claimed to be done after it.</param>
    /// <param name="Unverified">Claimed to be done in time, the last compliant day has passed, and nobody has checked it yet.</param>
    /// <param name="WithinWorkingDays">How many working days ahead it looks.</param>
    /// <param name="Calendar">The calendar those were counted by.</param>
    /// <param name="Position">What was recorded up to here was looked at.</param>
    public sealed record DigestIssued(
        AgencyId Agency, DateOnly Day, IReadOnlyList<ReminderItem> DueSoon, IReadOnlyList<ReminderItem> Overdue, IReadOnlyList<ReminderItem> Unverified,
        int WithinWorkingDays, string Calendar, long Position) : ReminderEvent;
}
