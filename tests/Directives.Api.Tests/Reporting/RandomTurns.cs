using Directives.Domain;
using Directives.Domain.Assigning;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;

namespace Directives.Api.Tests.Reporting;

/// <summary>
/// What turns an assignment may take: other leads, helpers, heads and last days. Mostly asked by whoever may and on a day on which it
/// could happen, so that histories go deep; the rest is for the rules to refuse.
/// </summary>
sealed class RandomTurns(Random random, AgencyId[] agencies, AgencyId office, DateOnly first, DateOnly today)
{
    public DirectiveCommand? Next(Directive directive, AssignmentId id)
    {
        if (!directive.Assignments.TryGetValue(id, out var assignment))
            return null;
        var (task, lead) = (directive.Tasks[assignment.Task], assignment.Lead);
        if (assignment.Request is { } request && random.Next(2) == 0)
            return Answer(directive, assignment, request);

        var some = agencies[random.Next(agencies.Length)];
        var day = Soon(assignment.ChangedOn);
        return random.Next(20) switch
        {
            0 or 1 => new TransferLead(id, some, "x", "x", day) { By = By(office), Today = today },
            2 when random.Next(3) == 0 => new MergeAssignment(id, Other(directive, assignment), "x", "x", day) { By = By(office), Today = today },
            3 => new ReturnTask(id, "x", null, day) { By = By(lead), Today = today },
            4 or 5 => new RefuseReturn(id, "x", day) { By = By(office), Today = today },
            6 => new AcceptAssignment(id, day) { By = By(lead), Today = today },
            7 or 8 => new AddCoordinator(id, some, Soon(assignment.Assigned.EffectiveOn)) { By = By(office), Today = today },
            9 => new RemoveCoordinator(id, some, "x", Soon(assignment.Assigned.EffectiveOn)) { By = By(office), Today = today },
            10 => new NameHead(id, $"{random.Next(9)}", "x", Soon(assignment.Head?.EffectiveOn ?? assignment.LedSince)) { By = By(office), Today = today },
            11 => new ClarifyDeadline(assignment.Task, Until(first.AddDays(random.Next(5, 70))), "x", Soon(first)) { By = By(office), Today = today },
            12 => new SuspendTask(assignment.Task, "x", "x", Soon(Resumed(task) ?? first)) { By = By(office), Today = today },
            13 or 14 or 15 => new ResumeTask(assignment.Task, "x", Soon(task.StoppedSince ?? first)) { By = By(office), Today = today },
            _ => new RequestExtension(id, Later(directive, assignment), "x", null, Soon(Resumed(task) ?? assignment.LedSince)) { By = By(lead), Today = today }
        };
    }

    DirectiveCommand Answer(Directive directive, Assignment assignment, ExtensionRequest request)
    {
        var (id, day) = (assignment.Assigned.Assignment, Soon(request.LastWordOn()));
        return random.Next(8) switch
        {
            0 => new RefuseExtension(id, "x", day) { By = By(office), Today = today },
            1 => new WithdrawExtension(id, null, day) { By = By(assignment.Lead), Today = today },
            2 or 3 => new CounterExtension(id, Later(directive, assignment), "x", day) { By = By(office), Today = today },
            4 or 5 => new AcceptCounter(id, day) { By = By(assignment.Lead), Today = today },
            _ => new ApproveExtension(id, null, day) { By = By(office), Today = today }
        };
    }

    DateOnly Later(Directive directive, Assignment assignment) => (directive.LastCompliantDayOf(assignment) ?? first).AddDays(random.Next(-1, 12));

    static DateOnly? Resumed(DirectiveTask task) => task.Stops is [.., { Until: { } resumed }] ? resumed : null;

    /// <summary>Mostly a few days after another, but not after today; otherwise any day, or none.</summary>
    DateOnly? Soon(DateOnly after) => random.Next(4) switch
    {
        0 => first.AddDays(random.Next(0, 50)),
        1 => null,
        _ => after.AddDays(random.Next(0, 4)) is var day && day > today ? today : day
    };

    Actor By(AgencyId agency) => new("test", Role.MonitoringBody, random.Next(10) == 0 ? office : agency);

    AssignmentId Other(Directive directive, Assignment assignment)
    {
        var others = directive.Assignments.Values.Where(other => other.Task == assignment.Task).Select(other => other.Assigned.Assignment).ToArray();
        return others[random.Next(others.Length)];
    }

    static Deadline Until(DateOnly day) => new("x", DeadlineKind.Explicit, CalendarPeriod.Day(day), DeadlineBound.NoLaterThan);
}
