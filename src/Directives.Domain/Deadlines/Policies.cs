using System.Collections.Immutable;
using Directives.Domain.Reporting;
using static Directives.Domain.PolicyEvent;

namespace Directives.Domain.Deadlines;

/// <summary>The versions of the policy and the reporting weeks, as their events tell them.</summary>
/// <param name="Adopted">Each in force from its day on, earliest first. Before them all, the built-in one is.</param>
/// <param name="Weeks">By body, earliest first. Before them, weeks start on a Friday.</param>
public sealed record Policies(ImmutableList<PolicyAdopted> Adopted, ImmutableDictionary<AgencyId, ImmutableList<ReportingWeekSet>> Weeks)
{
    public static Policies Initial { get; } = new([], ImmutableDictionary<AgencyId, ImmutableList<ReportingWeekSet>>.Empty);

    public static Policies Evolve(Policies policies, PolicyEvent @event) => @event switch
    {
        PolicyAdopted e => policies with { Adopted = policies.Adopted.Add(e) },
        ReportingWeekSet e => policies with { Weeks = policies.Weeks.SetItem(e.Body, policies.WeeksOf(e.Body).Add(e)) },
        _ => throw new InvalidOperationException($"{@event.GetType().Name} is not folded.")
    };

    /// <summary>The version deadlines are read by on a day.</summary>
    public DeadlinePolicy InForce(DateOnly on) => Adopted.FindLast(policy => policy.EffectiveOn <= on) is { } e
        ? new()
        {
            Version = e.Version,
            BeforeIsExclusive = e.BeforeIsExclusive,
            RollDaysOff = e.RollDaysOff,
            DueSoonDays = e.DueSoonDays,
            FollowUpAfterWorkingDays = e.FollowUpAfterWorkingDays
        }
        : DeadlinePolicy.BuiltIn;

    /// <summary>The day of the week on which a body's reporting weeks start.</summary>
    public DayOfWeek WeekStart(AgencyId body, DateOnly on) => WeeksOf(body).FindLast(week => week.EffectiveOn <= on)?.Start ?? ReportingWeek.UsualStart;

    /// <summary>A body's week that starts on a day; null if none does. The last one before the start is moved is cut short.</summary>
    public ReportingWeek? WeekStartingOn(AgencyId body, DateOnly day)
    {
        if (ReportingWeek.StartingOn(day, WeekStart(body, day)) is not { } week)
            return null;
        return WeeksOf(body).Find(next => next.EffectiveOn > day && next.EffectiveOn <= week.End) is { } moved ? week.EndingBefore(moved.EffectiveOn) : week;
    }

    public ImmutableList<ReportingWeekSet> WeeksOf(AgencyId body) => Weeks.GetValueOrDefault(body, []);
}
