using System.Collections.Immutable;
using Directives.Domain.Deadlines;
using Directives.Domain.Tests.Calendars;
using FsCheck;
using FsCheck.Fluent;
using static Directives.Domain.Calendars.CalendarEvent;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain.Tests.Deadlines;

/// <summary>
/// Holds timeliness to <see cref="SlowTimeliness"/>, a reference that walks from day to day, over random deadlines, policies,
/// calendars, histories and instants. To add what may happen to an assignment, add a command to <see cref="Steps"/> and its
/// meaning to the reference.
/// </summary>
public class TimelinessReferenceTests
{
    [Fact]
    public void Timeliness_equals_the_slow_reference()
    {
        var seen = new HashSet<string>();

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(Arb.From(Cases(), Shorter), c =>
        {
            var (directive, history) = Live(c);
            var assignment = directive.Assignments[Share];
            var deadline = directive.Tasks[Guidance].Deadline;
            var slow = new SlowTimeliness(c.Policy, c.Adopted);

            var judged = directive.TimelinessOf(assignment, Vietnam.DateAt(c.Instant));

            deadline?.LastCompliantDay().Should().Be(slow.LastCompliantDay(deadline));
            (deadline?.Reading?.Provisional ?? false).Should().Be(deadline is not null && slow.Provisional(deadline));
            judged.Should().Be(slow.Judge(deadline, history, c.Instant));
            seen.UnionWith(Notable(c, deadline, judged, slow));
            seen.UnionWith(Moved(history));
        }));

        seen.Should().Contain([.. Enum.GetNames<Timeliness>(), "Cancelled"], "otherwise the cases prove too little");
        seen.Should().Contain(
            ["rolled", "rolled into another year", "provisional", "leap day", "last instant of a day", "first instant of a day", "worked on a weekend", "no reading", "turns at midnight",
             "extended", "extended twice", "suspended", "resumed", "extended after a stop", "stopped after an extension"]);
    }

    /// <param name="Deadline">As a document might state it; null for none.</param>
    /// <param name="Policy">The version it is read by.</param>
    /// <param name="Adopted">The calendar it is read by.</param>
    /// <param name="Read">Whether it is read when it is entered; otherwise it is one from before there were readings.</param>
    /// <param name="Begins">The day the task begins and is assigned.</param>
    /// <param name="Commands">What is asked, and how many days after the one before.</param>
    /// <param name="Instant">When timeliness is judged; never before the last command.</param>
    sealed record Case(
        Deadline? Deadline, DeadlinePolicy Policy, ImmutableList<CalendarYearAdopted> Adopted, bool Read, DateOnly Begins,
        ImmutableList<(DirectiveCommand Command, int Pause)> Commands, DateTimeOffset Instant);

    /// <summary>Lets the case happen by the rules, leaving out what they refuse.</summary>
    static (Directive Directive, ImmutableList<DirectiveEvent> History) Live(Case c)
    {
        var rules = new DeadlineRules(c.Policy, RandomCalendars.CalendarOf(c.Adopted));
        ImmutableList<DirectiveEvent> history = [Issued with { EffectiveOn = c.Begins }, Identified with { EffectiveOn = c.Begins }];
        if (c.Deadline is { } deadline)
            history = history.Add(new DeadlineSet(Guidance, c.Read ? deadline.ReadBy(rules) : deadline, c.Begins));
        history = history.Add(Assigned with { EffectiveOn = c.Begins });

        var (directive, today) = (history.Aggregate(Directive.Initial, Directive.Evolve), c.Begins);
        foreach (var (command, pause) in c.Commands)
        {
            today = today.AddDays(pause);
            var events = DirectiveDecisions.Decide(directive, command with { Today = today }).Events;
            directive = events.Aggregate(directive, Directive.Evolve);
            history = history.AddRange(events);
        }

        return (directive, history);
    }

    static IEnumerable<string> Notable(Case c, Deadline? deadline, Timeliness? judged, SlowTimeliness slow)
    {
        var (named, last) = (deadline is null ? null : slow.NamedDay(deadline), deadline?.LastCompliantDay());
        yield return judged?.ToString() ?? "Cancelled";
        if (named != last)
            yield return "rolled";
        if (named?.Year != last?.Year)
            yield return "rolled into another year";
        if (deadline?.Reading?.Provisional is true)
            yield return "provisional";
        if (deadline is not null && deadline.Reading is null)
            yield return "no reading";
        if (named is { Month: 2, Day: 29 } || last is { Month: 2, Day: 29 })
            yield return "leap day";
        if (last?.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday && deadline?.Reading is not null && c.Policy.RollDaysOff)
            yield return "worked on a weekend";
        if (Vietnam.DateAt(c.Instant) != Vietnam.DateAt(c.Instant.AddTicks(1)))
            yield return last == Vietnam.DateAt(c.Instant) && judged is Timeliness.DueSoon ? "turns at midnight" : "last instant of a day";
        if (Vietnam.DateAt(c.Instant) != Vietnam.DateAt(c.Instant.AddTicks(-1)))
            yield return "first instant of a day";
    }

    /// <summary>What moved the last day.</summary>
    static IEnumerable<string> Moved(ImmutableList<DirectiveEvent> history)
    {
        var (extended, resumed) = (history.FindLastIndex(e => e is ExtensionApproved or ExtensionAccepted), history.FindLastIndex(e => e is TaskResumed));
        if (extended >= 0)
            yield return history.Count(e => e is ExtensionApproved or ExtensionAccepted) > 1 ? "extended twice" : "extended";
        if (history.Exists(e => e is TaskSuspended))
            yield return resumed >= 0 ? "resumed" : "suspended";
        if (extended >= 0 && resumed >= 0)
            yield return extended > resumed ? "extended after a stop" : "stopped after an extension";
    }

    static Gen<Case> Cases() =>
        from adopted in RandomCalendars.Histories
        from deadline in Gen.Frequency((1, Gen.Constant<Deadline?>(null)), (2, Undated()), (12, Dated(adopted)))
        from policy in Policies()
        from read in Gen.Frequency((1, Gen.Constant(false)), (4, Gen.Constant(true)))
        from early in Gen.Choose(0, 30)
        let near = deadline?.Period is { } period ? deadline.Bound is DeadlineBound.Before ? period.FirstDay : period.LastDay : new(2025, 12, 31)
        from commands in Steps(near).ListOf(16)
        from count in Gen.Choose(0, 16)
        from later in Gen.Choose(-6, 8)
        from instant in InstantsAround()
        let begins = near.AddDays(-early)
        let lastCommand = begins.AddDays(commands.Take(count).Sum(step => step.Pause))
        let day = near.AddDays(later) > lastCommand ? near.AddDays(later) : lastCommand.AddDays(1)
        select new Case(deadline, policy, adopted, read, begins, [.. commands.Take(count)], Vietnam.StartOf(day) + instant);

    static Gen<Deadline?> Dated(ImmutableList<CalendarYearAdopted> adopted) =>
        from day in Days([.. adopted.SelectMany(year => year.Swaps).Select(swap => swap.WorkedInstead)])
        from bound in Gen.Elements(DeadlineBound.Before, DeadlineBound.NoLaterThan, DeadlineBound.NoLaterThan, DeadlineBound.Within, DeadlineBound.EarlyIn, DeadlineBound.From)
        from text in Gen.Elements($"{day:yyyy-MM-dd}", $"{day:yyyy-MM-dd}", $"{day:yyyy-MM}", $"{day:yyyy}-Q{(day.Month + 2) / 3}", $"{day:yyyy}")
        select new Deadline("hạn", DeadlineKind.Explicit, Period(text), bound);

    static Gen<DateOnly> Days(DateOnly[] weekendsWorked) =>
        weekendsWorked is [] ? RandomCalendars.Day : Gen.Frequency((9, RandomCalendars.Day), (1, Gen.Elements(weekendsWorked)));

    static Gen<Deadline?> Undated() =>
        from kind in Gen.Elements(Enum.GetValues<DeadlineKind>().Except([DeadlineKind.Explicit]).ToArray())
        select new Deadline("hạn", kind, Reference: "45-CT/TW");

    static Gen<DeadlinePolicy> Policies() =>
        from exclusive in Gen.Elements(true, false)
        from roll in Gen.Elements(true, true, false)
        from soon in Gen.Choose(0, 10)
        select new DeadlinePolicy { Version = "random", BeforeIsExclusive = exclusive, RollDaysOff = roll, DueSoonDays = soon };

    /// <summary>What may happen to the assignment, on days around the deadline's.</summary>
    static Gen<(DirectiveCommand Command, int Pause)> Steps(DateOnly near) =>
        from effective in Gen.Choose(-10, 10)
        let day = near.AddDays(effective)
        from command in Gen.Frequency<DirectiveCommand>(
            (2, Gen.Constant<DirectiveCommand>(Start with { EffectiveOn = day })),
            (6, Gen.Constant<DirectiveCommand>(Complete with { EffectiveOn = day, Evidence = [new("Ảnh")] })),
            (3, Gen.Elements<DirectiveCommand>(Accept, Accept with { CompletedOn = day, Note = "Ký ngày khác" })),
            (3, Gen.Constant<DirectiveCommand>(SendBack with { EffectiveOn = null })),
            (1, Gen.Constant<DirectiveCommand>(Cancel with { EffectiveOn = null })),
            (3, Gen.Elements<DirectiveCommand>(Suspend with { EffectiveOn = day }, Suspend with { EffectiveOn = null })),
            (4, Gen.Elements<DirectiveCommand>(Resume with { EffectiveOn = day }, Resume with { EffectiveOn = null })),
            (6, Gen.Choose(1, 60).Select(days => (DirectiveCommand)(Ask with { To = near.AddDays(days), EffectiveOn = null }))),
            (2, Gen.Choose(1, 25).Select(days => (DirectiveCommand)(Counter with { To = near.AddDays(days), EffectiveOn = null }))),
            (8, Gen.Elements<DirectiveCommand>(Approve with { EffectiveOn = null }, Approve with { EffectiveOn = null }, Take with { EffectiveOn = null })))
        from pause in Gen.Choose(0, 12)
        select (command, pause);

    /// <summary>How long after midnight in Vietnam; often next to it.</summary>
    static Gen<TimeSpan> InstantsAround() => Gen.Frequency(
        (2, Gen.Elements(TimeSpan.Zero, TimeSpan.FromTicks(-1), TimeSpan.FromTicks(1), TimeSpan.FromDays(1) - TimeSpan.FromTicks(1))),
        (1, Gen.Choose(-60, 24 * 60 - 1).Select(minutes => TimeSpan.FromMinutes(minutes))));

    static IEnumerable<Case> Shorter(Case c) =>
        Enumerable.Range(0, c.Commands.Count).Select(i => c with { Commands = c.Commands.RemoveAt(i) })
            .Concat(Enumerable.Range(0, c.Adopted.Count).Select(i => c with { Adopted = c.Adopted.RemoveAt(i) }));
}
