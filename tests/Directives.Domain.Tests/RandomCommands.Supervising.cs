using FsCheck;
using FsCheck.Fluent;

namespace Directives.Domain.Tests;

static partial class RandomCommands
{
    static Gen<DirectiveCommand> Urging() =>
        from assignment in Assignments()
        from urging in Gen.Elements(Id(51), Id(52))
        from replyBy in Gen.Choose(-2, 30).Select(July(25).AddDays)
        from effectiveOn in Days()
        select (DirectiveCommand)(Urge with { Assignment = assignment, Urging = urging, ReplyBy = replyBy, EffectiveOn = effectiveOn });

    static Gen<DirectiveCommand> Replying() =>
        from assignment in Assignments()
        from urging in Gen.Elements(Id(51), Id(52))
        from effectiveOn in Days()
        select (DirectiveCommand)(Reply with { Assignment = assignment, Urging = urging, EffectiveOn = effectiveOn });

    static Gen<DirectiveCommand> Inspecting() =>
        from inspection in Gen.Elements(Id(61), Id(62))
        from subject in Rarely(Gen.Constant(Commission), Agencies())
        from task in Gen.Elements<TaskId?>(null, Guidance, OtherTask)
        from effectiveOn in Days()
        select (DirectiveCommand)(BeginInspection with { Inspection = inspection, Subject = subject, Task = task, EffectiveOn = effectiveOn });

    static Gen<DirectiveCommand> Concluding() =>
        from inspection in Gen.Elements(Id(61), Id(62))
        from cause in Rarely(Gen.Constant(" "), Gen.Constant("không"))
        from effectiveOn in Days()
        select (DirectiveCommand)(EndInspection with { Inspection = inspection, Conclusion = EndInspection.Conclusion with { Cause = cause }, EffectiveOn = effectiveOn });

    static Gen<DirectiveCommand> Judging() =>
        from id in Gen.Elements(Id(71), Id(72), Id(73), Id(74))
        from addressees in Agencies().ListOf(2)
        from count in Gen.Elements(0, 1, 1, 2)
        from described in Gen.Elements<string?>(null, "các địa phương chậm")
        from task in Gen.Elements<TaskId?>(null, Guidance, OtherTask)
        from effectiveOn in Days()
        from command in Gen.Elements<DirectiveCommand>(
            Criticise with { Id = id, Criticism = Criticise.Criticism with { Addressees = [.. addressees.Take(count)], Described = described, Task = task }, EffectiveOn = effectiveOn },
            Commend with { Id = id, Commendation = Commend.Commendation with { Addressees = [.. addressees.Take(count)], Described = described, Task = task }, EffectiveOn = effectiveOn })
        select command;
}
