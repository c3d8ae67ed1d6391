using Directives.Domain.Performing;
using FsCheck;
using FsCheck.Fluent;

namespace Directives.Domain.Tests;

static partial class RandomCommands
{
    static Gen<DirectiveCommand> Starting() =>
        from assignment in Assignments()
        from effectiveOn in Days()
        select (DirectiveCommand)(Start with { Assignment = assignment, EffectiveOn = effectiveOn });

    static Gen<DirectiveCommand> Reporting() =>
        from assignment in Assignments()
        from percent in Gen.Choose(-10, 110)
        from effectiveOn in Days()
        select (DirectiveCommand)(Report with { Assignment = assignment, Percent = percent, EffectiveOn = effectiveOn });

    static Gen<DirectiveCommand> Completing() =>
        from assignment in Assignments()
        from evidence in Rarely(Gen.Elements<Evidence[]>([], [Circular, new("")], [Circular with { Sha256 = "?" }]), Gen.Constant<Evidence[]>([new("Ảnh")]))
        from effectiveOn in Days()
        select (DirectiveCommand)(Complete with { Assignment = assignment, Evidence = evidence, EffectiveOn = effectiveOn });
}
