using System.Text.Json.Serialization;
using Directives.Domain.Issuing;

namespace Directives.Domain.Deadlines;

/// <summary>
/// A deadline as the document states it. The phrase is kept for ever, and beside it how it was read, by which policy and
/// calendar: a new version of either changes no deadline that was entered before.
/// </summary>
/// <param name="Phrase">The words of the document: <c>trước ngày 31/7/2025</c>.</param>
/// <param name="Kind">What kind of statement it is.</param>
/// <param name="Period">The day, month, quarter or year it names. Explicit deadlines only.</param>
/// <param name="Bound">How it stands to that period. Explicit deadlines only.</param>
/// <param name="Condition">What must happen first.</param>
/// <param name="Reference">The document, event or phase it leans on.</param>
/// <param name="YearInferred">The document names no year; that of the document was taken.</param>
/// <param name="Policy">The version of the policy it is read by.</param>
/// <param name="Reading">What was read out of it. Without one, the policy named here is read with no day off rolled.</param>
/// <param name="Follows">The task whose deadline it takes over, now or once that is known; for deadlines that lean on something.</param>
public sealed record Deadline(
    string Phrase,
    DeadlineKind Kind,
    CalendarPeriod? Period = null,
    DeadlineBound? Bound = null,
    string? Condition = null,
    string? Reference = null,
    bool YearInferred = false,
    string Policy = DeadlinePolicy.Current,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DeadlineReading? Reading = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TaskReference? Follows = null)
{
    /// <summary>The last day on which completing is on time; null when it can never be overdue as things are known.</summary>
    public DateOnly? LastCompliantDay() => Reading is { } reading ? reading.LastCompliantDay : DeadlinePolicy.Named(Policy).LastDayOf(this);

    /// <summary>How many days before its last day it is called due soon.</summary>
    public int DueSoonDays() => Reading?.DueSoonDays ?? DeadlinePolicy.Named(Policy).DueSoonDays;

    public Deadline ReadBy(DeadlineRules rules) => this with { Policy = rules.Policy.Version, Reading = rules.Read(this) };

    /// <summary>The same words with the date of the deadline it follows, by whatever that one was read by.</summary>
    public Deadline DatedBy(Deadline followed) =>
        this with { Kind = DeadlineKind.Explicit, Period = followed.Period, Bound = followed.Bound, Policy = followed.Policy, Reading = followed.Reading };

    /// <summary>The first day on which work may start, for a deadline that only names a beginning.</summary>
    public DateOnly? NotBefore() => Bound is DeadlineBound.From ? Period?.FirstDay : null;
}

public enum DeadlineKind
{
    /// <summary>Names a day, month, quarter or year.</summary>
    Explicit,

    /// <summary>As another document says; unknown until that is entered.</summary>
    ByReference,

    /// <summary>Towards an event; unknown until it has a date.</summary>
    EventTied,

    /// <summary>Within a phase; unknown until that has an end.</summary>
    Phase,

    /// <summary>Khẩn trương, ngay, sớm, kịp thời: urges without a date.</summary>
    UrgencyOnly,

    /// <summary>Tiếp tục, thường xuyên: has no end.</summary>
    Continuous
}

public enum DeadlineBound
{
    /// <summary>Trước: done before the period begins.</summary>
    Before,

    /// <summary>Muộn nhất là, chậm nhất: done by the period's last day.</summary>
    NoLaterThan,

    /// <summary>Trong: done within the period.</summary>
    Within,

    /// <summary>Vào đầu: done early in the period; how early, the policy says.</summary>
    EarlyIn,

    /// <summary>Từ: begins with the period and names no end.</summary>
    From
}
