using Directives.Domain.Deadlines;
using Directives.Domain.Reporting;
using static Directives.Domain.PolicyEvent;

namespace Directives.Domain.Tests.Deadlines;

public class PolicyDecisionsTests
{
    static readonly AdoptPolicy Adopt = new("2026-1", August(1), BeforeIsExclusive: false, RollDaysOff: true, DueSoonDays: 5, FollowUpAfterWorkingDays: 20, "12-QC/TW");
    static readonly PolicyAdopted Adopted = new("2026-1", August(1), false, true, 5, 20, "12-QC/TW");

    static readonly SetReportingWeek MoveWeek = new(Finance, DayOfWeek.Monday, August(4), "12-QC/TW");
    static readonly ReportingWeekSet WeekMoved = new(Finance, DayOfWeek.Monday, August(4), "12-QC/TW");

    [Fact]
    public void A_version_is_adopted() => Given().When(Adopt).Then(Adopted);

    [Fact]
    public void It_may_take_effect_later() => Given().When(Adopt with { EffectiveOn = new(2030, 1, 1) }).Then(Adopted with { EffectiveOn = new(2030, 1, 1) });

    [Fact]
    public void A_version_is_never_edited_nor_its_name_given_twice()
    {
        Given(Adopted).When(Adopt with { EffectiveOn = August(2), DueSoonDays = 7 }).ThenRefused(PolicyRefusals.VersionTaken);
        Given().When(Adopt with { Version = DeadlinePolicy.Current }).ThenRefused(PolicyRefusals.VersionTaken);
    }

    [Fact]
    public void Versions_follow_one_another() =>
        Given(Adopted).When(Adopt with { Version = "2026-2" }).ThenRefused(PolicyRefusals.NotAfterLast(August(1)));

    [Fact]
    public void Its_numbers_keep_within_reason()
    {
        Given().When(Adopt with { DueSoonDays = -1 }).ThenRefused(PolicyRefusals.DueSoonOutOfRange);
        Given().When(Adopt with { DueSoonDays = 61 }).ThenRefused(PolicyRefusals.DueSoonOutOfRange);
        Given().When(Adopt with { FollowUpAfterWorkingDays = 0 }).ThenRefused(PolicyRefusals.FollowUpOutOfRange);
        Given().When(Adopt with { FollowUpAfterWorkingDays = 251 }).ThenRefused(PolicyRefusals.FollowUpOutOfRange);
    }

    [Fact]
    public void It_has_a_name_and_rests_on_a_document()
    {
        Given().When(Adopt with { Version = " " }).ThenRefused("text-required", "/version");
        Given().When(Adopt with { Version = Letters(41) }).ThenRefused("text-too-long", "/version");
        Given().When(Adopt with { Reference = "" }).ThenRefused("text-required", "/reference");
    }

    [Fact]
    public void In_force_is_the_last_version_that_has_taken_effect_and_before_all_the_built_in_one()
    {
        var policies = Given(Adopted, Adopted with { Version = "2026-2", EffectiveOn = August(10) }).State;

        policies.InForce(July(31)).Should().Be(DeadlinePolicy.BuiltIn);
        policies.InForce(August(1)).Version.Should().Be("2026-1");
        policies.InForce(August(9)).Version.Should().Be("2026-1");
        policies.InForce(August(10)).Version.Should().Be("2026-2");
        policies.InForce(August(1)).Should().Be(
            new DeadlinePolicy { Version = "2026-1", BeforeIsExclusive = false, RollDaysOff = true, DueSoonDays = 5, FollowUpAfterWorkingDays = 20 });
    }

    [Fact]
    public void A_body_moves_the_start_of_its_reporting_week_on_a_day_that_starts_one()
    {
        Given().When(MoveWeek).Then(WeekMoved);
        Given().When(MoveWeek with { EffectiveOn = August(5) }).ThenRefused(ReportingRefusals.BeginsElsewhere);
    }

    [Fact]
    public void Moved_to_where_it_is_nothing_happens()
    {
        Given().When(MoveWeek with { Start = DayOfWeek.Friday, EffectiveOn = August(1) }).ThenNothing();
        Given(WeekMoved).When(MoveWeek).ThenNothing();
        Given(WeekMoved).When(MoveWeek with { EffectiveOn = August(11) }).ThenNothing();
    }

    [Fact]
    public void Moves_follow_one_another_and_rest_on_a_document()
    {
        Given(WeekMoved).When(MoveWeek with { Start = DayOfWeek.Tuesday, EffectiveOn = July(29) }).ThenRefused(ReportingRefusals.NotAfterLast(August(4)));
        Given().When(MoveWeek with { Reference = " " }).ThenRefused("text-required", "/reference");
    }

    [Fact]
    public void The_week_before_a_move_is_cut_short_and_no_day_is_in_two_weeks()
    {
        var policies = Given(WeekMoved).State;

        Week(July(25)).Should().Be((July(25), July(31)));
        Week(August(1)).Should().Be((August(1), August(3)));
        Week(August(4)).Should().Be((August(4), August(10)));
        policies.WeekStartingOn(Finance, August(8)).Should().BeNull("weeks start on Mondays by then");
        policies.WeekStartingOn(Health, August(8))!.Value.End.Should().Be(August(14), "another body keeps its Fridays");
        policies.WeekStart(Finance, August(3)).Should().Be(DayOfWeek.Friday);
        policies.WeekStart(Finance, August(4)).Should().Be(DayOfWeek.Monday);

        (DateOnly, DateOnly) Week(DateOnly start) => policies.WeekStartingOn(Finance, start) is { } week ? (week.Start, week.End) : default;
    }

    static Given<Policies, PolicyCommand, PolicyEvent> Given(params PolicyEvent[] history) => new(Policies.Initial, Policies.Evolve, PolicyDecisions.Decide, history);
}
