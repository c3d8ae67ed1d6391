using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Directives.Domain.Deadlines;
using Directives.Domain.Performing;
using Npgsql;

namespace Directives.Api.Assigning;

/// <summary>
/// What an assignment is in the eyes of a report, apart from who leads it, under which document, and the day it was done.
/// A nation's assignments have few stands in common, so figures are counted by stand and each is judged once.
/// </summary>
/// <param name="Lifecycle">Where the work stands.</param>
/// <param name="Nature">What kind of obligation it is.</param>
/// <param name="KeyTask">Counted apart.</param>
/// <param name="Restated">Counted under another document.</param>
/// <param name="Kind">What kind of deadline it has, if any.</param>
/// <param name="Period">The period that names, as precise as the document.</param>
/// <param name="Bound">How the deadline stands to it.</param>
/// <param name="StatedLastDay">The last compliant day as the deadline was read.</param>
/// <param name="DueSoonDays">How many days before its last it is due soon.</param>
/// <param name="ExtendedTo">The day that was granted.</param>
/// <param name="Extensions">How often.</param>
/// <param name="StoppedBefore">How many days its clock had stood still by then.</param>
/// <param name="StoppedDays">And how many since, up to the day it was done.</param>
/// <param name="StoppedSince">The day its clock stopped, while it stands.</param>
/// <param name="UndatedSince">The day it was assigned, where its deadline names no day and leans on nothing that will have one.</param>
sealed record Stand(
    Lifecycle Lifecycle, string Nature, bool KeyTask, bool Restated, string? Kind, string? Period, string? Bound, DateOnly? StatedLastDay, int? DueSoonDays,
    DateOnly? ExtendedTo, int Extensions, int StoppedBefore, int StoppedDays, DateOnly? StoppedSince, DateOnly? UndatedSince)
{
    /// <summary>The last compliant day, with extensions and stops.</summary>
    public DateOnly? LastDay => LastDayIf(StatedLastDay);

    /// <summary>Whether nothing names a day, and nothing will.</summary>
    public static bool NamesNoDay(string? kind) => kind is null or "urgencyOnly" or "continuous";

    /// <summary>The last compliant day with extensions and stops, had the deadline been read otherwise.</summary>
    public DateOnly? LastDayIf(DateOnly? stated) =>
        (ExtendedTo is { } to ? StoppedClock.Extended(to, stated, StoppedBefore) : stated)?.AddDays(StoppedDays);

    /// <summary>It follows from the rest, so that nobody has to hand out numbers.</summary>
    public long Id() => BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"{Lifecycle}|{Nature}|{KeyTask}|{Restated}|{Kind}|{Period}|{Bound}|{StatedLastDay:yyyyMMdd}|{DueSoonDays}|{ExtendedTo:yyyyMMdd}|{Extensions}|{StoppedBefore}|{StoppedDays}|{StoppedSince:yyyyMMdd}|{UndatedSince:yyyyMMdd}"))));

    /// <summary>As <see cref="Read"/> goes through them.</summary>
    public const string Columns = """
        id, lifecycle, nature, key_task, restated, deadline_kind, deadline_period, deadline_bound, stated_last_day, due_soon_days,
        extended_to, extensions, stopped_before, stopped_days, stopped_since, undated_since
        """;

    public const string Derived = "last_day";

    public static Stand Read(NpgsqlDataReader row) => new(
        Names.Parse<Lifecycle>(row.GetString(1)), row.GetString(2), row.GetBoolean(3), row.GetBoolean(4), row.Text(5), row.Text(6), row.Text(7), row.Day(8),
        row.IsDBNull(9) ? null : row.GetInt32(9), row.Day(10), row.GetInt32(11), row.GetInt32(12), row.GetInt32(13), row.Day(14), row.Day(15));

    /// <summary>What <see cref="Columns"/> and <see cref="Derived"/> hold of it.</summary>
    public object?[] Values(long id) =>
    [
        id, Names.Of(Lifecycle), Nature, KeyTask, Restated, Kind, Period, Bound, StatedLastDay, DueSoonDays,
        ExtendedTo, Extensions, StoppedBefore, StoppedDays, StoppedSince, UndatedSince, LastDay
    ];
}
