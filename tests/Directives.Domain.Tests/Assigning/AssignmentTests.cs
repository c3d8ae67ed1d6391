using Directives.Domain.Assigning;
using Directives.Domain.Performing;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain.Tests.Assigning;

/// <summary>What the events of an assignment make of it.</summary>
public class AssignmentTests
{
    [Fact]
    public void Work_that_was_only_assigned_has_not_started() =>
        After().Should().BeEquivalentTo(new { Lifecycle = Lifecycle.NotStarted, Since = July(28), Version = 4L });

    [Fact]
    public void Work_that_started_is_in_progress() =>
        After(Started).Should().BeEquivalentTo(new { Lifecycle = Lifecycle.InProgress, Since = July(30), Version = 5L });

    [Fact]
    public void Progress_on_work_that_had_not_started_starts_it() =>
        After(Progressed).Should().BeEquivalentTo(new { Lifecycle = Lifecycle.InProgress, Since = August(1), LastProgress = Progressed });

    [Fact]
    public void Progress_on_work_that_had_started_changes_nothing_but_the_last_progress() =>
        After(Started, Progressed).Should().BeEquivalentTo(new { Lifecycle = Lifecycle.InProgress, Since = July(30), LastProgress = Progressed });

    [Fact]
    public void A_claim_waits() =>
        After(Claimed).Should().BeEquivalentTo(new { Lifecycle = Lifecycle.CompletionReported, Since = August(4), Claim = Claimed, CompletedOn = (DateOnly?)null });

    [Fact]
    public void A_claim_that_is_sent_back_is_gone() =>
        After(Claimed, SentBack)
            .Should().BeEquivalentTo(new { Lifecycle = Lifecycle.ReworkRequired, Since = August(8), Claim = (CompletionReported?)null, CompletedOn = (DateOnly?)null });

    [Fact]
    public void Progress_after_it_was_sent_back_leaves_it_sent_back() =>
        After(Claimed, SentBack, Progressed with { EffectiveOn = August(9) }).Lifecycle.Should().Be(Lifecycle.ReworkRequired);

    [Fact]
    public void A_verified_claim_completes_it_on_the_day_verified() =>
        After(Claimed, Verified with { EffectiveOn = August(3) })
            .Should().BeEquivalentTo(new { Lifecycle = Lifecycle.Completed, Since = August(3), Claim = Claimed, CompletedOn = August(3) });

    [Fact]
    public void Cancelling_the_task_ends_what_is_open()
    {
        foreach (DirectiveEvent[] open in new DirectiveEvent[][] { [], [Started], [Claimed], [Claimed, SentBack] })
        {
            var directive = Given([Issued, Identified, DeadlineStated, Assigned, .. open, Cancelled]).State;

            directive.LifecycleOf(directive.Assignments[Share]).Should().Be(Lifecycle.Cancelled);
        }
    }

    [Fact]
    public void Cancelling_the_task_leaves_completed_what_was_completed()
    {
        var directive = Given(Issued, Identified, Assigned, Claimed, Verified, Cancelled).State;

        directive.LifecycleOf(directive.Assignments[Share]).Should().Be(Lifecycle.Completed);
    }

    [Fact]
    public void An_assignment_changes_with_its_own_events_and_those_of_its_task_only()
    {
        var other = Identified with { Task = OtherTask, Code = "179-15" };

        VersionAfter(Issued, Identified, Assigned).Should().Be(3);
        VersionAfter(Issued, Identified, Assigned, Started).Should().Be(4);
        VersionAfter(Issued, Identified, Assigned, DeadlineStated).Should().Be(4);
        VersionAfter(Issued, Identified, Assigned, Cancelled).Should().Be(4);
        VersionAfter(Issued, Identified, Assigned, Assigned with { Assignment = OtherShare, Lead = Health }).Should().Be(3);
        VersionAfter(Issued, Identified, Assigned, other, Cancelled with { Task = OtherTask }).Should().Be(3);
    }

    static Assignment After(params DirectiveEvent[] events) => Given([Issued, Identified, DeadlineStated, Assigned, .. events]).State.Assignments[Share];

    static long VersionAfter(params DirectiveEvent[] events)
    {
        var directive = Given(events).State;
        return directive.VersionOf(directive.Assignments[Share]);
    }
}
