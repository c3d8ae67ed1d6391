using Directives.Domain.Assigning;
using Directives.Domain.Cascading;
using Directives.Domain.Deadlines;
using Directives.Domain.Performing;

namespace Directives.Domain.Tests.Deadlines;

/// <summary>"Trước ngày 31/7/2025": its last compliant day is 30 July. Finance asks for 15 August and is offered the 10th.</summary>
public class ExtensionDecisionsTests
{
    static readonly DirectiveEvent[] Begun = [Issued, Identified, DeadlineStated, Assigned];
    static readonly DirectiveEvent[] Waiting = [.. Begun, Asked];
    static readonly DirectiveEvent[] Offered = [.. Waiting, Countered];
    static readonly DirectiveCommand[] OfAnother = [Approve, Decline, Counter], OfTheAsker = [Take, Unask];

    [Fact]
    public void The_lead_asks_and_somebody_else_decides()
    {
        Given(Begun).When(Ask).Then(Asked);
        Given(Waiting).When(Approve).Then(Extended);
        Given(Waiting).When(Approve with { Note = "Lần cuối" }).Then(Extended with { Note = "Lần cuối" });
        Given(Waiting).When(Decline).Then(NotExtended);
        Given(Waiting).When(Counter).Then(Countered);
    }

    [Fact]
    public void The_asker_takes_what_is_offered_or_asks_no_more()
    {
        Given(Offered).When(Take).Then(Taken);
        Given(Offered).When(Unask).Then(Unasked);
        Given(Waiting).When(Unask with { Reason = "Đã kịp" }).Then(Unasked with { Reason = "Đã kịp" });
    }

    [Fact]
    public void What_was_offered_can_be_offered_anew_and_what_was_asked_granted_after_all()
    {
        Given(Offered).When(Counter with { To = August(12) }).Then(Countered with { To = August(12) });
        Given(Offered).When(Approve).Then(Extended);
        Given(Offered).When(Decline).Then(NotExtended);
        Given([.. Offered, Countered with { To = August(12) }]).When(Take).Then(Taken with { To = August(12) });
    }

    [Fact]
    public void The_same_day_is_not_offered_again()
    {
        Given(Offered).When(Counter).ThenRefused(ExtensionRefusals.NoCounter);
        Given(Waiting).When(Counter with { To = August(15) }).ThenRefused(ExtensionRefusals.NoCounter);
    }

    [Fact]
    public void Without_a_day_today_is_meant()
    {
        Given(Begun).When(Ask with { EffectiveOn = null }).Then(Asked with { EffectiveOn = Today });
        Given(Waiting).When(Approve with { EffectiveOn = null }).Then(Extended with { EffectiveOn = Today });
        Given(Waiting).When(Decline with { EffectiveOn = null }).Then(NotExtended with { EffectiveOn = Today });
        Given(Waiting).When(Counter with { EffectiveOn = null }).Then(Countered with { EffectiveOn = Today });
        Given(Offered).When(Take with { EffectiveOn = null }).Then(Taken with { EffectiveOn = Today });
        Given(Waiting).When(Unask with { EffectiveOn = null }).Then(Unasked with { EffectiveOn = Today });
    }

    [Fact]
    public void Only_the_lead_asks_takes_and_asks_no_more()
    {
        Given(Begun).When(Ask with { By = Checker }).ThenRefused(PerformingRefusals.NotTheLead);
        foreach (var command in OfTheAsker)
            Given(Offered).When(command with { By = Checker }).ThenRefused(PerformingRefusals.NotTheLead);
    }

    [Fact]
    public void The_agency_that_asks_never_decides()
    {
        foreach (var command in OfAnother)
            Given(Waiting).When(command with { By = Lead }).ThenRefused(ExtensionRefusals.OwnExtension);
    }

    [Fact]
    public void One_request_at_a_time()
    {
        Given(Waiting).When(Ask).ThenRefused(ExtensionRefusals.AlreadyRequested);
        Given(Offered).When(Ask).ThenRefused(ExtensionRefusals.AlreadyRequested);
        Given([.. Waiting, Unasked]).When(Ask).Then(Asked);
        Given([.. Waiting, NotExtended]).When(Ask).Then(Asked);
        Given([.. Waiting, Transferred]).When(Ask with { By = Lead with { Agency = Health }, EffectiveOn = August(2) }).Then(Asked with { EffectiveOn = August(2) });
    }

    [Fact]
    public void Nothing_is_decided_twice()
    {
        foreach (var decided in new DirectiveEvent[] { Extended, NotExtended, Unasked, Transferred })
            foreach (var command in OfAnother)
                Given([.. Waiting, decided]).When(command with { By = Checker }).ThenRefused(ExtensionRefusals.NothingRequested);
        Given([.. Offered, Taken]).When(Take).ThenRefused(ExtensionRefusals.NothingOffered);
        Given([.. Waiting, Unasked]).When(Unask).ThenRefused(ExtensionRefusals.NothingRequested);
    }

    [Fact]
    public void What_was_not_offered_is_not_taken() => Given(Waiting).When(Take).ThenRefused(ExtensionRefusals.NothingOffered);

    [Fact]
    public void The_new_day_lies_after_the_current_one()
    {
        Given(Begun).When(Ask with { To = July(31) }).Then(Asked with { To = July(31) });
        Given(Begun).When(Ask with { To = July(30) }).ThenRefused(ExtensionRefusals.NotLater(July(30)));
        Given(Waiting).When(Counter with { To = July(30) }).ThenRefused(ExtensionRefusals.NotLater(July(30)));
        Given([.. Begun, Extended]).When(Ask with { To = August(15), EffectiveOn = null }).ThenRefused(ExtensionRefusals.NotLater(August(15)));
        Given([.. Begun, Suspended with { EffectiveOn = July(28) }, Resumed with { EffectiveOn = July(31) }])
            .When(Ask with { To = August(2), EffectiveOn = null }).ThenRefused(ExtensionRefusals.NotLater(August(2)));
    }

    [Fact]
    public void What_was_overtaken_by_a_clarification_is_no_longer_granted()
    {
        DirectiveEvent[] overtaken = [.. Offered, Clarified with { Deadline = Before31July with { Period = Period("2025-09") } }];

        Given(overtaken).When(Approve).ThenRefused(ExtensionRefusals.NotLater(August(31)) with { Field = null });
        Given(overtaken).When(Take).ThenRefused(ExtensionRefusals.NotLater(August(31)) with { Field = null });
        Given(overtaken).When(Decline).Then(NotExtended);
        Given(overtaken).When(Unask).Then(Unasked);
    }

    [Fact]
    public void The_new_day_lies_no_later_than_the_deadline_of_the_task_above()
    {
        Given(Begun).When(Ask with { NotAfter = Parents(August(15)) }).Then(Asked);
        Given(Begun).When(Ask with { NotAfter = Parents(August(14)) }).ThenRefused("deadline-after-parents", "/to");
        Given(Waiting).When(Approve with { NotAfter = Parents(August(14)) }).ThenRefused("deadline-after-parents");
        Given(Waiting).When(Counter with { NotAfter = Parents(August(9)) }).ThenRefused("deadline-after-parents", "/to");
        Given(Offered).When(Take with { NotAfter = Parents(August(9)) }).ThenRefused("deadline-after-parents");

        static NotAfter Parents(DateOnly day) => new(day, new(OtherDirective, OtherTask));
    }

    [Fact]
    public void Only_a_deadline_with_a_day_is_extended()
    {
        var unknown = DeadlineStated with { Deadline = new("theo Kế hoạch 56", DeadlineKind.ByReference, Reference: "56-KH/BCĐ") };

        Given(Issued, Identified, Assigned).When(Ask).ThenRefused(ExtensionRefusals.NoDay);
        Given(Issued, Identified, unknown, Assigned).When(Ask).ThenRefused(ExtensionRefusals.NoDay);
    }

    [Fact]
    public void The_third_extension_and_every_later_one_is_marked()
    {
        Given([.. Waiting, Extended, Asked with { To = August(20) }]).When(Approve with { EffectiveOn = null })
            .Then(Extended with { To = August(20), EffectiveOn = Today, Number = 2 });
        Given([.. Waiting, Extended with { Number = 2 }, Asked with { To = August(20) }]).When(Approve with { EffectiveOn = null })
            .Then(Extended with { To = August(20), EffectiveOn = Today, Number = 3, Repeated = true });
        Given([.. Waiting, Extended with { Number = 3 }, Asked with { To = August(20) }, Countered with { To = August(18) }]).When(Take with { EffectiveOn = null })
            .Then(Taken with { To = August(18), EffectiveOn = Today, Number = 4, Repeated = true });
    }

    [Fact]
    public void A_suspended_task_is_not_extended()
    {
        Given([.. Begun, Suspended]).When(Ask).ThenRefused(Refusals.TaskSuspended);
        foreach (var command in OfAnother.Concat(OfTheAsker))
            Given([.. Offered, Suspended]).When(command).ThenRefused(Refusals.TaskSuspended);
        Given([.. Waiting, Claimed, Suspended]).When(Approve).ThenRefused(Refusals.TaskSuspended);
    }

    [Fact]
    public void After_a_suspension_it_is_asked_and_granted_once_the_clock_goes_on()
    {
        DirectiveEvent[] stopped = [Suspended with { EffectiveOn = July(28) }, Resumed with { EffectiveOn = July(31) }];

        Given([.. Begun, .. stopped]).When(Ask with { EffectiveOn = July(30) }).ThenRefused("effective-too-early", "/effectiveOn");
        Given([.. Begun, .. stopped]).When(Ask with { EffectiveOn = July(31) }).Then(Asked with { EffectiveOn = July(31) });
        Given([.. Offered, .. stopped]).When(Approve).ThenRefused("effective-too-early", "/effectiveOn");
        Given([.. Offered, .. stopped]).When(Take).ThenRefused("effective-too-early", "/effectiveOn");
        Given([.. Offered, .. stopped]).When(Decline).Then(NotExtended);
    }

    [Fact]
    public void While_it_is_not_decided_whose_it_is_nothing_is_extended()
    {
        Given([.. Begun, GivenBack]).When(Ask).ThenRefused(ReturnRefusals.Returned);
        foreach (var command in OfAnother.Concat(OfTheAsker))
            Given([.. Offered, GivenBack]).When(command).ThenRefused(ReturnRefusals.Returned);
        Given([.. Waiting, GivenBack, Kept]).When(Approve).Then(Extended);
    }

    [Fact]
    public void With_a_claim_nothing_is_asked_any_more_but_what_was_asked_before_is_decided()
    {
        Given([.. Begun, Claimed]).When(Ask).ThenRefused(PerformingRefusals.CompletionAlreadyReported);
        Given([.. Offered, Claimed]).When(Take).ThenRefused(PerformingRefusals.CompletionAlreadyReported);
        Given([.. Waiting, Claimed]).When(Approve).Then(Extended);

        var late = Given([.. Waiting, Claimed]).State;
        var granted = Given([.. Waiting, Claimed, Extended]).State;
        late.TimelinessOf(late.Assignments[Share], Today).Should().Be(Timeliness.Late);
        granted.TimelinessOf(granted.Assignments[Share], Today).Should().Be(Timeliness.OnTime);
    }

    [Fact]
    public void What_is_over_is_not_extended()
    {
        Given([.. Begun, Claimed, Verified]).When(Ask).ThenRefused("already-completed");
        Given([.. Begun, Cancelled]).When(Ask).ThenRefused(Refusals.TaskCancelled);
        foreach (var command in OfAnother)
        {
            Given([.. Waiting, Claimed, Verified]).When(command).ThenRefused("already-completed");
            Given([.. Waiting, Cancelled]).When(command).ThenRefused(Refusals.TaskCancelled);
            Given([.. Waiting, Superseded]).When(command).ThenRefused(Refusals.Superseded);
        }
    }

    [Fact]
    public void A_request_lapses_with_what_completes_the_work() =>
        Given([.. Waiting, Claimed, Verified, Reopened]).When(Approve with { EffectiveOn = null }).ThenRefused(ExtensionRefusals.NothingRequested);

    [Fact]
    public void It_is_asked_by_the_lead_of_that_day_after_what_was_granted_before()
    {
        Given(Begun).When(Ask with { EffectiveOn = July(28) }).Then(Asked with { EffectiveOn = July(28) });
        Given(Begun).When(Ask with { EffectiveOn = July(27) }).ThenRefused("effective-too-early", "/effectiveOn");
        Given([.. Begun, Transferred]).When(Ask with { By = Lead with { Agency = Health } }).ThenRefused("effective-too-early", "/effectiveOn");
        Given([.. Waiting, Extended]).When(Ask with { To = August(20), EffectiveOn = July(29) }).ThenRefused("effective-too-early", "/effectiveOn");
    }

    [Fact]
    public void Nothing_is_answered_before_it_was_asked_or_offered()
    {
        foreach (var command in new DirectiveCommand[] { Approve with { EffectiveOn = July(28) }, Decline with { EffectiveOn = July(28) }, Counter with { EffectiveOn = July(28) }, Unask with { EffectiveOn = July(28) } })
            Given(Waiting).When(command).ThenRefused("effective-too-early", "/effectiveOn");
        Given(Offered).When(Take with { EffectiveOn = July(29) }).ThenRefused("effective-too-early", "/effectiveOn");
        Given(Offered).When(Approve with { EffectiveOn = July(29) }).ThenRefused("effective-too-early", "/effectiveOn");
    }

    [Fact]
    public void Nothing_is_asked_or_answered_tomorrow()
    {
        Given(Begun).When(Ask with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");
        foreach (var command in new DirectiveCommand[] { Approve with { EffectiveOn = Tomorrow }, Decline with { EffectiveOn = Tomorrow }, Counter with { To = August(12), EffectiveOn = Tomorrow }, Take with { EffectiveOn = Tomorrow }, Unask with { EffectiveOn = Tomorrow } })
            Given(Offered).When(command).ThenRefused("effective-in-the-future", "/effectiveOn");
    }

    [Fact]
    public void Reasons_are_given_where_somebody_does_not_get_what_he_has()
    {
        Given(Begun).When(Ask with { Reason = " " }).ThenRefused("text-required", "/reason");
        Given(Begun).When(Ask with { Document = Letters(65) }).ThenRefused("text-too-long", "/document");
        Given(Begun).When(Ask with { Document = null }).Then(Asked with { Document = null });
        Given(Waiting).When(Decline with { Reason = "" }).ThenRefused("text-required", "/reason");
        Given(Waiting).When(Counter with { Reason = "" }).ThenRefused("text-required", "/reason");
        Given(Waiting).When(Approve with { Note = " " }).ThenRefused("text-required", "/note");
        Given(Waiting).When(Unask with { Reason = " " }).ThenRefused("text-required", "/reason");
    }

    [Fact]
    public void Of_an_assignment_that_does_not_exist_nothing_is_extended()
    {
        Given(Begun).When(Ask with { Assignment = OtherShare }).ThenRefused(Refusals.NoSuchAssignment);
        Given(Begun).When(Approve with { Assignment = OtherShare }).ThenRefused(Refusals.NoSuchAssignment);
        Given(Begun).When(Take with { Assignment = OtherShare }).ThenRefused(Refusals.NoSuchAssignment);
    }

    [Fact]
    public void What_the_document_states_and_what_others_have_stays_as_it_is()
    {
        var extended = Given([.. Begun, Assigned with { Assignment = OtherShare, Lead = Health }, Asked, Extended]).State;

        extended.Tasks[Guidance].Should().BeEquivalentTo(new { StatedDeadline = Before31July, Deadline = Before31July });
        extended.LastCompliantDayOf(extended.Assignments[Share]).Should().Be(August(15));
        extended.LastCompliantDayOf(extended.Assignments[OtherShare]).Should().Be(July(30));
    }
}
