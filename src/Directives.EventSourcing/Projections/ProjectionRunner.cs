using Directives.EventSourcing.Leases;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Directives.EventSourcing.Projections;

/// <summary>
/// Keeps a projection up to date, on the one of several nodes that holds its lease; on the others it follows the position.
/// Read models and position move in one transaction, and only from the position this runner read: of two runners that
/// both believe they hold the lease one wins, the other reads again, and no event is ever applied twice or left out.
/// An event that cannot be applied halts the projection where it is, until somebody decides to try it again or to skip
/// it: a report that is behind is better than a wrong one.
/// </summary>
public sealed class ProjectionRunner(
    NpgsqlDataSource database, EventStore store, Projection projection, ILogger<ProjectionRunner> logger,
    ProjectionOptions? options = null, Lease? lease = null)
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1), FirstLook = TimeSpan.FromMilliseconds(10);

    readonly ProjectionOptions options = options ?? new();
    readonly Tenure tenure = new(lease ?? new(database), projection.ProgressionName, (options ?? new()).Lease, logger);
    readonly Decisions decisions = new(store, projection);
    readonly Pace pace = new();
    volatile ProjectionStatus status = new(projection.Name, 0, ProjectionState.Starting, null);

    bool fill = true;
    long last, limit;
    bool stale = true; // what we know of the projection may not be what the database knows
    Halt? halt;
    bool halted; // it is written down that the next event cannot be applied
    TimeSpan look = FirstLook;

    public Projection Projection => projection;

    /// <summary>How far the read models have come; wait on it to read your own writes.</summary>
    public PositionSignal Position { get; } = new();

    public ProjectionStatus Status => status with { Position = Position.Current };

    public double EventsPerSecond => pace.PerSecond;

    /// <summary>How far this node's filling or rebuild of the projection has come, while there is one.</summary>
    public RebuildProgress? Rebuilding { get; internal set; }

    /// <summary>Creates the read models where they are missing, empty and at position 0.</summary>
    public async Task Install(CancellationToken ct)
    {
        if (await Progression.Install(database, projection, ct))
            logger.LogInformation("Created the read models {Schema}; they fill from the first event", projection.Schema);
    }

    /// <summary>Follows the log until cancelled. Lost connections are waited out, and so are halts.</summary>
    public async Task Run(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await (await tenure.Hold(ct) ? Advance(ct) : Watch(ct));
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
            }
            catch (Exception e)
            {
                stale = true;
                tenure.Doubt();
                status = Passes(e)
                    ? status with { State = ProjectionState.Waiting, Reason = "The database does not answer." }
                    : status with { State = ProjectionState.Halted, Reason = e.Message };
                logger.LogWarning(e, "Projection {Name} waits: {Reason}", projection.Name, e.Message);
                await Task.Delay(Pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await tenure.LetGo();
    }

    /// <summary>Another node keeps the read models; this one has to know how far they are.</summary>
    async Task Watch(CancellationToken ct)
    {
        stale = true;
        var before = Position.Current;
        await Load(ct);
        Show();
        if (Position.Current != before)
            look = FirstLook;
        if (store.Appended.Current <= Position.Current)
            await Wait(Position.Current, ct);
        else
            await Task.Delay(look = Shorter(look * 2, options.Poll), ct);
    }

    /// <summary>The next page, or waiting for it.</summary>
    async Task Advance(CancellationToken ct)
    {
        if (stale)
        {
            await Load(ct);
            await decisions.Refresh(ct);
            (halted, halt, limit, stale) = (halt is not null, null, options.Page, false); // whoever takes over tries again
        }

        if (halt is not null && !await decisions.Refresh(ct, halt.Position))
        {
            await Task.Delay(FirstLook, ct);
            await Wait(store.Appended.Current, ct);
            return;
        }

        if (last == 0 && fill && await Fill(ct))
            return;
        var known = store.Appended.Current;
        var page = await store.Log.Read(last, options.Page, ct);
        if (page.Count > 0)
        {
            await Apply(page, ct);
            if (page.Count < options.Page / 4)
                await Position.Rest(options.Gather, ct);
        }
        else
        {
            Show();
            await Wait(Math.Max(last, known), ct);
        }
    }

    async Task Load(CancellationToken ct)
    {
        (last, halt) = await Progression.Of(database, projection, ct);
        Reach(last);
    }

    void Reach(long position)
    {
        Position.Restart(position); // lower than before if somebody set it back to fill the read models anew
        Position.Advance(position);
        pace.Mark(position);
    }

    void Show() => status = status with
    {
        State = halt is null ? ProjectionState.Running : ProjectionState.Halted,
        Reason = halt is null ? null : $"Position {halt.Position}: {halt.Reason}"
    };

    /// <summary>Until the log grows beyond a position, or it is time to look anyway.</summary>
    async Task Wait(long position, CancellationToken ct) =>
        await store.Appended.WaitFor(position + 1, Shorter(options.Poll, tenure.Left), ct);

    /// <summary>Fills read models that have everything before them as in a rebuild; true when another look is needed after it.</summary>
    async Task<bool> Fill(CancellationToken ct)
    {
        fill = false;
        if (await store.Head(ct) < options.FillFrom)
            return false;
        status = status with { State = ProjectionState.Filling, Reason = null };
        try
        {
            var result = await new Rebuild(database, store, projection, tenure.Lease, options, logger)
                .Run(new(), new ShownProgress(this), ct);
            if (result.Outcome is RebuildOutcome.Busy)
            {
                fill = true;
                await Task.Delay(Shorter(options.Poll, Pause), ct);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException && !Passes(e))
        {
            logger.LogWarning(e, "Projection {Name} cannot be filled at once and is filled page by page: {Reason}", projection.Name, e.Message);
        }
        finally
        {
            Rebuilding = null;
        }

        return stale = true;
    }

    async Task Apply(IReadOnlyList<RecordedEvent> page, CancellationToken ct)
    {
        if (page[0].Position != last + 1)
        {
            await Stop($"The log has a hole: position {last + 1} is missing. Verify the ledger before anything else.", null, ct);
            return;
        }

        var count = 0;
        while (count < Math.Min(limit, page.Count) && page[count].Position == last + 1 + count && !Unreadable(page[count]))
            count++;
        if (count == 0)
        {
            await Stop(((UnreadableEventException)page[0].Data).Message, null, ct);
            return;
        }

        bool moved;
        try
        {
            var events = page.Take(count).Where(e => !decisions.Skip(e.Position)).ToList();
            moved = await Progression.Move(database, projection, projection.ProgressionName, projection.Schema, last, last + count, events, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException && !Passes(e))
        {
            if (count > 1)
                limit = 1; // something on this page cannot be applied: go on in single steps, so that the halt is exact
            else
                await Stop(e.Message, e, ct);
            return;
        }

        if (!moved)
        {
            stale = true; // another runner was faster, or somebody set the position
            return;
        }

        last += count;
        limit = Math.Min(limit * 2, options.Page); // back to whole pages once the trouble is passed
        if (halted)
            await Halt.Clear(database, projection, last, ct);
        (halted, halt) = (false, null);
        Reach(last);
        Show();
    }

    bool Unreadable(RecordedEvent recorded) => recorded.Data is UnreadableEventException && !decisions.Skip(recorded.Position);

    /// <summary>Halts before the next event, unless it has been decided about meanwhile or is no longer the next.</summary>
    async Task Stop(string reason, Exception? cause, CancellationToken ct)
    {
        if (halt is null && await decisions.Refresh(ct, last + 1))
            return;
        halt = await Halt.Record(database, projection, last + 1, reason, ct);
        (halted, stale) = (halt is not null, halt is null);
        if (halt is null)
            return;
        Show();
        logger.LogCritical(cause, "Projection {Name} halted before position {Position}: {Reason}", projection.Name, halt.Position, reason);
    }

    /// <summary>Lost connections, shortages, shutdowns, time-outs: they pass, and say nothing of the event.</summary>
    static bool Passes(Exception fault) => fault is NpgsqlException e && (e is not PostgresException { SqlState: var state } || state[..2] is "08" or "40" or "53" or "55" or "57" or "58" || state is "25P03");

    static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
