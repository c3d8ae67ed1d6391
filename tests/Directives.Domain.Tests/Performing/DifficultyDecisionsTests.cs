using Directives.Domain.Performing;

namespace Directives.Domain.Tests.Performing;

public class DifficultyDecisionsTests
{
    static readonly DirectiveEvent[] AnAssignment = [Issued, Identified, Assigned], InWay = [.. AnAssignment, InTheWay];
    static readonly DirectiveCommand[] EveryStep = [Advise, Escalate, Resolve];

    [Fact]
    public void The_lead_raises_a_difficulty_and_says_what_would_help() => Given(AnAssignment).When(Raise).Then(InTheWay);

    [Fact]
    public void It_need_not_know_what_would_help() => Given(AnAssignment).When(Raise with { Recommendation = null }).Then(InTheWay with { Recommendation = null });

    [Fact]
    public void Without_a_day_today_is_meant()
    {
        Given(AnAssignment).When(Raise with { EffectiveOn = null }).Then(InTheWay with { EffectiveOn = Today });
        Given(InWay).When(Advise with { EffectiveOn = null }).Then(Advised with { EffectiveOn = Today });
        Given(InWay).When(Escalate with { EffectiveOn = null }).Then(Escalated with { EffectiveOn = Today });
        Given(InWay).When(Resolve with { EffectiveOn = null }).Then(OutOfTheWay with { EffectiveOn = Today });
    }

    [Fact]
    public void Nobody_else_raises_it() => Given(AnAssignment).When(Raise with { By = Checker }).ThenRefused(PerformingRefusals.NotTheLead);

    [Fact]
    public void It_stands_in_the_way_of_work_that_is_open()
    {
        Given([.. AnAssignment, Claimed]).When(Raise).ThenRefused(PerformingRefusals.CompletionAlreadyReported);
        Given([.. AnAssignment, Claimed, Verified]).When(Raise).ThenRefused("already-completed");
        Given([.. AnAssignment, Cancelled]).When(Raise).ThenRefused(Refusals.TaskCancelled);
        Given(Issued, Identified).When(Raise).ThenRefused(Refusals.NoSuchAssignment);
    }

    [Fact]
    public void The_same_is_raised_once() => Given(InWay).When(Raise).ThenRefused(Refusals.IdTaken);

    [Fact]
    public void It_is_not_raised_before_the_assignment_nor_tomorrow()
    {
        Given(AnAssignment).When(Raise with { EffectiveOn = July(28) }).Then(InTheWay with { EffectiveOn = July(28) });
        Given(AnAssignment).When(Raise with { EffectiveOn = July(27) }).ThenRefused("effective-too-early", "/effectiveOn");
        Given(AnAssignment).When(Raise with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");
    }

    [Fact]
    public void Somebody_else_answers_it() => Given(InWay).When(Advise).Then(Advised);

    [Fact]
    public void Its_own_lead_does_not() => Given(InWay).When(Advise with { By = Lead }).ThenRefused(DifficultyRefusals.OwnDifficulty);

    [Fact]
    public void It_is_answered_once_and_again_after_it_was_passed_on()
    {
        Given([.. InWay, Advised]).When(Advise).ThenRefused(DifficultyRefusals.AlreadyAnswered);
        Given([.. InWay, Advised, Escalated]).When(Advise with { EffectiveOn = August(3) }).Then(Advised with { EffectiveOn = August(3) });
    }

    [Fact]
    public void Either_side_passes_it_on_to_a_competent_authority()
    {
        Given(InWay).When(Escalate).Then(Escalated);
        Given(InWay).When(Escalate with { By = Lead }).Then(Escalated);
        Given([.. InWay, Advised]).When(Escalate).Then(Escalated);
    }

    [Fact]
    public void But_not_back_to_the_lead_or_to_itself()
    {
        Given(InWay).When(Escalate with { To = Finance }).ThenRefused(DifficultyRefusals.GoesNowhere);
        Given(InWay).When(Escalate with { To = Commission }).ThenRefused(DifficultyRefusals.GoesNowhere);
    }

    [Fact]
    public void To_each_authority_once()
    {
        Given([.. InWay, Escalated]).When(Escalate).ThenRefused(DifficultyRefusals.AlreadyEscalated);
        Given([.. InWay, Escalated]).When(Escalate with { To = HomeAffairs }).Then(Escalated with { To = HomeAffairs });
    }

    [Fact]
    public void The_lead_says_any_time_that_it_is_out_of_the_way()
    {
        Given(InWay).When(Resolve).Then(OutOfTheWay);
        Given([.. InWay, Advised]).When(Resolve).Then(OutOfTheWay);
        Given([.. InWay, Escalated]).When(Resolve).Then(OutOfTheWay);
    }

    [Fact]
    public void Others_say_so_once_it_was_answered()
    {
        Given(InWay).When(Resolve with { By = Checker }).ThenRefused(DifficultyRefusals.NotAnswered);
        Given([.. InWay, Advised]).When(Resolve with { By = Checker }).Then(OutOfTheWay);
        Given([.. InWay, Advised, Escalated]).When(Resolve with { By = Checker }).ThenRefused(DifficultyRefusals.NotAnswered);
    }

    [Fact]
    public void After_that_nothing_more_is_said_of_it()
    {
        foreach (var command in EveryStep)
            Given([.. InWay, OutOfTheWay]).When(command).ThenRefused(DifficultyRefusals.AlreadyResolved);
    }

    [Fact]
    public void None_stays_open_because_its_work_is_over()
    {
        foreach (var over in new DirectiveEvent[][] { [Claimed, Verified], [Cancelled], [Superseded] })
        {
            Given([.. InWay, .. over]).When(Advise).Then(Advised);
            Given([.. InWay, .. over]).When(Resolve).Then(OutOfTheWay);
        }
    }

    [Fact]
    public void Each_step_follows_the_one_before_and_none_is_taken_tomorrow()
    {
        Given(InWay).When(Advise with { EffectiveOn = July(31) }).ThenRefused("effective-too-early", "/effectiveOn");
        Given([.. InWay, Advised]).When(Escalate with { EffectiveOn = August(1) }).ThenRefused("effective-too-early", "/effectiveOn");
        Given([.. InWay, Escalated]).When(Resolve with { EffectiveOn = August(2) }).ThenRefused("effective-too-early", "/effectiveOn");
        Given([.. InWay, Escalated]).When(Resolve with { EffectiveOn = August(3) }).Then(OutOfTheWay with { EffectiveOn = August(3) });
        Given(InWay).When(Advise with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");
        Given(InWay).When(Escalate with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");
        Given(InWay).When(Resolve with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");
    }

    [Fact]
    public void Every_step_says_something()
    {
        Given(AnAssignment).When(Raise with { Text = " " }).ThenRefused("text-required", "/text");
        Given(AnAssignment).When(Raise with { Recommendation = "" }).ThenRefused("text-required", "/recommendation");
        Given(InWay).When(Advise with { Text = "" }).ThenRefused("text-required", "/text");
        Given(InWay).When(Escalate with { Text = "" }).ThenRefused("text-required", "/text");
        Given(InWay).When(Resolve with { Text = Letters(4001) }).ThenRefused("text-too-long", "/text");
    }

    [Fact]
    public void Nothing_is_said_of_a_difficulty_that_does_not_exist()
    {
        foreach (var command in EveryStep)
        {
            Given(AnAssignment).When(command).ThenRefused(DifficultyRefusals.NoSuchDifficulty);
            Given(Issued, Identified).When(command).ThenRefused(Refusals.NoSuchAssignment);
        }
    }

    [Fact]
    public void Its_state_and_every_answer_stay_to_be_seen()
    {
        var second = Advised with { Text = "Đồng ý", EffectiveOn = August(4) };
        Given([.. InWay, Advised, Escalated, second]).State.Assignments[Share].Difficulties[Id(41)]
            .Should().BeEquivalentTo(new { State = DifficultyState.Answered, Answers = new[] { Advised, second }, Escalated, Since = August(4) });
    }
}
