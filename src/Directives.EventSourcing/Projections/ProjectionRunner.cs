using Microsoft.Extensions.Logging;
using Npgsql;

namespace Directives.EventSourcing.Projections;

/// <summary>
/// Keeps a projection up to date. Read models and position move in one transaction, and only from the position this
/// runner read: of two runners one wins, the other reads again, and no event is ever applied twice or left out.
/// An event that cannot be applied halts the projection where it is: a report that is behind is better than a wrong one.
/// </summary>
public sealed class ProjectionRunner(NpgsqlDataSource database, EventStore store, Projection projection, ILogger<ProjectionRunner> logger)
{
    const int Page = 500;
    static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    volatile ProjectionStatus status = new(projection.Name, 0, ProjectionState.Starting, null);

    /// <summary>How far the read models have come; wait on it to read your own writes.</summary>
    public PositionSignal Position { get; } = new();

    public ProjectionStatus Status => status with { Position = Position.Current };

    /// <summary>Creates the read models where they are missing, empty and at position 0.</summary>
    public async Task Install(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Execute("select pg_advisory_xact_lock(1163087186, -1)"); // one host at a time
        await using var exists = new NpgsqlCommand("select 1 from pg_namespace where nspname = $1", connection);
        exists.Add(projection.Schema);
        if (await exists.ExecuteScalarAsync(ct) is null)
        {
            await Execute($"create schema {projection.Schema}; set local search_path = {projection.Schema}");
            foreach (var model in projection.ReadModels)
                await Execute($"{model.Tables}\n{model.Indexes}");
            await using var position = new NpgsqlCommand(
                "insert into es.mt_event_progression (name, last_seq_id) values ($1, 0) on conflict (name) do update set last_seq_id = 0", connection);
            position.Add(projection.ProgressionName);
            await position.ExecuteNonQueryAsync(ct);
            logger.LogInformation("Created the read models {Schema}; they fill from the first event", projection.Schema);
        }

        await transaction.CommitAsync(ct);

        async Task Execute(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>Follows the log until cancelled. Lost connections are waited out; a halt is final until the next start.</summary>
    public async Task Run(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await Follow(ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (NpgsqlException e) when (ComesFromOutside(e))
            {
                status = status with { State = ProjectionState.Waiting, Reason = "The database does not answer." };
                logger.LogWarning("Projection {Name} waits for the database: {Reason}", projection.Name, e.Message);
                await Task.Delay(Pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception e)
            {
                status = status with { State = ProjectionState.Halted, Reason = $"Position {Position.Current + 1}: {e.Message}" };
                logger.LogCritical(e, "Projection {Name} halted before position {Position}", projection.Name, Position.Current + 1);
                return;
            }
        }
    }

    async Task Follow(CancellationToken ct)
    {
        var last = await Progress(ct);
        var limit = Page;
        Position.Restart(last); // lower than before if somebody set it back to fill the read models anew
        while (true)
        {
            Position.Advance(last);
            var reached = await Step(last, limit, ct);
            if (reached is null && limit > 1)
            {
                // Something on this page cannot be applied: go on in single steps, so that the halt is exact.
                limit = 1;
                continue;
            }

            status = status with { State = ProjectionState.Running, Reason = null };
            if (reached is { } moved && moved != last)
            {
                limit = Math.Min(limit * 2, Page); // back to whole pages once the trouble is passed
                if (moved < last)
                    Position.Restart(moved);
                last = moved; // onwards, or back to where somebody set the position to fill the read models anew
            }
            else
            {
                limit = Page;
                await store.Appended.WaitFor(last + 1, Poll, ct);
            }
        }
    }

    /// <summary>Applies the next page; returns the new position, or null when a page of several events failed.</summary>
    async Task<long?> Step(long last, int limit, CancellationToken ct)
    {
        try
        {
            var events = await store.ReadAll(last, limit, ct);
            if (events.Count == 0)
                return last;
            for (var i = 0; i < events.Count; i++)
                if (events[i].Position != last + 1 + i)
                    throw new InvalidOperationException($"The log has a hole: position {last + 1 + i} is missing. Verify the ledger before anything else.");
            return await Apply(last, events, ct) ? events[^1].Position : await Progress(ct);
        }
        catch (Exception e) when (limit > 1 && e is not OperationCanceledException && !(e is NpgsqlException fault && ComesFromOutside(fault)))
        {
            return null;
        }
    }

    /// <summary>Lost connections, shortages, shutdowns, time-outs: they pass, and say nothing of the event.</summary>
    static bool ComesFromOutside(NpgsqlException e) => e is not PostgresException { SqlState: var state } || state[..2] is "08" or "40" or "53" or "55" or "57" or "58" || state is "25P03";

    async Task<bool> Apply(long last, IReadOnlyList<RecordedEvent> events, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);

        // The fence comes first: it locks the row, so a second runner waits here and then finds itself behind.
        await using var fence = new NpgsqlCommand(
            "update es.mt_event_progression set last_seq_id = $1, last_updated = clock_timestamp() where name = $2 and last_seq_id = $3", connection);
        fence.Add(events[^1].Position, projection.ProgressionName, last);
        if (await fence.ExecuteNonQueryAsync(ct) == 0)
            return false;

        await using var path = new NpgsqlCommand($"set local search_path = {projection.Schema}", connection);
        await path.ExecuteNonQueryAsync(ct);
        foreach (var model in projection.ReadModels)
        {
            var writer = model.Write(connection, empty: false);
            await writer.Apply(events, ct);
            await writer.Complete(ct);
        }

        await transaction.CommitAsync(ct);
        return true;
    }

    async Task<long> Progress(CancellationToken ct)
    {
        await using var command = database.CreateCommand("select last_seq_id from es.mt_event_progression where name = $1");
        command.Add(projection.ProgressionName);
        return (long?)await command.ExecuteScalarAsync(ct)
            ?? throw new InvalidOperationException($"No position is kept for {projection.ProgressionName}; install the projection first.");
    }
}

/// <summary>Where a projection stands, for people and for health checks.</summary>
/// <param name="Name">The projection.</param>
/// <param name="Position">The last position its read models have seen.</param>
/// <param name="State">What it is doing.</param>
/// <param name="Reason">Why it is not running.</param>
public sealed record ProjectionStatus(string Name, long Position, ProjectionState State, string? Reason);

public enum ProjectionState { Starting, Running, Waiting, Halted }
