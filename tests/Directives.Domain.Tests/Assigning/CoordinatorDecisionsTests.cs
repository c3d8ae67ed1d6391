using Directives.Domain.Assigning;

namespace Directives.Domain.Tests.Assigning;

public class CoordinatorDecisionsTests
{
    static readonly DirectiveEvent[] Begun = [Issued, Identified, Assigned];

    [Fact]
    public void An_agency_begins_to_help_and_stops()
    {
        Given(Begun).When(Join).Then(Joined);
        Given([.. Begun, Joined]).When(Drop).Then(Left);
        Helping([.. Begun, Joined]).Should().Equal(HomeAffairs, Health);
        Helping([.. Begun, Joined, Left]).Should().Equal(HomeAffairs);
    }

    [Fact]
    public void Who_helped_from_the_start_may_stop() =>
        Given(Begun).When(Drop with { Agency = HomeAffairs, EffectiveOn = null }).Then(Left with { Agency = HomeAffairs, EffectiveOn = Today });

    [Fact]
    public void Who_stopped_may_begin_again_but_not_earlier()
    {
        Given([.. Begun, Joined, Left]).When(Join with { EffectiveOn = August(2) }).Then(Joined with { EffectiveOn = August(2) });
        Given([.. Begun, Joined, Left]).When(Join).ThenRefused("effective-too-early", "/effectiveOn");
    }

    [Fact]
    public void The_lead_does_not_help_itself() =>
        Given(Begun).When(Join with { Agency = Finance }).ThenRefused(AssigningRefusals.LeadCoordinates(Finance) with { Field = "/agency" });

    [Fact]
    public void Who_leads_one_share_may_help_with_another() =>
        Given([.. Begun, Assigned with { Assignment = OtherShare, Lead = Health }]).When(Join with { EffectiveOn = null }).Then(Joined with { EffectiveOn = Today });

    [Fact]
    public void Who_led_may_help_from_the_day_it_led_no_more()
    {
        Given([.. Begun, Transferred]).When(Join with { Agency = Finance, EffectiveOn = August(2) }).Then(Joined with { Agency = Finance, EffectiveOn = August(2) });
        Given([.. Begun, Transferred]).When(Join with { Agency = Finance, EffectiveOn = August(1) }).ThenRefused("effective-too-early", "/effectiveOn");
        Given([.. Begun, Transferred with { To = HomeAffairs }]).When(Join).Then(Joined);
    }

    [Fact]
    public void Each_helps_once()
    {
        Given([.. Begun, Joined]).When(Join).ThenRefused(CoordinatorRefusals.AlreadyCoordinates);
        Given(Begun).When(Join with { Agency = HomeAffairs }).ThenRefused(CoordinatorRefusals.AlreadyCoordinates);
    }

    [Fact]
    public void Who_does_not_help_cannot_stop()
    {
        Given(Begun).When(Drop).ThenRefused(CoordinatorRefusals.DoesNotCoordinate);
        Given([.. Begun, Joined, Left]).When(Drop).ThenRefused(CoordinatorRefusals.DoesNotCoordinate);
    }

    [Fact]
    public void Help_begins_with_the_assignment_at_the_earliest_and_ends_when_it_began_at_the_earliest()
    {
        Given(Begun).When(Join with { EffectiveOn = July(28) }).Then(Joined with { EffectiveOn = July(28) });
        Given(Begun).When(Join with { EffectiveOn = July(27) }).ThenRefused("effective-too-early", "/effectiveOn");
        Given([.. Begun, Joined]).When(Drop with { EffectiveOn = July(31) }).ThenRefused("effective-too-early", "/effectiveOn");
    }

    [Fact]
    public void Nobody_joins_or_leaves_tomorrow()
    {
        Given(Begun).When(Join with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");
        Given([.. Begun, Joined]).When(Drop with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");
    }

    [Fact]
    public void Who_leaves_leaves_for_a_reason() => Given([.. Begun, Joined]).When(Drop with { Reason = " " }).ThenRefused("text-required", "/reason");

    [Fact]
    public void While_a_task_is_suspended_helpers_come_and_go()
    {
        Given([.. Begun, Suspended]).When(Join).Then(Joined);
        Given([.. Begun, Joined, Suspended]).When(Drop).Then(Left);
    }

    [Fact]
    public void Nobody_helps_with_what_is_over()
    {
        foreach (var command in new DirectiveCommand[] { Join, Drop, NameTheHead })
        {
            Given([.. Begun, Claimed, Verified]).When(command).ThenRefused("already-completed");
            Given([.. Begun, Cancelled]).When(command).ThenRefused(Refusals.TaskCancelled);
        }
    }

    [Fact]
    public void Of_an_assignment_that_does_not_exist_nothing_changes()
    {
        foreach (var command in new DirectiveCommand[] { Join with { Assignment = OtherShare }, Drop with { Assignment = OtherShare }, NameTheHead with { Assignment = OtherShare } })
            Given(Begun).When(command).ThenRefused(Refusals.NoSuchAssignment);
    }

    [Fact]
    public void A_person_answers_for_it()
    {
        Given(Begun).When(NameTheHead).Then(Headed);
        Given([.. Begun, Headed]).When(NameTheHead with { Person = "Trần Thị B", EffectiveOn = null }).Then(Headed with { Person = "Trần Thị B", EffectiveOn = Today });
        Given([.. Begun, Headed]).When(NameTheHead with { Post = "Quyền Bộ trưởng" }).Then(Headed with { Post = "Quyền Bộ trưởng" });
    }

    [Fact]
    public void Who_answers_already_is_not_named_again() => Given([.. Begun, Headed]).When(NameTheHead with { EffectiveOn = August(1) }).ThenRefused(HeadRefusals.AlreadyNamed);

    [Fact]
    public void A_head_follows_the_one_before_and_comes_with_the_lead()
    {
        Given(Begun).When(NameTheHead with { EffectiveOn = July(27) }).ThenRefused("effective-too-early", "/effectiveOn");
        Given([.. Begun, Headed with { EffectiveOn = August(1) }]).When(NameTheHead with { Person = "Trần Thị B", EffectiveOn = July(31) }).ThenRefused("effective-too-early", "/effectiveOn");
        Given([.. Begun, Headed, Transferred]).When(NameTheHead with { EffectiveOn = August(1) }).ThenRefused("effective-too-early", "/effectiveOn");
        Given([.. Begun, Headed, Transferred]).When(NameTheHead with { EffectiveOn = August(2) }).Then(Headed with { EffectiveOn = August(2) });
        Given(Begun).When(NameTheHead with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");
    }

    [Fact]
    public void A_head_has_a_name_and_a_post()
    {
        Given(Begun).When(NameTheHead with { Person = " " }).ThenRefused("text-required", "/person");
        Given(Begun).When(NameTheHead with { Person = Letters(201) }).ThenRefused("text-too-long", "/person");
        Given(Begun).When(NameTheHead with { Post = "" }).ThenRefused("text-required", "/post");
        Given(Begun).When(NameTheHead with { Post = Letters(201) }).ThenRefused("text-too-long", "/post");
    }

    static IEnumerable<AgencyId> Helping(params DirectiveEvent[] events) => Given(events).State.Assignments[Share].Coordinating;
}
