using Directives.Domain.Correcting;
using Directives.Domain.Issuing;
using FsCheck;
using FsCheck.Fluent;

namespace Directives.Domain.Tests;

static partial class RandomCommands
{
    static Gen<DirectiveCommand> Correcting() =>
        from right in Gen.OneOf(
            Assignments().Zip(Days(), Correction (assignment, day) => new Correction.CompletedOn(assignment, day ?? August(1))),
            Tasks().Zip(Gen.Elements("2025-08-15", "2025-09", "2025-Q3"), Correction (task, period) => new Correction.StatedDeadline(task, Before31July with { Period = Period(period) })),
            Assignments().Zip(Agencies(), Correction (assignment, lead) => new Correction.Lead(assignment, lead)),
            Assignments().Zip(Gen.Choose(-10, 110), Correction (assignment, percent) => new Correction.Percent(assignment, percent)),
            Tasks().Zip(Gen.Elements(TaskNature.Specific, TaskNature.Report), Correction (task, nature) => new Correction.Kind(task, nature, false)))
        from version in Rarely(Gen.Constant(3L), Gen.Constant(0L))
        select (DirectiveCommand)(Correct with { Correction = right, Version = version, By = right is Correction.Percent ? Lead : Checker });

    /// <summary>Who corrects has usually looked up which event it is; that is not known before the sequence runs.</summary>
    public static DirectiveCommand Aimed(Directive directive, DirectiveCommand command) =>
        command is CorrectRecord { Version: 0 } correct ? correct with { Version = SaidIn(directive, correct.Correction) } : command;

    static long SaidIn(Directive directive, Correction right) => right switch
    {
        Correction.CompletedOn c => directive.Assignments.GetValueOrDefault(c.Assignment)?.CompletedIn,
        Correction.Lead c => directive.Assignments.GetValueOrDefault(c.Assignment)?.LeadIn,
        Correction.Percent c => directive.Assignments.GetValueOrDefault(c.Assignment)?.FigureIn,
        Correction.StatedDeadline c => directive.Tasks.GetValueOrDefault(c.Task)?.DeadlineIn,
        Correction.Kind c => directive.Tasks.GetValueOrDefault(c.Task)?.KindIn,
        _ => null
    } ?? 0;
}
