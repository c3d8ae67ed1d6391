using System.Text.Json.Serialization;
using Directives.Domain;

namespace Directives.Api.Importing;

public enum RowOutcome
{
    /// <summary>Nothing stands against it, and nothing was written.</summary>
    WouldBeRecorded,

    Recorded,

    /// <summary>All it says was recorded before, by this import or otherwise.</summary>
    AlreadyRecorded,

    Refused
}

public enum ImportStatus
{
    Running,
    Finished,

    /// <summary>It was cut off, or another host is at it. The same request with the same key goes on where it stopped.</summary>
    Interrupted
}

/// <param name="Import">Its id.</param>
/// <param name="Status">Whether it is through.</param>
/// <param name="DryRun">Whether it writes nothing.</param>
/// <param name="Mode">Whether one refused row keeps all others out.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Decided">How many of them it is known of what would become of them.</param>
/// <param name="Counts">How the rows ended so far.</param>
/// <param name="Results">One for each row, in their order, when it is through.</param>
public sealed record ImportReport(
    Guid Import, ImportStatus Status, bool DryRun, ImportMode Mode, int Rows, int Decided, ImportCounts Counts, IReadOnlyList<RowResult> Results)
{
    /// <summary>Nothing was recorded because of what was refused; asked again, with the same key too, it is tried again.</summary>
    public bool RefusedWhole() => Counts is { Recorded: 0, Refused: > 0 } && (Mode is ImportMode.AllOrNothing || Counts.AlreadyRecorded == 0);
}

public sealed record ImportCounts(int WouldBeRecorded, int Recorded, int AlreadyRecorded, int Refused)
{
    public static ImportCounts Of(IReadOnlyList<RowResult> results) => new(
        results.Count(row => row.Outcome is RowOutcome.WouldBeRecorded), results.Count(row => row.Outcome is RowOutcome.Recorded),
        results.Count(row => row.Outcome is RowOutcome.AlreadyRecorded), results.Count(row => row.Outcome is RowOutcome.Refused));
}

/// <summary>What became of a row, or would.</summary>
/// <param name="Kind">What it enters.</param>
/// <param name="Row">Its number: in its list from 1, or the line of the file, whose header is line 1.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Problem">Why it was refused.</param>
/// <param name="Agency">The agency it is about.</param>
/// <param name="Directive">The directive it is about.</param>
/// <param name="Task">The task it is about.</param>
/// <param name="Assignments">The assignments it made.</param>
public sealed record RowResult(
    ImportKind Kind, int Row, RowOutcome Outcome, RowProblem? Problem = null, AgencyId? Agency = null, DirectiveId? Directive = null, TaskId? Task = null,
    IReadOnlyList<AssignmentId>? Assignments = null);

/// <summary>Why a row was refused: the problem that a single request would get, in both languages, for the result is passed around.</summary>
/// <param name="Type">The problem type.</param>
/// <param name="Status">The status a single request would get.</param>
/// <param name="Code">For programs.</param>
/// <param name="Title">For people.</param>
/// <param name="Field">The member of the row that is to blame, as a JSON pointer.</param>
/// <param name="Column">The column it stands in, if it came in columns.</param>
public sealed record RowProblem(string Type, int Status, string Code, BilingualText Title, string? Field, string? Column)
{
    /// <summary>What the sentence speaks of, by name, such as the document that is there already.</summary>
    [JsonExtensionData]
    public Dictionary<string, object>? Facts { get; init; }

    public static RowProblem Of(HttpRefusal refusal, ImportRow row) => new(
        Problems.TypeOf(refusal.Code), refusal.Status, refusal.Code, refusal.Reason, refusal.Field, refusal.Field is { } pointer ? row.ColumnOf?.Invoke(pointer) : null);
}
