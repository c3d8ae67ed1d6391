using Directives.Api.Assigning;
using Directives.Domain.Deadlines;

namespace Directives.Api.Reporting;

/// <summary>What a report takes to be otherwise than it was recorded; nothing of it is written down.</summary>
/// <param name="Rules">What all deadlines are read by, whenever they were entered; null for what each was read by.</param>
/// <param name="UndatedDueAfter">After how many working days work without a date is due; null for never.</param>
/// <param name="Standings">All standings of assignments whose standings would not be the recorded ones.</param>
sealed record Supposition(DeadlineRules? Rules, int? UndatedDueAfter, IReadOnlyList<StandingRow> Standings)
{
    readonly Dictionary<Stand, long> ids = Standings.Select(standing => standing.Stand).Distinct().ToDictionary(stand => stand, stand => stand.Id());

    public IReadOnlySet<Guid> Assignments { get; } = Standings.Select(standing => standing.Assigned.Id).ToHashSet();

    /// <summary>Those of the supposed standings, whether or not somebody has them already.</summary>
    public IEnumerable<(long Id, Stand Stand)> Stands => ids.Select(stand => (stand.Value, stand.Key));

    /// <summary>How the deadline of a stand would be read; null if as it was.</summary>
    public DeadlineReading? Read(Stand stand) =>
        Rules is null ? null
        : stand.Period is { } named && CalendarPeriod.TryParse(named, out var period) && stand.Bound is { } bound
            ? Rules.Read(new("", DeadlineKind.Explicit, period, Names.Parse<DeadlineBound>(bound)))
        : (stand.UndatedSince, UndatedDueAfter) is ({ } since, { } days) ? new(Rules.Calendar.AddWorkingDays(since, days), Rules.Policy.DueSoonDays, Rules.Policy.Version, Rules.Calendar.Name, false)
        : null;
}
