using Directives.Api.Agencies;
using Directives.Domain;
using Directives.Domain.Agencies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Assigning;

/// <summary>Who a document means when it names no agency.</summary>
public enum AgencyGroup
{
    /// <summary>Các tỉnh ủy, thành ủy.</summary>
    Provinces,

    /// <summary>Ủy ban nhân dân các tỉnh, thành phố.</summary>
    ProvincialGovernments,

    /// <summary>Ủy ban nhân dân các xã, phường, đặc khu.</summary>
    Communes,

    /// <summary>Các bộ.</summary>
    Ministries,

    /// <summary>Các bộ, cơ quan ngang bộ: the "17 bộ, ngành".</summary>
    MinistriesAndAgencies,

    /// <summary>Các ban Đảng ở Trung ương.</summary>
    PartyCommissions,

    /// <summary>Các đảng ủy trực thuộc Trung ương.</summary>
    PartyCommittees,

    /// <summary>Các cơ quan ở Trung ương: ministries, commissions and party committees.</summary>
    CentralBodies
}

/// <summary>Finds who belongs to a group: by kind and level, from the register as it is known at one position, on one day.</summary>
public sealed class AgencyGroups(ReadModels read)
{
    /// <param name="group">The group.</param>
    /// <param name="day">The day on which its members have to exist.</param>
    /// <param name="ct">Cancels the reading.</param>
    public async Task<(GroupMembers Members, ProblemHttpResult? Problem)> Find(AgencyGroup group, DateOnly day, CancellationToken ct)
    {
        var (point, problem) = await read.Resolve(new() { EffectiveAsOf = new(day) }, ct);
        if (problem is not null)
            return (new([], 0), problem);

        var (level, kinds) = Meaning(group);
        var codes = await read.Rows(
            $"select a.code from agency a where {AgencyTable.Held("a")} and a.level = $3 and a.kind = any($4) order by a.code",
            row => new AgencyId(row.GetString(0)), ct, point.Position, point.Day, Names.Of(level), kinds.Select(Names.Of).ToArray());
        return (new(codes, point.Position), null);
    }

    /// <summary>What a group is usually called.</summary>
    public static string WordsFor(AgencyGroup group) => group switch
    {
        AgencyGroup.Provinces => "các tỉnh ủy, thành ủy",
        AgencyGroup.ProvincialGovernments => "ủy ban nhân dân các tỉnh, thành phố",
        AgencyGroup.Communes => "ủy ban nhân dân các xã, phường, đặc khu",
        AgencyGroup.Ministries => "các bộ",
        AgencyGroup.MinistriesAndAgencies => "các bộ, cơ quan ngang bộ",
        AgencyGroup.PartyCommissions => "các ban Đảng ở Trung ương",
        AgencyGroup.PartyCommittees => "các đảng ủy trực thuộc Trung ương",
        _ => "các cơ quan ở Trung ương"
    };

    static (AgencyLevel Level, AgencyKind[] Kinds) Meaning(AgencyGroup group) => group switch
    {
        AgencyGroup.Provinces => (AgencyLevel.Provincial, [AgencyKind.ProvincialPartyCommittee]),
        AgencyGroup.ProvincialGovernments => (AgencyLevel.Provincial, [AgencyKind.PeoplesCommittee]),
        AgencyGroup.Communes => (AgencyLevel.Communal, [AgencyKind.PeoplesCommittee]),
        AgencyGroup.Ministries => (AgencyLevel.Central, [AgencyKind.Ministry]),
        AgencyGroup.MinistriesAndAgencies => (AgencyLevel.Central, [AgencyKind.Ministry, AgencyKind.MinisterialAgency]),
        AgencyGroup.PartyCommissions => (AgencyLevel.Central, [AgencyKind.PartyCommission]),
        AgencyGroup.PartyCommittees => (AgencyLevel.Central, [AgencyKind.PartyCommittee]),
        _ => (AgencyLevel.Central, [AgencyKind.Ministry, AgencyKind.MinisterialAgency, AgencyKind.PartyCommission, AgencyKind.PartyCommittee])
    };
}

/// <param name="Agencies">Their codes, in order.</param>
/// <param name="Position">What of the register was known when they were found.</param>
public sealed record GroupMembers(IReadOnlyList<AgencyId> Agencies, long Position);
