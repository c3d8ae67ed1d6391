using Directives.Domain.Agencies;
using static Directives.Domain.Tests.Agencies.AgencyExamples;

namespace Directives.Domain.Tests.Agencies;

public class AgencyDecisionsTests
{
    public static TheoryData<AgencyCommand> Changes => [.. EveryChange];

    [Fact]
    public void An_agency_is_registered() => GivenAgency().When(Register).Then(Registered);

    [Fact]
    public void It_need_not_have_one_above_it_nor_an_official_code() =>
        GivenAgency().When(Register with { Parent = null, OfficialCode = null }).Then(Registered with { Parent = null, OfficialCode = null });

    [Fact]
    public void It_is_registered_once() => GivenAgency(Registered).When(Register).ThenRefused(AgencyRefusals.AlreadyRegistered);

    [Fact]
    public void It_is_not_its_own_parent()
    {
        GivenAgency().When(Register with { Parent = YenBai }).ThenRefused(AgencyRefusals.OwnParent);
        GivenAgency(Registered).When(Move with { Parent = YenBai }).ThenRefused(AgencyRefusals.OwnParent);
    }

    [Fact]
    public void It_has_a_name()
    {
        GivenAgency().When(Register with { Name = new(" ") }).ThenRefused("text-required", "/name/vi");
        GivenAgency().When(Register with { Name = new("Tỉnh ủy", "") }).ThenRefused("text-required", "/name/en");
        GivenAgency(Registered).When(Rename with { Name = new(Letters(301)) }).ThenRefused("text-too-long", "/name/vi");
    }

    [Theory]
    [InlineData("H64", true)]
    [InlineData("H37.DN.001", true)]
    [InlineData("000.00.00.H64", true)]
    [InlineData("A1234567890123456789012345678901234", true)]
    [InlineData("A12345678901234567890123456789012345", false)]
    [InlineData("h64", false)]
    [InlineData("H64.", false)]
    [InlineData("H64\n", false)]
    [InlineData("Đ64", false)]
    [InlineData("", false)]
    public void An_official_code_is_made_of_groups_of_capital_letters_and_digits(string code, bool valid)
    {
        if (valid)
            GivenAgency(Registered with { OfficialCode = null }).When(GiveCode with { OfficialCode = code }).Then(Coded with { OfficialCode = code });
        else
        {
            GivenAgency().When(Register with { OfficialCode = code }).ThenRefused(AgencyRefusals.NoOfficialCode);
            GivenAgency(Registered).When(GiveCode with { OfficialCode = code }).ThenRefused(AgencyRefusals.NoOfficialCode);
        }
    }

    [Fact]
    public void No_district_comes_into_being_after_the_last_day_of_districts()
    {
        GivenAgency().When(Register with { Level = AgencyLevel.District, EffectiveOn = June30 }).Then(Registered with { Level = AgencyLevel.District, EffectiveOn = June30 });
        GivenAgency().When(Register with { Level = AgencyLevel.District, EffectiveOn = July(1) }).ThenRefused(AgencyRefusals.NoMoreDistricts);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Nothing_happens_to_an_agency_that_is_not_registered(AgencyCommand command) => GivenAgency().When(command).ThenRefused(AgencyRefusals.NoSuchAgency);

    [Theory]
    [MemberData(nameof(Changes))]
    public void Nothing_happens_to_it_before_it_exists(AgencyCommand command) =>
        GivenAgency(Registered).When(command with { EffectiveOn = Founded.AddDays(-1) }).ThenRefused("before-the-agency", "/effectiveOn");

    [Theory]
    [MemberData(nameof(Changes))]
    public void Nothing_happens_to_it_after_it_ended(AgencyCommand command) => GivenAgency(Registered, Appointed, MergedInto).When(command with { EffectiveOn = July(1) }).ThenRefused("agency-ended");

    [Fact]
    public void The_refusal_names_its_last_day_and_who_took_its_work()
    {
        GivenAgency(Registered, MergedInto).When(Rename).Decision.Refusal!.Reason.En.Should().Be("The agency's last day is 2025-06-30; its successor is tinh-uy-lao-cai.");
        GivenAgency(Registered, Abolished).When(Rename).Decision.Refusal!.Reason.En.Should().Be("The agency's last day is 2025-06-30.");
    }

    [Fact]
    public void What_was_before_the_end_can_still_be_recorded() =>
        GivenAgency(Registered, MergedInto).When(Rename with { EffectiveOn = June30 }).Then(Renamed with { EffectiveOn = June30 });

    [Fact]
    public void A_decision_may_take_effect_later_but_not_beyond_a_year()
    {
        foreach (var command in EveryChange.Where(command => command is not RecordHeadLeft))
            GivenAgency(Registered).When(command with { EffectiveOn = June20.AddYears(1) }).Decision.Refusal.Should().BeNull($"{command}");
        foreach (var command in EveryChange)
            GivenAgency(Registered, Appointed).When(command with { EffectiveOn = June20.AddYears(1).AddDays(1) }).ThenRefused("more-than-a-year-ahead", "/effectiveOn");
        GivenAgency().When(Register with { EffectiveOn = June20.AddYears(1).AddDays(1) }).ThenRefused("more-than-a-year-ahead", "/effectiveOn");
    }

    [Fact]
    public void Without_a_day_it_is_meant_for_today()
    {
        GivenAgency().When(Register with { EffectiveOn = null }).Then(Registered with { EffectiveOn = June20 });
        GivenAgency(Registered).When(Rename with { EffectiveOn = null }).Then(Renamed with { EffectiveOn = June20 });
        GivenAgency(Registered).When(MergeInto with { EffectiveOn = null }).Then(MergedInto with { EffectiveOn = June20 });
    }

    [Fact]
    public void It_is_renamed_moved_and_given_another_code()
    {
        GivenAgency(Registered).When(Rename).Then(Renamed);
        GivenAgency(Registered).When(Move).Then(Moved);
        GivenAgency(Registered).When(Move with { Parent = null }).Then(Moved with { Parent = null });
        GivenAgency(Registered).When(GiveCode).Then(Coded);
    }

    [Fact]
    public void What_is_so_already_is_not_recorded_again()
    {
        GivenAgency(Registered, Renamed).When(Rename).ThenRefused(AgencyRefusals.SameName);
        GivenAgency(Registered, Renamed).When(Rename with { EffectiveOn = July(5) }).ThenRefused(AgencyRefusals.SameName);
        GivenAgency(Registered, Moved).When(Move).ThenRefused(AgencyRefusals.SameParent);
        GivenAgency(Registered, Coded).When(GiveCode).ThenRefused(AgencyRefusals.SameOfficialCode);
    }

    [Fact]
    public void A_decision_names_the_document_it_rests_on()
    {
        foreach (var command in new AgencyCommand[]
            { Rename with { Authority = "" }, Move with { Authority = "" }, GiveCode with { Authority = "" }, MergeInto with { Authority = "" }, Split with { Authority = "" }, Abolish with { Authority = "" } })
            GivenAgency(Registered).When(command).ThenRefused("text-required", "/authority");
        GivenAgency(Registered).When(Appoint with { Authority = " " }).ThenRefused("text-required", "/authority");
        GivenAgency(Registered).When(Appoint with { Authority = null }).Then(Appointed with { Authority = null });
    }
}
