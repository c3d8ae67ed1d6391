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
    public void What_the_policy_calls_soon_is_soon()
    {
        TimelinessRule.Judge(Lifecycle.InProgress, null, DeadlineKind.Explicit, August(30), August(20), dueSoonDays: 10).Should().Be(DueSoon);
        TimelinessRule.Judge(Lifecycle.InProgress, null, DeadlineKind.Explicit, August(30), August(19), dueSoonDays: 10).Should().Be(NotYetDue);
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
