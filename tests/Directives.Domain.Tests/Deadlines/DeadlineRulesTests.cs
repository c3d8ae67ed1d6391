using System.Text.Json;
using Directives.Domain.Calendars;
using Directives.Domain.Deadlines;
using Directives.Domain.Performing;

namespace Directives.Domain.Tests.Deadlines;

public class DeadlineRulesTests
{
    static readonly DeadlineRules Strict = DeadlineRules.BuiltIn;
    static readonly DeadlineRules Rolling = new(new() { Version = "2026-1", RollDaysOff = true, DueSoonDays = 5 }, VietnamCalendar.BuiltIn);

    static readonly Deadline By30August = new("muộn nhất là ngày 30-8", DeadlineKind.Explicit, Period("2025-08-30"), DeadlineBound.NoLaterThan);

    [Fact]
    public void Without_rolling_the_last_day_stays_although_nobody_works_on_it() =>
        Strict.Read(By30August).Should().Be(new DeadlineReading(August(30), 3, "2025-1", "vn-0", Provisional: false));

    [Fact]
    public void Rolled_Saturday_30_August_2025_becomes_3_September_behind_National_Day() =>
        Rolling.Read(By30August).Should().Be(new DeadlineReading(new(2025, 9, 3), 5, "2026-1", "vn-0", Provisional: false));

    [Theory]
    [InlineData("2025-08-29", "2025-08-29")]
    [InlineData("2025-04-26", "2025-04-26")] // a Saturday that is worked
    [InlineData("2025-05-02", "2025-05-05")] // the Friday it is worked for
    [InlineData("2025-01-26", "2025-02-03")]
    [InlineData("2025-12-31", "2025-12-31")]
    [InlineData("2026-01-01", "2026-01-05")]
    [InlineData("2025", "2025-12-31")]
    [InlineData("2026-02", "2026-03-02")]
    [InlineData("2025-Q3", "2025-09-30")]
    public void A_last_day_that_is_not_worked_makes_room_for_the_next_that_is(string period, string last) =>
        Rolling.Read(By30August with { Period = Period(period) }).LastCompliantDay.Should().Be(DateOnly.Parse(last, null));

    [Fact]
    public void Before_and_early_in_are_rolled_like_the_others()
    {
        Rolling.Read(By30August with { Period = Period("2025-09-01"), Bound = DeadlineBound.Before }).LastCompliantDay.Should().Be(new DateOnly(2025, 9, 3));
        Rolling.Read(By30August with { Period = Period("2025-08"), Bound = DeadlineBound.EarlyIn }).LastCompliantDay.Should().Be(August(11), "the 10th is a Sunday");
    }

    [Fact]
    public void A_deadline_without_a_day_stays_without_one() =>
        Rolling.Read(new("khẩn trương", DeadlineKind.UrgencyOnly)).Should().Be(new DeadlineReading(null, 5, "2026-1", "vn-0", Provisional: false));

    [Fact]
    public void What_rests_on_a_year_nobody_adopted_is_provisional()
    {
        Rolling.Read(By30August with { Period = Period("2027-02-06") }).Provisional.Should().BeTrue();
        Rolling.Read(By30August with { Period = Period("2026-12-31") }).Provisional.Should().BeFalse("it is a Thursday");
        new DeadlineRules(Rolling.Policy, WorkingCalendar.Empty).Read(By30August).Provisional.Should().BeTrue();
        Strict.Read(By30August with { Period = Period("2027-02-06") }).Provisional.Should().BeFalse("no calendar is asked");
    }

    [Fact]
    public void A_deadline_is_entered_with_what_was_read_out_of_it_and_by_which_versions() =>
        Given(Issued, Identified).When(StateDeadline with { Deadline = By30August, Rules = Rolling })
            .Then(DeadlineStated with { Deadline = By30August with { Policy = "2026-1", Reading = new(new(2025, 9, 3), 5, "2026-1", "vn-0", false) } });

    [Fact]
    public void No_reading_comes_from_outside() =>
        Given(Issued, Identified).When(StateDeadline with { Deadline = Before31July with { Reading = new(August(30), 9, "x", "y", false) } }).Then(DeadlineStated);

    [Fact]
    public void A_deadline_is_judged_by_its_reading_whatever_is_adopted_later()
    {
        var read = By30August.ReadBy(Rolling);

        read.LastCompliantDay().Should().Be(new DateOnly(2025, 9, 3));
        read.DueSoonDays().Should().Be(5);
        TimelinessRule.Judge(Lifecycle.InProgress, null, read, new(2025, 9, 3)).Should().Be(Timeliness.DueSoon);
        TimelinessRule.Judge(Lifecycle.InProgress, null, read, new(2025, 9, 4)).Should().Be(Timeliness.Overdue);
        TimelinessRule.Judge(Lifecycle.InProgress, null, read, August(28)).Should().Be(Timeliness.NotYetDue);
        TimelinessRule.Judge(Lifecycle.InProgress, null, read, August(29)).Should().Be(Timeliness.DueSoon);
    }

    [Fact]
    public void A_deadline_that_rolls_to_the_beginning_of_its_task_is_not_over_before_it_begins()
    {
        var sunday = By30August with { Period = Period("2025-07-27") };
        var begun = Identified with { EffectiveOn = July(28) };

        Given(Issued, begun).When(StateDeadline with { Deadline = sunday, Rules = Rolling }).Then(new DirectiveEvent.DeadlineSet(Guidance, sunday.ReadBy(Rolling), July(28)));
        Given(Issued, begun).When(StateDeadline with { Deadline = sunday, Rules = Strict }).ThenRefused("deadline-before-task", "/period");
    }

    [Fact]
    public void A_reading_is_stored_and_none_leaves_no_trace()
    {
        var read = By30August.ReadBy(Rolling);

        JsonSerializer.Deserialize<Deadline>(JsonSerializer.Serialize(read)).Should().Be(read);
        JsonSerializer.Serialize(By30August).Should().NotContain("Reading");
    }

    [Fact]
    public void A_task_without_a_date_is_followed_up_thirty_working_days_after_it_was_assigned()
    {
        Deadline?[] undated = [null, new("khẩn trương", DeadlineKind.UrgencyOnly), new("tiếp tục", DeadlineKind.Continuous)];
        foreach (var deadline in undated)
            Strict.FollowUpOn(July(28), deadline).Should().Be(new FollowUp(new(2025, 9, 10), "2025-1", "vn-0", Provisional: false), "1 and 2 September are off");
    }

    [Fact]
    public void The_policy_says_after_how_many_and_the_calendar_which() =>
        new DeadlineRules(new() { Version = "2026-1", FollowUpAfterWorkingDays = 2 }, VietnamCalendar.BuiltIn).FollowUpOn(new(2025, 4, 25), null)
            .Should().Be(new FollowUp(new(2025, 4, 28), "2026-1", "vn-0", false), "Saturday 26 April is worked");

    [Fact]
    public void It_is_provisional_when_the_count_reaches_a_year_nobody_adopted() => Strict.FollowUpOn(new(2026, 12, 1), null)!.Provisional.Should().BeTrue();

    [Theory]
    [InlineData(DeadlineKind.Explicit)]
    [InlineData(DeadlineKind.ByReference)]
    [InlineData(DeadlineKind.EventTied)]
    [InlineData(DeadlineKind.Phase)]
    public void What_has_a_date_or_will_have_one_is_not_followed_up(DeadlineKind kind) => Strict.FollowUpOn(July(28), new("hạn", kind)).Should().BeNull();
}
