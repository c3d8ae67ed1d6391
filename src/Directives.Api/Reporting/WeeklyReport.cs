using Directives.Api.Assigning;
using Directives.Domain;
using Directives.Domain.Deadlines;
using Directives.Domain.Performing;
using Directives.Domain.Reporting;

namespace Directives.Api.Reporting;

/// <summary>
/// What moved in a week: the difference between what held at the end of its last day and what held on its eve, both
/// as known at one position. A pure function of the two, so it can be made again for ever and gives the same bytes. What
/// another document restates is counted there and left out here.
/// </summary>
/// <param name="Start">The day it begins with: a Friday, unless the body that was named decided otherwise.</param>
/// <param name="End">The day it ends with.</param>
/// <param name="CutOff">The end of that day.</param>
/// <param name="KnownAsOf">The instant that was asked for; without it everything recorded so far counts.</param>
/// <param name="Position">What was recorded up to here counts.</param>
/// <param name="Zone">The zone in which days begin and end.</param>
/// <param name="Reconciliation">Open at the beginning, what happened, open at the end.</param>
/// <param name="Totals">How things stand at the close.</param>
/// <param name="ByDirective">The same for each directive.</param>
/// <param name="ByAgency">The same for each lead agency.</param>
/// <param name="NewlyOverdue">Overdue at the close and not before.</param>
/// <param name="Completed">Completed and verified at the close and not before.</param>
/// <param name="LeftOut">How many there are at the close that another document restates; <c>/assignments?counted=false</c> shows them.</param>
/// <param name="Moved">Everything that stands elsewhere than before, or was not there before.</param>
public sealed record WeeklyReport(
    DateOnly Start, DateOnly End, DateTimeOffset CutOff, DateTimeOffset? KnownAsOf, long Position, string Zone,
    Reconciliation Reconciliation, Totals Totals, IReadOnlyList<DirectiveTotals> ByDirective, IReadOnlyList<AgencyTotals> ByAgency,
    IReadOnlyList<AssignmentItem> NewlyOverdue, IReadOnlyList<AssignmentItem> Completed, int LeftOut, IReadOnlyList<Movement> Moved)
{
    /// <param name="week">The week.</param>
    /// <param name="asked">The instant that was asked for, if one was.</param>
    /// <param name="position">The position both sides are known at.</param>
    /// <param name="eve">How everything stood on the eve of the week.</param>
    /// <param name="close">How everything stands at its close, in the order to be shown.</param>
    public static WeeklyReport Of(ReportingWeek week, DateTimeOffset? asked, long position, IReadOnlyList<AssignmentItem> eve, IReadOnlyList<AssignmentItem> close)
    {
        var elsewhere = close.Where(item => item.Restated).ToList();
        (eve, close) = ([.. eve.Where(item => !item.Restated)], [.. close.Where(item => !item.Restated)]);
        var before = eve.ToDictionary(item => item.Assignment);
        var both = close.Select(now => (Now: now, Before: before.GetValueOrDefault(now.Assignment))).ToList();
        return new(
            week.Start, week.End, week.CutOff, asked, position, Vietnam.Zone,
            Reconciliation.Of(eve, both, elsewhere.Count(item => before.TryGetValue(item.Assignment, out var then) && Reconciliation.IsOpen(then))), Totals.Of(close),
            [.. close.GroupBy(item => (item.Directive, item.Number)).Select(group => new DirectiveTotals(group.Key.Directive, group.Key.Number, Totals.Of(group)))],
            [.. close.GroupBy(item => item.Lead).OrderBy(group => group.Key.Value, StringComparer.Ordinal).Select(group => new AgencyTotals(group.Key, Totals.Of(group)))],
            [.. both.Where(b => b.Now.Timeliness is Timeliness.Overdue && b.Before?.Timeliness is not Timeliness.Overdue).Select(b => b.Now)],
            [.. both.Where(b => Reconciliation.CompletedInBetween(b.Now, b.Before)).Select(b => b.Now)],
            elsewhere.Count,
            [.. both.Where(b => (b.Now.Lifecycle, b.Now.Timeliness) != (b.Before?.Lifecycle, b.Before?.Timeliness)).Select(b => Movement.Of(b.Before, b.Now))]);
    }
}

/// <summary>Opening plus movements make the closing; <see cref="AddsUp"/> says whether they do.</summary>
/// <param name="Opening">Open on the eve.</param>
/// <param name="Added">Assigned in the week.</param>
/// <param name="Reopened">Closed on the eve and open at the close.</param>
/// <param name="Completed">Completed in the week, as verified.</param>
/// <param name="Cancelled">Cancelled in the week.</param>
/// <param name="Superseded">Superseded in the week, and owed elsewhere.</param>
/// <param name="Restated">Counted elsewhere from this week on, because another document says the same.</param>
/// <param name="Closing">Open at the close, counted by itself.</param>
public sealed record Reconciliation(int Opening, int Added, int Reopened, int Completed, int Cancelled, int Superseded, int Restated, int Closing)
{
    public bool AddsUp => Opening + Added + Reopened - Completed - Cancelled - Superseded - Restated == Closing;

    public static Reconciliation Of(IReadOnlyList<AssignmentItem> eve, IReadOnlyList<(AssignmentItem Now, AssignmentItem? Before)> both, int restated) => new(
        eve.Count(IsOpen),
        both.Count(b => b.Before is null),
        both.Count(b => b.Before is { } before && !IsOpen(before) && IsOpen(b.Now)),
        both.Count(b => CompletedInBetween(b.Now, b.Before)),
        both.Count(b => EndedInBetween(b.Now, b.Before, Lifecycle.Cancelled)),
        both.Count(b => EndedInBetween(b.Now, b.Before, Lifecycle.Superseded)),
        restated,
        both.Count(b => IsOpen(b.Now)));

    internal static bool CompletedInBetween(AssignmentItem now, AssignmentItem? before) => EndedInBetween(now, before, Lifecycle.Completed);

    static bool EndedInBetween(AssignmentItem now, AssignmentItem? before, Lifecycle how) => now.Lifecycle == how && (before is null || IsOpen(before));

    internal static bool IsOpen(AssignmentItem item) => item.Lifecycle is not (Lifecycle.Completed or Lifecycle.Cancelled or Lifecycle.Superseded);
}

/// <summary>Counts on both axes. Every assignment is counted once on each.</summary>
/// <param name="All">All assignments.</param>
/// <param name="ByLifecycle">Where the work stands.</param>
/// <param name="ByTimeliness">How it stands to its deadline; what is not owed any more under <c>cancelled</c> and <c>superseded</c>.</param>
public sealed record Totals(int All, IReadOnlyDictionary<string, int> ByLifecycle, IReadOnlyDictionary<string, int> ByTimeliness)
{
    public static Totals Of(IEnumerable<AssignmentItem> items)
    {
        var all = items.ToList();
        return new(
            all.Count,
            Enum.GetValues<Lifecycle>().ToDictionary(Names.Of, lifecycle => all.Count(item => item.Lifecycle == lifecycle)),
            Enum.GetValues<Timeliness>().ToDictionary(Names.Of, timeliness => all.Count(item => item.Timeliness == timeliness))
                .Append(new("cancelled", all.Count(item => item.Lifecycle is Lifecycle.Cancelled)))
                .Append(new("superseded", all.Count(item => item.Lifecycle is Lifecycle.Superseded))).ToDictionary());
    }
}

public sealed record DirectiveTotals(DirectiveId Directive, string? Number, Totals Totals);

public sealed record AgencyTotals(AgencyId Agency, Totals Totals);

/// <summary>One assignment that stands elsewhere at the close than on the eve.</summary>
public sealed record Movement(AssignmentId Assignment, string Code, AgencyId Lead, Standing? From, Standing To)
{
    public static Movement Of(AssignmentItem? before, AssignmentItem now) =>
        new(now.Assignment, now.Code, now.Lead, before is null ? null : new(before.Lifecycle, before.Timeliness), new(now.Lifecycle, now.Timeliness));
}

public sealed record Standing(Lifecycle Lifecycle, Timeliness? Timeliness);
