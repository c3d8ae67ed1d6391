using Directives.Domain.Cascading;
using Directives.Domain.Correcting;
using Directives.Domain.Deadlines;

namespace Directives.Domain.Tests.Cascading;

public class NotAfterTests
{
    static readonly NotAfter Parents = new(July(29), new(OtherDirective, OtherTask));
    static readonly NotAfter Theirs = new(July(30), new(Conclusion, Guidance));

    [Fact]
    public void A_deadline_may_be_the_day_of_the_task_it_serves_but_no_later()
    {
        Given(Issued, Identified).When(StateDeadline with { NotAfter = Parents with { Day = July(30) } }).Then(DeadlineStated);

        var late = Given(Issued, Identified).When(StateDeadline with { NotAfter = Parents });
        late.ThenRefused("deadline-after-parents");
        late.Decision.Refusal!.Facts.Should().Contain("parentLastCompliantDay", July(29)).And.Contain("parentTask", Parents.Parent);
    }

    [Fact]
    public void Nor_is_it_made_later_by_a_correction()
    {
        var set = Given(Issued, Identified, DeadlineStated);
        var right = Correct with { Correction = new Correction.StatedDeadline(Guidance, Before31July with { Bound = DeadlineBound.NoLaterThan }), Version = 3, NotAfter = Parents };

        set.When(right).ThenRefused("deadline-after-parents");
        set.When(right with { NotAfter = Parents with { Day = July(31) } }).Decision.Refusal.Should().BeNull();
    }

    [Fact]
    public void Where_no_day_follows_there_is_nothing_to_compare()
    {
        var urgent = new Deadline("khẩn trương", DeadlineKind.UrgencyOnly);

        Given(Issued, Identified).When(StateDeadline with { Deadline = urgent, NotAfter = Parents }).Then(DeadlineStated with { Deadline = urgent });
        NotAfter.Check(null, July(30)).Should().BeNull();
    }

    [Fact]
    public void A_task_binds_those_who_carry_it_out_by_its_last_compliant_day() => Of(Issued, Identified, DeadlineStated).Should().Be(Theirs);

    [Fact]
    public void An_extension_of_the_issuers_own_part_counts_and_that_of_others_does_not()
    {
        Of(Issued, Identified, DeadlineStated, Assigned, Extended).Should().Be(Theirs with { Day = August(15) });
        Of(Issued, Identified, DeadlineStated, Assigned with { Lead = Health }, Extended).Should().Be(Theirs);
    }

    [Fact]
    public void So_does_the_time_its_clock_stood_still() =>
        Of(Issued, Identified, DeadlineStated, Suspended with { EffectiveOn = July(29) }, Resumed with { EffectiveOn = August(3) }).Should().Be(Theirs with { Day = August(4) });

    [Fact]
    public void What_has_no_day_or_is_not_wanted_any_more_binds_nobody()
    {
        Of(Issued, Identified).Should().BeNull();
        Of(Issued).Should().BeNull();
        Of(Issued, Identified, DeadlineStated, Cancelled).Should().BeNull();
        Of(Issued, Identified, DeadlineStated, Superseded).Should().BeNull();
    }

    static NotAfter? Of(params DirectiveEvent[] parent) => NotAfter.Of(Given(parent).State, Guidance, [Finance]);
}
