using Directives.Domain;
using Directives.Domain.Issuing;

namespace Directives.Api.Cascading;

/// <summary>
/// How far a task has come with those who carry it out: its own assignments, and those of every directive that implements
/// it, directly or by way of others. What is counted elsewhere, restated or superseded, is named but not counted.
/// </summary>
/// <param name="Position">What was recorded up to here counts.</param>
/// <param name="EffectiveAsOf">The day in question.</param>
/// <param name="Directive">The directive of the task.</param>
/// <param name="Task">The task.</param>
/// <param name="Code">Its code.</param>
/// <param name="Total">All that follows taken together; it has no list of its own.</param>
/// <param name="Own">The task's own assignments.</param>
/// <param name="Children">Each directive that implements it once, the nearest first.</param>
/// <param name="LeftOut">What is counted elsewhere.</param>
public sealed record RollUp(
    long Position, DateOnly EffectiveAsOf, DirectiveId Directive, TaskId Task, string Code, Share Total, Share Own, IReadOnlyList<ChildShare> Children, IReadOnlyList<LeftOut> LeftOut);

/// <param name="Directive">Its id.</param>
/// <param name="Type">The kind of document.</param>
/// <param name="Number">As printed.</param>
/// <param name="Title">What it is about.</param>
/// <param name="IssuedBy">Codes of the issuing bodies.</param>
/// <param name="Depth">1 if it implements the task itself, 2 if it implements such a directive, and so on.</param>
/// <param name="Implements">What it implements here; without a task, the directive as a whole.</param>
/// <param name="SupersededOn">From when another document has taken its place.</param>
/// <param name="Share">Its assignments.</param>
public sealed record ChildShare(
    DirectiveId Directive, DirectiveType Type, string? Number, BilingualText Title, IReadOnlyList<AgencyId> IssuedBy, int Depth, IReadOnlyList<Implemented> Implements,
    DateOnly? SupersededOn, Share Share);

public sealed record Implemented(DirectiveId Directive, TaskId? Task);

/// <summary>Assignments counted on both axes, each once on each.</summary>
/// <param name="All">All of them.</param>
/// <param name="ByLifecycle">Where the work stands; what does not occur is not named.</param>
/// <param name="ByTimeliness">How it stands to its deadline; cancelled ones have no standing.</param>
/// <param name="Percent">Percentages, if there are any.</param>
public sealed record Share(Figure All, IReadOnlyDictionary<string, Figure> ByLifecycle, IReadOnlyDictionary<string, Figure> ByTimeliness, Percentages? Percent)
{
    /// <param name="counts">What is to be counted.</param>
    /// <param name="list">The address of the list of these assignments, to which filters can be added; null if there is none.</param>
    internal static Share Of(IReadOnlyList<Count> counts, string? list)
    {
        var figures = counts.Sum(count => count.Figures);
        return new(
            new(counts.Sum(count => count.Assignments), list),
            counts.GroupBy(count => count.Lifecycle).ToDictionary(group => group.Key, group => Figure("lifecycle", group)),
            counts.Where(count => count.Timeliness is not null).GroupBy(count => count.Timeliness!).ToDictionary(group => group.Key, group => Figure("timeliness", group)),
            figures == 0 ? null : new(decimal.Round((decimal)counts.Sum(count => count.Sum) / figures, 1), counts.Min(count => count.Least)!.Value, figures, list));

        Figure Figure(string axis, IGrouping<string, Count> group) => new(group.Sum(count => count.Assignments), list is null ? null : $"{list}&{axis}={group.Key}");
    }
}

/// <param name="Count">How many.</param>
/// <param name="Assignments">The address of their list, as of the same day and position.</param>
public sealed record Figure(long Count, string? Assignments);

/// <param name="Mean">Of the last percentages reported; what is completed counts as 100, what was cancelled not at all.</param>
/// <param name="Least">The smallest of them.</param>
/// <param name="Of">How many there are; whoever reported none is not among them.</param>
/// <param name="Assignments">The address of the list of all assignments.</param>
public sealed record Percentages(decimal Mean, int Least, long Of, string? Assignments);

/// <param name="Directive">The directive.</param>
/// <param name="Task">The task of it.</param>
/// <param name="Code">Its code.</param>
/// <param name="Why">Why it is counted elsewhere.</param>
/// <param name="Restates">The task that it repeats.</param>
/// <param name="Assignments">How many assignments that concerns.</param>
public sealed record LeftOut(DirectiveId Directive, TaskId Task, string Code, Elsewhere Why, TaskReference? Restates, Figure Assignments);

public enum Elsewhere { Restated, Superseded }

/// <summary>Assignments of one task that stand alike.</summary>
sealed record Count(
    Guid Directive, Guid Task, string Code, string Lifecycle, string? Timeliness, bool Restated, TaskReference? Restates, long Assignments, long Figures, long Sum, int? Least)
{
    public bool Counts => !Restated && Lifecycle != Names.Of(Domain.Performing.Lifecycle.Superseded);
}
