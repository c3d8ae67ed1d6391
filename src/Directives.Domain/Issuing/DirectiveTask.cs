using System.Collections.Immutable;
using Directives.Domain.Deadlines;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Domain.Issuing;

/// <summary>One obligation of a directive.</summary>
/// <param name="Identified">What it is.</param>
/// <param name="Version">Of the last event that changed it for everybody who has it.</param>
public sealed record DirectiveTask(TaskIdentified Identified, long Version)
{
    /// <summary>The version it came in with: its place among the directive's tasks.</summary>
    public long Number { get; init; } = Version;

    public BilingualText Title { get; init; } = Identified.Title;

    public string Clause { get; init; } = Identified.Clause;

    public TaskNature Nature { get; init; } = Identified.Nature;

    public bool KeyTask { get; init; } = Identified.KeyTask;

    public Target? Target { get; init; } = Identified.Target;

    /// <summary>The version of the event that says of what kind it is.</summary>
    public long KindIn { get; init; } = Version;

    /// <summary>Whether an amendment gave it other words than its document had at first.</summary>
    public bool Reworded { get; init; }

    /// <summary>The task of another document that says the same, where it is counted.</summary>
    public TaskReference? Restates { get; init; }

    /// <summary>Where its words differ from that one's.</summary>
    public string? Difference { get; init; }

    /// <summary>As the document states it.</summary>
    public Deadline? StatedDeadline { get; init; }

    /// <summary>The version of the event that says so.</summary>
    public long DeadlineIn { get; init; }

    /// <summary>As it is to be read by now.</summary>
    public Deadline? Deadline { get; init; }

    /// <summary>Whether it was made clear after it was entered.</summary>
    public bool Clarified { get; init; }

    /// <summary>When its clock stood still, in order; the last one may still stand.</summary>
    public ImmutableList<ClockStop> Stops { get; init; } = [];

    public TaskCancelled? Cancelled { get; init; }

    /// <summary>The agencies that have it.</summary>
    public ImmutableHashSet<AgencyId> Leads { get; init; } = [];

    /// <summary>Those of them that have it once more: their own share was done, or said to be, when they took over another's.</summary>
    public ImmutableList<AgencyId> LeadsAgain { get; init; } = [];

    /// <summary>The first day its clock stands still; null while it runs.</summary>
    public DateOnly? StoppedSince => Stops is [.., { Until: null } stop] ? stop.From : null;

    public DirectiveTask GivenTo(AgencyId lead) =>
        Leads.Contains(lead) ? this with { LeadsAgain = LeadsAgain.Add(lead) } : this with { Leads = Leads.Add(lead) };

    public DirectiveTask TakenFrom(AgencyId lead) =>
        LeadsAgain.Contains(lead) ? this with { LeadsAgain = LeadsAgain.Remove(lead) } : this with { Leads = Leads.Remove(lead) };

    public DirectiveTask ReadAs(Deadline deadline) => this with { Deadline = deadline, StatedDeadline = StatedDeadline ?? deadline };

    public DirectiveTask Suspended(TaskSuspended e) => this with { Stops = Stops.Add(new(e.EffectiveOn)) };

    public DirectiveTask Resumed(TaskResumed e) => this with { Stops = Stops.SetItem(Stops.Count - 1, Stops[^1] with { Until = e.EffectiveOn }) };
}

public enum TaskNature
{
    /// <summary>Nhiệm vụ cụ thể: has an end.</summary>
    Specific,

    /// <summary>Nhiệm vụ thường xuyên: goes on.</summary>
    Standing,

    /// <summary>Yêu cầu, nguyên tắc: to be kept to, not to be finished.</summary>
    Constraint,

    /// <summary>Báo cáo: ends with a report to somebody.</summary>
    Report
}

/// <summary>What is to be reached. The numbers are optional because most documents give none.</summary>
/// <param name="Text">As the document says it: <c>100 %</c>, <c>17/17</c>, <c>cơ bản</c>.</param>
/// <param name="Wanted">The wanted value.</param>
/// <param name="Baseline">The value at the start.</param>
/// <param name="Unit">What is counted.</param>
public sealed record Target(string Text, decimal? Wanted = null, decimal? Baseline = null, string? Unit = null);

/// <summary>The days a report covers, both included.</summary>
public sealed record CoveredPeriod(DateOnly From, DateOnly To);
