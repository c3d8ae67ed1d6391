namespace Directives.Domain.Agencies;

public enum AgencyLevel
{
    Central,
    Provincial,
    Communal,

    /// <summary>Huyện: of the past, see <see cref="AgencyLevels.LastDayOfDistricts"/>.</summary>
    District
}

/// <summary>What the law says of levels.</summary>
public static class AgencyLevels
{
    /// <summary>Local government has two levels since 1 July 2025; no district came into being after this day.</summary>
    public static DateOnly LastDayOfDistricts { get; } = new(2025, 6, 30);
}

/// <summary>What kind of body it is. Stored by name: only added to.</summary>
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
    PeoplesCommittee,

    /// <summary>Huyện ủy, until the districts ended.</summary>
    DistrictPartyCommittee,

    /// <summary>Đảng ủy xã, phường, đặc khu.</summary>
    CommunePartyCommittee,

    /// <summary>Quốc hội and its bodies.</summary>
    NationalAssembly,

    /// <summary>Hội đồng nhân dân.</summary>
    PeoplesCouncil,

    /// <summary>Cơ quan thuộc Chính phủ.</summary>
    GovernmentAgency,

    /// <summary>Tòa án, viện kiểm sát.</summary>
    JudicialBody,

    /// <summary>Sở.</summary>
    ProvincialDepartment,

    /// <summary>Huyện, quận, thị xã, as a whole.</summary>
    District,

    /// <summary>Xã, as a whole.</summary>
    Commune,

    /// <summary>Phường, as a whole.</summary>
    Ward,

    /// <summary>Đặc khu, as a whole.</summary>
    SpecialZone,

    /// <summary>Tập đoàn, tổng công ty nhà nước.</summary>
    StateGroup
}

public static class AgencyKinds
{
    /// <summary>Whether its documents stand under the name of the Party and not under that of the state.</summary>
    public static bool IsOfTheParty(this AgencyKind kind) => kind is
        AgencyKind.LeadershipBody or AgencyKind.PartyCommission or AgencyKind.PartyCommittee or AgencyKind.ProvincialPartyCommittee
        or AgencyKind.DistrictPartyCommittee or AgencyKind.CommunePartyCommittee;
}
