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

    public Deadline? Deadline { get; init; }

    public TaskCancelled? Cancelled { get; init; }

    /// <summary>The agencies that have it; each at most once.</summary>
    public ImmutableHashSet<AgencyId> Leads { get; init; } = [];
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
