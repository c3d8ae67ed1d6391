using Directives.Domain.Performing;

namespace Directives.Domain.Tests.Performing;

public class EvidenceDecisionsTests
{
    static readonly DirectiveEvent[] AnAssignment = [Issued, Identified, Assigned], WithEvidence = [.. AnAssignment, HandedIn];
    static readonly DirectiveEvent.CompletionReported ClaimOnIt = Claimed with { Evidence = [], EvidenceIds = [Id(31)] };

    [Fact]
    public void The_lead_hands_in_evidence() => Given(AnAssignment).When(HandIn).Then(HandedIn);

    [Fact]
    public void Without_a_day_it_is_handed_in_and_taken_back_today()
    {
        Given(AnAssignment).When(HandIn with { EffectiveOn = null }).Then(On(Today));
        Given(WithEvidence).When(TakeBack with { EffectiveOn = null }).Then(TakenBack with { EffectiveOn = Today });
    }

    [Fact]
    public void Only_the_lead_hands_in_and_takes_back()
    {
        Given(AnAssignment).When(HandIn with { By = Checker }).ThenRefused(PerformingRefusals.NotTheLead);
        Given(WithEvidence).When(TakeBack with { By = Checker }).ThenRefused(PerformingRefusals.NotTheLead);
    }

    [Fact]
    public void Evidence_may_come_while_a_claim_waits_while_the_clock_stands_and_after_the_work_was_verified()
    {
        Given([.. AnAssignment, Claimed]).When(HandIn).Then(HandedIn);
        Given([.. AnAssignment, Suspended]).When(HandIn).Then(HandedIn);
        Given([.. AnAssignment, Claimed, Verified]).When(HandIn).Then(HandedIn);
    }

    [Fact]
    public void But_not_for_what_is_not_owed_any_more()
    {
        Given([.. AnAssignment, Cancelled]).When(HandIn).ThenRefused(Refusals.TaskCancelled);
        Given([.. AnAssignment, Superseded]).When(HandIn).ThenRefused(Refusals.Superseded);
    }

    [Fact]
    public void The_same_piece_is_handed_in_once() => Given(WithEvidence).When(HandIn).ThenRefused(Refusals.IdTaken);

    [Fact]
    public void A_piece_that_was_taken_back_is_not_handed_in_again_under_its_id() => Given([.. WithEvidence, TakenBack]).When(HandIn).ThenRefused(Refusals.IdTaken);

    [Fact]
    public void A_piece_says_what_it_is()
    {
        Given(AnAssignment).When(HandIn with { Evidence = new(" ") }).ThenRefused("text-required", "/evidence/title");
        Given(AnAssignment).When(HandIn with { Evidence = Circular with { DatedOn = Tomorrow } }).ThenRefused("evidence-from-the-future", "/evidence/datedOn");
    }

    [Fact]
    public void It_is_not_handed_in_before_the_assignment_nor_tomorrow()
    {
        Given(AnAssignment).When(HandIn with { EffectiveOn = July(28) }).Then(On(July(28)));
        Given(AnAssignment).When(HandIn with { EffectiveOn = July(27) }).ThenRefused("effective-too-early", "/effectiveOn");
        Given(AnAssignment).When(HandIn with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");
    }

    [Fact]
    public void It_is_taken_back_with_a_reason_and_stays_to_be_seen()
    {
        Given(WithEvidence).When(TakeBack).Then(TakenBack);
        Given(WithEvidence).When(TakeBack with { Reason = " " }).ThenRefused("text-required", "/reason");
        Given([.. WithEvidence, TakenBack]).State.Assignments[Share].Evidence[Id(31)].Should().Be(new SubmittedEvidence(HandedIn) { Withdrawn = TakenBack });
    }

    [Fact]
    public void Not_before_it_was_handed_in_nor_tomorrow()
    {
        Given(WithEvidence).When(TakeBack with { EffectiveOn = August(4) }).Then(TakenBack with { EffectiveOn = August(4) });
        Given(WithEvidence).When(TakeBack with { EffectiveOn = August(3) }).ThenRefused("effective-too-early", "/effectiveOn");
        Given(WithEvidence).When(TakeBack with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");
    }

    [Fact]
    public void And_once() => Given([.. WithEvidence, TakenBack]).When(TakeBack).ThenRefused(EvidenceRefusals.AlreadyWithdrawn);

    [Fact]
    public void What_was_never_handed_in_is_not_taken_back()
    {
        Given(AnAssignment).When(TakeBack).ThenRefused(EvidenceRefusals.NoSuchEvidence);
        Given(Issued, Identified).When(TakeBack).ThenRefused(Refusals.NoSuchAssignment);
        Given(Issued, Identified).When(HandIn).ThenRefused(Refusals.NoSuchAssignment);
    }

    [Fact]
    public void A_claim_may_rest_on_what_was_handed_in_before() =>
        Given(WithEvidence).When(Complete with { Evidence = [], EvidenceIds = [Id(31), Id(31)] }).Then(ClaimOnIt);

    [Fact]
    public void A_claim_rests_on_something() =>
        Given(WithEvidence).When(Complete with { Evidence = [], EvidenceIds = [] }).ThenRefused(PerformingRefusals.EvidenceRequired);

    [Fact]
    public void But_not_on_what_was_never_handed_in_or_was_taken_back()
    {
        Given(WithEvidence).When(Complete with { EvidenceIds = [Id(31), Id(32)] }).ThenRefused(EvidenceRefusals.ShowsNothing(1));
        Given([.. WithEvidence, TakenBack]).When(Complete with { EvidenceIds = [Id(31)] }).ThenRefused(EvidenceRefusals.ShowsNothing(0));
        Given([.. WithEvidence, Assigned with { Assignment = OtherShare, Lead = Health }])
            .When(Complete with { Assignment = OtherShare, EvidenceIds = [Id(31)], By = Lead with { Agency = Health } }).ThenRefused(EvidenceRefusals.ShowsNothing(0));
    }

    [Fact]
    public void What_a_claim_rests_on_stays_while_the_claim_stands()
    {
        Given([.. WithEvidence, ClaimOnIt]).When(TakeBack).ThenRefused(EvidenceRefusals.ClaimRestsOnIt);
        Given([.. WithEvidence, ClaimOnIt, Verified]).When(TakeBack).ThenRefused(EvidenceRefusals.ClaimRestsOnIt);
        Given([.. WithEvidence, ClaimOnIt, SentBack]).When(TakeBack).Then(TakenBack);
        Given([.. WithEvidence, ClaimOnIt, Verified, Reopened]).When(TakeBack).Then(TakenBack);
    }

    static DirectiveEvent On(DateOnly day) => HandedIn with { Evidence = Circular with { ReceivedOn = day }, EffectiveOn = day };
}
