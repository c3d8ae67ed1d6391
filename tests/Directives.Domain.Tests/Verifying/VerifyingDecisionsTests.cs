using Directives.Domain.Verifying;

namespace Directives.Domain.Tests.Verifying;

public class VerifyingDecisionsTests
{
    static readonly DirectiveEvent[] AnAssignment = [Issued, Identified, Assigned], AClaim = [.. AnAssignment, Claimed];
    static readonly DirectiveCommand[] EitherAnswer = [Accept, SendBack];

    [Fact]
    public void A_claim_is_accepted_with_the_day_it_claims() => Given(AClaim).When(Accept).Then(Verified);

    [Fact]
    public void A_note_may_say_what_the_check_found() => Given(AClaim).When(Accept with { Note = "Đủ" }).Then(Verified with { Note = "Đủ" });

    [Fact]
    public void Another_day_than_the_claimed_one_needs_a_reason()
    {
        Given(AClaim).When(Accept with { CompletedOn = August(3) }).ThenRefused(VerifyingRefusals.CorrectionNeedsAReason);
        Given(AClaim).When(Accept with { CompletedOn = August(5) }).ThenRefused(VerifyingRefusals.CorrectionNeedsAReason);
        Given(AClaim).When(Accept with { CompletedOn = August(5), Note = "Công báo" }).Then(Verified with { EffectiveOn = August(5), Note = "Công báo" });
    }

    [Fact]
    public void The_claimed_day_said_again_needs_none() => Given(AClaim).When(Accept with { CompletedOn = August(4) }).Then(Verified);

    [Fact]
    public void The_reason_says_something()
    {
        Given(AClaim).When(Accept with { CompletedOn = August(5), Note = " " }).ThenRefused("text-required", "/note");
        Given(AClaim).When(Accept with { Note = Letters(4001) }).ThenRefused("text-too-long", "/note");
    }

    [Fact]
    public void Work_was_not_done_before_it_was_assigned_nor_tomorrow()
    {
        Given(AClaim).When(Accept with { CompletedOn = July(28), Note = "Sớm hơn" }).Then(Verified with { EffectiveOn = July(28), Note = "Sớm hơn" });
        Given(AClaim).When(Accept with { CompletedOn = July(27), Note = "Sớm hơn" }).ThenRefused("effective-too-early", "/completedOn");
        Given(AClaim).When(Accept with { CompletedOn = Tomorrow, Note = "Muộn hơn" }).ThenRefused("effective-in-the-future", "/completedOn");
    }

    [Fact]
    public void Nor_before_it_was_last_sent_back_or_opened_again()
    {
        var again = Claimed with { EffectiveOn = August(18) };
        Given([.. AClaim, SentBack, again]).When(Accept with { CompletedOn = August(8), Note = "Sớm hơn" }).Then(Verified with { EffectiveOn = August(8), Note = "Sớm hơn" });
        Given([.. AClaim, SentBack, again]).When(Accept with { CompletedOn = August(7), Note = "Sớm hơn" }).ThenRefused("effective-too-early", "/completedOn");
        Given([.. AClaim, Verified, Reopened, again]).When(Accept with { CompletedOn = August(15), Note = "Sớm hơn" }).Then(Verified with { EffectiveOn = August(15), Note = "Sớm hơn" });
        Given([.. AClaim, Verified, Reopened, again]).When(Accept with { CompletedOn = August(14), Note = "Sớm hơn" }).ThenRefused("effective-too-early", "/completedOn");
    }

    [Fact]
    public void A_claim_is_sent_back_with_a_reason() => Given(AClaim).When(SendBack).Then(SentBack);

    [Fact]
    public void Without_a_day_it_is_sent_back_today() =>
        Given(AClaim).When(SendBack with { EffectiveOn = null }).Then(SentBack with { EffectiveOn = Today });

    [Fact]
    public void The_lead_is_told_why()
    {
        Given(AClaim).When(SendBack with { Reason = " " }).ThenRefused("text-required", "/reason");
        Given(AClaim).When(SendBack with { Reason = Letters(4001) }).ThenRefused("text-too-long", "/reason");
    }

    [Fact]
    public void It_is_not_sent_back_before_the_day_it_claims_nor_tomorrow()
    {
        Given(AClaim).When(SendBack with { EffectiveOn = August(4) }).Then(SentBack with { EffectiveOn = August(4) });
        Given(AClaim).When(SendBack with { EffectiveOn = August(3) }).ThenRefused("effective-too-early", "/effectiveOn");
        Given(AClaim).When(SendBack with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");
    }

    [Fact]
    public void The_agency_that_reported_does_not_check_whoever_acts_for_it()
    {
        foreach (var command in EitherAnswer)
        {
            Given(AClaim).When(command with { By = Lead }).ThenRefused(VerifyingRefusals.OwnWork);
            Given(AClaim).When(command with { By = Checker with { Agency = Finance } }).ThenRefused(VerifyingRefusals.OwnWork);
        }
    }

    [Fact]
    public void There_is_nothing_to_check_before_a_claim_or_after_it_was_sent_back()
    {
        foreach (var command in EitherAnswer)
        {
            Given(AnAssignment).When(command).ThenRefused(VerifyingRefusals.NothingToVerify);
            Given([.. AnAssignment, Started]).When(command).ThenRefused(VerifyingRefusals.NothingToVerify);
            Given([.. AClaim, SentBack]).When(command).ThenRefused(VerifyingRefusals.NothingToVerify);
        }
    }

    [Fact]
    public void What_was_accepted_stays_accepted()
    {
        foreach (var command in EitherAnswer)
        {
            Given([.. AClaim, Verified]).When(command).ThenRefused("already-completed");
            Given([.. AClaim, Verified, Cancelled]).When(command).ThenRefused("already-completed");
        }
    }

    [Fact]
    public void A_claim_on_a_cancelled_task_is_not_checked_any_more()
    {
        foreach (var command in EitherAnswer)
            Given([.. AClaim, Cancelled]).When(command).ThenRefused(Refusals.TaskCancelled);
    }

    [Fact]
    public void Nobody_checks_an_assignment_that_does_not_exist()
    {
        foreach (var command in EitherAnswer)
            Given(Issued, Identified).When(command).ThenRefused(Refusals.NoSuchAssignment);
    }
}
