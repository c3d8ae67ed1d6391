using FsCheck;
using FsCheck.Fluent;

namespace Directives.Domain.Tests;

static partial class RandomCommands
{
    static Gen<DirectiveCommand> Assigning() =>
        from task in Tasks()
        from leads in Gen.Zip(Assignments(), Agencies()).ListOf(2)
        from count in Gen.Elements(1, 1, 1, 2, 0)
        from coordinating in Rarely(Agencies(), Gen.Constant(HomeAffairs)).ListOf(1)
        from effectiveOn in Days()
        select (DirectiveCommand)(Assign with
        {
            Task = task,
            Leads = [.. leads.Take(count).Select(pair => (pair.Item1, pair.Item2))],
            Coordinating = [.. coordinating],
            EffectiveOn = effectiveOn
        });

    static Gen<DirectiveCommand> Transferring() =>
        from assignment in Assignments()
        from to in Agencies()
        from effectiveOn in Days()
        select (DirectiveCommand)(Transfer with { Assignment = assignment, To = to, EffectiveOn = effectiveOn });

    static Gen<DirectiveCommand> Merging() =>
        from assignment in Assignments()
        from other in Assignments()
        from effectiveOn in Days()
        select (DirectiveCommand)(Merge with { Assignment = assignment, Into = other, EffectiveOn = effectiveOn });

    static Gen<DirectiveCommand> Accounting() =>
        from assignment in Assignments()
        from effectiveOn in Days()
        from command in Gen.Elements<DirectiveCommand>(TakeOn with { Assignment = assignment, EffectiveOn = effectiveOn }, NameTheHead with { Assignment = assignment, EffectiveOn = effectiveOn })
        select command;

    static Gen<DirectiveCommand> Returning() =>
        from assignment in Assignments()
        from proposed in Rarely(Gen.Constant(Finance), Gen.Constant(Health))
        from effectiveOn in Days()
        from command in Gen.Elements<DirectiveCommand>(
            GiveBack with { Assignment = assignment, Proposed = proposed, EffectiveOn = effectiveOn }, Keep with { Assignment = assignment, EffectiveOn = effectiveOn })
        select command;

    static Gen<DirectiveCommand> Coordinating() =>
        from assignment in Assignments()
        from agency in Rarely(Gen.Constant(Finance), Gen.Elements(Health, HomeAffairs))
        from effectiveOn in Days()
        from command in Gen.Elements<DirectiveCommand>(
            Join with { Assignment = assignment, Agency = agency, EffectiveOn = effectiveOn }, Drop with { Assignment = assignment, Agency = agency, EffectiveOn = effectiveOn })
        select command;
}
