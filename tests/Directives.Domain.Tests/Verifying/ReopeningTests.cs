using Directives.Domain.Performing;
using Directives.Domain.Verifying;

namespace Directives.Domain.Tests.Verifying;

public class ReopeningTests
{
    static readonly DirectiveEvent[] AClaim = [Issued, Identified, Assigned, Claimed], Completed = [.. AClaim, Verified];

    [Fact]
    public void What_turned_out_not_to_be_done_is_open_again()
    {
        Given(Completed).When(Reopen).Then(Reopened);
        Given([.. Completed, Reopened]).State.Assignments[Share].Should().BeEquivalentTo(new
        {
            Lifecycle = Lifecycle.ReworkRequired,
            Claim = (object?)null,
            CompletedOn = (DateOnly?)null,
            Reopened,
            OpenSince = August(15)
        });
    }

    [Fact]
    public void Without_a_day_it_is_open_again_from_today() => Given(Completed).When(Reopen with { EffectiveOn = null }).Then(Reopened with { EffectiveOn = Today });

    [Fact]
    public void It_is_not_open_again_before_the_day_it_was_completed_nor_tomorrow()
    {
        Given(Completed).When(Reopen with { EffectiveOn = August(4) }).Then(Reopened with { EffectiveOn = August(4) });
        Given(Completed).When(Reopen with { EffectiveOn = August(3) }).ThenRefused("effective-too-early", "/effectiveOn");
        Given(Completed).When(Reopen with { EffectiveOn = Tomorrow }).ThenRefused("effective-in-the-future", "/effectiveOn");
    }

    [Fact]
    public void The_lead_does_not_open_its_own_work_again() => Given(Completed).When(Reopen with { By = Lead }).ThenRefused(VerifyingRefusals.OwnWork);

    [Fact]
    public void Only_what_was_completed_is_opened_again()
    {
        Given(Issued, Identified, Assigned).When(Reopen).ThenRefused(VerifyingRefusals.NotCompleted);
        Given(AClaim).When(Reopen).ThenRefused(VerifyingRefusals.NotCompleted);
        Given([.. AClaim, SentBack]).When(Reopen).ThenRefused(VerifyingRefusals.NotCompleted);
    }

    [Fact]
    public void And_once() => Given([.. Completed, Reopened]).When(Reopen).ThenRefused(VerifyingRefusals.NotCompleted);

    [Fact]
    public void Work_that_was_completed_anew_may_be_opened_anew() =>
        Given([.. Completed, Reopened, Claimed with { EffectiveOn = August(18) }, Verified with { EffectiveOn = August(18) }])
            .When(Reopen with { EffectiveOn = August(19) }).Then(Reopened with { EffectiveOn = August(19) });

    [Fact]
    public void What_is_not_owed_any_more_is_not_opened_again()
    {
        Given([.. Completed, Cancelled]).When(Reopen).ThenRefused(Refusals.TaskCancelled);
        Given([.. Completed, Superseded]).When(Reopen).ThenRefused(Refusals.Superseded);
        Given([.. Completed, Assigned with { Assignment = OtherShare, Lead = Health }, Merged]).When(Reopen).ThenRefused(Refusals.Superseded);
    }

    [Fact]
    public void While_the_clock_stands_it_may_be() => Given([.. Completed, Suspended]).When(Reopen).Then(Reopened);

    [Fact]
    public void The_lead_is_told_why_and_by_which_authority()
    {
        Given(Completed).When(Reopen with { Reason = " " }).ThenRefused("text-required", "/reason");
        Given(Completed).When(Reopen with { Reason = Letters(4001) }).ThenRefused("text-too-long", "/reason");
        Given(Completed).When(Reopen with { Authority = "" }).ThenRefused("text-required", "/authority");
        Given(Completed).When(Reopen with { Authority = Letters(201) }).ThenRefused("text-too-long", "/authority");
    }

    [Fact]
    public void Nobody_opens_an_assignment_that_does_not_exist() => Given(Issued, Identified).When(Reopen).ThenRefused(Refusals.NoSuchAssignment);
}
