using Directives.Domain;
using Directives.EventSourcing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api;

/// <summary>What every change to an assignment has in common.</summary>
public static class Assignments
{
    /// <summary>
    /// Carries out a command on one assignment. <c>If-Match</c> speaks of the assignment's own version, so that two
    /// ministries working on one directive never stand in each other's way.
    /// </summary>
    public static async Task<Results<Created<Receipt>, ProblemHttpResult>> Change(
        Guid directive, Guid assignment, DirectiveCommand command, Write write, DirectiveDecider directives, EventTypes types, HttpResponse response, CancellationToken ct)
    {
        var outcome = await directives.Handle(
            directive, command, write, ct, state => state.Assignments.TryGetValue(new(assignment), out var found) ? state.VersionOf(found) : null);
        return outcome.ToResult(directive, types, response, _ => $"/directives/{directive}/assignments/{assignment}");
    }
}
