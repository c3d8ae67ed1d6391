namespace Directives.Domain.Supervising;

/// <summary>What an inspection found of work not done or wrongly done; each part may be "none".</summary>
/// <param name="Nature">Tính chất.</param>
/// <param name="Degree">Mức độ.</param>
/// <param name="Cause">Nguyên nhân.</param>
/// <param name="Responsibility">Trách nhiệm.</param>
public sealed record InspectionConclusion(string Nature, string Degree, string Cause, string Responsibility);

/// <summary>Phê bình.</summary>
/// <param name="Text">What for.</param>
/// <param name="Document">Where it is written.</param>
/// <param name="Addressees">The agencies it names; none when the document names none ("các địa phương chậm…").</param>
/// <param name="Described">The addressees in the document's words, where it names none.</param>
/// <param name="Degree">Nghiêm túc phê bình, rút kinh nghiệm…</param>
/// <param name="Task">The task behind it; a criticism may have none.</param>
public sealed record Criticism(string Text, string Document, IReadOnlyList<AgencyId> Addressees, string? Described = null, string? Degree = null, TaskId? Task = null);

/// <summary>Biểu dương, khen thưởng.</summary>
/// <param name="Text">What for.</param>
/// <param name="Document">Where it is written.</param>
/// <param name="Addressees">The agencies it names.</param>
/// <param name="Described">The addressees in the document's words, where it names none.</param>
/// <param name="Task">The task behind it; a commendation may have none.</param>
public sealed record Commendation(string Text, string Document, IReadOnlyList<AgencyId> Addressees, string? Described = null, TaskId? Task = null);
