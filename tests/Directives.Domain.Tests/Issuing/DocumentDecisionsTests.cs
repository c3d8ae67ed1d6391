using Directives.Domain.Correcting;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;
using Directives.Domain.Performing;
using Directives.Domain.Supervising;

namespace Directives.Domain.Tests.Issuing;

public class DocumentDecisionsTests
{
    [Fact]
    public void An_agency_says_that_the_document_reached_it() => Given(Issued).When(Receive).Then(Received);

    [Fact]
    public void Without_a_day_it_was_today_and_it_may_stand_in_no_register() =>
        Given(Issued).When(Receive with { EffectiveOn = null, RegisterNumber = null }).Then(new DirectiveEvent.DirectiveReceived(Finance, Today));

    [Fact]
    public void Each_agency_says_so_once()
    {
        Given(Issued, Received).When(Receive with { EffectiveOn = July(28) }).ThenRefused(DocumentRefusals.AlreadyReceived);
        Given(Issued, Received).When(Receive with { By = Checker }).Then(Received with { By = Commission });
    }

    [Fact]
    public void It_arrives_on_its_date_at_the_earliest_and_not_tomorrow()
    {
        Given(Issued).When(Receive with { EffectiveOn = July(25) }).Then(Received with { EffectiveOn = July(25) });
        Given(Issued).When(Receive with { EffectiveOn = July(24) }).ThenRefused("effective-too-early", "/receivedOn");
        Given(Issued).When(Receive with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/receivedOn");
        Given(Issued).When(Receive with { RegisterNumber = " " }).ThenRefused("text-required", "/registerNumber");
        Given(Issued).When(Receive with { RegisterNumber = Letters(65) }).ThenRefused("text-too-long", "/registerNumber");
    }

    [Fact]
    public void Another_document_amends_it()
    {
        Given(Issued).When(Amend).Then(Amended);
        Given(Issued).When(Amend with { Amending = OtherDirective, EffectiveOn = null }).Then(Amended with { Amending = OtherDirective, EffectiveOn = Today });
    }

    [Fact]
    public void It_does_not_amend_itself() => Given(Issued).When(Amend with { Amending = Conclusion }).ThenRefused(DocumentRefusals.AmendsItself);

    [Fact]
    public void The_same_amendment_is_recorded_once_however_it_is_written()
    {
        Given(Issued, Amended).When(Amend with { Authority = "0185 – kl/tư", EffectiveOn = August(13) }).ThenRefused(DocumentRefusals.AlreadyAmended);
        Given(Issued, Amended).When(Amend with { Text = "Bổ sung cơ quan" }).Then(Amended with { Text = "Bổ sung cơ quan" });
        Given(Issued, Amended).When(Amend with { Authority = "186-KL/TW" }).Then(Amended with { Authority = "186-KL/TW" });
    }

    [Fact]
    public void What_amends_it_says_something_and_counts_from_a_day_that_can_be()
    {
        Given(Issued).When(Amend with { Authority = "" }).ThenRefused("text-required", "/authority");
        Given(Issued).When(Amend with { Authority = Letters(201) }).ThenRefused("text-too-long", "/authority");
        Given(Issued).When(Amend with { Text = " " }).ThenRefused("text-required", "/text");
        Given(Issued).When(Amend with { EffectiveOn = July(24) }).ThenRefused("effective-too-early", "/effectiveOn");
        Given(Issued).When(Amend with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");
    }

    [Fact]
    public void Another_document_takes_its_place()
    {
        Given(Issued).When(Supersede).Then(Superseded);
        Given(Issued).When(Supersede with { Superseding = OtherDirective, EffectiveOn = null }).Then(Superseded with { Superseding = OtherDirective, EffectiveOn = Today });
    }

    [Fact]
    public void It_does_not_take_its_own_place_by_whatever_detour()
    {
        Given(Issued).When(Supersede with { Superseding = Conclusion }).ThenRefused(DocumentRefusals.SupersededInACircle);
        Given(Issued).When(Supersede with { Superseding = OtherDirective, Successors = [new(Guid.NewGuid()), Conclusion] }).ThenRefused(DocumentRefusals.SupersededInACircle);
        Given(Issued).When(Supersede with { Superseding = OtherDirective, Successors = [new(Guid.NewGuid())] }).Then(Superseded with { Superseding = OtherDirective });
    }

    [Fact]
    public void What_supersedes_it_is_named_and_counts_from_a_day_that_can_be()
    {
        Given(Issued).When(Supersede with { Authority = "" }).ThenRefused("text-required", "/authority");
        Given(Issued).When(Supersede with { Authority = Letters(201) }).ThenRefused("text-too-long", "/authority");
        Given(Issued).When(Supersede with { EffectiveOn = July(24) }).ThenRefused("effective-too-early", "/effectiveOn");
        Given(Issued).When(Supersede with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");
    }

    [Fact]
    public void What_is_open_is_owed_elsewhere_and_what_is_done_stays_done()
    {
        var directive = Given(Issued, Identified, Assigned, Assigned with { Assignment = OtherShare, Lead = Health }, Claimed, Verified, Superseded).State;

        directive.LifecycleOf(directive.Assignments[Share]).Should().Be(Lifecycle.Completed);
        directive.LifecycleOf(directive.Assignments[OtherShare]).Should().Be(Lifecycle.Superseded);
    }

    [Fact]
    public void Nothing_more_is_done_to_what_was_superseded_but_an_agency_may_still_say_that_it_got_it()
    {
        var superseded = Given(Issued, Identified, DeadlineStated, Assigned, Started, Claimed, Superseded);

        foreach (var command in EveryCommand.Where(command => command is not (
            IssueDirective or ReceiveDirective or NoticeOverdue or AnswerDifficulty or ResolveDifficulty
            or AnswerUrging or ConcludeInspection or RecordCriticism or RecordCommendation or CorrectRecord)))
            superseded.When(command).ThenRefused(Refusals.Superseded);
        superseded.When(Receive).Then(Received);
        superseded.When(Notice).ThenNothing();
        superseded.When(Correct with { Correction = new Correction.Kind(Guidance, TaskNature.Report, false), Version = 2 }).Decision.Refusal.Should().BeNull("what was wrong before is still to be put right");
        superseded.When(Issue).ThenRefused("already-issued");
    }
}
