using Directives.Domain.Deadlines;
using Directives.Domain.Performing;

namespace Directives.Domain.Tests.Deadlines;

public class SuspensionDecisionsTests
{
    static readonly DirectiveEvent[] Begun = [Issued, Identified, DeadlineStated, Assigned, Started];
    static readonly DirectiveEvent[] Stopped = [.. Begun, Suspended];

    [Fact]
    public void A_task_is_suspended_and_goes_on()
    {
        Given(Begun).When(Suspend).Then(Suspended);
        Given(Stopped).When(Resume).Then(Resumed);
    }

    [Fact]
    public void Without_a_day_today_is_meant()
    {
        Given(Begun).When(Suspend with { EffectiveOn = null }).Then(Suspended with { EffectiveOn = Today });
        Given(Stopped).When(Resume with { EffectiveOn = null }).Then(Resumed with { EffectiveOn = Today });
    }

    [Fact]
    public void It_may_be_suspended_again_once_it_goes_on() =>
        Given([.. Stopped, Resumed]).When(Suspend with { EffectiveOn = August(10) }).Then(Suspended with { EffectiveOn = August(10) });

    [Fact]
    public void What_is_suspended_is_not_suspended_again() => Given(Stopped).When(Suspend).ThenRefused(Refusals.TaskSuspended);

    [Fact]
    public void What_is_not_suspended_does_not_go_on()
    {
        Given(Begun).When(Resume).ThenRefused(SuspensionRefusals.NotSuspended);
        Given([.. Stopped, Resumed]).When(Resume).ThenRefused(SuspensionRefusals.NotSuspended);
    }

    [Fact]
    public void It_is_suspended_when_it_has_begun_and_after_it_last_went_on()
    {
        Given(Begun).When(Suspend with { EffectiveOn = July(26) }).Then(Suspended with { EffectiveOn = July(26) });
        Given(Begun).When(Suspend with { EffectiveOn = July(25) }).ThenRefused("effective-too-early", "/effectiveOn");
        Given([.. Stopped, Resumed]).When(Suspend with { EffectiveOn = August(9) }).ThenRefused("effective-too-early", "/effectiveOn");
    }

    [Fact]
    public void It_goes_on_after_it_was_suspended()
    {
        Given(Stopped).When(Resume with { EffectiveOn = August(5) }).Then(Resumed with { EffectiveOn = August(5) });
        Given(Stopped).When(Resume with { EffectiveOn = August(4) }).ThenRefused("effective-too-early", "/effectiveOn");
    }

    [Fact]
    public void Neither_happens_tomorrow()
    {
        Given(Begun).When(Suspend with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");
        Given(Stopped).When(Resume with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");
    }

    [Fact]
    public void A_document_allows_it()
    {
        Given(Begun).When(Suspend with { Authority = " " }).ThenRefused("text-required", "/authority");
        Given(Begun).When(Suspend with { Authority = Letters(201) }).ThenRefused("text-too-long", "/authority");
        Given(Begun).When(Suspend with { Reason = "" }).ThenRefused("text-required", "/reason");
        Given(Stopped).When(Resume with { Authority = "" }).ThenRefused("text-required", "/authority");
    }

    [Fact]
    public void What_is_no_longer_followed_is_neither_suspended_nor_resumed()
    {
        Given([.. Begun, Cancelled]).When(Suspend).ThenRefused(Refusals.TaskCancelled);
        Given([.. Stopped, Cancelled]).When(Resume).ThenRefused(Refusals.TaskCancelled);
        Given([.. Begun, Superseded]).When(Suspend).ThenRefused(Refusals.Superseded);
        Given([.. Stopped, Superseded]).When(Resume).ThenRefused(Refusals.Superseded);
        Given(Begun).When(Suspend with { Task = OtherTask }).ThenRefused(Refusals.NoSuchTask);
        Given(Begun).When(Resume with { Task = OtherTask }).ThenRefused(Refusals.NoSuchTask);
    }

    [Fact]
    public void While_a_task_is_suspended_its_leads_report_nothing()
    {
        foreach (var command in new DirectiveCommand[] { Start, Report, Complete, Ask })
            Given(Stopped).When(command).ThenRefused(Refusals.TaskSuspended);
        Given([.. Stopped, Resumed]).When(Report).Then(Progressed);
    }

    [Fact]
    public void A_claim_that_waited_when_it_was_suspended_is_still_checked()
    {
        Given([.. Begun, Claimed, Suspended]).When(Accept).Then(Verified);
        Given([.. Begun, Claimed, Suspended]).When(SendBack).Then(SentBack);

        var sentBack = Given([.. Begun, Claimed, Suspended, SentBack]).State;
        sentBack.LifecycleOf(sentBack.Assignments[Share]).Should().Be(Lifecycle.Suspended);
    }
}
