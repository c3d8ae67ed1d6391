using Directives.Domain.Deadlines;
using Directives.Domain.Performing;
using Npgsql;

namespace Directives.Api.Assigning;

/// <summary>What is believed of an assignment since one position, about the days from one until another.</summary>
/// <param name="Assigned">What stays as it was assigned.</param>
/// <param name="KnownFrom">The position of the event that says so.</param>
/// <param name="EffectiveFrom">The first of these days.</param>
/// <param name="EffectiveTo">The day after the last of them.</param>
/// <param name="Version">Of the event that last changed it: its ETag.</param>
/// <param name="LastEventOn">The latest day an event spoke of.</param>
/// <param name="Task">What it shares with all who have the task.</param>
sealed record AssignmentRow(Assigned Assigned, long KnownFrom, DateOnly EffectiveFrom, DateOnly EffectiveTo, long Version, DateOnly LastEventOn, TaskFacts Task)
{
    public required string Lead { get; init; }

    public required string[] Coordinating { get; init; }

    /// <summary>Who answers for it in person.</summary>
    public string? Head { get; init; }

    /// <summary>Where the work stands, whatever became of the task.</summary>
    public Lifecycle Work { get; init; } = Lifecycle.NotStarted;

    /// <summary>Where the work would stand had it not been verified or given back.</summary>
    public Lifecycle Otherwise { get; init; } = Lifecycle.NotStarted;

    /// <summary>What ended it before it was done.</summary>
    public Lifecycle? Ended { get; init; }

    /// <summary>The day the claim names that waits or was accepted, also where the check found another.</summary>
    public DateOnly? ClaimedOn { get; init; }

    /// <summary>The day it was completed: claimed while the check is pending, then verified.</summary>
    public DateOnly? DoneOn { get; init; }

    /// <summary>The day we were told that it is done.</summary>
    public DateOnly? ToldOn { get; init; }

    /// <summary>The last percentage reported, and the day of that report.</summary>
    public int? Percent { get; init; }

    public DateOnly? PercentOn { get; init; }

    public DateOnly? ExtendedTo { get; init; }

    public int Extensions { get; init; }

    /// <summary>How many days its clock had stood still when it was extended.</summary>
    public int StoppedBefore { get; init; }

    /// <summary>When its clock stood still since its deadline was set or extended.</summary>
    public ClockStop[] Stops { get; init; } = [];

    public DateOnly? StoppedSince => Stops is [.., { Until: null } stop] ? stop.From : null;

    public Lifecycle Lifecycle =>
        Work is Lifecycle.Completed ? Work
        : Ended ?? (StoppedSince is not null && Work is not Lifecycle.CompletionReported ? Lifecycle.Suspended : Work);

    public DateOnly? LastDay => Stand.LastDay;

    /// <summary>What it is in the eyes of a report.</summary>
    public Stand Stand => new(
        Lifecycle, Task.Nature, Task.KeyTask, Task.Restated, Task.Deadline?.Kind, Task.Deadline?.Period, Task.Deadline?.Bound, Task.Deadline?.LastDay, Task.Deadline?.DueSoonDays,
        ExtendedTo, Extensions, StoppedBefore, StoppedClock.DaysOf(Stops, DoneOn), StoppedSince, Stand.NamesNoDay(Task.Deadline?.Kind) ? Assigned.On : null);

    /// <summary>As <see cref="Read"/> goes through them.</summary>
    public const string Columns = """
        id, directive_id, task_id, assigned_on, known_from, effective_from, effective_to, version, last_event_on,
        lead, coordinating, head, work, otherwise, ended, done_on, percent, percent_on, extended_to, extensions, stops,
        nature, key_task, restated, deadline_phrase, deadline_kind, stated_last_day, due_soon_days, deadline_period, deadline_bound,
        claimed_on, told_on, stopped_before, assigned_at
        """;

    public static AssignmentRow Read(NpgsqlDataReader row) => new(
        new(row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.GetFieldValue<DateOnly>(3), row.GetInt64(33)),
        row.GetInt64(4), row.GetFieldValue<DateOnly>(5), row.GetFieldValue<DateOnly>(6), row.GetInt64(7), row.GetFieldValue<DateOnly>(8),
        new(row.GetString(21), row.GetBoolean(22), row.GetBoolean(23), TaskDeadline.Read(row, 24), []))
    {
        Lead = row.GetString(9),
        Coordinating = row.GetFieldValue<string[]>(10),
        Head = row.Text(11),
        Work = Names.Parse<Lifecycle>(row.GetString(12)),
        Otherwise = Names.Parse<Lifecycle>(row.GetString(13)),
        Ended = row.Text(14) is { } ended ? Names.Parse<Lifecycle>(ended) : null,
        DoneOn = row.Day(15),
        Percent = row.IsDBNull(16) ? null : row.GetInt32(16),
        PercentOn = row.Day(17),
        ExtendedTo = row.Day(18),
        Extensions = row.GetInt32(19),
        Stops = ClockStops.Read(row, 20),
        ClaimedOn = row.Day(30),
        ToldOn = row.Day(31),
        StoppedBefore = row.GetInt32(32)
    };
}

/// <param name="Id">Its id.</param>
/// <param name="Directive">The directive's id.</param>
/// <param name="Task">The task's id.</param>
/// <param name="On">From when the lead answers for it.</param>
/// <param name="At">The position of the event that assigned it: a number that is its alone.</param>
sealed record Assigned(Guid Id, Guid Directive, Guid Task, DateOnly On, long At);
