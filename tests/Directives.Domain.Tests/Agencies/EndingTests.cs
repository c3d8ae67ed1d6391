using Directives.Domain.Agencies;
using static Directives.Domain.Agencies.AgencyEvent;
using static Directives.Domain.Tests.Agencies.AgencyExamples;

namespace Directives.Domain.Tests.Agencies;

public class EndingTests
{
    [Fact]
    public void It_is_merged_into_another() => GivenAgency(Registered).When(MergeInto).Then(MergedInto);

    [Fact]
    public void It_is_split_into_others_and_one_of_them_takes_the_work() => GivenAgency(Registered).When(Split).Then(Parted);

    [Fact]
    public void It_is_abolished_with_or_without_a_successor()
    {
        GivenAgency(Registered).When(Abolish).Then(Abolished);
        GivenAgency(Registered).When(Abolish with { Successor = LaoCai }).Then(Abolished with { Successor = LaoCai });
    }

    [Fact]
    public void It_ends_once()
    {
        foreach (var ended in new AgencyEvent[] { MergedInto, Parted, Abolished })
            foreach (var command in new AgencyCommand[] { MergeInto, Split, Abolish, Abolish with { EffectiveOn = June20 } })
                GivenAgency(Registered, ended).When(command).ThenRefused("agency-ended");
    }

    [Fact]
    public void It_exists_for_a_day_at_least()
    {
        GivenAgency(Registered).When(MergeInto with { EffectiveOn = Founded }).ThenRefused("before-the-agency");
        GivenAgency(Registered).When(MergeInto with { EffectiveOn = Founded.AddDays(1) }).Then(MergedInto with { EffectiveOn = Founded.AddDays(1) });
    }

    [Fact]
    public void It_is_neither_merged_nor_split_into_itself_nor_its_own_successor()
    {
        GivenAgency(Registered).When(MergeInto with { Into = YenBai }).ThenRefused(AgencyRefusals.IntoItself);
        GivenAgency(Registered).When(Split with { Into = [YenBai, PhuTho] }).ThenRefused(AgencyRefusals.IntoItself);
        GivenAgency(Registered).When(Abolish with { Successor = YenBai }).ThenRefused(AgencyRefusals.OwnSuccessor);
    }

    [Fact]
    public void A_split_names_several_and_its_successor_is_one_of_them()
    {
        GivenAgency(Registered).When(Split with { Into = [] }).ThenRefused(AgencyRefusals.SplitIntoSeveral);
        GivenAgency(Registered).When(Split with { Into = [LaoCai] }).ThenRefused(AgencyRefusals.SplitIntoSeveral);
        GivenAgency(Registered).When(Split with { Into = [LaoCai, LaoCai] }).ThenRefused(AgencyRefusals.SplitIntoSeveral);
        GivenAgency(Registered).When(Split with { Into = [LaoCai, PhuTho, LaoCai] }).ThenRefused(AgencyRefusals.SplitIntoSeveral);
        GivenAgency(Registered).When(Split with { Successor = Party }).ThenRefused(AgencyRefusals.SuccessorNotAPart);
    }

    [Fact]
    public void A_district_that_is_abolished_from_1_July_exists_through_30_June()
    {
        AgencyId district = new("huyen-uy-van-yen");
        var state = GivenAgency(
            new AgencyRegistered(district, new("Huyện ủy Văn Yên"), AgencyKind.DistrictPartyCommittee, AgencyLevel.District, Founded, YenBai),
            new AgencyAbolished(district, null, Resolution, July(1))).State;

        state.ExistsOn(June30).Should().BeTrue();
        state.ExistsOn(July(1)).Should().BeFalse();
        state.Ending!.LastDay.Should().Be(AgencyLevels.LastDayOfDistricts);
        state.SuccessorOn(July(1)).Should().BeNull();
    }
}
