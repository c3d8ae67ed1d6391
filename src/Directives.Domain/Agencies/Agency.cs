using System.Text.Json.Serialization;
using static Directives.Domain.Agencies.AgencyEvent;

namespace Directives.Domain.Agencies;

/// <summary>Everything that can have happened to an agency. Stored for ever, like <see cref="DirectiveEvent"/>.</summary>
[JsonDerivedType(typeof(AgencyRegistered), "agency_registered")]
public abstract record AgencyEvent
{
    AgencyEvent() { }

    /// <param name="Agency">Its code.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Kind">What kind of body it is.</param>
    /// <param name="Level">At which level it stands.</param>
    /// <param name="EffectiveOn">From when it exists.</param>
    /// <param name="Parent">The body above it.</param>
    public sealed record AgencyRegistered(
        AgencyId Agency, BilingualText Name, AgencyKind Kind, AgencyLevel Level, DateOnly EffectiveOn, AgencyId? Parent = null) : AgencyEvent;
}

public enum AgencyLevel { Central, Provincial, Communal }

public enum AgencyKind
{
    LeadershipBody,
    PartyCommission,
    PartyCommittee,
    ProvincialPartyCommittee,
    Government,
    Ministry,
    MinisterialAgency,
    MassOrganisation,
    SteeringCommittee,
    PeoplesCommittee
}

/// <summary>An agency as its events tell it.</summary>
public sealed record Agency(AgencyRegistered? Registered)
{
    public static Agency Initial { get; } = new((AgencyRegistered?)null);

    public static Agency Evolve(Agency agency, AgencyEvent @event) => @event switch
    {
        AgencyRegistered e => agency with { Registered = e },
        _ => throw new InvalidOperationException($"{@event.GetType().Name} is not folded.")
    };
}

public sealed record RegisterAgency(
    AgencyId Agency, BilingualText Name, AgencyKind Kind, AgencyLevel Level, DateOnly EffectiveOn, AgencyId? Parent);

public static class AgencyDecisions
{
    public static Decision<AgencyEvent> Register(Agency agency, RegisterAgency c)
    {
        if (agency.Registered is not null)
            return AgencyRefusals.AlreadyRegistered;
        if (c.Parent == c.Agency)
            return AgencyRefusals.OwnParent;
        if (Text.Check(c.Name, "/name", 300) is { } refusal)
            return refusal;

        return new AgencyRegistered(c.Agency, c.Name, c.Kind, c.Level, c.EffectiveOn, c.Parent);
    }
}

public static class AgencyRefusals
{
    public static Refusal AlreadyRegistered { get; } = new(RefusalKind.Conflict, "agency-already-registered", new("Đã có cơ quan đăng ký mã này.", "An agency with this code is already registered."), "/code");
    public static Refusal OwnParent { get; } = new(RefusalKind.Invalid, "agency-own-parent", new("Một cơ quan không thể là cấp trên của chính mình.", "An agency cannot be its own parent."), "/parent");

    /// <summary>Something speaks of an agency that nobody registered.</summary>
    public static Refusal Unknown(AgencyId agency) =>
        new(RefusalKind.Invalid, "unknown-agency", new($"Chưa có cơ quan nào đăng ký mã {agency}.", $"No agency is registered as {agency}."));
}
