using Directives.Domain.Performing;
using Directives.EventSourcing;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Api.Assigning;

/// <summary>
/// What is believed of assignments, and how each event changes it: the rule of <see cref="AssignmentTable"/>. An event of
/// day D, recorded late or not, changes what is believed of D and every day after it, and leaves earlier days alone.
/// </summary>
sealed class AssignmentHistory
{
    readonly Dictionary<Guid, List<AssignmentRow>> assignments = [];
    readonly Dictionary<Guid, TaskDeadline?> deadlines = [];
    readonly Dictionary<Guid, List<Guid>> assignmentsOf = [];

    /// <summary>What is still believed.</summary>
    public IEnumerable<AssignmentRow> Open => assignments.Values.SelectMany(rows => rows);

    /// <summary>What is no longer believed, and from which position on; whoever writes it down empties the list.</summary>
    public List<(AssignmentRow Row, long KnownTo)> Closed { get; } = [];

    /// <summary>Takes in what was believed before the first event.</summary>
    public void Recall(AssignmentRow row)
    {
        if (!assignments.TryGetValue(row.Assigned.Id, out var rows))
        {
            assignments.Add(row.Assigned.Id, rows = []);
            AssignmentsOf(row.Assigned.Task).Add(row.Assigned.Id);
        }

        rows.Add(row);
    }

    public void Recall(Guid task, TaskDeadline? deadline) => deadlines.Add(task, deadline);

    public void Apply(RecordedEvent recorded)
    {
        switch (recorded.Data)
        {
            case TaskAssigned e:
                var assigned = new Assigned(e.Assignment.Value, recorded.Stream, e.Task.Value, e.Lead.Value, [.. e.Coordinating.Select(agency => agency.Value)], e.EffectiveOn);
                assignments.Add(assigned.Id, [new(
                    assigned, recorded.Position, e.EffectiveOn, DateOnly.MaxValue, Lifecycle.NotStarted, DoneOn: null, Percent: null, PercentOn: null,
                    deadlines.GetValueOrDefault(assigned.Task), recorded.Version, e.EffectiveOn)]);
                AssignmentsOf(assigned.Task).Add(assigned.Id);
                break;
            case DeadlineSet e:
                var deadline = TaskDeadline.Of(e.Deadline);
                deadlines[e.Task.Value] = deadline;
                foreach (var assignment in AssignmentsOf(e.Task.Value))
                    Change(assignment, e.EffectiveOn, row => row with { Deadline = deadline });
                break;
            case TaskCancelled e:
                foreach (var assignment in AssignmentsOf(e.Task.Value))
                    if (!assignments[assignment].Exists(row => row.Lifecycle is Lifecycle.Completed))
                        Change(assignment, e.EffectiveOn, row => row with { Lifecycle = Lifecycle.Cancelled, DoneOn = null });
                break;
            case WorkStarted e:
                Change(e.Assignment.Value, e.EffectiveOn, row => row with { Lifecycle = Lifecycle.InProgress, DoneOn = null });
                break;
            case ProgressReported e:
                Change(e.Assignment.Value, e.EffectiveOn, row =>
                {
                    var newer = e.Percent is not null && !(row.PercentOn > e.EffectiveOn); // an older report recorded late says nothing of today
                    return row with
                    {
                        Lifecycle = row.Lifecycle is Lifecycle.NotStarted ? Lifecycle.InProgress : row.Lifecycle,
                        Percent = newer ? e.Percent : row.Percent,
                        PercentOn = newer ? e.EffectiveOn : row.PercentOn
                    };
                });
                break;
            case CompletionReported e:
                Change(e.Assignment.Value, e.EffectiveOn, row => row with { Lifecycle = Lifecycle.CompletionReported, DoneOn = e.EffectiveOn });
                break;
            case CompletionVerified e:
                Change(e.Assignment.Value, e.EffectiveOn, row => row with { Lifecycle = Lifecycle.Completed, DoneOn = e.EffectiveOn }, earlier: Checked);
                break;
            case ReworkRequired e:
                Change(e.Assignment.Value, e.EffectiveOn, row => row with { Lifecycle = Lifecycle.ReworkRequired, DoneOn = null }, earlier: Checked);
                break;
        }

        // From that day on it is believed to stand differently: rows that reach past the day end there, and are written
        // again for the days before it (as they were, but for what the event says of those too) and from it (changed).
        void Change(Guid assignment, DateOnly day, Func<AssignmentRow, AssignmentRow> from, Func<AssignmentRow, AssignmentRow>? earlier = null)
        {
            var rows = assignments[assignment];
            for (var i = rows.Count - 1; i >= 0; i--)
            {
                var past = rows[i];
                var before = earlier is null ? past : earlier(past);
                if (past.EffectiveTo <= day && before == past)
                    continue;

                Closed.Add((past, recorded.Position));
                rows.RemoveAt(i);
                if (past.EffectiveTo > day)
                    rows.Insert(i, from(past) with
                    {
                        KnownFrom = recorded.Position,
                        EffectiveFrom = Later(past.EffectiveFrom, day),
                        Version = recorded.Version,
                        LastEventOn = Later(past.LastEventOn, day)
                    });
                if (past.EffectiveFrom < day)
                    rows.Insert(i, before with { KnownFrom = recorded.Position, EffectiveTo = past.EffectiveTo < day ? past.EffectiveTo : day });
            }
        }
    }

    // A claim that was checked counts as the check found, also on the days between claim and check.
    static AssignmentRow Checked(AssignmentRow row) =>
        row.Lifecycle is Lifecycle.CompletionReported ? row with { Lifecycle = Lifecycle.InProgress, DoneOn = null } : row;

    static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    List<Guid> AssignmentsOf(Guid task)
    {
        if (!assignmentsOf.TryGetValue(task, out var list))
            assignmentsOf.Add(task, list = []);
        return list;
    }
}
