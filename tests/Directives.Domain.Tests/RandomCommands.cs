using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace Directives.Domain.Tests;

/// <summary>
/// Sequences of commands such as five clumsy people would send in a few weeks: few tasks and assignments, so that they
/// meet; mostly sensible, sometimes empty, early, late, doubled or somebody else's business.
/// </summary>
static partial class RandomCommands
{
    /// <summary>Time passes between commands; a failing sequence is shortened by leaving commands out.</summary>
    public static Arbitrary<ImmutableList<DirectiveCommand>> Sequences { get; } = Arb.From(
        from begun in Gen.Elements(true, true, false)
        from later in Gen.Frequency((15, OneCommand().Select(command => new[] { command })), (1, Negotiation())).ListOf(120)
        select OnTheirDays(begun, later.SelectMany(commands => commands)),
        commands => Enumerable.Range(0, commands.Count).Select(commands.RemoveAt));

    static Gen<(DirectiveCommand Command, int Pause)> OneCommand() =>
        from command in Gen.Frequency(
            (2, OfTheDocument()), (14, OfTasks()),
            (16, Assigning()), (4, Transferring()), (2, Merging()), (4, Accounting()), (6, Returning()), (6, Coordinating()),
            (8, SettingDeadlines()), (4, Clarifying()), (8, Noticing()), (4, Suspending()), (12, Extending()),
            (12, Starting()), (12, Reporting()), (16, Completing()),
            (8, HandingIn()), (4, TakingBack()), (8, Raising()), (6, Advising()), (4, Escalating()), (4, Resolving()),
            (8, Accepting()), (8, SendingBack()), (4, Reopening()),
            (10, Correcting()),
            (6, Urging()), (6, Replying()), (4, Inspecting()), (4, Concluding()), (4, Judging()))
        from actor in Rarely(Gen.Elements(Lead, Checker, Office, Lead with { Agency = HomeAffairs }), Gen.Constant(command.By))
        from pause in Gen.Elements(0, 0, 1, 3)
        select (command with { By = actor }, pause);

    /// <summary>Mostly with a task that two have to do until a day, so that much can happen to it.</summary>
    static ImmutableList<DirectiveCommand> OnTheirDays(bool begun, IEnumerable<(DirectiveCommand Command, int Pause)> later)
    {
        var today = July(25);
        DirectiveCommand[] ground = begun
            ? [Identify with { EffectiveOn = null }, StateDeadline, Assign with { Leads = [(Share, Finance), (OtherShare, Health)], EffectiveOn = null }]
            : [];
        return [Issue with { Today = today }, .. ground.Select(command => command with { Today = today }), .. later.Select(next => next.Command with { Today = today = today.AddDays(next.Pause) })];
    }

    static Gen<TaskId> Tasks() => Gen.Elements(Guidance, Guidance, OtherTask);

    static Gen<AssignmentId> Assignments() => Gen.Elements(Share, OtherShare, ThirdShare);

    static Gen<AgencyId> Agencies() => Rarely(Gen.Elements(HomeAffairs, Health), Gen.Constant(Finance));

    static Gen<DateOnly?> Days() => Rarely(Gen.Choose(-2, 28).Select(days => (DateOnly?)July(25).AddDays(days)), Gen.Constant<DateOnly?>(null));

    static Gen<T> Rarely<T>(Gen<T> odd, Gen<T> usual) => Gen.Frequency((1, odd), (3, usual));
}
