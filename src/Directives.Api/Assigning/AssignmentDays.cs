using Directives.Domain.Performing;
using Directives.EventSourcing;

namespace Directives.Api.Assigning;

/// <summary>What is believed of one assignment: rows that cover its days without gap or overlap, in order.</summary>
/// <param name="closed">Where rows go that are no longer believed.</param>
sealed class AssignmentDays(List<(AssignmentRow Row, long KnownTo)> closed)
{
    public List<AssignmentRow> Rows { get; } = [];

    /// <summary>
    /// From a day on it is believed to stand differently: rows that reach past the day end there, and are written again for
    /// the days before it (as they were, but for what the event says of those too) and from it (changed).
    /// </summary>
    public void Change(RecordedEvent recorded, DateOnly day, Func<AssignmentRow, AssignmentRow> from, Func<AssignmentRow, AssignmentRow>? earlier = null) =>
        Change(recorded, day, DateOnly.MaxValue, from, earlier);

    /// <summary>Nothing more is owed from a day on, unless it was done before that was said.</summary>
    public void End(RecordedEvent recorded, DateOnly day, Lifecycle how)
    {
        var done = Rows[^1].Work is Lifecycle.Completed;
        Change(recorded, day, row => done ? row : row with { Ended = row.Ended ?? how, DoneOn = row.Work is Lifecycle.Completed ? row.DoneOn : null });
    }

    /// <summary>It was completed on another day than the one verified.</summary>
    public void MoveCompletion(RecordedEvent recorded, DateOnly day)
    {
        var verified = Rows[^1].DoneOn!.Value;
        if (day < verified)
            Change(recorded, day, verified, row => AssignmentChanges.Completed(row, day));
        else
            Change(recorded, verified, day, row => row.Work is Lifecycle.Completed ? row with { Work = row.Otherwise, DoneOn = null } : row);
        Change(recorded, verified, row => row.Work is Lifecycle.Completed ? row with { DoneOn = day } : row);
    }

    void Change(RecordedEvent recorded, DateOnly day, DateOnly until, Func<AssignmentRow, AssignmentRow> from, Func<AssignmentRow, AssignmentRow>? earlier = null)
    {
        for (var i = Rows.Count - 1; i >= 0; i--)
        {
            var past = Rows[i];
            var before = earlier is null ? past : earlier(past);
            if (past.EffectiveFrom >= until || (past.EffectiveTo <= day && before == past))
                continue;

            if (past.KnownFrom < recorded.Position)
                closed.Add((past, recorded.Position));
            Rows.RemoveAt(i);
            if (past.EffectiveTo > until)
                Rows.Insert(i, past with { KnownFrom = recorded.Position, EffectiveFrom = until });
            if (past.EffectiveTo > day)
                Rows.Insert(i, from(past) with
                {
                    KnownFrom = recorded.Position,
                    EffectiveFrom = Later(past.EffectiveFrom, day),
                    EffectiveTo = Earlier(past.EffectiveTo, until),
                    Version = recorded.Version,
                    LastEventOn = Later(past.LastEventOn, day)
                });
            if (past.EffectiveFrom < day)
                Rows.Insert(i, before with { KnownFrom = recorded.Position, EffectiveTo = Earlier(past.EffectiveTo, day) });
        }
    }

    static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;
}
