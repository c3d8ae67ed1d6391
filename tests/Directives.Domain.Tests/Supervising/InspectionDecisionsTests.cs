using Directives.Domain.Supervising;

namespace Directives.Domain.Tests.Supervising;

public class InspectionDecisionsTests
{
    static readonly DirectiveEvent[] ATask = [Issued, Identified], AnInspection = [.. ATask, InspectionBegun];
    static readonly DirectiveCommand[] EitherEnd = [BeginInspection, EndInspection];

    [Fact]
    public void An_inspection_of_a_task_is_opened() => Given(ATask).When(BeginInspection).Then(InspectionBegun);

    [Fact]
    public void Or_of_the_whole_directive() => Given(Issued).When(BeginInspection with { Task = null }).Then(InspectionBegun with { Task = null });

    [Fact]
    public void And_concluded() => Given(AnInspection).When(EndInspection).Then(InspectionEnded);

    [Fact]
    public void Without_a_day_today_is_meant()
    {
        Given(ATask).When(BeginInspection with { EffectiveOn = null }).Then(InspectionBegun with { EffectiveOn = Today });
        Given(AnInspection).When(EndInspection with { EffectiveOn = null }).Then(InspectionEnded with { EffectiveOn = Today });
    }

    [Fact]
    public void It_does_not_begin_before_what_it_is_about_nor_tomorrow()
    {
        Given(ATask).When(BeginInspection with { EffectiveOn = July(26) }).Then(InspectionBegun with { EffectiveOn = July(26) });
        Given(ATask).When(BeginInspection with { EffectiveOn = July(25) }).ThenRefused("effective-too-early", "/effectiveOn");
        Given(ATask).When(BeginInspection with { Task = null, EffectiveOn = July(25) }).Then(InspectionBegun with { Task = null, EffectiveOn = July(25) });
        Given(ATask).When(BeginInspection with { Task = null, EffectiveOn = July(24) }).ThenRefused("effective-too-early", "/effectiveOn");
        Given(ATask).When(BeginInspection with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");
    }

    [Fact]
    public void It_is_not_concluded_before_it_began_nor_tomorrow()
    {
        Given(AnInspection).When(EndInspection with { EffectiveOn = August(5) }).Then(InspectionEnded with { EffectiveOn = August(5) });
        Given(AnInspection).When(EndInspection with { EffectiveOn = August(4) }).ThenRefused("effective-too-early", "/effectiveOn");
        Given(AnInspection).When(EndInspection with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");
    }

    [Fact]
    public void An_agency_does_not_inspect_itself()
    {
        foreach (var command in EitherEnd)
            Given(command is OpenInspection ? ATask : AnInspection).When(command with { By = Lead }).ThenRefused(InspectionRefusals.InspectsItself);
    }

    [Fact]
    public void A_conclusion_says_something_of_all_four_if_only_that_there_is_nothing()
    {
        var found = EndInspection.Conclusion;
        Given(AnInspection).When(EndInspection with { Conclusion = found with { Nature = "" } }).ThenRefused("text-required", "/nature");
        Given(AnInspection).When(EndInspection with { Conclusion = found with { Degree = "" } }).ThenRefused("text-required", "/degree");
        Given(AnInspection).When(EndInspection with { Conclusion = found with { Cause = "" } }).ThenRefused("text-required", "/cause");
        Given(AnInspection).When(EndInspection with { Conclusion = found with { Responsibility = "" } }).ThenRefused("text-required", "/responsibility");
        Given(AnInspection).When(EndInspection with { Conclusion = found with { Responsibility = "không" } }).Then(InspectionEnded with { Conclusion = found with { Responsibility = "không" } });
    }

    [Fact]
    public void It_rests_on_documents_and_says_what_is_looked_at()
    {
        Given(ATask).When(BeginInspection with { Authority = " " }).ThenRefused("text-required", "/authority");
        Given(ATask).When(BeginInspection with { Text = " " }).ThenRefused("text-required", "/text");
        Given(AnInspection).When(EndInspection with { Document = Letters(201) }).ThenRefused("text-too-long", "/document");
    }

    [Fact]
    public void It_is_opened_once_and_concluded_once()
    {
        Given(AnInspection).When(BeginInspection).ThenRefused(Refusals.IdTaken);
        Given([.. AnInspection, InspectionEnded]).When(EndInspection).ThenRefused(InspectionRefusals.AlreadyConcluded);
    }

    [Fact]
    public void Nothing_is_said_of_what_does_not_exist()
    {
        Given(Issued).When(BeginInspection).ThenRefused(Refusals.UnknownTask(Guidance));
        Given(ATask).When(EndInspection).ThenRefused(InspectionRefusals.NoSuchInspection);
    }

    [Fact]
    public void What_is_over_may_be_inspected() => Given([.. ATask, Cancelled]).When(BeginInspection).Then(InspectionBegun);

    [Fact]
    public void What_began_before_a_directive_was_superseded_is_concluded_and_nothing_new_begins()
    {
        Given([.. AnInspection, Superseded]).When(EndInspection).Then(InspectionEnded);
        Given([.. ATask, Superseded]).When(BeginInspection).ThenRefused(Refusals.Superseded);
    }
}
