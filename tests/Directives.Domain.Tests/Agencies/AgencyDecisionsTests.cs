using Directives.Domain.Agencies;
using static Directives.Domain.Agencies.AgencyEvent;

namespace Directives.Domain.Tests.Agencies;

public class AgencyDecisionsTests
{
    static readonly AgencyId LaoCai = new("tinh-uy-lao-cai");
    static readonly BilingualText Name = new("Tỉnh ủy Lào Cai", "Lào Cai Provincial Party Committee");

    static readonly RegisterAgency Register = new(LaoCai, Name, AgencyKind.ProvincialPartyCommittee, AgencyLevel.Provincial, July(1), CentralOffice);
    static readonly AgencyRegistered Registered = new(LaoCai, Name, AgencyKind.ProvincialPartyCommittee, AgencyLevel.Provincial, July(1), CentralOffice);

    [Fact]
    public void An_agency_is_registered() => Given().When(Register).Then(Registered);

    [Fact]
    public void It_need_not_have_one_above_it() => Given().When(Register with { Parent = null }).Then(Registered with { Parent = null });

    [Fact]
    public void It_is_registered_once() => Given(Registered).When(Register).ThenRefused(AgencyRefusals.AlreadyRegistered);

    [Fact]
    public void It_is_not_its_own_parent() => Given().When(Register with { Parent = LaoCai }).ThenRefused(AgencyRefusals.OwnParent);

    [Fact]
    public void It_has_a_name()
    {
        Given().When(Register with { Name = new(" ") }).ThenRefused("text-required", "/name/vi");
        Given().When(Register with { Name = new("Tỉnh ủy", "") }).ThenRefused("text-required", "/name/en");
        Given().When(Register with { Name = new(Letters(301)) }).ThenRefused("text-too-long", "/name/vi");
    }

    static Given<Agency, RegisterAgency, AgencyEvent> Given(params AgencyEvent[] history) =>
        new(Agency.Initial, Agency.Evolve, AgencyDecisions.Register, history);
}
