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
}
