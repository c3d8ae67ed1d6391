using Directives.Domain.Assigning;
using Directives.Domain.Correcting;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;
using Directives.Domain.Performing;
using Directives.Domain.Verifying;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain.Tests.Correcting;

public class CorrectingDecisionsTests
{
    // Their versions: 1, 2, 3 and 4; the claim is 5 and the check 6.
    static readonly DirectiveEvent[] AnAssignment = [Issued, Identified, DeadlineStated, Assigned], Completed = [.. AnAssignment, Claimed, Verified];

    static readonly Deadline Until31July = new("muộn nhất là ngày 31/7", DeadlineKind.Explicit, Period("2025-07-31"), DeadlineBound.NoLaterThan);
    static readonly CorrectRecord Day = Correct(new Correction.CompletedOn(Share, August(2)), 6);
    static readonly CorrectRecord Stated = Correct(new Correction.StatedDeadline(Guidance, Until31July), 3);
    static readonly CorrectRecord Meant = Correct(new Correction.Lead(Share, Health), 4);
    static readonly CorrectRecord Figure = Correct(new Correction.Percent(Share, 50), 5) with { By = Lead };
    static readonly CorrectRecord Kind = Correct(new Correction.Kind(Guidance, TaskNature.Report, true), 2);

    [Fact]
    public void The_verified_day_is_corrected_and_the_day_of_the_correction_is_today() => Given(Completed).When(Day).Then(Done(Day));

    [Fact]
    public void It_was_not_completed_before_it_was_open_nor_tomorrow()
    {
        Given(Completed).When(Right(Day, July(28))).Then(Done(Right(Day, July(28))));
        Given(Completed).When(Right(Day, July(27))).ThenRefused("effective-too-early", "/day");
        Given(Completed).When(Right(Day, Tomorrow)).ThenRefused("effective-in-the-future", "/day");

        DirectiveEvent[] again = [.. Completed, Reopened, Claimed with { EffectiveOn = August(18) }, Verified with { EffectiveOn = August(18) }];
        Given(again).When(Right(Day, August(15)) with { Version = 9 }).Then(Done(Right(Day, August(15)) with { Version = 9 }));
        Given(again).When(Right(Day, August(14)) with { Version = 9 }).ThenRefused("effective-too-early", "/day");
    }

    [Fact]
    public void Only_what_is_completed_has_such_a_day()
    {
        Given([.. AnAssignment, Claimed]).When(Day).ThenRefused(VerifyingRefusals.NotCompleted);
        Given([.. Completed, Reopened]).When(Day).ThenRefused(VerifyingRefusals.NotCompleted);
    }

    [Fact]
    public void The_deadline_the_document_states_is_corrected() => Given(AnAssignment).When(Stated).Then(Done(Stated));

    [Fact]
    public void A_corrected_deadline_is_as_complete_as_any()
    {
        Given(AnAssignment).When(Right(Stated, Until31July with { Bound = null })).ThenRefused("deadline-bound-required", "/deadline/bound");
        Given(AnAssignment).When(Right(Stated, Until31July with { Phrase = "" })).ThenRefused("text-required", "/deadline/phrase");
        Given(AnAssignment).When(Right(Stated, Until31July with { Period = Period("2025-07-25") })).ThenRefused("deadline-before-task", "/deadline/period");
    }

    [Fact]
    public void A_deadline_that_was_clarified_since_is_clarified_again_instead() =>
        Given([.. AnAssignment, Clarified]).When(Stated).ThenRefused(CorrectingRefusals.DeadlineClarifiedSince);

    [Fact]
    public void A_task_without_a_deadline_has_none_to_correct() =>
        Given(Issued, Identified).When(Stated).ThenRefused(CorrectingRefusals.NoDeadline);

    [Fact]
    public void The_lead_that_was_meant_from_the_start_leads_from_the_start()
    {
        Given(AnAssignment).When(Meant).Then(Done(Meant));

        var corrected = Given([.. AnAssignment, Headed, Done(Right(Meant, HomeAffairs))]).State;
        corrected.Assignments[Share].Should().BeEquivalentTo(new { Lead = HomeAffairs, Coordinating = Array.Empty<AgencyId>(), Head = (HeadNamed?)null });
        corrected.Tasks[Guidance].Leads.Should().Equal(HomeAffairs);
    }

    [Fact]
    public void A_lead_that_was_changed_since_is_not_corrected() =>
        Given([.. AnAssignment, Transferred]).When(Right(Meant, HomeAffairs)).ThenRefused(CorrectingRefusals.LeadTransferredSince);

    [Fact]
    public void A_lead_that_has_acted_was_no_slip_of_the_pen()
    {
        foreach (var act in new DirectiveEvent[] { Accepted, GivenBack, Started, Progressed, Asked, Extended, InTheWay, HandedIn, Claimed })
            Given([.. AnAssignment, act]).When(Meant).ThenRefused(CorrectingRefusals.LeadHasActed);
        Given([.. AnAssignment, Urged, Replied]).When(Meant).ThenRefused(CorrectingRefusals.LeadHasActed);
        Given([.. AnAssignment, Urged, Headed, FellOverdue]).When(Meant).Then(Done(Meant));
    }

    [Fact]
    public void Nobody_is_meant_who_has_the_task_already()
    {
        DirectiveEvent[] both = [.. AnAssignment, Assigned with { Assignment = OtherShare, Lead = Health }];
        Given(both).When(Meant).ThenRefused(AssigningRefusals.AlreadyAssigned(Health) with { Field = "/agency" });
        Given([.. both, Merged]).When(Right(Meant, HomeAffairs)).ThenRefused(Refusals.Superseded);
    }

    [Fact]
    public void The_lead_corrects_its_last_figure()
    {
        Given([.. AnAssignment, Progressed]).When(Figure).Then(Done(Figure));
        Given([.. AnAssignment, Progressed]).When(Figure with { By = Checker }).ThenRefused(PerformingRefusals.NotTheLead);
    }

    [Fact]
    public void A_corrected_figure_lies_between_0_and_100()
    {
        Given([.. AnAssignment, Progressed]).When(Right(Figure, 100)).Then(Done(Right(Figure, 100)));
        Given([.. AnAssignment, Progressed]).When(Right(Figure, 101)).ThenRefused(PerformingRefusals.PercentOutOfRange);
        Given([.. AnAssignment, Progressed]).When(Right(Figure, -1)).ThenRefused(PerformingRefusals.PercentOutOfRange);
    }

    [Fact]
    public void Without_a_figure_there_is_none_to_correct() =>
        Given([.. AnAssignment, Progressed with { Percent = null }]).When(Figure).ThenRefused(CorrectingRefusals.NoFigure);

    [Fact]
    public void Not_the_report_that_was_recorded_last_but_the_last_that_gives_a_figure_is_corrected()
    {
        DirectiveEvent[] reports = [.. AnAssignment, Progressed, Progressed with { Percent = 10, EffectiveOn = July(30) }, Progressed with { Percent = null, EffectiveOn = August(2) }];
        Given(reports).When(Figure).Then(Done(Figure));
        Given(reports).When(Figure with { Version = 6 }).ThenRefused(CorrectingRefusals.SaidElsewhere(5));
        Given([.. reports, Done(Figure)]).State.Assignments[Share].LastFigure.Should().Be(Progressed with { Percent = 50 });
    }

    [Fact]
    public void The_kind_of_obligation_is_corrected() => Given(AnAssignment).When(Kind).Then(Done(Kind));

    [Fact]
    public void A_task_that_was_reworded_since_is_reworded_again_instead() =>
        Given([.. AnAssignment, Reworded]).When(Kind).ThenRefused(CorrectingRefusals.RewordedSince);

    [Fact]
    public void Whoever_corrects_has_seen_what_stands_which_may_be_a_correction()
    {
        Given(Completed).When(Day with { Version = 5 }).ThenRefused(CorrectingRefusals.SaidElsewhere(6));
        Given([.. Completed, Done(Day)]).When(Right(Day, August(3))).ThenRefused(CorrectingRefusals.SaidElsewhere(7));
        Given([.. Completed, Done(Day)]).When(Right(Day, August(3)) with { Version = 7 }).Then(Done(Right(Day, August(3)) with { Version = 7 }));
        Given(AnAssignment).When(Stated with { Version = 2 }).ThenRefused(CorrectingRefusals.SaidElsewhere(3));
        Given(AnAssignment).When(Meant with { Version = 3 }).ThenRefused(CorrectingRefusals.SaidElsewhere(4));
        Given(AnAssignment).When(Kind with { Version = 1 }).ThenRefused(CorrectingRefusals.SaidElsewhere(2));
    }

    [Fact]
    public void The_same_correction_again_corrects_nothing()
    {
        foreach (var (history, correct) in new[] { (Completed, Day), (AnAssignment, Stated), (AnAssignment, Meant), ([.. AnAssignment, Progressed], Figure), (AnAssignment, Kind) })
        {
            Given([.. history, Done(correct)]).When(correct).ThenRefused("said-elsewhere");
            Given([.. history, Done(correct)]).When(correct with { Version = history.Length + 1 }).ThenRefused(CorrectingRefusals.NothingToCorrect);
        }
    }

    [Fact]
    public void A_lead_does_not_correct_what_it_is_judged_by()
    {
        foreach (var (history, correct) in new[] { (Completed, Day), (AnAssignment, Stated), (AnAssignment, Meant), (AnAssignment, Kind) })
            Given(history).When(correct with { By = Lead }).ThenRefused(CorrectingRefusals.OwnCase);
    }

    [Fact]
    public void A_correction_says_why_and_what_shows_it()
    {
        Given(Completed).When(Day with { Reason = " " }).ThenRefused("text-required", "/reason");
        Given(Completed).When(Day with { Reference = "" }).ThenRefused("text-required", "/reference");
        Given(Completed).When(Day with { Reference = Letters(501) }).ThenRefused("text-too-long", "/reference");
    }

    [Fact]
    public void Nothing_is_corrected_of_what_does_not_exist()
    {
        foreach (var correct in new[] { Day, Meant, Figure })
            Given(Issued, Identified).When(correct).ThenRefused(Refusals.NoSuchAssignment);
        foreach (var correct in new[] { Stated, Kind })
            Given(Issued).When(correct).ThenRefused(Refusals.NoSuchTask);
    }

    static CorrectRecord Correct(Correction right, long version) => new(right, version, "Gõ nhầm", "56/2025/TT-BTC") { By = Checker, Today = Today };

    static RecordCorrected Done(CorrectRecord correct) => new(correct.Correction, correct.Version, correct.Reason, correct.Reference, Today);

    static CorrectRecord Right(CorrectRecord correct, DateOnly day) => correct with { Correction = new Correction.CompletedOn(Share, day) };

    static CorrectRecord Right(CorrectRecord correct, Deadline deadline) => correct with { Correction = new Correction.StatedDeadline(Guidance, deadline) };

    static CorrectRecord Right(CorrectRecord correct, AgencyId lead) => correct with { Correction = new Correction.Lead(Share, lead) };

    static CorrectRecord Right(CorrectRecord correct, int percent) => correct with { Correction = new Correction.Percent(Share, percent) };
}
