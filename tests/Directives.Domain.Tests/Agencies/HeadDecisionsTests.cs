using Directives.Domain.Agencies;
using static Directives.Domain.Tests.Agencies.AgencyExamples;

namespace Directives.Domain.Tests.Agencies;

public class HeadDecisionsTests
{
    [Fact]
    public void A_head_is_appointed() => GivenAgency(Registered).When(Appoint).Then(Appointed);

    [Fact]
    public void A_head_leaves() => GivenAgency(Registered, Appointed).When(Leave).Then(Departed);

    [Fact]
    public void A_head_has_a_name_and_a_post()
    {
        GivenAgency(Registered).When(Appoint with { Person = " " }).ThenRefused("text-required", "/person");
        GivenAgency(Registered).When(Appoint with { Post = new("") }).ThenRefused("text-required", "/post/vi");
        GivenAgency(Registered, Appointed).When(Leave with { Person = "" }).ThenRefused("text-required", "/person");
    }

    [Fact]
    public void Nobody_is_appointed_while_somebody_is_in_post()
    {
        GivenAgency(Registered, Appointed).When(Appoint).ThenRefused(AgencyRefusals.HeadInPost);
        GivenAgency(Registered, Appointed).When(Appoint with { Person = Second, EffectiveOn = July(1) }).ThenRefused(AgencyRefusals.HeadInPost);
        GivenAgency(Registered, Appointed, Departed).When(Appoint with { Person = Second, EffectiveOn = June30 }).ThenRefused(AgencyRefusals.HeadInPost);
    }

    [Fact]
    public void Who_follows_begins_on_the_first_day_without_the_one_before() =>
        GivenAgency(Registered, Appointed, Departed).When(Appoint with { Person = Second, EffectiveOn = July(1) }).Then(Appointed with { Person = Second, EffectiveOn = July(1) });

    [Fact]
    public void Only_who_is_in_post_leaves()
    {
        GivenAgency(Registered).When(Leave).ThenRefused(AgencyRefusals.HeadNotInPost);
        GivenAgency(Registered, Appointed).When(Leave with { Person = Second }).ThenRefused(AgencyRefusals.HeadNotInPost);
        GivenAgency(Registered, Appointed).When(Leave with { EffectiveOn = Appointed.EffectiveOn }).ThenRefused(AgencyRefusals.HeadNotInPost);
        GivenAgency(Registered, Appointed, Departed).When(Leave).ThenRefused(AgencyRefusals.HeadNotInPost);
        GivenAgency(Registered, Appointed, Departed, Appointed with { Person = Second, EffectiveOn = July(1) }).When(Leave).ThenRefused(AgencyRefusals.HeadNotInPost);
    }

    [Fact]
    public void Who_was_in_post_earlier_can_be_recorded_later()
    {
        var earlier = GivenAgency(Registered, Appointed, Appointed with { Person = Second, EffectiveOn = new(2015, 1, 1) }).State;

        earlier.HeadOn(new(2014, 12, 31)).Should().BeNull();
        earlier.HeadOn(new(2020, 8, 31))!.Person.Should().Be(Second, "until the next one's first day");
        earlier.HeadOn(new(2020, 9, 1))!.Person.Should().Be(First);
    }
}
