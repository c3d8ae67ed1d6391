using System.Collections.Immutable;
using Directives.Domain.Reporting;
using FsCheck;
using FsCheck.Fluent;
using static Directives.Domain.Reporting.PublicationEvent;

namespace Directives.Domain.Tests.Reporting;

/// <summary>What holds of a published report whatever is asked, in whatever order.</summary>
public class PublicationLawTests
{
    static readonly ReportingWeek Week = ReportingWeek.StartingOn(July(25))!.Value;

    [Fact]
    public void Whatever_is_asked_the_laws_hold()
    {
        var (editions, refused) = (0, new HashSet<string>());

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Sequences, commands =>
        {
            var (publication, codes) = Live(commands);
            editions = Math.Max(editions, publication.Editions.Count);
            refused.UnionWith(codes);
        }));

        editions.Should().BeGreaterThan(3, "otherwise the sequences prove too little");
        refused.Should().HaveCount(9, "otherwise the sequences prove too little");
    }

    static (Publication Publication, List<string> Refused) Live(ImmutableList<PublishReport> commands)
    {
        var (publication, refused) = (Publication.Initial, new List<string>());

        foreach (var command in commands)
        {
            var before = publication;
            var decision = PublicationDecisions.Publish(publication, command);
            publication = decision.Events.Aggregate(publication, Publication.Evolve);
            if (decision.Refusal is { } refusal)
                refused.Add(refusal.Code);

            Law(decision.Refusal is null || decision.Events is [], "What is refused does not happen");
            Law(decision.Events is [] || PublicationDecisions.Publish(publication, command) is { Refusal: null, Events: [] }, "What was published adds nothing when it is asked again");
            Law(publication.Editions.Take(before.Editions.Count).SequenceEqual(before.Editions), "No edition is ever overwritten");
            Law(decision.Events is [] || command.Sums.All(sum => sum.AddsUp), "What is published adds up");
            Law(decision.Events is [] || command.Today > command.Week.End && command.Position >= command.KnownAtCutOff, "What is published is over and known");
        }

        HoldsOf(publication.Editions);
        return (publication, refused);
    }

    static void HoldsOf(ImmutableList<ReportPublished> editions)
    {
        Law(editions.Select(edition => edition.Edition).SequenceEqual(Enumerable.Range(1, editions.Count)), "Editions are numbered without a gap");
        Law(editions.DistinctBy(edition => edition.Sha256).Count() == editions.Count, "No two editions are the same");
        Law(editions.Zip(editions.Skip(1)).All(pair => pair.First.Position <= pair.Second.Position), "Each knows what the one before knew");
        Law(editions.All(edition => edition.Restates == (edition.Edition is 1 ? null : edition.Edition - 1)), "Each restates the one before it");
        Law(editions.All(edition => edition.Reason is not null == edition.Edition > 1), "Whoever restates says why, and nobody else does");
    }

    static void Law(bool holds, string law) => holds.Should().BeTrue(law);

    /// <summary>Positions mostly rise, comparisons are mostly with what holds, and now and then nothing fits.</summary>
    static Arbitrary<ImmutableList<PublishReport>> Sequences { get; } = Arb.From(
        OneCommand().ListOf(30).Select(commands => commands.ToImmutableList()), commands => Enumerable.Range(0, commands.Count).Select(commands.RemoveAt));

    static Gen<PublishReport> OneCommand() =>
        from position in Gen.Choose(98, 140)
        from digest in Gen.Elements('a', 'b', 'c', 'd', 'e', 'f')
        from reason in Gen.Elements(null, "Ghi muộn.", "Ghi muộn.", " ")
        from compared in Gen.Frequency((1, Gen.Constant<ComparedEdition?>(null)), (4, from edition in Gen.Choose(1, 4) from differences in Gen.Choose(0, 2) select (ComparedEdition?)new(edition, differences)))
        from wrong in Gen.Frequency((6, Gen.Constant(0)), (1, Gen.Constant(1)))
        from day in Gen.Choose(-1, 20)
        select new PublishReport(
            ReportKind.Weekly, null, Week, position, null, "2025-1", "vn-0", new(4, 5, 9, 4, 1), [new("/totals/all", 9 + wrong, [5, 4])], new(digest, 64), "weekly-1", $"{position}:cc",
            reason, 100, compared, July(31).AddDays(day));
}
