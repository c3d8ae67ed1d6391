using System.Collections.Immutable;
using Directives.Domain.Agencies;
using FsCheck;
using FsCheck.Fluent;
using static Directives.Domain.Agencies.AgencyEvent;
using static Directives.Domain.Tests.Agencies.AgencyExamples;

namespace Directives.Domain.Tests.Agencies;

/// <summary>What holds of an agency whatever is asked, in whatever order.</summary>
public class AgencyLawTests
{
    static readonly DateOnly[] Days = [.. Enumerable.Range(-3, 30).Select(day => June20.AddDays(day))];

    [Fact]
    public void Whatever_is_asked_the_laws_hold()
    {
        var seen = new HashSet<Type>();

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Sequences, commands => seen.UnionWith(Live(commands).Select(e => e.GetType()))));

        seen.Should().BeEquivalentTo(typeof(AgencyEvent).GetNestedTypes(), "otherwise the sequences prove too little");
    }

    static ImmutableList<AgencyEvent> Live(ImmutableList<AgencyCommand> commands)
    {
        var (agency, history) = (Agency.Initial, ImmutableList<AgencyEvent>.Empty);

        foreach (var command in commands)
        {
            var before = agency;
            var decision = AgencyDecisions.Decide(agency, command);
            agency = decision.Events.Aggregate(agency, Agency.Evolve);
            history = history.AddRange(decision.Events);

            Law(decision.Refusal is null || decision.Events is [], "What is refused does not happen");
            Law(decision.Events is [] || AgencyDecisions.Decide(agency, command).Refusal is not null, "What was accepted is not accepted again");
            Law(decision.Events.All(e => e.Agency == YenBai && e.EffectiveOn == command.Day), "An event says what was asked, of whom it was asked");
            Law(before.Ending is null || agency.Ending == before.Ending, "What has ended stays ended, and as it ended");
            Law(Days.All(day => Same(before, agency, day) || decision.Events is [{ } e] && day >= e.EffectiveOn), "What happens changes no day before it");
        }

        Law(history.Count(e => e is AgencyMerged or AgencySplit or AgencyAbolished) <= 1, "It ends once at most");
        foreach (var day in Days)
            HoldsOn(day, agency, history);
        return history;
    }

    /// <summary>Compared with the slow and obvious way: of what was effective by then, the latest day counts, and of one day the last word.</summary>
    static void HoldsOn(DateOnly day, Agency agency, ImmutableList<AgencyEvent> history)
    {
        var (begun, ended) = (history.Exists(e => e is AgencyRegistered && e.EffectiveOn <= day), history.Exists(e => e is AgencyMerged or AgencySplit or AgencyAbolished && e.EffectiveOn <= day));
        var exists = begun && !ended;

        Law(agency.ExistsOn(day) == exists, "It exists from its first day until its last");
        Law(exists || agency.HeadOn(day) is null && agency.ParentOn(day) is null && agency.OfficialCodeOn(day) is null, "Nobody heads what does not exist");
        Law(agency.NameOn(day) is not null == begun, "What began has a name ever after");
        Law(ended || agency.SuccessorOn(day) is null, "Nobody succeeds what exists");
        if (!exists)
            return;
        Law(agency.NameOn(day) == (Last(e => e is AgencyRegistered or AgencyRenamed) switch { AgencyRenamed e => e.Name, AgencyRegistered e => e.Name, _ => null }), "It has its last name");
        Law(agency.ParentOn(day) == (Last(e => e is AgencyRegistered or AgencyMoved) switch { AgencyMoved e => e.Parent, AgencyRegistered e => e.Parent, _ => null }), "It stands where it was last put");
        Law(agency.HeadOn(day)?.Person == (Last(e => e is HeadAppointed or HeadLeft) as HeadAppointed)?.Person, "Its head is who was appointed last and has not left");

        AgencyEvent? Last(Predicate<AgencyEvent> kind) => history.FindAll(e => kind(e) && e.EffectiveOn <= day).OrderBy(e => e.EffectiveOn).LastOrDefault();
    }

    static bool Same(Agency one, Agency other, DateOnly day) =>
        one.ExistsOn(day) == other.ExistsOn(day) && one.NameOn(day) == other.NameOn(day) && one.ParentOn(day) == other.ParentOn(day)
        && one.HeadOn(day) == other.HeadOn(day) && one.OfficialCodeOn(day) == other.OfficialCodeOn(day) && one.SuccessorOn(day) == other.SuccessorOn(day);

    static void Law(bool holds, string law) => holds.Should().BeTrue(law);

    /// <summary>Mostly sensible, sometimes early, late, doubled or nonsense.</summary>
    static Arbitrary<ImmutableList<AgencyCommand>> Sequences { get; } = Arb.From(
        OneCommand().ListOf(25).Select(commands => commands.Prepend(Register with { EffectiveOn = June20 }).ToImmutableList()),
        commands => Enumerable.Range(0, commands.Count).Select(commands.RemoveAt));

    static Gen<AgencyCommand> OneCommand() =>
        from command in Gen.Frequency(
            (1, Gen.Constant<AgencyCommand>(Register)),
            (6, from name in Gen.Elements("A", "B", "C", " ") select (AgencyCommand)(Rename with { Name = new(name) })),
            (6, from parent in Gen.Elements<AgencyId?>(LaoCai, PhuTho, YenBai, null) select (AgencyCommand)(Move with { Parent = parent })),
            (6, from code in Gen.Elements("H1", "H2", "h") select (AgencyCommand)(GiveCode with { OfficialCode = code })),
            (8, from person in Gen.Elements(First, Second) select (AgencyCommand)(Appoint with { Person = person })),
            (8, from person in Gen.Elements(First, Second) select (AgencyCommand)(Leave with { Person = person })),
            (1, from other in Gen.Elements(LaoCai, YenBai) select (AgencyCommand)(MergeInto with { Into = other })),
            (1, from successor in Gen.Elements(LaoCai, Party) select (AgencyCommand)(Split with { Successor = successor })),
            (1, from successor in Gen.Elements<AgencyId?>(LaoCai, YenBai, null) select (AgencyCommand)(Abolish with { Successor = successor })))
        from day in Gen.Frequency((6, Gen.Choose(-2, 26)), (1, Gen.Constant(400)))
        from dated in Gen.Frequency((5, Gen.Constant(true)), (1, Gen.Constant(false)))
        select command with { EffectiveOn = dated ? June20.AddDays(day) : null };
}
