using Directives.Domain.Calendars;
using Directives.Domain.Cascading;
using Directives.Domain.Deadlines;
using FsCheck;
using FsCheck.Fluent;

namespace Directives.Domain.Tests;

static partial class RandomCommands
{
    static Gen<DirectiveCommand> SettingDeadlines() =>
        from task in Tasks()
        from kind in Rarely(Gen.Elements(Enum.GetValues<DeadlineKind>()), Gen.Constant(DeadlineKind.Explicit))
        from period in Gen.Elements<CalendarPeriod?>(null, Period("2025-07-31"), Period("2025-08"), Period("2025-Q4"), Period("2024"))
        from bound in Gen.Elements<DeadlineBound?>([null, .. Enum.GetValues<DeadlineBound>().Cast<DeadlineBound?>()])
        from reference in Gen.Elements<string?>(null, "", "45-CT/TW")
        from policy in Rarely(Gen.Constant("no such policy"), Gen.Constant(DeadlinePolicy.Current))
        from rules in Gen.Elements(null, DeadlineRules.BuiltIn, new DeadlineRules(new() { Version = "roll", RollDaysOff = true }, VietnamCalendar.BuiltIn))
        select (DirectiveCommand)(StateDeadline with { Task = task, Deadline = new("hạn", kind, period, bound, null, reference, false, policy), Rules = rules });

    static Gen<DirectiveCommand> Noticing() =>
        from assignment in Assignments()
        from day in Gen.Elements(July(30), July(31), August(31))
        select (DirectiveCommand)(Notice with { Assignment = assignment, LastCompliantDay = day });

    static Gen<DirectiveCommand> Clarifying() =>
        from task in Tasks()
        from period in Gen.Elements(Period("2025-07-31"), Period("2025-08-05"), Period("2025-08"), Period("2025-Q4"))
        from bound in Gen.Elements(DeadlineBound.Before, DeadlineBound.NoLaterThan, DeadlineBound.From)
        from effectiveOn in Days()
        select (DirectiveCommand)(Clarify with { Task = task, Deadline = new("", DeadlineKind.Explicit, period, bound), EffectiveOn = effectiveOn });

    static Gen<DirectiveCommand> Suspending() =>
        from task in Tasks()
        from effectiveOn in Days()
        from command in Gen.Elements<DirectiveCommand>(
            Suspend with { Task = task, EffectiveOn = effectiveOn },
            Resume with { Task = task, EffectiveOn = effectiveOn }, Resume with { Task = task, EffectiveOn = effectiveOn }, Resume with { Task = task, EffectiveOn = null })
        select command;

    static Gen<DirectiveCommand> Extending() =>
        from assignment in Assignments()
        from to in Gen.Choose(0, 150).Select(days => July(25).AddDays(days))
        from notAfter in Rarely(Gen.Constant<NotAfter?>(new(August(31), new(OtherDirective, OtherTask))), Gen.Constant<NotAfter?>(null))
        from effectiveOn in Days()
        from command in Gen.Elements<DirectiveCommand>(
            Ask with { Assignment = assignment, To = to, NotAfter = notAfter, EffectiveOn = effectiveOn },
            Ask with { Assignment = assignment, To = to, EffectiveOn = null }, Ask with { Assignment = assignment, To = to, EffectiveOn = null },
            Approve with { Assignment = assignment, NotAfter = notAfter, EffectiveOn = effectiveOn },
            Decline with { Assignment = assignment, EffectiveOn = effectiveOn },
            Counter with { Assignment = assignment, To = to, NotAfter = notAfter, EffectiveOn = effectiveOn },
            Take with { Assignment = assignment, NotAfter = notAfter, EffectiveOn = effectiveOn },
            Unask with { Assignment = assignment, EffectiveOn = effectiveOn })
        select command;

    /// <summary>What single commands rarely come to: somebody asks, is offered something else, and makes up his mind.</summary>
    static Gen<(DirectiveCommand Command, int Pause)[]> Negotiation() =>
        from assignment in Assignments()
        from to in Gen.Choose(40, 150).Select(days => July(25).AddDays(days))
        from sooner in Gen.Choose(-1, 20)
        from end in Gen.Elements<DirectiveCommand>(Take, Take, Approve, Unask, Decline)
        select new[] { Ask with { To = to }, Counter with { To = to.AddDays(-sooner) }, end }.Select(command => (ForToday(command, assignment), 1)).ToArray();

    static DirectiveCommand ForToday(DirectiveCommand command, AssignmentId assignment) => command switch
    {
        RequestExtension c => c with { Assignment = assignment, EffectiveOn = null },
        CounterExtension c => c with { Assignment = assignment, EffectiveOn = null },
        AcceptCounter c => c with { Assignment = assignment, EffectiveOn = null },
        ApproveExtension c => c with { Assignment = assignment, EffectiveOn = null },
        WithdrawExtension c => c with { Assignment = assignment, EffectiveOn = null },
        RefuseExtension c => c with { Assignment = assignment, EffectiveOn = null },
        _ => command
    };
}
