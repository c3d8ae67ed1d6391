using System.Collections.Immutable;
using Directives.Domain;
using Directives.Domain.Correcting;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Api.Access;

/// <summary>
/// What directives say of one another. Who may see one of them need not know that there is the other; then it is left out, and
/// nothing shows that it was there.
/// </summary>
static class Mentions
{
    /// <summary>The other directives that one names.</summary>
    public static IEnumerable<Guid> Of(Directive directive) =>
        (directive.Issued is { } issued ? Of(issued) : [])
            .Concat(directive.Amendments.SelectMany(Of))
            .Concat(directive.Superseded is { } superseded ? Of(superseded) : [])
            .Concat(directive.Tasks.Values.SelectMany(task => ((TaskReference?[])[task.Restates, task.Deadline?.Follows, task.StatedDeadline?.Follows]).OfType<TaskReference>().Select(other => other.Directive.Value)))
            .Distinct();

    /// <summary>Those that an event names.</summary>
    public static IEnumerable<Guid> Of(object @event) => @event switch
    {
        DirectiveIssued e => e.Links.Select(link => link.Directive.Value),
        DirectiveAmended { Amending: { } other } => [other.Value],
        DirectiveSuperseded { Superseding: { } other } => [other.Value],
        TaskRestated e => [e.Of.Directive.Value],
        DeadlineSet { Deadline.Follows: { } other } => [other.Directive.Value],
        DeadlineClarified { Deadline.Follows: { } other } => [other.Directive.Value],
        RecordCorrected { Correction: Correction.StatedDeadline { Deadline.Follows: { } other } } => [other.Directive.Value],
        _ => []
    };

    /// <summary>A directive as somebody sees it who does not see some others.</summary>
    public static Directive Without(IReadOnlySet<Guid> unseen, Directive directive) => unseen.Count == 0 ? directive : directive with
    {
        Issued = directive.Issued is { } issued ? (DirectiveIssued)Without(unseen, issued)! : null,
        Amendments = [.. directive.Amendments.Select(amended => (DirectiveAmended)Without(unseen, amended)!)],
        Superseded = directive.Superseded is { } superseded ? (DirectiveSuperseded)Without(unseen, superseded)! : null,
        Tasks = directive.Tasks.ToImmutableDictionary(task => task.Key, task => task.Value with
        {
            Restates = task.Value.Restates is { } other && unseen.Contains(other.Directive.Value) ? null : task.Value.Restates,
            Deadline = Without(unseen, task.Value.Deadline),
            StatedDeadline = Without(unseen, task.Value.StatedDeadline)
        })
    };

    /// <summary>An event as it is told to such a reader; null if it is about nothing else.</summary>
    public static object? Without(IReadOnlySet<Guid> unseen, object @event) => !Of(@event).Any(unseen.Contains) ? @event : @event switch
    {
        DirectiveIssued e => e with { Links = [.. e.Links.Where(link => !unseen.Contains(link.Directive.Value))] },
        DirectiveAmended e => e with { Amending = null },
        DirectiveSuperseded e => e with { Superseding = null },
        DeadlineSet e => e with { Deadline = e.Deadline with { Follows = null } },
        DeadlineClarified e => e with { Deadline = e.Deadline with { Follows = null } },
        RecordCorrected { Correction: Correction.StatedDeadline c } e => e with { Correction = c with { Deadline = c.Deadline with { Follows = null } } },
        _ => null
    };

    static Deadline? Without(IReadOnlySet<Guid> unseen, Deadline? deadline) => deadline?.Follows is { } other && unseen.Contains(other.Directive.Value) ? deadline with { Follows = null } : deadline;
}
