using Directives.Domain.Calendars;
using Directives.Domain.Performing;
using Directives.Domain.Supervising;
using static Directives.Domain.ReminderEvent;

namespace Directives.Domain.Tests.Supervising;

public class RemindersTests
{
    static readonly ReminderItem Item = new(Conclusion, Share, July(30));
    static readonly DigestIssued Morning = new(Finance, August(4), [], [Item], [], 3, "vn-0", 17);

    [Fact]
    public void An_agency_gets_one_digest_a_day()
    {
        Reminded().When(new(Morning)).Then(Morning);
        Reminded(Morning).When(new(Morning)).ThenNothing();
        Reminded(Morning).When(new(Morning with { Position = 18, DueSoon = [Item] })).ThenNothing();
        Reminded(Morning).When(new(Morning with { Day = August(5) })).Then(Morning with { Day = August(5) });
    }

    [Fact]
    public void A_digest_never_tells_of_an_earlier_day() => Reminded(Morning).When(new(Morning with { Day = August(1) })).ThenNothing();

    [Fact]
    public void Nobody_gets_an_empty_digest() => Reminded().When(new(Morning with { Overdue = [] })).ThenNothing();

    [Fact]
    public void Due_soon_is_counted_in_working_days()
    {
        // From Thursday 28 August 2025: Friday the 29th, then the weekend and two holidays, then Wednesday 3 and Thursday 4 September.
        Reason(Lifecycle.InProgress, August(28), day: August(28)).Should().Be(ReminderReason.DueSoon);
        Reason(Lifecycle.InProgress, new(2025, 9, 4), day: August(28)).Should().Be(ReminderReason.DueSoon);
        Reason(Lifecycle.InProgress, new(2025, 9, 5), day: August(28)).Should().BeNull();
    }

    [Theory]
    [InlineData(Lifecycle.NotStarted)]
    [InlineData(Lifecycle.InProgress)]
    [InlineData(Lifecycle.ReworkRequired)]
    [InlineData(Lifecycle.Returned)]
    public void What_is_open_is_overdue_from_the_day_after_its_last(Lifecycle open)
    {
        Reason(open, July(30), day: July(30)).Should().Be(ReminderReason.DueSoon);
        Reason(open, July(30), day: July(31)).Should().Be(ReminderReason.Overdue);
    }

    [Fact]
    public void It_stays_overdue_until_it_is_verified()
    {
        Reason(Lifecycle.CompletionReported, July(30), day: August(4), doneOn: July(31)).Should().Be(ReminderReason.Overdue);
        Reason(Lifecycle.CompletionReported, July(30), day: August(4), doneOn: July(30)).Should().Be(ReminderReason.Unverified);
        Reason(Lifecycle.CompletionReported, July(30), day: July(30), doneOn: July(30)).Should().BeNull("nothing is late yet");
        Reason(Lifecycle.Completed, July(30), day: August(4), doneOn: August(4)).Should().BeNull();
    }

    [Theory]
    [InlineData(Lifecycle.Completed)]
    [InlineData(Lifecycle.Cancelled)]
    [InlineData(Lifecycle.Superseded)]
    [InlineData(Lifecycle.Suspended)]
    public void What_is_over_or_suspended_is_left_in_peace(Lifecycle lifecycle) => Reason(lifecycle, July(30), day: August(20)).Should().BeNull();

    [Fact]
    public void What_has_no_day_is_left_in_peace() => Reason(Lifecycle.InProgress, null, day: August(20)).Should().BeNull();

    static ReminderReason? Reason(Lifecycle lifecycle, DateOnly? last, DateOnly day, DateOnly? doneOn = null) =>
        ReminderDecisions.ReasonFor(lifecycle, last, doneOn, day, 3, VietnamCalendar.BuiltIn);

    static Given<Reminders, IssueDigest, ReminderEvent> Reminded(params ReminderEvent[] history) =>
        new(Reminders.Initial, Reminders.Evolve, ReminderDecisions.Issue, history);
}
