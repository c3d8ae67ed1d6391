using System.Text.Json.Serialization;

namespace Directives.Api.Importing;

/// <summary>
/// The life of an import, a stream of its own. What was asked for and what came of each row are kept as files and named
/// here by their digests.
/// </summary>
[JsonDerivedType(typeof(ImportStarted), "import_started")]
[JsonDerivedType(typeof(ImportFinished), "import_finished")]
public abstract record ImportEvent;

/// <param name="Import">Its id, also that of its stream.</param>
/// <param name="Mode">Whether one refused row keeps all others out.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Source">The SHA-256 of what was sent.</param>
public sealed record ImportStarted(Guid Import, ImportMode Mode, int Rows, string Source) : ImportEvent;

/// <param name="Import">The import.</param>
/// <param name="Recorded">How many rows were recorded.</param>
/// <param name="AlreadyRecorded">How many had been recorded before.</param>
/// <param name="Refused">How many were refused.</param>
/// <param name="Report">The SHA-256 of the report.</param>
public sealed record ImportFinished(Guid Import, int Recorded, int AlreadyRecorded, int Refused, string Report) : ImportEvent;
