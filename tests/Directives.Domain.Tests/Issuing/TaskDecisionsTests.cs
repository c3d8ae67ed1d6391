using Directives.Domain.Issuing;

namespace Directives.Domain.Tests.Issuing;

public class TaskDecisionsTests
{
    static readonly Target Two = new("2 văn bản", Wanted: 2, Baseline: 0, Unit: "văn bản");

    [Fact]
    public void A_task_is_read_out_of_the_document() => Given(Issued).When(Identify).Then(Identified);

    [Fact]
    public void Everything_a_document_may_say_of_a_task_is_kept() =>
        Given(Issued)
            .When(Identify with { KeyTask = true, Target = Two, Period = new(July(1), July(31)), Note = "Không rõ cơ quan" })
            .Then(Identified with { KeyTask = true, Target = Two, Period = new(July(1), July(31)), Note = "Không rõ cơ quan" });

    [Fact]
    public void Without_a_day_it_begins_with_the_directive() =>
        Given(Issued).When(Identify with { EffectiveOn = null }).Then(Identified with { EffectiveOn = July(25) });

    [Fact]
    public void It_cannot_begin_before_the_directive() =>
        Given(Issued).When(Identify with { EffectiveOn = July(24) }).ThenRefused("effective-too-early", "/effectiveOn");

    [Fact]
    public void It_cannot_begin_tomorrow() =>
        Given(Issued).When(Identify with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");

    [Fact]
    public void A_directive_has_many_tasks() =>
        Given(Issued, Identified)
            .When(Identify with { Task = OtherTask, Code = "179-15" })
            .Then(Identified with { Task = OtherTask, Code = "179-15" });

    [Fact]
    public void No_two_tasks_of_a_directive_have_the_same_code() =>
        Given(Issued, Identified).When(Identify with { Task = OtherTask }).ThenRefused(TaskRefusals.CodeTaken);

    [Fact]
    public void No_two_tasks_of_a_directive_have_the_same_identifier() =>
        Given(Issued, Identified).When(Identify with { Code = "179-15" }).ThenRefused(TaskRefusals.IdTaken);

    [Fact]
    public void A_cancelled_task_keeps_its_code() =>
        Given(Issued, Identified, Cancelled).When(Identify with { Task = OtherTask }).ThenRefused(TaskRefusals.CodeTaken);

    [Fact]
    public void A_report_covers_one_day_or_more()
    {
        Given(Issued).When(Identify with { Period = new(July(24), July(24)) }).Then(Identified with { Period = new(July(24), July(24)) });
        Given(Issued).When(Identify with { Period = new(July(24), July(23)) }).ThenRefused(TaskRefusals.EndBeforeStart);
    }

    [Fact]
    public void Its_texts_say_something()
    {
        Given(Issued).When(Identify with { Code = " " }).ThenRefused("text-required", "/code");
        Given(Issued).When(Identify with { Clause = "" }).ThenRefused("text-required", "/clause");
        Given(Issued).When(Identify with { Title = new(" ") }).ThenRefused("text-required", "/title/vi");
        Given(Issued).When(Identify with { Target = Two with { Text = "" } }).ThenRefused("text-required", "/target/text");
        Given(Issued).When(Identify with { Target = Two with { Unit = "" } }).ThenRefused("text-required", "/target/unit");
        Given(Issued).When(Identify with { Note = "" }).ThenRefused("text-required", "/note");
    }

    [Fact]
    public void Its_texts_have_a_greatest_length()
    {
        Given(Issued).When(Identify with { Code = Letters(41) }).ThenRefused("text-too-long", "/code");
        Given(Issued).When(Identify with { Clause = Letters(201) }).ThenRefused("text-too-long", "/clause");
        Given(Issued).When(Identify with { Title = new(Letters(1001)) }).ThenRefused("text-too-long", "/title/vi");
        Given(Issued).When(Identify with { Target = new(Letters(501)) }).ThenRefused("text-too-long", "/target/text");
        Given(Issued).When(Identify with { Target = Two with { Unit = Letters(101) } }).ThenRefused("text-too-long", "/target/unit");
        Given(Issued).When(Identify with { Note = Letters(4001) }).ThenRefused("text-too-long", "/note");
    }

    [Fact]
    public void A_task_is_cancelled_on_the_authority_of_a_document() => Given(Issued, Identified).When(Cancel).Then(Cancelled);

    [Fact]
    public void Without_a_day_it_is_cancelled_today() =>
        Given(Issued, Identified).When(Cancel with { EffectiveOn = null }).Then(Cancelled with { EffectiveOn = Today });

    [Fact]
    public void It_is_cancelled_once() => Given(Issued, Identified, Cancelled).When(Cancel).ThenRefused(Refusals.TaskCancelled);

    [Fact]
    public void A_task_the_directive_does_not_have_cannot_be_cancelled() =>
        Given(Issued, Identified).When(Cancel with { Task = OtherTask }).ThenRefused(Refusals.NoSuchTask);

    [Fact]
    public void It_cannot_be_cancelled_before_it_began() =>
        Given(Issued, Identified).When(Cancel with { EffectiveOn = July(25) }).ThenRefused("effective-too-early", "/effectiveOn");

    [Fact]
    public void It_cannot_be_cancelled_from_tomorrow() =>
        Given(Issued, Identified).When(Cancel with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");

    [Fact]
    public void Why_and_by_which_document_is_said()
    {
        Given(Issued, Identified).When(Cancel with { Reason = " " }).ThenRefused("text-required", "/reason");
        Given(Issued, Identified).When(Cancel with { Authority = "" }).ThenRefused("text-required", "/authority");
        Given(Issued, Identified).When(Cancel with { Authority = Letters(201) }).ThenRefused("text-too-long", "/authority");
    }
}
