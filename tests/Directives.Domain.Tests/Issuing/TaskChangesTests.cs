using Directives.Domain.Issuing;

namespace Directives.Domain.Tests.Issuing;

public class TaskChangesTests
{
    [Fact]
    public void An_amendment_gives_a_task_other_words() => Given(Issued, Identified).When(Reword).Then(Reworded);

    [Fact]
    public void What_it_does_not_name_stays_as_it_is()
    {
        var bare = Reword with { Title = null, Clause = null, Nature = null, KeyTask = null };
        var asItWas = Reworded with { Title = Wanted, Clause = "dòng 17", KeyTask = false };

        Given(Issued, Identified).When(bare with { Nature = TaskNature.Report }).Then(asItWas with { Nature = TaskNature.Report });
        Given(Issued, Identified).When(bare with { KeyTask = true }).Then(asItWas with { KeyTask = true });
        Given(Issued, Identified).When(bare with { Clause = "dòng 19", EffectiveOn = null }).Then(asItWas with { Clause = "dòng 19", EffectiveOn = Today });
        Given(Issued, Identified, Reworded).When(bare with { KeyTask = false }).Then(Reworded with { KeyTask = false });
    }

    [Fact]
    public void Words_that_stand_there_already_are_no_change()
    {
        Given(Issued, Identified, Reworded).When(Reword).ThenRefused(TaskRefusals.ReadsSoAlready);
        Given(Issued, Identified).When(Reword with { Title = null, Clause = null, KeyTask = null }).ThenRefused(TaskRefusals.ReadsSoAlready);
    }

    [Fact]
    public void Other_words_say_something_and_come_from_a_document()
    {
        Given(Issued, Identified).When(Reword with { Title = new("") }).ThenRefused("text-required", "/title/vi");
        Given(Issued, Identified).When(Reword with { Clause = " " }).ThenRefused("text-required", "/clause");
        Given(Issued, Identified).When(Reword with { Clause = Letters(201) }).ThenRefused("text-too-long", "/clause");
        Given(Issued, Identified).When(Reword with { Authority = "" }).ThenRefused("text-required", "/authority");
        Given(Issued, Identified).When(Reword with { Authority = Letters(201) }).ThenRefused("text-too-long", "/authority");
    }

    [Fact]
    public void A_task_gets_a_target_on_the_authority_of_a_document()
    {
        Given(Issued, Identified).When(Aim).Then(Targeted);
        Given(Issued, Identified, Targeted).When(Aim with { Target = new("17/17", 17), EffectiveOn = null }).Then(Targeted with { Target = new("17/17", 17), EffectiveOn = Today });
    }

    [Fact]
    public void A_target_that_stands_already_is_no_change()
    {
        Given(Issued, Identified, Targeted).When(Aim).ThenRefused(TaskRefusals.TargetStandsAlready);
        Given(Issued, Identified with { Target = Targeted.Target }).When(Aim).ThenRefused(TaskRefusals.TargetStandsAlready);
    }

    [Fact]
    public void A_target_says_something_and_comes_from_a_document()
    {
        Given(Issued, Identified).When(Aim with { Target = new("") }).ThenRefused("text-required", "/target/text");
        Given(Issued, Identified).When(Aim with { Target = new("x", Unit: " ") }).ThenRefused("text-required", "/target/unit");
        Given(Issued, Identified).When(Aim with { Authority = " " }).ThenRefused("text-required", "/authority");
        Given(Issued, Identified).When(Aim with { Authority = Letters(201) }).ThenRefused("text-too-long", "/authority");
    }

    [Fact]
    public void Changes_count_from_a_day_that_can_be()
    {
        Given(Issued, Identified).When(Reword with { EffectiveOn = July(26) }).Then(Reworded with { EffectiveOn = July(26) });
        Given(Issued, Identified).When(Reword with { EffectiveOn = July(25) }).ThenRefused("effective-too-early", "/effectiveOn");
        Given(Issued, Identified).When(Reword with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");
        Given(Issued, Identified).When(Aim with { EffectiveOn = July(25) }).ThenRefused("effective-too-early", "/effectiveOn");
        Given(Issued, Identified).When(Aim with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");
    }

    [Fact]
    public void Only_a_task_that_is_there_and_still_wanted_is_changed()
    {
        foreach (var command in new DirectiveCommand[] { Reword, Aim, Restate })
        {
            Given(Issued).When(command).ThenRefused(Refusals.NoSuchTask);
            Given(Issued, Identified, Cancelled).When(command).ThenRefused(Refusals.TaskCancelled);
        }
    }
}
