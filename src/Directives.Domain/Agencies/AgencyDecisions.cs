using static Directives.Domain.Agencies.AgencyEvent;

namespace Directives.Domain.Agencies;

/// <summary>
/// The rules of an agency. Decisions about agencies are recorded when they are taken, which may be before they take effect
/// (in June: "merged from 1 July") or long after. So a day may lie ahead, but not beyond a year: that is a slip of the pen.
/// </summary>
public static class AgencyDecisions
{
    public static Decision<AgencyEvent> Decide(Agency agency, AgencyCommand command) => command switch
    {
        RegisterAgency c => Register(agency, c),
        _ when agency.Registered is null => AgencyRefusals.NoSuchAgency,

        RenameAgency c => Rename(agency, c),
        MoveAgency c => Move(agency, c),
        GiveOfficialCode c => GiveCode(agency, c),
        AppointHead c => Appoint(agency, c),
        RecordHeadLeft c => Leave(agency, c),
        MergeAgency c => Merge(agency, c),
        SplitAgency c => Split(agency, c),
        AbolishAgency c => Abolish(agency, c),

        _ => throw new InvalidOperationException($"No rule answers {command.GetType().Name}.")
    };

    static Decision<AgencyEvent> Register(Agency agency, RegisterAgency c)
    {
        if (agency.Registered is not null)
            return AgencyRefusals.AlreadyRegistered;
        if (c.Parent == c.Agency)
            return AgencyRefusals.OwnParent;
        if ((Text.Check(c.Name, "/name", 300) ?? CheckCode(c.OfficialCode) ?? TooFarAhead(c)) is { } refusal)
            return refusal;
        if (c.Level is AgencyLevel.District && c.Day > AgencyLevels.LastDayOfDistricts)
            return AgencyRefusals.NoMoreDistricts;

        return new AgencyRegistered(c.Agency, c.Name, c.Kind, c.Level, c.Day, c.Parent, c.OfficialCode);
    }

    static Decision<AgencyEvent> Rename(Agency agency, RenameAgency c)
    {
        if ((Text.Check(c.Name, "/name", 300) ?? CheckAuthority(c.Authority) ?? OutsideOf(agency, c)) is { } refusal)
            return refusal;
        if (agency.NameOn(c.Day) == c.Name)
            return AgencyRefusals.SameName;

        return new AgencyRenamed(c.Agency, c.Name, c.Authority, c.Day);
    }

    static Decision<AgencyEvent> Move(Agency agency, MoveAgency c)
    {
        if (c.Parent == c.Agency)
            return AgencyRefusals.OwnParent;
        if ((CheckAuthority(c.Authority) ?? OutsideOf(agency, c)) is { } refusal)
            return refusal;
        if (agency.ParentOn(c.Day) == c.Parent)
            return AgencyRefusals.SameParent;

        return new AgencyMoved(c.Agency, c.Parent, c.Authority, c.Day);
    }

    static Decision<AgencyEvent> GiveCode(Agency agency, GiveOfficialCode c)
    {
        if ((CheckCode(c.OfficialCode) ?? CheckOptionalAuthority(c.Authority) ?? OutsideOf(agency, c)) is { } refusal)
            return refusal;
        if (agency.OfficialCodeOn(c.Day) == c.OfficialCode)
            return AgencyRefusals.SameOfficialCode;

        return new OfficialCodeGiven(c.Agency, c.OfficialCode, c.Day, c.Authority);
    }

    static Decision<AgencyEvent> Appoint(Agency agency, AppointHead c)
    {
        if ((Text.Check(c.Person, "/person", 200)
            ?? Text.Check(c.Post, "/post", 300)
            ?? CheckOptionalAuthority(c.Authority)
            ?? OutsideOf(agency, c)) is { } refusal)
            return refusal;
        if (agency.HeadOn(c.Day) is not null)
            return AgencyRefusals.HeadInPost;

        return new HeadAppointed(c.Agency, c.Person, c.Post, c.Day, c.Authority);
    }

    static Decision<AgencyEvent> Leave(Agency agency, RecordHeadLeft c)
    {
        if ((Text.Check(c.Person, "/person", 200) ?? OutsideOf(agency, c)) is { } refusal)
            return refusal;
        // In post on the day and on the one before: who begins that day has not been there to leave.
        if (agency.HeadOn(c.Day)?.Person != c.Person || agency.HeadOn(c.Day.AddDays(-1))?.Person != c.Person)
            return AgencyRefusals.HeadNotInPost;

        return new HeadLeft(c.Agency, c.Person, c.Day);
    }

    static Decision<AgencyEvent> Merge(Agency agency, MergeAgency c) =>
        c.Into == c.Agency ? AgencyRefusals.IntoItself
        : CannotEnd(agency, c, c.Authority) is { } refusal ? refusal
        : new AgencyMerged(c.Agency, c.Into, c.Authority, c.Day);

    static Decision<AgencyEvent> Split(Agency agency, SplitAgency c)
    {
        if (c.Into.Contains(c.Agency))
            return AgencyRefusals.IntoItself;
        if (c.Into.Distinct().Count() < Math.Max(2, c.Into.Count))
            return AgencyRefusals.SplitIntoSeveral;
        if (!c.Into.Contains(c.Successor))
            return AgencyRefusals.SuccessorNotAPart;
        if (CannotEnd(agency, c, c.Authority) is { } refusal)
            return refusal;

        return new AgencySplit(c.Agency, c.Into, c.Successor, c.Authority, c.Day);
    }

    static Decision<AgencyEvent> Abolish(Agency agency, AbolishAgency c) =>
        c.Successor == c.Agency ? AgencyRefusals.OwnSuccessor
        : CannotEnd(agency, c, c.Authority) is { } refusal ? refusal
        : new AgencyAbolished(c.Agency, c.Successor, c.Authority, c.Day);

    /// <summary>It ends once, and has existed for a day at least.</summary>
    static Refusal? CannotEnd(Agency agency, AgencyCommand c, string authority) =>
        agency.Ending is { } ending
            ? AgencyRefusals.Ended(ending.LastDay, ending.Successor)
            : CheckAuthority(authority) ?? OutsideOf(agency, c, agency.Registered!.EffectiveOn.AddDays(1));

    static Refusal? OutsideOf(Agency agency, AgencyCommand c, DateOnly? earliest = null) =>
        c.Day < (earliest ?? agency.Registered!.EffectiveOn) ? AgencyRefusals.BeforeTheAgency(agency.Registered!.EffectiveOn)
        : agency.Ending is { } ending && c.Day >= ending.EffectiveOn ? AgencyRefusals.Ended(ending.LastDay, ending.Successor) with { Field = "/effectiveOn" }
        : TooFarAhead(c);

    static Refusal? TooFarAhead(AgencyCommand c) => c.Day > c.Today.AddYears(1) ? AgencyRefusals.TooFarAhead(c.Day) : null;

    static Refusal? CheckAuthority(string authority) => Text.Check(authority, "/authority", 200);

    static Refusal? CheckOptionalAuthority(string? authority) => Text.CheckOptional(authority, "/authority", 200);

    static Refusal? CheckCode(string? code) => code is null || OfficialCode.IsValid(code) ? null : AgencyRefusals.NoOfficialCode;
}
