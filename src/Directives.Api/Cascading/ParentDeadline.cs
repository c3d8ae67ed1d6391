using Directives.Domain.Cascading;
using Directives.Domain.Issuing;

namespace Directives.Api.Cascading;

/// <summary>
/// By when everything in a directive must be done because of the tasks it carries out. Where a parent has no day of its
/// own, what binds the parent binds the child.
/// </summary>
public sealed class ParentDeadline(DirectiveDecider directives)
{
    /// <summary>The earliest of the parents' days; null when none is known.</summary>
    public Task<NotAfter?> Of(Guid directive, CancellationToken ct) => Of(directive, [], ct);

    async Task<NotAfter?> Of(Guid directive, HashSet<Guid> seen, CancellationToken ct)
    {
        if (!seen.Add(directive) || (await directives.Load(directive, ct)).State.Issued is not { } issued)
            return null;

        NotAfter? earliest = null;
        foreach (var link in issued.Links.Where(link => link.Kind is LinkKind.Implements))
        {
            var (parent, _) = await directives.Load(link.Directive.Value, ct);
            var notAfter = (link.Task is { } task ? NotAfter.Of(parent, task, issued.IssuedBy) : null) ?? await Of(link.Directive.Value, seen, ct);
            if (notAfter?.Day < (earliest?.Day ?? DateOnly.MaxValue))
                earliest = notAfter;
        }

        return earliest;
    }
}
