using Directives.Domain.Supervising;

namespace Directives.Domain.Tests.Supervising;

public class UrgingDecisionsTests
{
    static readonly DirectiveEvent[] AnAssignment = [Issued, Identified, Assigned], AnUrging = [.. AnAssignment, Urged];

    [Fact]
    public void The_lead_of_the_day_is_urged()
    {
        Given(AnAssignment).When(Urge).Then(Urged);
        Given([.. AnAssignment, Transferred]).When(Urge).Then(Urged with { Addressee = Health });
    }

    [Fact]
    public void An_urging_need_not_be_a_document() => Given(AnAssignment).When(Urge with { Document = null }).Then(Urged with { Document = null });

    [Fact]
    public void Without_a_day_it_is_sent_and_answered_today()
    {
        Given(AnAssignment).When(Urge with { EffectiveOn = null, ReplyBy = Today }).Then(Urged with { EffectiveOn = Today, ReplyBy = Today });
        Given(AnUrging).When(Reply with { EffectiveOn = null }).Then(Replied with { EffectiveOn = Today });
    }

    [Fact]
    public void It_is_not_sent_before_the_agency_led_nor_tomorrow()
    {
        Given(AnAssignment).When(Urge with { EffectiveOn = July(28) }).Then(Urged with { EffectiveOn = July(28) });
        Given(AnAssignment).When(Urge with { EffectiveOn = July(27) }).ThenRefused("effective-too-early", "/effectiveOn");
        Given([.. AnAssignment, Transferred]).When(Urge with { EffectiveOn = August(1) }).ThenRefused("effective-too-early", "/effectiveOn");
        Given(AnAssignment).When(Urge with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");
    }

    [Fact]
    public void Nobody_can_answer_before_it_was_sent()
    {
        Given(AnAssignment).When(Urge with { ReplyBy = August(3) }).Then(Urged with { ReplyBy = August(3) });
        Given(AnAssignment).When(Urge with { ReplyBy = August(2) }).ThenRefused(UrgingRefusals.ReplyBeforeItWasSent);
        Given(AnAssignment).When(Urge with { EffectiveOn = null, ReplyBy = August(19) }).ThenRefused(UrgingRefusals.ReplyBeforeItWasSent);
    }

    [Fact]
    public void A_lead_does_not_urge_itself() => Given(AnAssignment).When(Urge with { By = Lead }).ThenRefused(UrgingRefusals.UrgesItself);

    [Fact]
    public void Nobody_is_urged_to_do_what_is_done_or_not_owed_now()
    {
        Given([.. AnAssignment, Claimed, Verified]).When(Urge).ThenRefused(Refusals.AlreadyCompleted);
        Given([.. AnAssignment, Cancelled]).When(Urge).ThenRefused(Refusals.TaskCancelled);
        Given([.. AnAssignment, Suspended]).When(Urge).ThenRefused(Refusals.TaskSuspended);
        Given([.. AnAssignment, Superseded]).When(Urge).ThenRefused(Refusals.Superseded);
        Given([.. AnAssignment, Claimed]).When(Urge).Then(Urged);
    }

    [Fact]
    public void The_same_is_sent_once() => Given(AnUrging).When(Urge).ThenRefused(Refusals.IdTaken);

    [Fact]
    public void Urging_and_answer_say_something()
    {
        Given(AnAssignment).When(Urge with { Text = " " }).ThenRefused("text-required", "/text");
        Given(AnAssignment).When(Urge with { Document = Letters(65) }).ThenRefused("text-too-long", "/document");
        Given(AnUrging).When(Reply with { Text = "" }).ThenRefused("text-required", "/text");
    }

    [Fact]
    public void Who_was_urged_answers_or_whoever_leads_since()
    {
        Given(AnUrging).When(Reply).Then(Replied);
        Given([.. AnUrging, Transferred with { EffectiveOn = August(5) }]).When(Reply).Then(Replied);
        Given([.. AnUrging, Transferred with { EffectiveOn = August(5) }]).When(Reply with { By = Lead with { Agency = Health } }).Then(Replied);
        Given(AnUrging).When(Reply with { By = Checker }).ThenRefused(UrgingRefusals.NotTheAddressee);
    }

    [Fact]
    public void Late_and_after_the_work_was_done_or_is_owed_no_more_as_well()
    {
        Given(AnUrging).When(Reply with { EffectiveOn = Today }).Then(Replied with { EffectiveOn = Today });
        foreach (var over in new DirectiveEvent[][] { [Claimed, Verified], [Cancelled], [Suspended], [Superseded] })
            Given([.. AnUrging, .. over]).When(Reply).Then(Replied);
    }

    [Fact]
    public void But_not_before_it_was_sent_nor_tomorrow()
    {
        Given(AnUrging).When(Reply with { EffectiveOn = August(3) }).Then(Replied with { EffectiveOn = August(3) });
        Given(AnUrging).When(Reply with { EffectiveOn = August(2) }).ThenRefused("effective-too-early", "/effectiveOn");
        Given(AnUrging).When(Reply with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");
    }

    [Fact]
    public void It_is_answered_once() => Given([.. AnUrging, Replied]).When(Reply).ThenRefused(UrgingRefusals.AlreadyAnswered);

    [Fact]
    public void Nothing_is_said_of_what_does_not_exist()
    {
        Given(Issued, Identified).When(Urge).ThenRefused(Refusals.NoSuchAssignment);
        Given(Issued, Identified).When(Reply).ThenRefused(Refusals.NoSuchAssignment);
        Given(AnAssignment).When(Reply).ThenRefused(UrgingRefusals.NoSuchUrging);
    }
}
