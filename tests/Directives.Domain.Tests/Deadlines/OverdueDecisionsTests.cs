using Directives.Domain.Deadlines;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain.Tests.Deadlines;

public class OverdueDecisionsTests
{
    static readonly DirectiveEvent[] Open = [Issued, Identified, DeadlineStated, Assigned, Started];

    [Fact]
    public void An_open_assignment_falls_overdue_on_the_day_after_its_last_compliant_day()
    {
        Given(Open).When(Notice with { Today = July(31) }).Then(new AssignmentFellOverdue(Share, July(30), July(31)));
        Given(Open).When(Notice with { Today = August(20) }).Then(new AssignmentFellOverdue(Share, July(30), July(31)));
    }

    [Fact]
    public void On_its_last_compliant_day_it_has_not_fallen_overdue() => Given(Open).When(Notice with { Today = July(30) }).ThenNothing();

    [Fact]
    public void Each_deadline_is_noticed_once() => Given([.. Open, FellOverdue]).When(Notice).ThenNothing();

    [Fact]
    public void A_deadline_that_was_moved_is_noticed_for_its_new_day_only()
    {
        DirectiveEvent[] moved = [.. Open, Until("2025-08-10")];

        Given(moved).When(Notice).ThenNothing();
        Given(moved).When(Notice with { LastCompliantDay = August(10) }).Then(new AssignmentFellOverdue(Share, August(10), August(11)));
    }

    [Fact]
    public void A_deadline_that_was_missed_moved_and_missed_again_is_noticed_again() =>
        Given([.. Open, FellOverdue, Until("2025-08-10")]).When(Notice with { LastCompliantDay = August(10) })
            .Then(new AssignmentFellOverdue(Share, August(10), August(11)));

    [Fact]
    public void What_is_done_or_said_to_be_done_or_no_longer_owed_does_not_fall_overdue()
    {
        Given([.. Open, Claimed]).When(Notice).ThenNothing();
        Given([.. Open, Claimed, Verified]).When(Notice).ThenNothing();
        Given([.. Open, Cancelled]).When(Notice).ThenNothing();
    }

    [Fact]
    public void A_claim_that_was_sent_back_was_overdue_all_along() =>
        Given([.. Open, Claimed, SentBack]).When(Notice).Then(new AssignmentFellOverdue(Share, July(30), July(31)));

    [Fact]
    public void What_was_given_out_after_its_deadline_was_overdue_from_that_day() =>
        Given(Issued, Identified, DeadlineStated, Assigned with { EffectiveOn = August(5) }).When(Notice).Then(new AssignmentFellOverdue(Share, July(30), August(5)));

    [Fact]
    public void Without_a_deadline_nothing_falls_overdue() => Given(Issued, Identified, Assigned).When(Notice).ThenNothing();

    [Fact]
    public void Of_an_assignment_that_does_not_exist_nothing_can_be_said() =>
        Given(Open).When(Notice with { Assignment = OtherShare }).ThenRefused(Refusals.NoSuchAssignment);

    [Fact]
    public void That_it_was_noticed_changes_nothing_that_is_shown_nor_the_version_its_lead_has_seen()
    {
        var before = Given(Open).State;
        var after = Directive.Evolve(before, FellOverdue);

        after.Assignments[Share].Should().Be(before.Assignments[Share] with { FellOverdueAfter = July(30) });
        after.VersionOf(after.Assignments[Share]).Should().Be(before.VersionOf(before.Assignments[Share]));
        after.Tasks.Should().BeSameAs(before.Tasks);
        after.Version.Should().Be(before.Version + 1);
    }

    static DeadlineSet Until(string day) => DeadlineStated with { Deadline = Before31July with { Period = Period(day), Bound = DeadlineBound.NoLaterThan } };
}
