using Directives.Domain;
using Directives.Domain.Performing;
using Directives.EventSourcing;

namespace Directives.Api.Assigning;

/// <summary>What is believed of one assignment: rows that cover its days without gap or overlap, in order.</summary>
/// <param name="outdated">Where goes what is no longer believed, and what was heard.</param>
sealed class AssignmentDays(Outdated outdated)
{
    List<StandingRow>? standings;

    public List<AssignmentRow> Rows { get; } = [];

    /// <summary>The same as reports see it; of what was recalled and has not changed for them, nothing.</summary>
    public IReadOnlyList<StandingRow> Standings => standings ?? [];

    public void Begin(AssignmentRow row)
    {
        Rows.Add(row);
        standings = [StandingRow.Of(row, row.KnownFrom)];
        outdated.Heard.Add(new(row.EffectiveFrom, row.Assigned, row.KnownFrom, Reported: false));
    }

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
            Change(recorded, day, verified, row => AssignmentChanges.Completed(row, day, recorded.RecordedAt));
        else
            Change(recorded, verified, day, row => row.Work is Lifecycle.Completed ? row with { Work = row.Otherwise, DoneOn = null } : row);
        Change(recorded, verified, row => row.Work is Lifecycle.Completed ? row with { DoneOn = day } : row);
    }

    void Change(RecordedEvent recorded, DateOnly day, DateOnly until, Func<AssignmentRow, AssignmentRow> from, Func<AssignmentRow, AssignmentRow>? earlier = null)
    {
        Hear(recorded, day);
        standings ??= StandingRow.Of(Rows, 0);
        var asBefore = true;
        for (var i = Rows.Count - 1; i >= 0; i--)
        {
            var past = Rows[i];
            var before = earlier is null ? past : earlier(past);
            if (past.EffectiveFrom >= until || (past.EffectiveTo <= day && before == past))
                continue;

            if (past.KnownFrom < recorded.Position)
                outdated.Rows.Add((past, recorded.Position));
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
            asBefore &= past.EffectiveTo <= day || StandingRow.Same(past, Rows[i]);
            if (past.EffectiveFrom < day)
                Rows.Insert(i, before with { KnownFrom = recorded.Position, EffectiveTo = Earlier(past.EffectiveTo, day) });
            asBefore &= before == past || StandingRow.Same(past, Rows[i]);
        }

        if (!asBefore)
            Restand(recorded.Position);
    }

    /// <summary>What reports see otherwise from a position on.</summary>
    void Restand(long position)
    {
        var now = StandingRow.Of(Rows, position);
        foreach (var old in standings!)
            if (now.FindIndex(next => next with { KnownFrom = old.KnownFrom } == old) is >= 0 and var same)
                now[same] = old;
            else if (old.KnownFrom < position)
                outdated.Standings.Add((old, position));
        standings = now;
    }

    /// <summary>A correction speaks of every day, and nothing is heard by it.</summary>
    void Hear(RecordedEvent recorded, DateOnly day)
    {
        var on = Later(day, Rows[0].EffectiveFrom);
        var reported = recorded.Data is DirectiveEvent e && AssignmentChanges.IsReport(e);
        if (day > DateOnly.MinValue && (reported || Rows.FindLast(row => row.EffectiveFrom <= on)!.LastEventOn < on))
            outdated.Heard.Add(new(on, Rows[0].Assigned, recorded.Position, reported));
    }

    static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;
}

/// <summary>What came of events besides what is believed by now; whoever writes it down empties it.</summary>
sealed class Outdated
{
    /// <summary>What is no longer believed, and from which position on.</summary>
    public List<(AssignmentRow Row, long KnownTo)> Rows { get; } = [];

    public List<(StandingRow Row, long KnownTo)> Standings { get; } = [];

    /// <summary>Days something was heard of.</summary>
    public List<Heard> Heard { get; } = [];

    public void Clear()
    {
        Rows.Clear();
        Standings.Clear();
        Heard.Clear();
    }
}
