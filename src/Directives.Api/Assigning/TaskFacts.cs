using Directives.Domain.Deadlines;
using Npgsql;

namespace Directives.Api.Assigning;

/// <summary>What everybody who has a task shares.</summary>
/// <param name="Nature">What kind of obligation it is.</param>
/// <param name="KeyTask">Counted apart.</param>
/// <param name="Restated">Said in another document too, and counted there.</param>
/// <param name="Deadline">As it is to be read; null if there is none.</param>
/// <param name="Stops">When its clock stood still, for whoever gets the task from now on.</param>
sealed record TaskFacts(string Nature, bool KeyTask, bool Restated, TaskDeadline? Deadline, ClockStop[] Stops)
{
    /// <summary>As <see cref="Read"/> goes through them.</summary>
    public const string Columns = "nature, key_task, restated, deadline_phrase, deadline_kind, last_day, due_soon_days, deadline_period, deadline_bound, stops";

    public static TaskFacts Read(NpgsqlDataReader row, int first) => new(
        row.GetString(first), row.GetBoolean(first + 1), row.GetBoolean(first + 2), TaskDeadline.Read(row, first + 3), ClockStops.Read(row, first + 9));
}

/// <summary>A deadline as the read model keeps it: how it was read, and what it was read from.</summary>
sealed record TaskDeadline(string Phrase, string Kind, DateOnly? LastDay, int DueSoonDays, string? Period, string? Bound)
{
    public static TaskDeadline Of(Deadline deadline) =>
        new(deadline.Phrase, Names.Of(deadline.Kind), deadline.LastCompliantDay(), deadline.DueSoonDays(), deadline.Period?.ToString(), deadline.Bound is { } bound ? Names.Of(bound) : null);

    /// <summary>From six columns side by side.</summary>
    public static TaskDeadline? Read(NpgsqlDataReader row, int first) => row.IsDBNull(first)
        ? null
        : new(row.GetString(first), row.GetString(first + 1), row.Day(first + 2), row.GetInt32(first + 3), row.Text(first + 4), row.Text(first + 5));
}

/// <summary>Stops as a column keeps them: their first days and the days the clock went on, one after the other; the last may be missing.</summary>
static class ClockStops
{
    public static ClockStop[] Read(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? [] : [.. row.GetFieldValue<DateOnly[]>(column).Chunk(2).Select(pair => new ClockStop(pair[0], pair.Length > 1 ? pair[1] : null))];

    public static DateOnly[]? Written(ClockStop[] stops) =>
        stops is [] ? null : [.. stops.SelectMany(stop => stop.Until is { } until ? new[] { stop.From, until } : [stop.From])];
}
