using Directives.Domain.Assigning;
using Directives.Domain.Performing;

namespace Directives.Domain.Tests.Performing;

public class PerformingDecisionsTests
{
    static readonly DirectiveEvent[] AnAssignment = [Issued, Identified, Assigned];
    static readonly DirectiveCommand[] EveryReport = [Start, Report, Complete];

    [Fact]
    public void The_lead_starts() => Given(AnAssignment).When(Start).Then(Started);

    [Fact]
    public void The_lead_reports_progress() => Given([.. AnAssignment, Started]).When(Report).Then(Progressed);

    [Fact]
    public void Progress_can_be_reported_without_having_started() => Given(AnAssignment).When(Report).Then(Progressed);

    [Fact]
    public void The_lead_reports_completion_with_evidence() => Given([.. AnAssignment, Started]).When(Complete).Then(Claimed);

    [Fact]
    public void Completion_can_be_reported_without_having_started() => Given(AnAssignment).When(Complete).Then(Claimed);

    [Fact]
    public void Without_a_day_today_is_meant()
    {
        Given(AnAssignment).When(Start with { EffectiveOn = null }).Then(Started with { EffectiveOn = Today });
        Given(AnAssignment).When(Report with { EffectiveOn = null }).Then(Progressed with { EffectiveOn = Today });
        Given(AnAssignment).When(Complete with { EffectiveOn = null }).Then(Claimed with { EffectiveOn = Today });
    }

    [Fact]
    public void Only_the_lead_reports()
    {
        foreach (var command in EveryReport)
        {
            Given(AnAssignment).When(command with { By = Lead with { Agency = HomeAffairs } }).ThenRefused(PerformingRefusals.NotTheLead);
            Given(AnAssignment).When(command with { By = Checker }).ThenRefused(PerformingRefusals.NotTheLead);
        }
    }

    [Fact]
    public void A_lead_reports_on_its_own_assignment_and_not_on_that_of_another()
    {
        foreach (var command in EveryReport)
            Given(Issued, Identified, Assigned with { Lead = Health }).When(command).ThenRefused(PerformingRefusals.NotTheLead);
    }

    [Fact]
    public void Nobody_reports_on_an_assignment_that_does_not_exist()
    {
        foreach (var command in EveryReport)
            Given(Issued, Identified).When(command).ThenRefused(Refusals.NoSuchAssignment);
    }

    [Fact]
    public void Nothing_is_reported_while_a_claim_waits()
    {
        foreach (var command in EveryReport)
            Given([.. AnAssignment, Claimed]).When(command).ThenRefused(PerformingRefusals.CompletionAlreadyReported);
    }

    [Fact]
    public void Nothing_is_reported_on_completed_work()
    {
        foreach (var command in EveryReport)
            Given([.. AnAssignment, Claimed, Verified]).When(command).ThenRefused("already-completed");
    }

    [Fact]
    public void Nothing_is_reported_on_a_cancelled_task()
    {
        foreach (var command in EveryReport)
            Given([.. AnAssignment, Started, Cancelled]).When(command).ThenRefused(Refusals.TaskCancelled);
    }

    [Fact]
    public void Nothing_is_reported_while_the_task_is_suspended()
    {
        foreach (var command in EveryReport)
        {
            Given([.. AnAssignment, Started, Suspended]).When(command).ThenRefused(Refusals.TaskSuspended);
            Given([.. AnAssignment, Claimed, SentBack, Suspended]).When(command).ThenRefused(Refusals.TaskSuspended);
        }
    }

    [Fact]
    public void A_claim_no_longer_waits_once_the_task_is_cancelled()
    {
        foreach (var command in EveryReport)
            Given([.. AnAssignment, Claimed, Cancelled]).When(command).ThenRefused(Refusals.TaskCancelled);
    }

    [Fact]
    public void Work_starts_once() => Given([.. AnAssignment, Started]).When(Start).ThenRefused(PerformingRefusals.AlreadyStarted);

    [Fact]
    public void Work_that_began_with_a_progress_report_has_started() =>
        Given([.. AnAssignment, Progressed]).When(Start).ThenRefused(PerformingRefusals.AlreadyStarted);

    [Fact]
    public void Work_that_was_sent_back_starts_again() =>
        Given([.. AnAssignment, Claimed, SentBack]).When(Start with { EffectiveOn = August(8) }).Then(Started with { EffectiveOn = August(8) });

    [Fact]
    public void Work_that_was_sent_back_or_opened_again_was_not_done_before_that()
    {
        Given([.. AnAssignment, Claimed, SentBack]).When(Complete with { EffectiveOn = August(8) }).Then(Claimed with { EffectiveOn = August(8) });
        Given([.. AnAssignment, Claimed, SentBack]).When(Complete with { EffectiveOn = August(7) }).ThenRefused("effective-too-early", "/effectiveOn");
        Given([.. AnAssignment, Claimed, Verified, Reopened]).When(Complete with { EffectiveOn = August(15) }).Then(Claimed with { EffectiveOn = August(15) });
        Given([.. AnAssignment, Claimed, Verified, Reopened]).When(Complete with { EffectiveOn = August(14) }).ThenRefused("effective-too-early", "/effectiveOn");
    }

    [Fact]
    public void Work_that_started_anew_was_still_not_done_before_it_was_sent_back() =>
        Given([.. AnAssignment, Claimed, SentBack, Started with { EffectiveOn = August(10) }]).When(Complete with { EffectiveOn = August(8) }).Then(Claimed with { EffectiveOn = August(8) });

    [Fact]
    public void Work_does_not_start_before_it_was_assigned()
    {
        Given(AnAssignment).When(Start with { EffectiveOn = July(28) }).Then(Started with { EffectiveOn = July(28) });
        Given(AnAssignment).When(Start with { EffectiveOn = July(27) }).ThenRefused("effective-too-early", "/effectiveOn");
    }

    [Fact]
    public void Progress_may_describe_any_day_since_the_assignment()
    {
        Given([.. AnAssignment, Started]).When(Report with { EffectiveOn = July(28) }).Then(Progressed with { EffectiveOn = July(28) });
        Given([.. AnAssignment, Started]).When(Report with { EffectiveOn = July(27) }).ThenRefused("effective-too-early", "/effectiveOn");
    }

    [Fact]
    public void Work_is_not_done_before_it_was_assigned_whenever_its_start_was_recorded()
    {
        Given([.. AnAssignment, Started]).When(Complete with { EffectiveOn = July(28) }).Then(Claimed with { EffectiveOn = July(28) });
        Given([.. AnAssignment, Started]).When(Complete with { EffectiveOn = July(27) }).ThenRefused("effective-too-early", "/effectiveOn");
    }

    [Fact]
    public void Nothing_is_reported_of_tomorrow()
    {
        Given(AnAssignment).When(Start with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");
        Given(AnAssignment).When(Report with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");
        Given(AnAssignment).When(Complete with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(100)]
    public void A_percentage_lies_between_0_and_100(int? percent) =>
        Given(AnAssignment).When(Report with { Percent = percent }).Then(Progressed with { Percent = percent });

    [Theory]
    [InlineData(-1)]
    [InlineData(101)]
    public void And_nowhere_else(int percent) =>
        Given(AnAssignment).When(Report with { Percent = percent }).ThenRefused(PerformingRefusals.PercentOutOfRange);

    [Fact]
    public void What_is_reached_is_counted_as_the_target_is()
    {
        DirectiveEvent[] counted = [.. AnAssignment, Targeted];
        Given(counted).When(Report with { Reached = 12.5m }).Then(Progressed with { Reached = 12.5m });
        Given(counted).When(Report with { Reached = 0 }).Then(Progressed with { Reached = 0 });
        Given(counted).When(Report with { Reached = 120 }).Then(Progressed with { Reached = 120 });
        Given(counted).When(Report with { Reached = -0.1m }).ThenRefused(PerformingRefusals.ReachedBelowZero);
    }

    [Fact]
    public void Nothing_is_reached_of_a_target_without_a_number()
    {
        Given(AnAssignment).When(Report with { Reached = 1 }).ThenRefused(PerformingRefusals.NothingToReach);
        Given([.. AnAssignment, Targeted with { Target = new("cơ bản") }]).When(Report with { Reached = 1 }).ThenRefused(PerformingRefusals.NothingToReach);
    }

    [Fact]
    public void An_older_value_recorded_late_does_not_take_the_place_of_a_newer_one() =>
        Given([.. AnAssignment, Targeted, Progressed with { Reached = 60, EffectiveOn = August(13) }, Progressed with { Reached = 20, EffectiveOn = August(12) }])
            .State.Assignments[Share].Reached.Should().Be(new ReachedValue(60, "%", August(13)));

    [Fact]
    public void What_was_reached_of_another_target_says_nothing_of_this_one()
    {
        var assignment = Given([.. AnAssignment, Targeted, Progressed with { Reached = 60 }]).State.Assignments[Share];
        assignment.ReachedOf(new("17/17", 17, 0, "%")).Should().NotBeNull();
        assignment.ReachedOf(new("3.321 xã", 3321, 0, "xã")).Should().BeNull();
    }

    [Fact]
    public void A_report_says_something()
    {
        Given(AnAssignment).When(Report with { Text = " " }).ThenRefused("text-required", "/text");
        Given(AnAssignment).When(Report with { Text = Letters(4001) }).ThenRefused("text-too-long", "/text");
        Given(AnAssignment).When(Complete with { Text = "" }).ThenRefused("text-required", "/text");
        Given(AnAssignment).When(Complete with { Text = Letters(4001) }).ThenRefused("text-too-long", "/text");
    }
}
