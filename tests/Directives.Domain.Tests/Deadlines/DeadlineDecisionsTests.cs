using Directives.Domain.Deadlines;

namespace Directives.Domain.Tests.Deadlines;

public class DeadlineDecisionsTests
{
    static readonly Deadline ByReference = new("bảo đảm đúng tiến độ", DeadlineKind.ByReference, Reference: "56-KH/BCĐ");
    static readonly Deadline Urgent = new("khẩn trương", DeadlineKind.UrgencyOnly);

    [Fact]
    public void A_deadline_is_set_as_the_document_states_it_and_counts_from_the_beginning_of_the_task() =>
        Given(Issued, Identified).When(StateDeadline).Then(DeadlineStated);

    [Fact]
    public void A_deadline_leaning_on_a_document_an_event_or_a_phase_names_it()
    {
        foreach (var kind in new[] { DeadlineKind.ByReference, DeadlineKind.EventTied, DeadlineKind.Phase })
        {
            Setting(ByReference with { Kind = kind }).Then(DeadlineStated with { Deadline = ByReference with { Kind = kind } });
            Setting(ByReference with { Kind = kind, Reference = null }).ThenRefused(DeadlineRefusals.ReferenceRequired);
        }
    }

    [Fact]
    public void A_deadline_that_only_urges_or_has_no_end_names_nothing()
    {
        Setting(Urgent).Then(DeadlineStated with { Deadline = Urgent });
        Setting(Urgent with { Kind = DeadlineKind.Continuous }).Then(DeadlineStated with { Deadline = Urgent with { Kind = DeadlineKind.Continuous } });
    }

    [Fact]
    public void Everything_a_document_says_of_a_deadline_is_kept()
    {
        var whole = new Deadline(
            "từ quý III, sau khi có chỉ đạo", DeadlineKind.Explicit, Period("2025-Q3"), DeadlineBound.From, "có chỉ đạo", "45-CT/TW", YearInferred: true);

        Setting(whole).Then(DeadlineStated with { Deadline = whole });
    }

    [Fact]
    public void A_task_has_one_deadline() => Given(Issued, Identified, DeadlineStated).When(StateDeadline).ThenRefused(DeadlineRefusals.AlreadySet);

    [Fact]
    public void A_task_the_directive_does_not_have_gets_none() =>
        Given(Issued, Identified).When(StateDeadline with { Task = OtherTask }).ThenRefused(Refusals.NoSuchTask);

    [Fact]
    public void A_cancelled_task_gets_none() => Given(Issued, Identified, Cancelled).When(StateDeadline).ThenRefused(Refusals.TaskCancelled);

    [Fact]
    public void An_explicit_deadline_names_a_period() => Setting(Before31July with { Period = null }).ThenRefused(DeadlineRefusals.PeriodRequired);

    [Fact]
    public void An_explicit_deadline_says_how_it_stands_to_its_period() =>
        Setting(Before31July with { Bound = null }).ThenRefused(DeadlineRefusals.BoundRequired);

    [Fact]
    public void No_other_deadline_has_a_period() =>
        Setting(Urgent with { Period = Period("2025-08") }).ThenRefused(DeadlineRefusals.PeriodOutOfPlace);

    [Fact]
    public void No_other_deadline_has_a_bound() =>
        Setting(Urgent with { Bound = DeadlineBound.Within }).ThenRefused(DeadlineRefusals.BoundOutOfPlace);

    [Fact]
    public void A_single_day_has_no_early_part() =>
        Setting(Before31July with { Bound = DeadlineBound.EarlyIn }).ThenRefused(DeadlineRefusals.EarlyInADay);

    [Fact]
    public void It_is_read_by_a_policy_that_exists() => Setting(Before31July with { Policy = "1975-1" }).ThenRefused(DeadlineRefusals.NoSuchPolicy);

    [Fact]
    public void A_deadline_may_end_on_the_day_the_task_begins_but_not_before()
    {
        var on = new Deadline("muộn nhất là ngày 26/7", DeadlineKind.Explicit, Period("2025-07-26"), DeadlineBound.NoLaterThan);

        Setting(on).Then(DeadlineStated with { Deadline = on });
        Setting(on with { Bound = DeadlineBound.Before }).ThenRefused(DeadlineRefusals.OverBeforeItBegins(July(25), July(26)));
    }

    [Fact]
    public void A_deadline_may_lie_in_the_past_or_far_ahead()
    {
        var ahead = new Deadline("trước năm 2045", DeadlineKind.Explicit, Period("2045"), DeadlineBound.Before);

        Setting(Before31July).Then(DeadlineStated);
        Setting(ahead).Then(DeadlineStated with { Deadline = ahead });
    }

    [Fact]
    public void Its_texts_say_something_and_have_a_greatest_length()
    {
        Setting(Urgent with { Phrase = " " }).ThenRefused("text-required", "/phrase");
        Setting(Urgent with { Phrase = Letters(501) }).ThenRefused("text-too-long", "/phrase");
        Setting(Urgent with { Condition = "" }).ThenRefused("text-required", "/condition");
        Setting(Urgent with { Condition = Letters(501) }).ThenRefused("text-too-long", "/condition");
        Setting(ByReference with { Reference = " " }).ThenRefused("text-required", "/reference");
        Setting(ByReference with { Reference = Letters(501) }).ThenRefused("text-too-long", "/reference");
    }

    static Outcome<DirectiveEvent> Setting(Deadline deadline) => Given(Issued, Identified).When(StateDeadline with { Deadline = deadline });
}
