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
        from reached in Rarely(Gen.Elements<decimal?>(-1, 0, 12.5m), Gen.Constant<decimal?>(null))
        from effectiveOn in Days()
        select (DirectiveCommand)(Report with { Assignment = assignment, Percent = percent, Reached = reached, EffectiveOn = effectiveOn });

    static Gen<DirectiveCommand> Completing() =>
        from assignment in Assignments()
        from evidence in Rarely(Gen.Elements<Evidence[]>([], [Circular, new("")], [Circular with { Sha256 = "?" }]), Gen.Constant<Evidence[]>([new("Ảnh")]))
        from handedIn in Rarely(Gen.Elements<Guid[]>([Id(31)], [Id(32), Id(32)]), Gen.Constant<Guid[]>([]))
        from effectiveOn in Days()
        select (DirectiveCommand)(Complete with { Assignment = assignment, Evidence = evidence, EvidenceIds = handedIn, EffectiveOn = effectiveOn });

    static Gen<DirectiveCommand> HandingIn() =>
        from assignment in Assignments()
        from id in Pieces()
        from effectiveOn in Days()
        select (DirectiveCommand)(HandIn with { Assignment = assignment, Id = id, EffectiveOn = effectiveOn });

    static Gen<DirectiveCommand> TakingBack() =>
        from assignment in Assignments()
        from id in Pieces()
        from reason in Rarely(Gen.Constant(""), Gen.Constant("Nhầm"))
        from effectiveOn in Days()
        select (DirectiveCommand)(TakeBack with { Assignment = assignment, Id = id, Reason = reason, EffectiveOn = effectiveOn });

    static Gen<DirectiveCommand> Raising() =>
        from assignment in Assignments()
        from difficulty in Difficulties()
        from effectiveOn in Days()
        select (DirectiveCommand)(Raise with { Assignment = assignment, Difficulty = difficulty, EffectiveOn = effectiveOn });

    static Gen<DirectiveCommand> Advising() =>
        from assignment in Assignments()
        from difficulty in Difficulties()
        from effectiveOn in Days()
        select (DirectiveCommand)(Advise with { Assignment = assignment, Difficulty = difficulty, EffectiveOn = effectiveOn });

    static Gen<DirectiveCommand> Escalating() =>
        from assignment in Assignments()
        from difficulty in Difficulties()
        from to in Gen.Elements(CentralOffice, Commission, Finance)
        from effectiveOn in Days()
        select (DirectiveCommand)(Escalate with { Assignment = assignment, Difficulty = difficulty, To = to, EffectiveOn = effectiveOn });

    static Gen<DirectiveCommand> Resolving() =>
        from assignment in Assignments()
        from difficulty in Difficulties()
        from actor in Gen.Elements(Lead, Checker)
        from effectiveOn in Days()
        select (DirectiveCommand)(Resolve with { Assignment = assignment, Difficulty = difficulty, EffectiveOn = effectiveOn, By = actor });

    static Gen<Guid> Pieces() => Gen.Elements(Id(31), Id(31), Id(32));

    static Gen<Guid> Difficulties() => Gen.Elements(Id(41), Id(42));
}
