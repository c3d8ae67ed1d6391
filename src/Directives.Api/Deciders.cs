using Directives.Domain;
using Directives.Domain.Agencies;
using Directives.EventSourcing;

namespace Directives.Api;

/// <summary>The aggregates, each with its rules and the way its events get into the log.</summary>
public static class Deciders
{
    public static DirectiveDecider ForDirectives(
        EventStore store, EventTypes types, Func<Append, CancellationToken, Task<AppendResult>> append, Snapshots<Directive>? snapshots = null) =>
        new(store, types, "directive", Directive.Initial, Directive.Evolve, DirectiveDecisions.Decide, append, snapshots);

    public static AgencyDecider ForAgencies(EventStore store, EventTypes types, Func<Append, CancellationToken, Task<AppendResult>> append) =>
        new(store, types, "agency", Agency.Initial, Agency.Evolve, AgencyDecisions.Decide, append);
}
