using Directives.Domain.Cascading;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;

namespace Directives.Domain.Tests.Deadlines;

public class ClarifyingDecisionsTests
{
    static readonly DirectiveEvent[] Stated = [Issued, Identified, DeadlineStated, Assigned];
    static readonly Deadline ByReference = new("theo Kế hoạch 56", DeadlineKind.ByReference, Reference: "56-KH/BCĐ");
    static readonly Deadline Dated = new("theo Kế hoạch 56", DeadlineKind.Explicit, Period("2025-08-15"), DeadlineBound.NoLaterThan, Reference: "56-KH/BCĐ");
    static readonly DeadlineRules Rolling = DeadlineRules.BuiltIn with { Policy = new() { Version = "roll", RollDaysOff = true } };
    static readonly TaskReference Elsewhere = new(OtherDirective, OtherTask);

    [Fact]
    public void The_issuer_says_how_it_is_to_be_read() => Given(Stated).When(Clarify).Then(Clarified);

    [Fact]
    public void The_phrase_stays_that_of_the_document() =>
        Given(Stated).When(Clarify with { Deadline = Clarified.Deadline with { Phrase = "trước ngày 15/8/2025" } }).Then(Clarified);

    [Fact]
    public void A_deadline_that_leaned_on_something_gets_its_date()
    {
        DirectiveEvent[] unknown = [Issued, Identified, DeadlineStated with { Deadline = ByReference }, Assigned];

        Given(unknown).When(Clarify with { Deadline = Dated }).Then(Clarified with { Deadline = Dated });

        Given(unknown).State.TimelinessOf(Given(unknown).State.Assignments[Share], Today).Should().Be(Timeliness.DeadlineUnknown);
        var known = Given([.. unknown, Clarified with { Deadline = Dated }]).State;
        known.TimelinessOf(known.Assignments[Share], Today).Should().Be(Timeliness.Overdue);
        known.Tasks[Guidance].Should().BeEquivalentTo(new { StatedDeadline = ByReference, Deadline = Dated });
    }

    [Fact]
    public void It_may_become_clear_more_than_once_and_also_while_the_task_is_suspended()
    {
        Given([.. Stated, Clarified]).When(Clarify with { Deadline = Before31July, EffectiveOn = null }).Then(Clarified with { Deadline = Before31July, EffectiveOn = Today });
        Given([.. Stated, Suspended]).When(Clarify).Then(Clarified);
    }

    [Fact]
    public void What_is_read_like_that_already_is_not_clarified_again()
    {
        Given([.. Stated, Clarified]).When(Clarify).ThenRefused(ClarifyingRefusals.NothingNew);
        Given(Stated).When(Clarify with { Deadline = Before31July }).ThenRefused(ClarifyingRefusals.NothingNew);
    }

    [Fact]
    public void It_is_read_by_the_rules_in_force()
    {
        var read = Clarified.Deadline.ReadBy(DeadlineRules.BuiltIn);

        Given(Stated).When(Clarify with { Rules = DeadlineRules.BuiltIn }).Then(Clarified with { Deadline = read });
        Given([.. Stated, Clarified]).When(Clarify with { Rules = DeadlineRules.BuiltIn }).ThenRefused(ClarifyingRefusals.NothingNew);
        Given(Stated).When(Clarify with { Rules = Rolling, Deadline = Dated with { Period = Period("2025-08-16") } })
            .Then(Clarified with { Deadline = (Dated with { Phrase = Before31July.Phrase, Period = Period("2025-08-16") }).ReadBy(Rolling) });
        Given(Stated).When(Clarify with { Deadline = Clarified.Deadline with { Policy = "1975-1" } }).ThenRefused(DeadlineRefusals.NoSuchPolicy);
    }

    [Fact]
    public void The_date_that_is_taken_over_is_that_which_the_followed_deadline_was_read_to_have()
    {
        var (follows, saturday) = (ByReference with { Follows = Elsewhere }, (Dated with { Period = Period("2025-08-16") }).ReadBy(Rolling));

        var events = Given(Issued, Identified).When(StateDeadline with { Deadline = follows, Followed = new(saturday, "56-KH/BCĐ"), Rules = DeadlineRules.BuiltIn }).Decision.Events;

        events[^1].Should().BeOfType<DirectiveEvent.DeadlineClarified>().Which.Deadline.Should().BeEquivalentTo(new { saturday.Reading, saturday.Policy, follows.Phrase, follows.Follows });
    }

    [Fact]
    public void Without_a_stated_deadline_nothing_is_clear() => Given(Issued, Identified, Assigned).When(Clarify).ThenRefused(ClarifyingRefusals.NothingStated);

    [Fact]
    public void It_is_read_as_a_deadline_can_be()
    {
        Given(Stated).When(Clarify with { Deadline = Clarified.Deadline with { Period = null } }).ThenRefused(DeadlineRefusals.PeriodRequired);
        Given(Stated).When(Clarify with { Deadline = Before31July with { Period = Period("2025-07-26") } }).ThenRefused(DeadlineRefusals.OverBeforeItBegins(July(25), July(26)));
        Given(Stated).When(Clarify with { Deadline = Clarified.Deadline with { Condition = " " } }).ThenRefused("text-required", "/condition");
    }

    [Fact]
    public void It_does_not_come_out_later_than_that_of_the_task_above()
    {
        var (above, follows) = (new NotAfter(August(14), Elsewhere), ByReference with { Follows = Elsewhere });

        Given(Stated).When(Clarify with { NotAfter = above }).Then(Clarified);
        Given(Stated).When(Clarify with { NotAfter = above with { Day = August(13) } }).ThenRefused("deadline-after-parents");
        Given(Issued, Identified).When(StateDeadline with { Deadline = follows, Followed = new(Clarified.Deadline, "56-KH/BCĐ"), NotAfter = above with { Day = August(13) } })
            .ThenRefused("deadline-after-parents", "/follows");
    }

    [Fact]
    public void An_authority_says_so()
    {
        Given(Stated).When(Clarify with { Authority = "" }).ThenRefused("text-required", "/authority");
        Given(Stated).When(Clarify with { Authority = Letters(201) }).ThenRefused("text-too-long", "/authority");
    }

    [Fact]
    public void It_becomes_clear_between_the_beginning_of_the_task_and_today()
    {
        Given(Stated).When(Clarify with { EffectiveOn = July(26) }).Then(Clarified with { EffectiveOn = July(26) });
        Given(Stated).When(Clarify with { EffectiveOn = July(25) }).ThenRefused("effective-too-early", "/effectiveOn");
        Given(Stated).When(Clarify with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");
    }

    [Fact]
    public void Of_what_is_no_longer_followed_nothing_is_clarified()
    {
        Given([.. Stated, Cancelled]).When(Clarify).ThenRefused(Refusals.TaskCancelled);
        Given([.. Stated, Superseded]).When(Clarify).ThenRefused(Refusals.Superseded);
        Given(Stated).When(Clarify with { Task = OtherTask }).ThenRefused(Refusals.NoSuchTask);
    }

    [Fact]
    public void A_deadline_takes_over_the_date_of_the_task_it_follows_if_that_is_known()
    {
        var follows = ByReference with { Follows = Elsewhere };
        var stating = StateDeadline with { Deadline = follows };

        Given(Issued, Identified).When(stating).Then(DeadlineStated with { Deadline = follows });
        Given(Issued, Identified).When(stating with { Followed = new(ByReference, "56-KH/BCĐ (56-02)") }).Then(DeadlineStated with { Deadline = follows });
        Given(Issued, Identified).When(stating with { Followed = new(Clarified.Deadline, "56-KH/BCĐ (56-02)") }).Then(
            DeadlineStated with { Deadline = follows },
            new DirectiveEvent.DeadlineClarified(
                Guidance, follows with { Kind = DeadlineKind.Explicit, Period = Period("2025-08-15"), Bound = DeadlineBound.Before }, "56-KH/BCĐ (56-02)", July(26)));
    }

    [Fact]
    public void A_date_that_was_over_before_the_task_began_is_not_taken_over() =>
        Given(Issued, Identified)
            .When(StateDeadline with { Deadline = ByReference with { Follows = Elsewhere }, Followed = new(Before31July with { Period = Period("2025-07-20") }, "56-KH/BCĐ") })
            .ThenRefused("deadline-before-task", "/follows");

    [Fact]
    public void Only_a_deadline_that_leans_on_something_follows_another_task()
    {
        Given(Issued, Identified).When(StateDeadline with { Deadline = Before31July with { Follows = Elsewhere } }).ThenRefused(DeadlineRefusals.FollowsOutOfPlace);
        foreach (var kind in new[] { DeadlineKind.UrgencyOnly, DeadlineKind.Continuous })
            Given(Issued, Identified).When(StateDeadline with { Deadline = new("ngay", kind, Follows: Elsewhere) }).ThenRefused(DeadlineRefusals.FollowsOutOfPlace);
    }

    [Fact]
    public void A_deadline_does_not_follow_itself() =>
        Given(Issued, Identified).When(StateDeadline with { Deadline = ByReference with { Follows = new(Conclusion, Guidance) } }).ThenRefused(DeadlineRefusals.FollowsItself);
}
