using Directives.Domain.Supervising;

namespace Directives.Domain.Tests.Supervising;

public class JudgementDecisionsTests
{
    /// <summary>C-1 of the conclusion of 25 July: it names no locality, no task and no date.</summary>
    [Fact]
    public void A_criticism_may_name_nobody_and_no_task()
    {
        Given(Issued).When(Criticise).Then(Criticised);
        Criticised.Criticism.Addressees.Should().BeEmpty();
        Criticised.Criticism.Task.Should().BeNull();
    }

    [Fact]
    public void Then_it_says_in_the_documents_words_whom_it_meets()
    {
        Given(Issued).When(About(null)).ThenRefused(JudgementRefusals.AddresseeRequired);
        Given(Issued).When(About(" ")).ThenRefused("text-required", "/described");
        Given(Issued).When(Commend with { Commendation = Commended.Commendation with { Addressees = [] } }).ThenRefused(JudgementRefusals.AddresseeRequired);
    }

    [Fact]
    public void A_commendation_names_whom_it_meets() => Given(Issued).When(Commend).Then(Commended);

    [Fact]
    public void Both_may_be_about_a_task_of_the_directive()
    {
        Given(Issued, Identified).When(Criticise with { Criticism = Criticised.Criticism with { Task = Guidance } }).Then(Criticised with { Criticism = Criticised.Criticism with { Task = Guidance } });
        Given(Issued, Identified).When(Criticise with { Criticism = Criticised.Criticism with { Task = OtherTask } }).ThenRefused(Refusals.UnknownTask(OtherTask));
        Given(Issued, Identified).When(Commend with { Commendation = Commended.Commendation with { Task = OtherTask } }).ThenRefused(Refusals.UnknownTask(OtherTask));
    }

    [Fact]
    public void Each_addressee_is_named_once()
    {
        Given(Issued).When(About(null, Finance, Health)).Then(Criticised with { Criticism = Criticised.Criticism with { Described = null, Addressees = [Finance, Health] } });
        Given(Issued).When(About(null, Finance, Health, Finance)).ThenRefused(JudgementRefusals.AddresseeTwice);
        Given(Issued).When(Commend with { Commendation = Commended.Commendation with { Addressees = [Finance, Finance] } }).ThenRefused(JudgementRefusals.AddresseeTwice);
    }

    [Fact]
    public void No_agency_judges_itself()
    {
        Given(Issued).When(About(null, Finance, Health) with { By = Lead }).ThenRefused(JudgementRefusals.JudgesItself);
        Given(Issued).When(Commend with { By = Lead }).ThenRefused(JudgementRefusals.JudgesItself);
    }

    [Fact]
    public void Each_is_recorded_once()
    {
        Given(Issued, Criticised).When(Criticise).ThenRefused(Refusals.IdTaken);
        Given(Issued, Commended).When(Commend).ThenRefused(Refusals.IdTaken);
        Given(Issued, Criticised).When(Commend with { Id = Criticised.Id }).ThenRefused(Refusals.IdTaken);
    }

    [Fact]
    public void Without_a_day_it_is_of_today()
    {
        Given(Issued).When(Criticise with { EffectiveOn = null }).Then(Criticised with { EffectiveOn = Today });
        Given(Issued).When(Commend with { EffectiveOn = null }).Then(Commended with { EffectiveOn = Today });
    }

    [Fact]
    public void It_is_not_pronounced_before_the_directive_nor_tomorrow()
    {
        Given(Issued).When(Criticise with { EffectiveOn = July(24) }).ThenRefused("effective-too-early", "/effectiveOn");
        Given(Issued).When(Criticise with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");
        Given(Issued).When(Commend with { EffectiveOn = July(24) }).ThenRefused("effective-too-early", "/effectiveOn");
        Given(Issued).When(Commend with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");
    }

    [Fact]
    public void What_was_superseded_since_is_still_judged()
    {
        Given(Issued, Superseded).When(Criticise).Then(Criticised);
        Given(Issued, Superseded).When(Commend).Then(Commended);
    }

    [Fact]
    public void It_says_what_for_and_where()
    {
        Given(Issued).When(Criticise with { Criticism = Criticised.Criticism with { Text = "" } }).ThenRefused("text-required", "/text");
        Given(Issued).When(Criticise with { Criticism = Criticised.Criticism with { Document = "" } }).ThenRefused("text-required", "/document");
        Given(Issued).When(Criticise with { Criticism = Criticised.Criticism with { Degree = "" } }).ThenRefused("text-required", "/degree");
        Given(Issued).When(Commend with { Commendation = Commended.Commendation with { Text = "" } }).ThenRefused("text-required", "/text");
        Given(Issued).When(Commend with { Commendation = Commended.Commendation with { Document = Letters(201) } }).ThenRefused("text-too-long", "/document");
    }

    static RecordCriticism About(string? described, params AgencyId[] addressees) =>
        Criticise with { Criticism = Criticised.Criticism with { Addressees = addressees, Described = described } };
}
