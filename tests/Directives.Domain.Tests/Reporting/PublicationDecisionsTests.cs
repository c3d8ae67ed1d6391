using Directives.Domain.Reporting;
using static Directives.Domain.Reporting.PublicationEvent;

namespace Directives.Domain.Tests.Reporting;

public class PublicationDecisionsTests
{
    static readonly ReportingWeek Week = ReportingWeek.StartingOn(July(25))!.Value;
    static readonly string Bytes = new('a', 64), OtherBytes = new('b', 64);

    static readonly PublishReport Publish = new(
        ReportKind.Weekly, null, Week, 1000, Week.CutOff.AddHours(8), "2025-1", "vn-0", new(40, 45, 60, 15, 1),
        [new("/reconciliation", 45, [40, 20, -15]), new("/totals/byTimeliness", 60, [45, 15])], Bytes, "weekly-1", "1002:cc", null, 990, null, August(1));

    static readonly PublishReport Restate = Publish with
    {
        Position = 1300,
        KnownAsOf = null,
        Sha256 = OtherBytes,
        Totals = new(40, 44, 60, 16, 0),
        Reason = "Kết quả của 179-19 được ghi muộn.",
        Compared = new(1, 4),
        Today = August(5)
    };

    static readonly ReportPublished First = new(
        ReportKind.Weekly, null, July(25), July(31), Week.CutOff, 1000, Week.CutOff.AddHours(8), "2025-1", "vn-0", new(40, 45, 60, 15, 1), Bytes, "1002:cc", 1, August(1), Form: "weekly-1");

    static readonly ReportPublished Second = First with
    {
        Position = 1300,
        KnownAsOf = null,
        Sha256 = OtherBytes,
        Totals = new(40, 44, 60, 16, 0),
        Edition = 2,
        EffectiveOn = August(5),
        Restates = 1,
        Reason = "Kết quả của 179-19 được ghi muộn."
    };

    [Fact]
    public void A_report_is_published_with_where_it_comes_from() => Given().When(Publish).Then(First);

    [Fact]
    public void What_is_known_better_later_is_a_further_edition_and_the_first_one_stays()
    {
        Given(First).When(Restate).Then(Second);
        Given(First, Second).State.Editions.Should().Equal(First, Second);
        Given(First, Second).When(Restate with { Position = 1400, Sha256 = new('c', 64), Compared = new(2, 1) })
            .Then(Second with { Position = 1400, Sha256 = new('c', 64), Edition = 3, Restates = 2 });
    }

    [Fact]
    public void The_same_bytes_again_add_nothing()
    {
        Given(First).When(Publish).ThenNothing();
        Given(First).When(Publish with { Reason = "Công bố lại.", Compared = new(1, 0) }).ThenNothing();
        Given(First, Second).When(Publish with { Compared = new(2, 4) }).ThenNothing();
    }

    [Fact]
    public void A_week_is_published_when_it_is_over()
    {
        Given().When(Publish with { Today = July(31) }).ThenRefused(PublicationRefusals.NotOver(July(31)));
        Given().When(Publish with { Today = August(1) }).Then(First);
        var cut = Week.EndingBefore(July(30));
        Given().When(Publish with { Week = cut, Today = July(30) }).Then(First with { End = July(29), CutOff = cut.CutOff, EffectiveOn = July(30) });
    }

    [Fact]
    public void It_knows_at_least_what_was_recorded_by_the_cut_off()
    {
        Given().When(Publish with { Position = 989 }).ThenRefused(PublicationRefusals.KnownBeforeCutOff(989, 990));
        Given().When(Publish with { Position = 990 }).Then(First with { Position = 990 });
    }

    /// <summary>What newspapers printed of the tasks of 2025 as of 20 October: 1,620 had become 1,602.</summary>
    [Fact]
    public void The_wrong_total_of_October_2025_is_not_published()
    {
        var october = new ReportSum("/totals/byTimeliness", 9831, [7892, 1602, 319]);

        var outcome = Given().When(Publish with { Sums = [Publish.Sums[0], october] });

        outcome.ThenRefused("report-does-not-add-up");
        outcome.Decision.Refusal!.Reason.En.Should().Contain("/totals/byTimeliness: 7892 + 1602 + 319 = 9813 ≠ 9831").And.NotContain("/reconciliation");
        outcome.Decision.Refusal.Facts["sums"].Should().BeEquivalentTo(new[] { october });
        Given().When(Publish with { Sums = [new("/totals/byTimeliness", 9831, [7892, 1620, 319])] }).Then(First);
    }

    [Fact]
    public void Every_sum_that_fails_is_named()
    {
        var outcome = Given(First).When(Restate with { Sums = [new("/totals/byTimeliness", 3, [1, 1]), new("/reconciliation", 5, [7, 1, -2])] });

        outcome.ThenRefused("report-does-not-add-up");
        outcome.Decision.Refusal!.Reason.Vi.Should().Contain("/totals/byTimeliness: 1 + 1 = 2 ≠ 3; /reconciliation: 7 + 1 − 2 = 6 ≠ 5");
    }

    [Fact]
    public void A_long_sum_is_cut_short() =>
        new ReportSum("/byAgency", 3322, [.. Enumerable.Repeat(1L, 3321)]).ToString().Should().MatchRegex(@"^/byAgency: 1( \+ 1){19} \+ … = 3321 ≠ 3322$");

    [Fact]
    public void A_restatement_needs_a_reason()
    {
        Given(First).When(Restate with { Reason = null }).ThenRefused(PublicationRefusals.NeedsAReason(1));
        Given(First).When(Restate with { Reason = " " }).ThenRefused("text-required", "/reason");
        Given(First).When(Restate with { Reason = Letters(2001) }).ThenRefused("text-too-long", "/reason");
    }

    [Fact]
    public void A_restatement_says_something_else() =>
        Given(First).When(Restate with { Compared = new(1, 0) }).ThenRefused(PublicationRefusals.NothingToRestate(1));

    [Fact]
    public void Nobody_restates_what_they_have_not_seen()
    {
        Given(First, Second).When(Restate with { Position = 1400, Sha256 = new('c', 64) }).ThenRefused(PublicationRefusals.PublishedMeanwhile(2));
        Given(First).When(Restate with { Compared = null }).ThenRefused(PublicationRefusals.PublishedMeanwhile(1));
    }

    [Fact]
    public void What_was_never_published_is_not_restated() => Given().When(Publish with { Reason = "Đính chính." }).ThenRefused(PublicationRefusals.NothingPublished);

    [Fact]
    public void An_edition_knows_no_less_than_the_one_before()
    {
        Given(First).When(Restate with { Position = 999 }).ThenRefused(PublicationRefusals.KnownBeforeLast(999, 1000));
        Given(First).When(Restate with { Position = 1000 }).Then(Second with { Position = 1000 });
    }

    static Given<Publication, PublishReport, PublicationEvent> Given(params PublicationEvent[] history) =>
        new(Publication.Initial, Publication.Evolve, PublicationDecisions.Publish, history);
}
