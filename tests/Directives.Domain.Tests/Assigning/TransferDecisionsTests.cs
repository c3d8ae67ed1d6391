using Directives.Domain.Assigning;
using Directives.Domain.Performing;

namespace Directives.Domain.Tests.Assigning;

public class TransferDecisionsTests
{
    static readonly DirectiveEvent[] Begun = [Issued, Identified, DeadlineStated, Assigned, Started];
    static readonly DirectiveEvent[] Two = [.. Begun, Assigned with { Assignment = OtherShare, Lead = Health }];

    [Fact]
    public void Another_agency_leads_from_that_day_on() => Given(Begun).When(Transfer).Then(Transferred);

    [Fact]
    public void Without_a_day_today_is_meant()
    {
        Given(Begun).When(Transfer with { EffectiveOn = null }).Then(Transferred with { EffectiveOn = Today });
        Given(Two).When(Merge with { EffectiveOn = null }).Then(Merged with { EffectiveOn = Today });
    }

    [Fact]
    public void Who_helped_may_lead_and_then_no_longer_helps()
    {
        Given(Begun).When(Transfer with { To = HomeAffairs }).Then(Transferred with { To = HomeAffairs });
        Given([.. Begun, Transferred with { To = HomeAffairs }]).State.Assignments[Share].Should().BeEquivalentTo(new { Lead = HomeAffairs, Coordinating = Array.Empty<AgencyId>() });
    }

    [Fact]
    public void A_transfer_answers_a_return_and_the_work_begins_anew()
    {
        Given([.. Begun, GivenBack with { EffectiveOn = July(31) }]).When(Transfer).Then(Transferred);
        Given([.. Begun, GivenBack with { EffectiveOn = July(31) }, Transferred]).State.Assignments[Share]
            .Should().BeEquivalentTo(new { Lead = Health, Lifecycle = Lifecycle.NotStarted, Returned = (object?)null, Since = August(2) });
    }

    [Fact]
    public void What_was_not_returned_goes_on_where_it_stood() =>
        Given([.. Begun, Transferred]).State.Assignments[Share].Should().BeEquivalentTo(new { Lead = Health, Lifecycle = Lifecycle.InProgress });

    [Fact]
    public void A_suspended_task_can_change_hands_because_agencies_come_and_go_meanwhile()
    {
        Given([.. Begun, Suspended]).When(Transfer with { EffectiveOn = August(6) }).Then(Transferred with { EffectiveOn = August(6) });
        Given([.. Two, Suspended]).When(Merge).Then(Merged);
    }

    [Fact]
    public void The_lead_itself_cannot_hand_it_on_or_end_it()
    {
        Given(Begun).When(Transfer with { By = Lead }).ThenRefused(TransferRefusals.ByTheLead);
        Given(Two).When(Merge with { By = Lead }).ThenRefused(TransferRefusals.ByTheLead);
        Given([.. Begun, Transferred]).When(Transfer with { By = Lead, To = HomeAffairs }).Then(Transferred with { From = Health, To = HomeAffairs });
    }

    [Fact]
    public void It_goes_to_somebody_else() => Given(Begun).When(Transfer with { To = Finance }).ThenRefused(TransferRefusals.ToItself);

    [Fact]
    public void The_same_transfer_again_is_refused() => Given([.. Begun, Transferred]).When(Transfer).ThenRefused(TransferRefusals.ToItself);

    [Fact]
    public void An_agency_leads_a_task_once() =>
        Given(Two).When(Transfer).ThenRefused(AssigningRefusals.AlreadyAssigned(Health) with { Field = "/to" });

    [Fact]
    public void An_agency_whose_own_share_is_done_or_said_to_be_takes_another_ones_beside_it()
    {
        DirectiveEvent[] claimed = [.. Two, Claimed with { Assignment = OtherShare }], done = [.. claimed, Verified with { Assignment = OtherShare }];

        foreach (var history in new[] { claimed, done })
        {
            Given(history).When(Transfer).Then(Transferred);
            Given(history).When(Merge with { EffectiveOn = August(5) }).ThenRefused(TransferRefusals.IntoClosed);
        }

        var after = Given([.. done, Transferred]).State;
        after.LifecycleOf(after.Assignments[Share]).Should().Be(Lifecycle.InProgress, "what is owed is not done with what the other one did");
        after.AtWork(Health, Guidance)!.Assigned.Assignment.Should().Be(Share);
        Given([.. done, Transferred]).When(Assign with { Leads = [(ThirdShare, Health)] }).ThenRefused("already-assigned");
        Given([.. done, Transferred, Transferred with { From = Health, To = HomeAffairs, EffectiveOn = August(3) }])
            .When(Assign with { Leads = [(ThirdShare, Health)] }).ThenRefused("already-assigned");
    }

    [Fact]
    public void Who_gave_it_away_may_get_it_back_and_may_be_assigned_the_task_again()
    {
        Given([.. Begun, Transferred]).When(Transfer with { To = Finance, EffectiveOn = August(2) }).Then(Transferred with { From = Health, To = Finance });
        Given([.. Begun, Transferred]).When(Assign with { Leads = [(OtherShare, Finance)] }).Then(Assigned with { Assignment = OtherShare });
    }

    [Fact]
    public void A_claim_that_waits_is_checked_first()
    {
        Given([.. Begun, Claimed]).When(Transfer with { EffectiveOn = August(5) }).ThenRefused(PerformingRefusals.CompletionAlreadyReported);
        Given([.. Two, Claimed]).When(Merge with { EffectiveOn = August(5) }).ThenRefused(PerformingRefusals.CompletionAlreadyReported);
        Given([.. Begun, Claimed, SentBack]).When(Transfer with { EffectiveOn = August(8) }).Then(Transferred with { EffectiveOn = August(8) });
    }

    [Fact]
    public void What_is_over_changes_hands_no_more()
    {
        foreach (var command in new DirectiveCommand[] { Transfer with { To = HomeAffairs }, Merge })
        {
            Given([.. Two, Claimed, Verified]).When(command).ThenRefused("already-completed");
            Given([.. Two, Cancelled]).When(command).ThenRefused(Refusals.TaskCancelled);
            Given([.. Two, Superseded]).When(command).ThenRefused(Refusals.Superseded);
            Given([.. Two, Merged]).When(command).ThenRefused(Refusals.Superseded);
        }
    }

    [Fact]
    public void Nobody_leads_before_the_last_lead_did_nor_before_the_last_change()
    {
        Given(Begun).When(Transfer with { EffectiveOn = July(30) }).Then(Transferred with { EffectiveOn = July(30) });
        Given(Begun).When(Transfer with { EffectiveOn = July(29) }).ThenRefused("effective-too-early", "/effectiveOn");
        Given([.. Begun, Transferred, Claimed with { EffectiveOn = July(31) }, SentBack with { EffectiveOn = August(1) }])
            .When(Transfer with { To = HomeAffairs, EffectiveOn = August(1) }).ThenRefused("effective-too-early", "/effectiveOn");
    }

    [Fact]
    public void Nobody_leads_from_tomorrow()
    {
        Given(Begun).When(Transfer with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");
        Given(Two).When(Merge with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");
    }

    [Fact]
    public void A_reason_and_an_authority_are_given()
    {
        Given(Begun).When(Transfer with { Reason = " " }).ThenRefused("text-required", "/reason");
        Given(Begun).When(Transfer with { Authority = "" }).ThenRefused("text-required", "/authority");
        Given(Begun).When(Transfer with { Authority = Letters(201) }).ThenRefused("text-too-long", "/authority");
        Given(Two).When(Merge with { Reason = Letters(4001) }).ThenRefused("text-too-long", "/reason");
        Given(Two).When(Merge with { Authority = " " }).ThenRefused("text-required", "/authority");
    }

    [Fact]
    public void Of_an_assignment_that_does_not_exist_nothing_changes()
    {
        Given(Begun).When(Transfer with { Assignment = OtherShare }).ThenRefused(Refusals.NoSuchAssignment);
        Given(Begun).When(Merge with { Assignment = OtherShare }).ThenRefused(Refusals.NoSuchAssignment);
    }

    [Fact]
    public void When_two_leads_become_one_the_work_of_one_goes_on_with_the_other()
    {
        Given(Two).When(Merge).Then(Merged);

        var after = Given([.. Two, Merged]).State;
        after.LifecycleOf(after.Assignments[Share]).Should().Be(Lifecycle.Superseded);
        after.LifecycleOf(after.Assignments[OtherShare]).Should().Be(Lifecycle.NotStarted);
        after.TimelinessOf(after.Assignments[Share], Today).Should().BeNull("what is owed is owed once");
    }

    [Fact]
    public void What_is_merged_leaves_nothing_to_decide()
    {
        Given([.. Two, GivenBack with { EffectiveOn = July(30) }]).When(Merge).Then(Merged);
        Given([.. Two, Asked, Merged]).State.Assignments[Share].Request.Should().BeNull();
    }

    [Fact]
    public void It_is_merged_into_another_assignment_of_the_same_task()
    {
        DirectiveEvent[] ofAnother = [.. Begun, Identified with { Task = OtherTask, Code = "179-15" }, Assigned with { Task = OtherTask, Assignment = ThirdShare, Lead = Health }];

        Given(Two).When(Merge with { Into = Share }).ThenRefused(TransferRefusals.OfAnotherTask);
        Given(Two).When(Merge with { Into = ThirdShare }).ThenRefused(TransferRefusals.OfAnotherTask);
        Given(ofAnother).When(Merge with { Into = ThirdShare }).ThenRefused(TransferRefusals.OfAnotherTask);
    }

    [Fact]
    public void It_is_merged_into_one_that_is_open()
    {
        DirectiveEvent[] done = [.. Two, Claimed with { Assignment = OtherShare }, Verified with { Assignment = OtherShare }];

        Given(done).When(Merge with { EffectiveOn = August(5) }).ThenRefused(TransferRefusals.IntoClosed);
        Given([.. done, Reopened with { Assignment = OtherShare }]).When(Merge with { EffectiveOn = August(15) }).Then(Merged with { EffectiveOn = August(15) });
        Given([.. Two, Merged with { Assignment = OtherShare, Into = ThirdShare }]).When(Merge).ThenRefused(TransferRefusals.IntoClosed);
    }

    [Fact]
    public void It_does_not_end_before_the_other_one_was_assigned() =>
        Given([.. Begun, Assigned with { Assignment = OtherShare, Lead = Health, EffectiveOn = August(4) }]).When(Merge).ThenRefused("effective-too-early", "/effectiveOn");
}
