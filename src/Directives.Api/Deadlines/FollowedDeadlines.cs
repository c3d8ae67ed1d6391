using Directives.Api.Access;
using Directives.Domain;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;

namespace Directives.Api.Deadlines;

/// <summary>Looks up the deadlines that others follow.</summary>
public sealed class FollowedDeadlines(DirectiveDecider directives)
{
    /// <summary>What is known of a task's deadline; null if it has none yet. Or the refusal, when there is no such task.</summary>
    public async Task<(FollowedDeadline? Known, Refusal? Unknown)> Find(TaskReference task, CancellationToken ct)
    {
        var (directive, _) = await directives.Load(task.Directive.Value, ct);
        return Sight.Current?.Sees(directive) is not false && directive.Tasks.TryGetValue(task.Task, out var found)
            ? (found.Deadline is { } deadline ? new(deadline, NameOf(directive, found)) : null, null)
            : (null, DeadlineRefusals.FollowsNothing);
    }

    static string NameOf(Directive directive, DirectiveTask task) => $"{directive.Issued!.Number?.Printed ?? "(không số)"}, {task.Identified.Code}";
}
