using Directives.Domain.Deadlines;
using Directives.Domain.Performing;
using Npgsql;

namespace Directives.Api.Reporting;

/// <summary>
/// What can become of an assignment in a week, as far as any figure of the report depends on it. Assignments of the same
/// course are the same to the report, so the database counts courses and <see cref="Figures"/> say what each is counted as.
/// </summary>
/// <param name="Was">Where it stood on the eve; null if it was not there.</param>
/// <param name="WasTimeliness">How it stood to its deadline on the eve.</param>
/// <param name="WasRestated">Whether it was counted elsewhere on the eve.</param>
/// <param name="Is">Where it stands at the close.</param>
/// <param name="Timeliness">How it stands to its deadline at the close.</param>
/// <param name="Restated">Whether it is counted elsewhere at the close.</param>
/// <param name="Transferred">Another agency leads.</param>
/// <param name="Reclassified">It became another kind of obligation, or a key task, or none.</param>
/// <param name="FallenDue">Its last day is over, or is that of the close.</param>
/// <param name="DueNext">Its last day lies in the seven days after the close.</param>
/// <param name="DaysOverdue">0, or the upper end of the bracket of days it is overdue: 7, 30, or 31 for more.</param>
/// <param name="Granted">It was extended in the week.</param>
/// <param name="OnlyByExtension">It was done after the day its document states.</param>
/// <param name="Heard">Something was heard of it in the week.</param>
/// <param name="Silent">Nothing has been heard of it for so many working days.</param>
public readonly record struct Course(
    Lifecycle? Was, Timeliness? WasTimeliness, bool WasRestated, Lifecycle Is, Timeliness? Timeliness, bool Restated,
    bool Transferred, bool Reclassified, bool FallenDue, bool DueNext, int DaysOverdue, bool Granted, bool OnlyByExtension, bool Heard, bool Silent)
{
    public bool WasCounted => Was is not null && !WasRestated;

    public bool WasOpen => WasCounted && IsOpenWork(Was!.Value);

    public bool IsCounted => !Restated;

    public bool IsOpen => IsCounted && IsOpenWork(Is);

    static bool IsOpenWork(Lifecycle lifecycle) => lifecycle is not (Lifecycle.Completed or Lifecycle.Cancelled or Lifecycle.Superseded);

    /// <summary>The attributes in the order of <see cref="Read"/>, of a row of <see cref="WeekOfAssignments"/>.</summary>
    public const string Columns = """
        was_lifecycle, was_timeliness, was_restated, lifecycle, timeliness, restated, lead <> was_lead,
        (nature, key_task) <> (was_nature, was_key_task), fallen_due, due_next, days_overdue, granted, only_by_extension, heard, silent
        """;

    public const int Width = 15;

    public static Course Read(NpgsqlDataReader row, int first)
    {
        return new(
            row.Text(first) is { } was ? Names.Parse<Lifecycle>(was) : null, Judged(first + 1), Is(first + 2),
            Names.Parse<Lifecycle>(row.GetString(first + 3)), Judged(first + 4), Is(first + 5),
            Is(first + 6), Is(first + 7), Is(first + 8), Is(first + 9), row.GetInt32(first + 10), Is(first + 11), Is(first + 12), Is(first + 13), Is(first + 14));

        Timeliness? Judged(int column) => row.Text(column) is { } name ? Names.Parse<Timeliness>(name) : null;
        bool Is(int column) => !row.IsDBNull(column) && row.GetBoolean(column);
    }
}
