using Directives.Domain.Assigning;
using Directives.Domain.Performing;

namespace Directives.Domain.Tests.Assigning;

public class ReturnDecisionsTests
{
    static readonly DirectiveEvent[] Begun = [Issued, Identified, DeadlineStated, Assigned];
    static readonly DirectiveEvent[] Returned = [.. Begun, GivenBack];

    [Fact]
    public void The_lead_says_that_it_is_its_to_do() => Given(Begun).When(TakeOn).Then(Accepted);

    [Fact]
    public void The_lead_gives_it_back_and_may_say_who_should_have_it()
    {
        Given(Begun).When(GiveBack).Then(GivenBack);
        Given(Begun).When(GiveBack with { Proposed = null }).Then(GivenBack with { Proposed = null });
        Given([.. Begun, Accepted]).When(GiveBack).Then(GivenBack);
    }

    [Fact]
    public void Somebody_else_leaves_it_with_the_lead() => Given(Returned).When(Keep).Then(Kept);

    [Fact]
    public void Without_a_day_today_is_meant()
    {
        Given(Begun).When(TakeOn with { EffectiveOn = null }).Then(Accepted with { EffectiveOn = Today });
        Given(Begun).When(GiveBack with { EffectiveOn = null }).Then(GivenBack with { EffectiveOn = Today });
        Given(Returned).When(Keep with { EffectiveOn = null }).Then(Kept with { EffectiveOn = Today });
    }

    [Fact]
    public void Until_that_is_decided_the_lead_does_nothing()
    {
        foreach (var command in new DirectiveCommand[] { TakeOn, GiveBack, Start, Report, Complete })
            Given(Returned).When(command).ThenRefused(ReturnRefusals.Returned);
    }

    [Fact]
    public void Then_the_work_goes_on_where_it_stood()
    {
        Stands(Returned).Should().BeEquivalentTo(new { Lifecycle = Lifecycle.Returned, Returned = GivenBack, Since = July(29) });
        Stands([.. Returned, Kept]).Should().BeEquivalentTo(new { Lifecycle = Lifecycle.NotStarted, Returned = (object?)null });
        Stands([.. Begun, Started, GivenBack with { EffectiveOn = July(31) }, Kept with { EffectiveOn = August(1) }])
            .Should().BeEquivalentTo(new { Lifecycle = Lifecycle.InProgress, Since = August(1) });
    }

    [Fact]
    public void What_was_returned_has_not_been_accepted()
    {
        Stands([.. Begun, Accepted, GivenBack]).Accepted.Should().BeNull();
        Given([.. Begun, Accepted, GivenBack, Kept]).When(TakeOn).Then(Accepted);
    }

    [Fact]
    public void It_is_accepted_once() => Given([.. Begun, Accepted]).When(TakeOn).ThenRefused(ReturnRefusals.AlreadyAccepted);

    [Fact]
    public void A_new_lead_accepts_for_itself() =>
        Given([.. Begun, Accepted, Transferred]).When(TakeOn with { By = Lead with { Agency = Health }, EffectiveOn = August(2) }).Then(Accepted with { EffectiveOn = August(2) });

    [Fact]
    public void Nobody_else_accepts_or_returns_it()
    {
        Given(Begun).When(TakeOn with { By = Checker }).ThenRefused(PerformingRefusals.NotTheLead);
        Given(Begun).When(GiveBack with { By = Checker }).ThenRefused(PerformingRefusals.NotTheLead);
    }

    [Fact]
    public void The_lead_does_not_decide_on_its_own_return() => Given(Returned).When(Keep with { By = Lead }).ThenRefused(ReturnRefusals.OwnReturn);

    [Fact]
    public void It_does_not_propose_itself() => Given(Begun).When(GiveBack with { Proposed = Finance }).ThenRefused(ReturnRefusals.ProposesItself);

    [Fact]
    public void What_was_not_returned_is_not_refused()
    {
        Given(Begun).When(Keep).ThenRefused(ReturnRefusals.NothingReturned);
        Given([.. Returned, Kept]).When(Keep).ThenRefused(ReturnRefusals.NothingReturned);
        Given([.. Returned, Transferred]).When(Keep with { By = Checker }).ThenRefused(ReturnRefusals.NothingReturned);
    }

    [Fact]
    public void A_claim_that_waits_is_neither_accepted_nor_returned()
    {
        Given([.. Begun, Claimed]).When(TakeOn).ThenRefused(PerformingRefusals.CompletionAlreadyReported);
        Given([.. Begun, Claimed]).When(GiveBack).ThenRefused(PerformingRefusals.CompletionAlreadyReported);
    }

    [Fact]
    public void A_suspended_task_is_neither_accepted_nor_returned_but_a_return_is_decided()
    {
        Given([.. Begun, Suspended]).When(TakeOn).ThenRefused(Refusals.TaskSuspended);
        Given([.. Begun, Suspended]).When(GiveBack).ThenRefused(Refusals.TaskSuspended);
        Given([.. Returned, Suspended]).When(Keep).Then(Kept);
    }

    [Fact]
    public void What_is_over_is_neither_accepted_nor_returned_nor_decided()
    {
        foreach (var command in new DirectiveCommand[] { TakeOn, GiveBack })
        {
            Given([.. Begun, Claimed, Verified]).When(command).ThenRefused("already-completed");
            Given([.. Begun, Cancelled]).When(command).ThenRefused(Refusals.TaskCancelled);
            Given([.. Begun, Superseded]).When(command).ThenRefused(Refusals.Superseded);
        }

        Given([.. Returned, Cancelled]).When(Keep).ThenRefused(Refusals.TaskCancelled);
    }

    [Fact]
    public void Nothing_of_it_happens_before_the_lead_had_it()
    {
        Given(Begun).When(TakeOn with { EffectiveOn = July(28) }).Then(Accepted with { EffectiveOn = July(28) });
        Given(Begun).When(TakeOn with { EffectiveOn = July(27) }).ThenRefused("effective-too-early", "/effectiveOn");
        Given(Begun).When(GiveBack with { EffectiveOn = July(27) }).ThenRefused("effective-too-early", "/effectiveOn");
        Given([.. Begun, Transferred]).When(TakeOn with { By = Lead with { Agency = Health } }).ThenRefused("effective-too-early", "/effectiveOn");
    }

    [Fact]
    public void It_is_not_returned_before_its_last_change_nor_kept_before_it_was_returned()
    {
        Given([.. Begun, Started]).When(GiveBack).ThenRefused("effective-too-early", "/effectiveOn");
        Given(Returned).When(Keep with { EffectiveOn = July(28) }).ThenRefused("effective-too-early", "/effectiveOn");
    }

    [Fact]
    public void Nothing_of_it_happens_tomorrow()
    {
        Given(Begun).When(TakeOn with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");
        Given(Begun).When(GiveBack with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");
        Given(Returned).When(Keep with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");
    }

    [Fact]
    public void A_reason_is_given()
    {
        Given(Begun).When(GiveBack with { Reason = " " }).ThenRefused("text-required", "/reason");
        Given(Returned).When(Keep with { Reason = Letters(4001) }).ThenRefused("text-too-long", "/reason");
    }

    [Fact]
    public void Of_an_assignment_that_does_not_exist_nothing_is_decided()
    {
        foreach (var command in new DirectiveCommand[] { TakeOn with { Assignment = OtherShare }, GiveBack with { Assignment = OtherShare }, Keep with { Assignment = OtherShare } })
            Given(Begun).When(command).ThenRefused(Refusals.NoSuchAssignment);
    }

    static Assignment Stands(params DirectiveEvent[] events) => Given(events).State.Assignments[Share];
}
