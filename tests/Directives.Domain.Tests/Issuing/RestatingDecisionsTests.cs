using Directives.Domain.Issuing;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain.Tests.Issuing;

public class RestatingDecisionsTests
{
    static readonly TaskIdentified OtherIdentified = Identified with { Task = OtherTask, Code = "179-15" };
    static readonly TaskReference Third = new(OtherDirective, new(Guid.NewGuid()));

    [Fact]
    public void A_task_repeats_one_of_another_document_from_its_own_beginning_on() => Given(Issued, Identified, Assigned).When(Restate).Then(Restated);

    [Fact]
    public void Until_that_one_begins_it_is_counted_here() =>
        Given(Issued, Identified).When(Restate with { Original = new([], August(1)) }).Then(Restated with { EffectiveOn = August(1) });

    [Fact]
    public void Where_the_words_differ_is_kept() =>
        Given(Issued, Identified).When(Restate with { Difference = null }).Then(Restated with { Difference = null });

    [Fact]
    public void It_may_repeat_a_task_of_its_own_document_which_needs_nobody_to_look_it_up() =>
        Given(Issued, Identified, OtherIdentified, Assigned, Assigned with { Task = OtherTask, Assignment = OtherShare })
            .When(Restate with { Of = new(Conclusion, OtherTask), Original = null })
            .Then(Restated with { Of = new(Conclusion, OtherTask) });

    [Fact]
    public void It_does_not_repeat_itself() =>
        Given(Issued, Identified).When(Restate with { Of = new(Conclusion, Guidance) }).ThenRefused(RestatingRefusals.RestatesItself);

    [Fact]
    public void What_it_repeats_is_there()
    {
        Given(Issued, Identified).When(Restate with { Original = null }).ThenRefused("unknown-task", "/task");
        Given(Issued, Identified).When(Restate with { Of = new(Conclusion, OtherTask) }).ThenRefused("unknown-task", "/task");
    }

    [Fact]
    public void It_repeats_one_task_once() => Given(Issued, Identified, Restated).When(Restate).ThenRefused("task-restates");

    [Fact]
    public void What_repeats_another_is_no_original()
    {
        var chained = Given(Issued, Identified).When(Restate with { Original = new([Finance], July(4), Third) });

        chained.ThenRefused("original-restates", "/task");
        chained.Decision.Refusal!.Facts.Should().Contain("original", Third);
    }

    [Fact]
    public void What_is_repeated_by_another_does_not_repeat_a_third()
    {
        var chained = Given(Issued, Identified).When(Restate with { RestatedBy = Third });

        chained.ThenRefused("task-is-original");
        chained.Decision.Refusal!.Facts.Should().Contain("restatedBy", Third);
    }

    [Fact]
    public void What_is_no_longer_wanted_is_no_original() =>
        Given(Issued, Identified).When(Restate with { Original = new([Finance], July(4), Ended: true) }).ThenRefused(RestatingRefusals.OriginalEnded);

    [Fact]
    public void An_original_is_over_when_it_or_its_document_is()
    {
        OriginalTask.Of(Given(Issued, Identified, Assigned).State, Guidance).Should().BeEquivalentTo(new OriginalTask([Finance], July(26)));
        OriginalTask.Of(Given(Issued, Identified, Cancelled).State, Guidance)!.Ended.Should().BeTrue();
        OriginalTask.Of(Given(Issued, Identified, Superseded).State, Guidance)!.Ended.Should().BeTrue();
        OriginalTask.Of(Given(Issued, Identified, Restated).State, Guidance)!.Restates.Should().Be(Restated.Of);
        OriginalTask.Of(Given(Issued).State, Guidance).Should().BeNull();
    }

    [Fact]
    public void Nobody_who_still_owes_something_here_owes_nothing_there()
    {
        var two = Given(Issued, Identified, Assigned, Assigned with { Assignment = OtherShare, Lead = Health });

        two.When(Restate).ThenRefused(RestatingRefusals.LeadNotInOriginal(Health));
        two.When(Restate with { Original = new([Health, Finance], July(4)) }).Then(Restated);
    }

    [Fact]
    public void What_is_done_here_need_not_be_owed_there() =>
        Given(Issued, Identified, Assigned, Claimed, Verified).When(Restate with { Original = new([], July(4)) }).Then(Restated);

    [Fact]
    public void What_waits_for_its_check_is_still_owed() =>
        Given(Issued, Identified, Assigned, Claimed).When(Restate with { Original = new([], July(4)) }).ThenRefused(RestatingRefusals.LeadNotInOriginal(Finance));

    [Fact]
    public void Once_said_elsewhere_it_is_assigned_there()
    {
        var assigned = Given(Issued, Identified, Restated).When(Assign);

        assigned.ThenRefused("task-restates");
        assigned.Decision.Refusal!.Facts.Should().Contain("original", Restated.Of);
    }

    [Fact]
    public void Being_overdue_is_noticed_where_it_is_counted()
    {
        var open = new DirectiveEvent[] { Issued, Identified, DeadlineStated, Assigned };

        Given(open).When(Notice).Then(FellOverdue);
        Given([.. open, Restated]).When(Notice).ThenNothing();
    }

    [Fact]
    public void Where_words_differ_something_is_said() => Given(Issued, Identified).When(Restate with { Difference = " " }).ThenRefused("text-required", "/difference");
}
