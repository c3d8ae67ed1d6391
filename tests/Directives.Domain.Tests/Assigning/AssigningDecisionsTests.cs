using Directives.Domain.Assigning;

namespace Directives.Domain.Tests.Assigning;

public class AssigningDecisionsTests
{
    [Fact]
    public void A_task_is_given_to_a_lead_and_those_who_help() => Given(Issued, Identified).When(Assign).Then(Assigned);

    [Fact]
    public void Several_leads_get_an_assignment_each_in_the_order_named() =>
        Given(Issued, Identified)
            .When(Assign with { Leads = [(OtherShare, Health), (Share, Finance)] })
            .Then(Assigned with { Assignment = OtherShare, Lead = Health }, Assigned);

    [Fact]
    public void Without_a_day_the_lead_answers_from_the_beginning_of_the_task() =>
        Given(Issued, Identified).When(Assign with { EffectiveOn = null }).Then(Assigned with { EffectiveOn = July(26) });

    [Fact]
    public void Nobody_need_help() =>
        Given(Issued, Identified).When(Assign with { Coordinating = [] }).Then(Assigned with { Coordinating = [] });

    [Fact]
    public void Another_lead_can_be_added_later() =>
        Given(Issued, Identified, Assigned)
            .When(Assign with { Leads = [(OtherShare, Health)] })
            .Then(Assigned with { Assignment = OtherShare, Lead = Health });

    [Fact]
    public void A_lead_that_is_already_assigned_cannot_be_assigned_again() =>
        Given(Issued, Identified, Assigned)
            .When(Assign with { Leads = [(OtherShare, Finance)] })
            .ThenRefused(AssigningRefusals.AlreadyAssigned(Finance));

    [Fact]
    public void One_lead_that_cannot_be_assigned_stops_them_all() =>
        Given(Issued, Identified, Assigned)
            .When(Assign with { Leads = [(OtherShare, Health), (ThirdShare, Finance)] })
            .ThenRefused(AssigningRefusals.AlreadyAssigned(Finance));

    [Fact]
    public void The_same_lead_may_have_another_task() =>
        Given(Issued, Identified, Assigned, Identified with { Task = OtherTask, Code = "179-15" })
            .When(Assign with { Task = OtherTask, Leads = [(OtherShare, Finance)] })
            .Then(Assigned with { Task = OtherTask, Assignment = OtherShare });

    [Fact]
    public void A_lead_is_named_once() =>
        Given(Issued, Identified)
            .When(Assign with { Leads = [(Share, Finance), (OtherShare, Finance)] })
            .ThenRefused(AssigningRefusals.LeadTwice(Finance));

    [Fact]
    public void No_two_assignments_of_a_directive_have_the_same_identifier()
    {
        Given(Issued, Identified).When(Assign with { Leads = [(Share, Finance), (Share, Health)] }).ThenRefused(AssigningRefusals.IdTaken);
        Given(Issued, Identified, Assigned).When(Assign with { Leads = [(Share, Health)] }).ThenRefused(AssigningRefusals.IdTaken);
    }

    [Fact]
    public void There_is_a_lead() => Given(Issued, Identified).When(Assign with { Leads = [] }).ThenRefused(AssigningRefusals.LeadRequired);

    [Fact]
    public void A_lead_does_not_coordinate_as_well() =>
        Given(Issued, Identified)
            .When(Assign with { Leads = [(Share, Finance), (OtherShare, Health)], Coordinating = [HomeAffairs, Health] })
            .ThenRefused(AssigningRefusals.LeadCoordinates(Health));

    [Fact]
    public void A_coordinating_agency_is_named_once() =>
        Given(Issued, Identified).When(Assign with { Coordinating = [HomeAffairs, HomeAffairs] }).ThenRefused(AssigningRefusals.CoordinatorTwice);

    [Fact]
    public void A_task_the_directive_does_not_have_cannot_be_assigned() =>
        Given(Issued, Identified).When(Assign with { Task = OtherTask }).ThenRefused(Refusals.NoSuchTask);

    [Fact]
    public void A_cancelled_task_cannot_be_assigned() => Given(Issued, Identified, Cancelled).When(Assign).ThenRefused(Refusals.TaskCancelled);

    [Fact]
    public void A_suspended_task_cannot_be_assigned()
    {
        Given(Issued, Identified, Suspended).When(Assign).ThenRefused(Refusals.TaskSuspended);
        Given(Issued, Identified, Suspended, Resumed).When(Assign).Then(Assigned);
    }

    [Fact]
    public void Who_leads_one_share_of_a_task_may_help_with_another() =>
        Given(Issued, Identified, Assigned)
            .When(Assign with { Leads = [(OtherShare, HomeAffairs)], Coordinating = [Finance] })
            .Then(Assigned with { Assignment = OtherShare, Lead = HomeAffairs, Coordinating = [Finance] });

    [Fact]
    public void Each_assignment_to_a_group_carries_the_words_it_was_meant_by() =>
        Given(Issued, Identified)
            .When(Assign with { Leads = [(Share, Finance), (OtherShare, Health)], Group = "2 bộ", Expected = 2 })
            .Then(Assigned with { Group = "2 bộ" }, Assigned with { Assignment = OtherShare, Lead = Health, Group = "2 bộ" });

    [Fact]
    public void A_group_of_another_size_than_the_document_says_is_not_assigned()
    {
        Given(Issued, Identified).When(Assign with { Group = "17 bộ, ngành", Expected = 17 }).ThenRefused(AssigningRefusals.GroupCountDiffers(17, 1));
        Given(Issued, Identified).When(Assign with { Leads = [], Group = "17 bộ, ngành", Expected = 17 }).ThenRefused(AssigningRefusals.GroupCountDiffers(17, 0));
        Given(Issued, Identified).When(Assign with { Leads = [], Group = "các xã", Expected = 0 }).ThenRefused(AssigningRefusals.LeadRequired);
    }

    [Fact]
    public void The_words_of_a_group_say_something_and_have_a_greatest_length()
    {
        Given(Issued, Identified).When(Assign with { Group = " " }).ThenRefused("text-required", "/words");
        Given(Issued, Identified).When(Assign with { Group = Letters(201) }).ThenRefused("text-too-long", "/words");
    }

    [Fact]
    public void Nobody_answers_for_a_task_before_it_began() =>
        Given(Issued, Identified).When(Assign with { EffectiveOn = July(25) }).ThenRefused("effective-too-early", "/effectiveOn");

    [Fact]
    public void Nobody_is_assigned_from_tomorrow() =>
        Given(Issued, Identified).When(Assign with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");
}
