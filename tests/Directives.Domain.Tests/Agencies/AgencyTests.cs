using Directives.Domain.Agencies;
using static Directives.Domain.Tests.Agencies.AgencyExamples;

namespace Directives.Domain.Tests.Agencies;

/// <summary>What an agency answers when it is asked about a day.</summary>
public class AgencyTests
{
    [Fact]
    public void Before_its_first_day_there_is_nothing_to_say()
    {
        var (agency, eve) = (GivenAgency(Registered, Appointed).State, Founded.AddDays(-1));

        agency.ExistsOn(eve).Should().BeFalse();
        (agency.NameOn(eve), agency.ParentOn(eve), agency.HeadOn(eve), agency.OfficialCodeOn(eve), agency.SuccessorOn(eve)).Should().Be((null, null, null, null, null));
        Agency.Initial.ExistsOn(eve).Should().BeFalse();
    }

    [Fact]
    public void What_changes_on_a_day_is_as_before_until_the_day_before()
    {
        var agency = GivenAgency(Registered, Appointed, Renamed, Moved, Coded, Departed).State;

        (agency.NameOn(June30), agency.ParentOn(June30), agency.OfficialCodeOn(June30), agency.HeadOn(June30)?.Person).Should().Be((Name, Party, "H64", First));
        (agency.NameOn(July(1)), agency.ParentOn(July(1)), agency.OfficialCodeOn(July(1)), agency.HeadOn(July(1))?.Person).Should().Be((NewName, LaoCai, "H15.YB", null));
    }

    [Fact]
    public void After_its_end_it_has_its_last_name_and_its_successor_and_nothing_else()
    {
        var agency = GivenAgency(Registered, Appointed, Renamed with { EffectiveOn = July(5) }, MergedInto).State;

        (agency.ExistsOn(June30), agency.SuccessorOn(June30)).Should().Be((true, null));
        (agency.ExistsOn(July(1)), agency.SuccessorOn(July(1))).Should().Be((false, (AgencyId?)LaoCai));
        (agency.NameOn(July(9)), agency.ParentOn(July(9)), agency.HeadOn(July(9)), agency.OfficialCodeOn(July(9))).Should().Be((Name, null, null, null));
    }

    [Fact]
    public void The_one_that_takes_the_work_after_a_split_is_the_successor() => GivenAgency(Registered, Parted).State.SuccessorOn(July(1)).Should().Be(LaoCai);

    [Fact]
    public void A_change_recorded_late_holds_until_the_next_one()
    {
        BilingualText between = new("Tỉnh ủy Yên Bái cũ");
        var agency = GivenAgency(Registered, Renamed, Renamed with { Name = between, EffectiveOn = new(2000, 1, 1) }).State;

        (agency.NameOn(new(1999, 12, 31)), agency.NameOn(new(2000, 1, 1)), agency.NameOn(June30), agency.NameOn(July(1))).Should().Be((Name, between, between, NewName));
    }

    [Fact]
    public void Of_two_decisions_for_one_day_the_one_recorded_last_counts() =>
        GivenAgency(Registered, Renamed, Renamed with { Name = new("Tỉnh ủy khác") }).State.NameOn(July(1)).Should().Be(new BilingualText("Tỉnh ủy khác"));

    [Fact]
    public void It_exists_within_a_period_when_it_exists_on_one_of_its_days()
    {
        var agency = GivenAgency(Registered, MergedInto).State;

        agency.ExistsWithin(June30, July(31)).Should().BeTrue();
        agency.ExistsWithin(July(1), July(31)).Should().BeFalse();
        agency.ExistsWithin(Founded.AddDays(-30), Founded).Should().BeTrue();
        agency.ExistsWithin(Founded.AddDays(-30), Founded.AddDays(-1)).Should().BeFalse();
    }

    [Fact]
    public void Its_history_is_cut_off_where_it_ended()
    {
        var agency = GivenAgency(Registered, Renamed with { EffectiveOn = new(2020, 1, 1) }, Renamed with { Name = Name, EffectiveOn = July(5) }, MergedInto).State;

        agency.Names.Periods(agency.Ending!.EffectiveOn).Should().Equal(new(Name, Founded, new(2019, 12, 31)), new Period<BilingualText>(NewName, new(2020, 1, 1), June30));
        agency.Names.Periods(null).Last().Should().Be(new Period<BilingualText>(Name, July(5), null));
    }
}
