using Directives.Domain.Issuing;
using FsCheck;
using FsCheck.Fluent;

namespace Directives.Domain.Tests;

static partial class RandomCommands
{
    static Gen<DirectiveCommand> OfTheDocument() => Gen.Frequency((6, Issuing()), (12, Receiving()), (12, Amending()), (1, Superseding()));

    static Gen<DirectiveCommand> OfTasks() => Gen.Frequency((24, Identifying()), (4, Rewording()), (4, Aiming()), (1, Restating()), (2, Cancelling()));

    static Gen<DirectiveCommand> Issuing() =>
        from effectiveOn in Days()
        from number in Gen.Elements("179-KL/TW", "179-NQ/TW", "Kết luận số 179")
        from secrecy in Gen.Elements(Enum.GetValues<SecrecyLevel>())
        select (DirectiveCommand)(Issue with { Number = number, EffectiveOn = effectiveOn, Secrecy = secrecy });

    static Gen<DirectiveCommand> Receiving() =>
        from effectiveOn in Days()
        from register in Gen.Elements<string?>(null, "", "1234")
        select (DirectiveCommand)(Receive with { EffectiveOn = effectiveOn, RegisterNumber = register });

    static Gen<DirectiveCommand> Amending() =>
        from authority in Gen.Elements("185-KL/TW", "0185 – kl/tư", "186-KL/TW", "")
        from amending in Rarely(Gen.Elements<DirectiveId?>(Conclusion, OtherDirective), Gen.Constant<DirectiveId?>(null))
        from effectiveOn in Days()
        select (DirectiveCommand)(Amend with { Authority = authority, Amending = amending, EffectiveOn = effectiveOn });

    static Gen<DirectiveCommand> Superseding() =>
        from superseding in Gen.Elements<DirectiveId?>(null, Conclusion, OtherDirective)
        from successors in Gen.Elements<DirectiveId[]>([], [OtherDirective], [OtherDirective, Conclusion])
        from effectiveOn in Days()
        select (DirectiveCommand)(Supersede with { Superseding = superseding, Successors = successors, EffectiveOn = effectiveOn });

    static Gen<DirectiveCommand> Identifying() =>
        from task in Tasks()
        from code in Gen.Elements("a", "b", "c", "")
        from effectiveOn in Days()
        select (DirectiveCommand)(Identify with { Task = task, Code = code, EffectiveOn = effectiveOn });

    static Gen<DirectiveCommand> Rewording() =>
        from task in Tasks()
        from title in Gen.Elements<BilingualText?>(null, Wanted, new("Khác"), new(""))
        from nature in Gen.Elements<TaskNature?>(null, TaskNature.Report, TaskNature.Standing)
        from key in Gen.Elements<bool?>(null, true, false)
        from effectiveOn in Days()
        select (DirectiveCommand)(Reword with { Task = task, Title = title, Nature = nature, KeyTask = key, EffectiveOn = effectiveOn });

    static Gen<DirectiveCommand> Aiming() =>
        from task in Tasks()
        from text in Gen.Elements("", "17/17", "100 %")
        from effectiveOn in Days()
        select (DirectiveCommand)(Aim with { Task = task, Target = new(text), EffectiveOn = effectiveOn });

    static Gen<DirectiveCommand> Restating() =>
        from task in Tasks()
        from other in Gen.Elements(Guidance, OtherTask)
        from directive in Gen.Elements(Conclusion, OtherDirective)
        from original in Rarely(
            Gen.Elements<OriginalTask?>(null, new([Finance], July(4), Restated.Of), new([Finance], July(4), Ended: true), new([], July(4))),
            Gen.Constant<OriginalTask?>(new([Finance, HomeAffairs, Health], July(4))))
        from restatedBy in Rarely(Gen.Constant<TaskReference?>(Restated.Of), Gen.Constant<TaskReference?>(null))
        select (DirectiveCommand)(Restate with { Task = task, Of = new(directive, other), Original = original, RestatedBy = restatedBy });

    static Gen<DirectiveCommand> Cancelling() =>
        from task in Tasks()
        from effectiveOn in Days()
        select (DirectiveCommand)(Cancel with { Task = task, EffectiveOn = effectiveOn });
}
