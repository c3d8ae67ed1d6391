using Directives.Domain;
using Directives.Domain.Issuing;

namespace Directives.Api.Access;

/// <summary>Says how far somebody sees today.</summary>
public sealed class Sights(Permissions permissions, AgencyTree tree)
{
    /// <summary>How far somebody sees with an operation, also when nobody is asking.</summary>
    public Task<Sight> Of(Actor actor, string operation, SecrecyLevel cleared, CancellationToken ct) => Of(actor.Agency, permissions.Of(operation, actor.Role), cleared, ct);

    public async Task<Sight> Of(AgencyId agency, Reach reach, SecrecyLevel cleared, CancellationToken ct) => new(reach, cleared, reach switch
    {
        Reach.Work => await tree.From(agency, ct),
        Reach.Served => await tree.Around(agency, ct),
        _ => new HashSet<AgencyId>()
    });
}
