using Directives.Domain;
using Directives.EventSourcing;
using Directives.EventSourcing.Projections;
using Npgsql;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Api.Assigning;

/// <summary>
/// Reads what a page is about, lets <see cref="AssignmentHistory"/> take in the events, and writes what came of it: a row
/// that was opened and closed in between is written once. Into empty tables it reads nothing and remembers everything.
/// </summary>
sealed class AssignmentWriter(NpgsqlConnection connection, bool empty) : IReadModelWriter
{
    const int Chunk = 2_000;

    readonly AssignmentHistory history = new();
    readonly Dictionary<Stand, long> stands = [];
    long first;

    public async Task Apply(IReadOnlyList<RecordedEvent> events, CancellationToken ct)
    {
        if (first == 0 && events.Count > 0)
            first = events[0].Position;
        if (!empty)
            await Recall(events, ct);
        foreach (var recorded in events)
            history.Apply(recorded);
        if (empty && history.Outdated.Rows.Count + history.Outdated.Heard.Count >= Chunk)
        {
            await AssignmentColumns.Copy(connection, history.Outdated.Rows, ct);
            await StandingTable.Write(connection, history.Outdated.Standings, history.Outdated.Heard, stands, ct);
            history.Outdated.Clear();
        }
    }

    public async Task Complete(CancellationToken ct)
    {
        var outdated = history.Outdated;
        await AssignmentColumns.Copy(connection, outdated.Rows, ct);
        await Follow(ct);
        await StandingTable.Close(connection, outdated.Standings.FindAll(closed => closed.Row.KnownFrom < first), ct);
        await StandingTable.Write(
            connection,
            [
                .. outdated.Standings.Where(closed => closed.Row.KnownFrom >= first),
                .. history.Standings.Where(row => row.KnownFrom >= first).Select(row => (row, AssignmentTable.Open))
            ],
            outdated.Heard, stands, ct);
    }

    /// <summary>
    /// What was believed before this page of the assignments that it names or whose task it changes, and the facts of the
    /// tasks it assigns. The table of tasks must not have been shown this page yet.
    /// </summary>
    async Task Recall(IReadOnlyList<RecordedEvent> events, CancellationToken ct)
    {
        HashSet<Guid> assignments = [], directives = [], changed = [], assigned = [], ended = [];
        foreach (var recorded in events)
            _ = recorded.Data switch
            {
                TaskAssigned e => assigned.Add(e.Task.Value),
                AssignmentFellOverdue or TaskIdentified => false,
                IAssignmentEvent e => assignments.Add(e.Assignment.Value),
                ITaskEvent e => changed.Add(e.Task.Value) | directives.Add(recorded.Stream),
                DirectiveSuperseded => ended.Add(recorded.Stream),
                RecordCorrected { Correction: IAssignmentEvent c } => assignments.Add(c.Assignment.Value),
                RecordCorrected { Correction: ITaskEvent c } => changed.Add(c.Task.Value) | directives.Add(recorded.Stream),
                _ => false
            };
        if (assignments.Count + changed.Count + assigned.Count + ended.Count == 0)
            return;

        await using var batch = new NpgsqlBatch(connection);
        batch.Add(
            $"""
            select {AssignmentRow.Columns} from assignment
            where known_to = {AssignmentTable.Open} and (id = any($1) or directive_id = any($2) and task_id = any($3) or directive_id = any($4))
            order by id, effective_from
            """,
            assignments.ToArray(), directives.ToArray(), changed.ToArray(), ended.ToArray());
        batch.Add($"select id, {TaskFacts.Columns} from task where id = any($1)", assigned.ToArray());
        await using var row = await batch.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            history.Recall(AssignmentRow.Read(row));
        await row.NextResultAsync(ct);
        while (await row.ReadAsync(ct))
            history.Recall(row.GetGuid(0), TaskFacts.Read(row, 1));
    }

    /// <summary>Whatever is no longer believed of the days from one on is followed by what is believed of them now: days are split, and never put together.</summary>
    async Task Follow(CancellationToken ct)
    {
        var stored = history.Outdated.Rows.Where(closed => closed.Row.KnownFrom < first).Select(closed => (closed.Row.Assigned.Id, closed.Row.EffectiveFrom)).ToHashSet();
        var next = history.Open.Where(row => row.KnownFrom >= first).ToLookup(row => stored.Contains((row.Assigned.Id, row.EffectiveFrom)));
        await AssignmentColumns.Replace(connection, [.. next[true]], ct);
        await AssignmentColumns.Copy(connection, next[false].Select(row => (row, AssignmentTable.Open)), ct);
    }
}
