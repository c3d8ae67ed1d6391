using Directives.Api.Assigning;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;
using Directives.Domain.Performing;

namespace Directives.Api.Reporting;

/// <summary>A stand with its last day, by what was recorded or by what is supposed.</summary>
sealed record Judged(Stand Stand, DateOnly? StatedLastDay, DateOnly? LastDay, int DueSoonDays)
{
    public Judged(Stand stand, Supposition? supposed = null)
        : this(stand, stand.StatedLastDay, stand.LastDay, stand.DueSoonDays ?? 0)
    {
        if (supposed?.Read(stand) is { } reading)
            (StatedLastDay, LastDay, DueSoonDays) = (reading.LastCompliantDay, stand.LastDayIf(reading.LastCompliantDay), reading.DueSoonDays);
    }

    public TaskNature Nature { get; } = Names.Parse<TaskNature>(Stand.Nature);

    public OnTheEve On(DateOnly eve) => new(Stand.Lifecycle, Timeliness(eve) is Domain.Deadlines.Timeliness.Overdue, Stand.Restated, Nature, Stand.KeyTask);

    public AtTheClose AtThe(DateOnly close)
    {
        var timeliness = Timeliness(close);
        return new(
            Stand.Lifecycle, timeliness, Stand.Restated, Nature, Stand.KeyTask,
            FallenDue: LastDay <= close && Stand.Lifecycle is not (Lifecycle.Cancelled or Lifecycle.Superseded),
            DueNext: LastDay > close && LastDay <= close.AddDays(7),
            DaysOverdue: timeliness is Domain.Deadlines.Timeliness.Overdue ? Bracket(DaysOverdue(close)) : 0);
    }

    /// <summary>The day it was done is not the stand's, so what is done and has a last day is called late here.</summary>
    public Timeliness? Timeliness(DateOnly day) => TimelinessRule.Judge(
        Stand.Lifecycle, DateOnly.MaxValue, Stand.Kind is { } kind ? Names.Parse<DeadlineKind>(kind) : null, LastDay, day, DueSoonDays, Stand.StoppedSince);

    /// <summary>Days since its last, on a day it is overdue.</summary>
    public int DaysOverdue(DateOnly day) => StoppedClock.Reading(day, Stand.StoppedSince).DayNumber - LastDay!.Value.DayNumber;

    static int Bracket(int days) => days switch { <= 7 => 7, <= 30 => 30, _ => 31 };
}
