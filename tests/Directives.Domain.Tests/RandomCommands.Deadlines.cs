using Directives.Domain.Calendars;
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
}
