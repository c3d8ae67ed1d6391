using Directives.Domain.Agencies;
using static Directives.Domain.Agencies.AgencyEvent;

namespace Directives.Domain.Tests.Agencies;

/// <summary>
/// What the tests of agencies start from: the province of Yên Bái, which became part of Lào Cai on 1 July 2025. The
/// decision was taken on 12 June and is recorded on the 20th.
/// </summary>
static class AgencyExamples
{
    public const string Resolution = "202/2025/QH15", First = "Trần Văn An", Second = "Lê Thị Bình";

    public static readonly DateOnly June20 = new(2025, 6, 20), June30 = new(2025, 6, 30), Founded = new(1991, 10, 1);

    public static readonly AgencyId YenBai = new("tinh-uy-yen-bai"), LaoCai = new("tinh-uy-lao-cai"), PhuTho = new("tinh-uy-phu-tho"), Party = new("ban-chap-hanh-trung-uong");

    public static readonly BilingualText Name = new("Tỉnh ủy Yên Bái", "Yên Bái Provincial Party Committee"), NewName = new("Tỉnh ủy Yên Bái mới"), Secretary = new("Bí thư Tỉnh ủy", "Secretary");

    public static readonly AgencyRegistered Registered = new(YenBai, Name, AgencyKind.ProvincialPartyCommittee, AgencyLevel.Provincial, Founded, Party, "H64");
    public static readonly AgencyRenamed Renamed = new(YenBai, NewName, Resolution, July(1));
    public static readonly AgencyMoved Moved = new(YenBai, LaoCai, Resolution, July(1));
    public static readonly OfficialCodeGiven Coded = new(YenBai, "H15.YB", July(1), Resolution);
    public static readonly HeadAppointed Appointed = new(YenBai, First, Secretary, new(2020, 9, 1), "123-QĐNS/TW");
    public static readonly HeadLeft Departed = new(YenBai, First, July(1));
    public static readonly AgencyMerged MergedInto = new(YenBai, LaoCai, Resolution, July(1));
    public static readonly AgencySplit Parted = new(YenBai, [LaoCai, PhuTho], LaoCai, Resolution, July(1));
    public static readonly AgencyAbolished Abolished = new(YenBai, null, Resolution, July(1));

    public static readonly RegisterAgency Register = new(YenBai, Name, AgencyKind.ProvincialPartyCommittee, AgencyLevel.Provincial, Founded, Party, "H64") { Today = June20 };
    public static readonly RenameAgency Rename = new(YenBai, NewName, Resolution, July(1)) { Today = June20 };
    public static readonly MoveAgency Move = new(YenBai, LaoCai, Resolution, July(1)) { Today = June20 };
    public static readonly GiveOfficialCode GiveCode = new(YenBai, "H15.YB", July(1), Resolution) { Today = June20 };
    public static readonly AppointHead Appoint = new(YenBai, First, Secretary, new(2020, 9, 1), "123-QĐNS/TW") { Today = June20 };
    public static readonly RecordHeadLeft Leave = new(YenBai, First, July(1)) { Today = June20 };
    public static readonly MergeAgency MergeInto = new(YenBai, LaoCai, Resolution, July(1)) { Today = June20 };
    public static readonly SplitAgency Split = new(YenBai, [LaoCai, PhuTho], LaoCai, Resolution, July(1)) { Today = June20 };
    public static readonly AbolishAgency Abolish = new(YenBai, null, Resolution, July(1)) { Today = June20 };

    public static readonly AgencyEvent[] EveryEvent = [Registered, Renamed, Moved, Coded, Appointed, Departed, MergedInto, Parted, Abolished];

    public static readonly AgencyCommand[] EveryCommand = [Register, Rename, Move, GiveCode, Appoint, Leave, MergeInto, Split, Abolish];

    /// <summary>Every command for a while after it exists.</summary>
    public static readonly AgencyCommand[] EveryChange = [.. EveryCommand.Skip(1)];

    public static Given<Agency, AgencyCommand, AgencyEvent> GivenAgency(params AgencyEvent[] history) => new(Agency.Initial, Agency.Evolve, AgencyDecisions.Decide, history);
}
