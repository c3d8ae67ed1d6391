using FsCheck;
using FsCheck.Fluent;

namespace Directives.Domain.Tests;

static partial class RandomCommands
{
    static Gen<DirectiveCommand> Accepting() =>
        from assignment in Assignments()
        from note in Gen.Elements<string?>(null, " ", "Đã kiểm tra")
        from completedOn in Days()
        select (DirectiveCommand)(Accept with { Assignment = assignment, Note = note, CompletedOn = completedOn });

    static Gen<DirectiveCommand> SendingBack() =>
        from assignment in Assignments()
        from effectiveOn in Days()
        select (DirectiveCommand)(SendBack with { Assignment = assignment, EffectiveOn = effectiveOn });

    static Gen<DirectiveCommand> Reopening() =>
        from assignment in Assignments()
        from effectiveOn in Days()
        select (DirectiveCommand)(Reopen with { Assignment = assignment, EffectiveOn = effectiveOn });
}
