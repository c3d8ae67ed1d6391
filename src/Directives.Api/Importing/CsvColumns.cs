using System.Collections.Frozen;

namespace Directives.Api.Importing;

/// <summary>What a cell holds.</summary>
enum CellForm { Text, Flag, Number, List, Links }

/// <param name="Name">As the header names it.</param>
/// <param name="Pointer">The member of the row it becomes, as a JSON pointer.</param>
/// <param name="Form">What its cells hold.</param>
/// <param name="Required">Whether its cells may be empty.</param>
sealed record CsvColumn(string Name, string Pointer, CellForm Form = CellForm.Text, bool Required = false);

/// <summary>The columns of the three kinds of files. Every column that is not required may be left out.</summary>
static class CsvColumns
{
    static readonly FrozenDictionary<ImportKind, CsvColumn[]> Columns = new Dictionary<ImportKind, CsvColumn[]>
    {
        [ImportKind.Agencies] =
        [
            new("code", "/code", Required: true), new("nameVi", "/name/vi", Required: true), new("nameEn", "/name/en"), new("kind", "/kind", Required: true),
            new("level", "/level", Required: true), new("effectiveOn", "/effectiveOn"), new("parent", "/parent"), new("officialCode", "/officialCode")
        ],
        [ImportKind.Directives] =
        [
            new("key", "/key"), new("type", "/type", Required: true), new("number", "/number"), new("titleVi", "/title/vi", Required: true), new("titleEn", "/title/en"),
            new("issuedBy", "/issuedBy", CellForm.List, Required: true), new("issuedOn", "/issuedOn", Required: true), new("effectiveOn", "/effectiveOn"),
            new("links", "/links", CellForm.Links), new("signatory", "/signatory"), new("dateNote", "/dateNote"),
            new("urgency", "/urgency"), new("secrecy", "/secrecy")
        ],
        [ImportKind.Tasks] =
        [
            new("directive", "/directive", Required: true), new("code", "/code", Required: true), new("nature", "/nature", Required: true), new("clause", "/clause", Required: true),
            new("titleVi", "/title/vi", Required: true), new("titleEn", "/title/en"), new("effectiveOn", "/effectiveOn"), new("keyTask", "/keyTask", CellForm.Flag),
            new("targetText", "/target/text"), new("targetWanted", "/target/wanted", CellForm.Number), new("targetBaseline", "/target/baseline", CellForm.Number),
            new("targetUnit", "/target/unit"), new("periodFrom", "/period/from"), new("periodTo", "/period/to"), new("note", "/note"),
            new("deadlinePhrase", "/deadline/phrase"), new("deadlineKind", "/deadline/kind"), new("deadlinePeriod", "/deadline/period"), new("deadlineBound", "/deadline/bound"),
            new("deadlineCondition", "/deadline/condition"), new("deadlineReference", "/deadline/reference"), new("deadlineYearInferred", "/deadline/yearInferred", CellForm.Flag),
            new("leads", "/leads", CellForm.List), new("coordinating", "/coordinating", CellForm.List), new("assignedOn", "/assignedOn")
        ]
    }.ToFrozenDictionary();

    public static IReadOnlyList<CsvColumn> Of(ImportKind kind) => Columns[kind];

    /// <summary>The column in which something stands; of several (a deadline) the first.</summary>
    public static string? Holding(IEnumerable<CsvColumn> columns, string pointer) =>
        columns.FirstOrDefault(column => pointer == column.Pointer || pointer.StartsWith($"{column.Pointer}/", StringComparison.Ordinal))?.Name
        ?? columns.FirstOrDefault(column => column.Pointer.StartsWith($"{pointer}/", StringComparison.Ordinal) && pointer != "")?.Name;
}
