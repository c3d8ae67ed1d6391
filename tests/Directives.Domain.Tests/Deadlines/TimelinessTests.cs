using Directives.Domain.Deadlines;
using Directives.Domain.Performing;
using static Directives.Domain.Deadlines.Timeliness;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain.Tests.Deadlines;

public class TimelinessTests
{
    static readonly Deadline NoLaterThan30August =
        new("muộn nhất là ngày 30-8", DeadlineKind.Explicit, Period("2025-08-30"), DeadlineBound.NoLaterThan, YearInferred: true);

    [Fact]
    public void An_open_assignment_goes_from_not_yet_due_over_due_soon_to_overdue()
    {
        On(August(26), NoLaterThan30August).Should().Be(NotYetDue);
        On(August(27), NoLaterThan30August).Should().Be(DueSoon, "three days are left");
        On(August(30), NoLaterThan30August).Should().Be(DueSoon, "the last compliant day is not over");
        On(August(31), NoLaterThan30August).Should().Be(Overdue);
    }

    [Fact]
    public void It_falls_overdue_at_midnight_in_Vietnam()
    {
        On(Vietnam.DateAt(new(2025, 8, 30, 16, 59, 59, TimeSpan.Zero)), NoLaterThan30August).Should().Be(DueSoon);
        On(Vietnam.DateAt(new(2025, 8, 30, 17, 0, 0, TimeSpan.Zero)), NoLaterThan30August).Should().Be(Overdue);
    }

    [Fact]
    public void Before_31_July_is_overdue_on_31_July()
    {
        On(July(30), Before31July).Should().Be(DueSoon);
        On(July(31), Before31July).Should().Be(Overdue);
    }

    [Fact]
    public void Work_in_progress_or_sent_back_is_as_overdue_as_work_not_started()
    {
        On(August(31), NoLaterThan30August, Started).Should().Be(Overdue);
        On(August(31), NoLaterThan30August, Started, Progressed).Should().Be(Overdue);
        On(August(31), NoLaterThan30August, Claimed, SentBack).Should().Be(Overdue);
    }

    [Fact]
    public void Verified_work_is_judged_on_the_day_it_was_done_whatever_day_it_is()
    {
        On(August(31), NoLaterThan30August, Claimed, Verified with { EffectiveOn = August(30) }).Should().Be(OnTime);
        On(August(31), NoLaterThan30August, Claimed, Verified with { EffectiveOn = August(31) }).Should().Be(Late);
        On(new(2125, 1, 1), NoLaterThan30August, Claimed, Verified with { EffectiveOn = August(30) }).Should().Be(OnTime);
    }

    [Fact]
    public void A_claim_that_waits_is_judged_by_the_day_it_claims()
    {
        On(new(2025, 9, 15), NoLaterThan30August, Claimed with { EffectiveOn = August(30) }).Should().Be(OnTime);
        On(new(2025, 9, 15), NoLaterThan30August, Claimed with { EffectiveOn = August(31) }).Should().Be(Late);
    }

    [Fact]
    public void A_claim_that_is_sent_back_counts_as_open_again()
    {
        On(August(9), NoLaterThan30August, Claimed, SentBack).Should().Be(NotYetDue);
        On(August(31), NoLaterThan30August, Claimed, SentBack).Should().Be(Overdue);
    }

    [Fact]
    public void The_day_verified_counts_and_not_the_day_claimed() =>
        On(August(31), Before31July, Claimed with { EffectiveOn = July(31) }, Verified with { EffectiveOn = July(30) }).Should().Be(OnTime);

    [Fact]
    public void Nothing_is_owed_once_the_task_is_cancelled()
    {
        On(August(31), NoLaterThan30August, Cancelled).Should().BeNull();
        On(August(31), NoLaterThan30August, Claimed, Cancelled).Should().BeNull();
        On(August(31), null, Cancelled).Should().BeNull();
    }

    [Fact]
    public void Work_done_before_the_task_was_cancelled_stays_done() =>
        On(August(31), NoLaterThan30August, Claimed, Verified, Cancelled).Should().Be(OnTime);

    [Fact]
    public void From_the_second_quarter_on_is_not_overdue_in_a_hundred_years() =>
        On(new(2125, 1, 1), new("từ quý II/2025, sau khi có chỉ đạo từ Trung ương", DeadlineKind.Explicit, Period("2025-Q2"), DeadlineBound.From))
            .Should().Be(NoDeadline);

    [Fact]
    public void Without_a_deadline_there_is_none_open_or_done()
    {
        On(August(31), null).Should().Be(NoDeadline);
        On(August(31), null, Claimed, Verified).Should().Be(NoDeadline);
    }

    [Theory]
    [InlineData(DeadlineKind.ByReference, DeadlineUnknown)]
    [InlineData(DeadlineKind.EventTied, DeadlineUnknown)]
    [InlineData(DeadlineKind.Phase, DeadlineUnknown)]
    [InlineData(DeadlineKind.UrgencyOnly, NoDeadline)]
    [InlineData(DeadlineKind.Continuous, NoDeadline)]
    public void A_deadline_that_leans_on_something_undated_is_unknown_and_not_none(DeadlineKind kind, Timeliness expected)
    {
        On(new(2125, 1, 1), new("theo đúng tiến độ", kind, Reference: "45-CT/TW")).Should().Be(expected);
        On(new(2125, 1, 1), new("theo đúng tiến độ", kind, Reference: "45-CT/TW"), Claimed, Verified).Should().Be(expected);
    }

    [Fact]
    public void While_the_clock_stands_nothing_gets_later()
    {
        var stopped = Suspended with { EffectiveOn = August(28) };

        OnWithStops(August(27), NoLaterThan30August, stopped with { EffectiveOn = August(20) }).Should().Be(NotYetDue, "it stopped ten days before");
        OnWithStops(new(2125, 1, 1), NoLaterThan30August, stopped).Should().Be(DueSoon, "it stopped three days before");
        OnWithStops(new(2125, 1, 1), NoLaterThan30August, stopped with { EffectiveOn = new(2025, 9, 2) }).Should().Be(Overdue, "it was overdue by then");
    }

    [Fact]
    public void Every_day_the_clock_stood_is_a_day_more()
    {
        DirectiveEvent[] fiveDays = [Suspended with { EffectiveOn = August(28) }, Resumed with { EffectiveOn = new(2025, 9, 2) }];

        OnWithStops(new(2025, 9, 4), NoLaterThan30August, fiveDays).Should().Be(DueSoon);
        OnWithStops(new(2025, 9, 5), NoLaterThan30August, fiveDays).Should().Be(Overdue);
        OnWithStops(new(2025, 9, 5), NoLaterThan30August, [.. fiveDays, Claimed with { EffectiveOn = new(2025, 9, 4) }]).Should().Be(OnTime);
        OnWithStops(new(2025, 9, 5), NoLaterThan30August, [Claimed with { EffectiveOn = August(31) }, .. fiveDays]).Should().Be(OnTime, "done while the clock stood");
        OnWithStops(new(2025, 9, 5), NoLaterThan30August, [.. fiveDays, Suspended with { EffectiveOn = new(2025, 9, 3) }, Resumed with { EffectiveOn = new(2025, 9, 4) }])
            .Should().Be(DueSoon, "the last day is the 5th now");
    }

    [Fact]
    public void Extended_work_is_judged_by_the_new_day()
    {
        OnWithStops(August(15), Before31July, Extended).Should().Be(DueSoon);
        OnWithStops(August(16), Before31July, Extended).Should().Be(Overdue);
        OnWithStops(August(16), Before31July, Extended, Claimed with { EffectiveOn = August(15) }).Should().Be(OnTime);
        OnWithStops(August(16), Before31July, Extended, Claimed with { EffectiveOn = August(16) }).Should().Be(Late);
        OnWithStops(August(20), Before31July, Extended, Suspended, Resumed).Should().Be(DueSoon, "five days stood still after it was granted");
        OnWithStops(August(16), Before31July, Suspended with { EffectiveOn = July(27) }, Resumed with { EffectiveOn = July(30) }, Extended)
            .Should().Be(Overdue, "it was granted with what had stood still before");
    }

    [Fact]
    public void Nobody_is_worse_off_for_an_extension_when_the_deadline_turns_out_to_be_later()
    {
        var september = Clarified with { Deadline = Before31July with { Period = Period("2025-09-15") } };

        OnWithStops(August(20), Before31July, Extended, september).Should().Be(NotYetDue);
        OnWithStops(new(2025, 9, 15), Before31July, Extended, september).Should().Be(Overdue);
        OnWithStops(new(2025, 9, 15), Before31July, Suspended with { EffectiveOn = July(28) }, Resumed with { EffectiveOn = July(30) }, Extended, september)
            .Should().Be(DueSoon, "the two days before still count");
        OnWithStops(August(16), Before31July, Extended, Clarified with { Deadline = Before31July with { Period = Period("2025-07-29") } }).Should().Be(Overdue);
    }

    [Fact]
    public void What_the_policy_calls_soon_is_soon()
    {
        TimelinessRule.Judge(Lifecycle.InProgress, null, DeadlineKind.Explicit, August(30), August(20), dueSoonDays: 10).Should().Be(DueSoon);
        TimelinessRule.Judge(Lifecycle.InProgress, null, DeadlineKind.Explicit, August(30), August(19), dueSoonDays: 10).Should().Be(NotYetDue);
    }

    /// <summary>How the assignment stands on a day, with all that moves its last compliant day.</summary>
    static Timeliness? OnWithStops(DateOnly day, Deadline deadline, params DirectiveEvent[] events)
    {
        var directive = Given([Issued, Identified, new DeadlineSet(Guidance, deadline, July(26)), Assigned, .. events]).State;
        return directive.TimelinessOf(directive.Assignments[Share], day);
    }

    /// <summary>How the assignment stands on a day, after these events.</summary>
    static Timeliness? On(DateOnly day, Deadline? deadline, params DirectiveEvent[] events)
    {
        DirectiveEvent[] stated = deadline is null ? [] : [new DeadlineSet(Guidance, deadline, July(26))];
        var directive = Given([Issued, Identified, .. stated, Assigned, .. events]).State;
        var assignment = directive.Assignments[Share];

        return TimelinessRule.Judge(
            directive.LifecycleOf(assignment), assignment.CompletedOn ?? assignment.Claim?.EffectiveOn, directive.Tasks[Guidance].Deadline, day);
    }
}
