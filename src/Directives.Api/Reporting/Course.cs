using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;
using Directives.Domain.Performing;

namespace Directives.Api.Reporting;

/// <summary>What a stand is on the eve of a week, as far as any figure depends on it.</summary>
/// <param name="Lifecycle">Where the work stood.</param>
/// <param name="Overdue">Whether it was overdue.</param>
/// <param name="Restated">Whether it was counted elsewhere.</param>
/// <param name="Nature">What kind of obligation it was.</param>
/// <param name="KeyTask">Whether it was counted apart.</param>
public readonly record struct OnTheEve(Lifecycle Lifecycle, bool Overdue, bool Restated, TaskNature Nature, bool KeyTask);

/// <summary>What a stand is at the close of a week, as far as any figure depends on it.</summary>
/// <param name="Lifecycle">Where the work stands.</param>
/// <param name="Timeliness">How it stands to its deadline; late for what is done, unless it was done on a day that was on time.</param>
/// <param name="Restated">Whether it is counted elsewhere.</param>
/// <param name="Nature">What kind of obligation it is.</param>
/// <param name="KeyTask">Whether it is counted apart.</param>
/// <param name="FallenDue">Its last day is over, or is that of the close.</param>
/// <param name="DueNext">Its last day lies in the seven days after the close.</param>
/// <param name="DaysOverdue">0, or the upper end of the bracket of days it is overdue: 7, 30, or 31 for more.</param>
public readonly record struct AtTheClose(
    Lifecycle Lifecycle, Timeliness? Timeliness, bool Restated, TaskNature Nature, bool KeyTask, bool FallenDue, bool DueNext, int DaysOverdue);

/// <summary>What tells assignments of the same stands apart; as <see cref="WeekOfAssignments"/> has it.</summary>
[Flags]
public enum Told
{
    Nothing = 0,

    /// <summary>It was done on a day that was on time.</summary>
    OnTime = 1,

    /// <summary>On a day that was late by the words of its document.</summary>
    OnlyByExtension = 2,

    /// <summary>Something was heard of it in the week.</summary>
    Heard = 4,

    /// <summary>Nothing has been heard of it for so many working days.</summary>
    Silent = 8,

    /// <summary>Another agency leads.</summary>
    Transferred = 16,

    /// <summary>It was extended in the week.</summary>
    Granted = 32,

    /// <summary>We were told so many days after it was done.</summary>
    ToldLate = 64
}

/// <summary>
/// What can become of an assignment in a week, as far as any figure of the report depends on it. Assignments of the same
/// course are the same to the report, so the database counts courses and <see cref="Figures"/> say what each is counted as.
/// </summary>
/// <param name="Eve">What it was on the eve; null if it was not there.</param>
/// <param name="Close">What it is at the close.</param>
/// <param name="Told">What else is told of it.</param>
public readonly record struct Course(OnTheEve? Eve, AtTheClose Close, Told Told)
{
    /// <summary>How many different ones there can be of the same two stands.</summary>
    public const int Tellings = 128;

    public Lifecycle? Was => Eve?.Lifecycle;

    public bool WasOverdue => Eve is { Overdue: true };

    public bool WasRestated => Eve is { Restated: true };

    public bool WasCounted => Eve is { Restated: false };

    public bool WasOpen => WasCounted && IsOpenWork(Was!.Value);

    public Lifecycle Is => Close.Lifecycle;

    public Timeliness? Timeliness =>
        Close.Timeliness is Directives.Domain.Deadlines.Timeliness.Late && Told.HasFlag(Told.OnTime) ? Directives.Domain.Deadlines.Timeliness.OnTime : Close.Timeliness;

    public bool Restated => Close.Restated;

    public bool IsCounted => !Close.Restated;

    public bool IsOpen => IsCounted && IsOpenWork(Is);

    public bool Transferred => Told.HasFlag(Told.Transferred);

    /// <summary>It became another kind of obligation, or a key task, or none.</summary>
    public bool Reclassified => Eve is { } was && (was.Nature, was.KeyTask) != (Close.Nature, Close.KeyTask);

    public bool FallenDue => Close.FallenDue;

    public bool DueNext => Close.DueNext;

    public int DaysOverdue => Close.DaysOverdue;

    public bool Granted => Told.HasFlag(Told.Granted);

    public bool OnlyByExtension => Timeliness is Directives.Domain.Deadlines.Timeliness.OnTime && Told.HasFlag(Told.OnlyByExtension);

    public bool Heard => Told.HasFlag(Told.Heard);

    public bool Silent => Told.HasFlag(Told.Silent);

    public bool ToldLate => Told.HasFlag(Told.ToldLate);

    public static bool IsOpenWork(Lifecycle lifecycle) => lifecycle is not (Lifecycle.Completed or Lifecycle.Cancelled or Lifecycle.Superseded);
}
