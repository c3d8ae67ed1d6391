using Directives.EventSourcing.Leases;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Directives.EventSourcing.Projections;

/// <summary>
/// Makes the read models of a projection anew from the whole log, beside the live ones, and puts them in their place.
/// Readers and runners go on all the while, on every node. The new rows are compared with the live ones at one position;
/// when they differ nothing is changed unless the caller agreed. A rebuild that dies changes nothing either, and what it
/// left is removed by the next one.
/// </summary>
public sealed class Rebuild(
    NpgsqlDataSource database, EventStore store, Projection projection, Lease? lease = null, ProjectionOptions? options = null, ILogger? logger = null)
{
    static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20), Patience = TimeSpan.FromSeconds(10);

    readonly Lease lease = lease ?? new(database);
    readonly ProjectionOptions options = options ?? new();
    readonly ILogger logger = logger ?? Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;
    readonly Decisions decisions = new(store, projection);
    readonly string live = projection.Schema, fresh = $"{projection.Schema}_new", old = $"{projection.Schema}_old";
    readonly string progression = $"{projection.ProgressionName}:Rebuild";

    long reached;

    /// <summary>Runs to the end. An event that cannot be applied or read, and was not skipped by decision, is an exception.</summary>
    public async Task<RebuildResult> Run(RebuildOptions agreed, IProgress<RebuildProgress>? progress, CancellationToken ct)
    {
        await using var held = await KeptLease.Take(lease, progression, options.Lease, ct);
        return held is null ? new(RebuildOutcome.Busy) : await Run(agreed, progress, held.Work, ct);
    }

    async Task<RebuildResult> Run(RebuildOptions agreed, IProgress<RebuildProgress>? progress, CancellationToken work, CancellationToken ct)
    {
        try
        {
            await decisions.Refresh(work);
            await Prepare(work);
            await Fill(await store.Head(work), progress, work);
            var result = await Compare(agreed.AcceptDifference, work);
            if (result.Outcome is RebuildOutcome.Swapped)
                await Swap(agreed.Keep, work);
            else
                await Forget(work);
            logger.LogInformation("Rebuild of {Schema}: {Outcome} at position {Position}, {Differences} tables differ", live, result.Outcome, result.Position, result.Differences.Count);
            return result;
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new InvalidOperationException($"The rebuild of {live} lost its lease and was given up.", e);
        }
    }

    /// <summary>Removes what an earlier one left, and creates the tables.</summary>
    async Task Prepare(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteAtLeisure($"drop schema if exists {fresh} cascade; drop schema if exists {old} cascade", ct);
        await Progression.CreateTables(connection, projection, fresh, ct);
        await transaction.CommitAsync(ct);
    }

    async Task Fill(long target, IProgress<RebuildProgress>? progress, CancellationToken ct)
    {
        await new Filling(database, store, projection, options, logger).Run(fresh, target, decisions, progress, ct);

        await using var connection = await database.OpenConnectionAsync(ct);
        await using (var transaction = await connection.BeginTransactionAsync(ct))
        {
            await connection.Execute($"set local search_path = {fresh}", ct);
            await Progression.CreateIndexes(connection, projection, ct);
            await Progression.Set(connection, progression, target, ct);
            await transaction.CommitAsync(ct);
        }

        foreach (var table in await Digest.Tables(connection, fresh, ct))
            await connection.ExecuteAtLeisure($"vacuum (analyze) {fresh}.\"{table}\"", ct); // what an index knows need not be looked up then
        reached = target;
    }

    /// <summary>
    /// Both at one position, in one snapshot: the live one is held only while the snapshot is taken, and moves on while
    /// the rows are compared. From equal rows the same events make equal rows.
    /// </summary>
    async Task<RebuildResult> Compare(bool accept, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        await using (var hold = await Hold(ct))
        {
            if (hold is null or { First: true }) // too far behind, or nothing to compare with
                return new(hold is null && !accept ? RebuildOutcome.NotComparable : RebuildOutcome.Swapped, reached);
            await connection.Execute("select 1", ct);
        }

        var position = reached;
        var differences = await Digest.Compare(connection, live, fresh, ct);
        return new(differences is [] || accept ? RebuildOutcome.Swapped : RebuildOutcome.Differs, position, differences);
    }

    /// <summary>The live one, held where it stands with the new one at the same position; null when it does not get that far.</summary>
    async Task<Held?> Hold(CancellationToken ct)
    {
        var (stood, since) = (-1L, Environment.TickCount64);
        while (true)
        {
            var (position, halt) = await Progression.Of(database, projection, ct);
            if (position != stood)
                (stood, since) = (position, Environment.TickCount64);
            if (position > 0 && position < reached)
            {
                if (halt is not null || Environment.TickCount64 - since > Patience.TotalMilliseconds)
                    return null;
                await Task.Delay(Glance, ct);
                continue;
            }

            if (position - reached > options.Page)
            {
                await Follow(position, ct); // the long way without holding anybody up
                continue;
            }

            var held = await Held.Take(database, projection, ct);
            if (!held.First && held.Position < reached)
            {
                await held.DisposeAsync();
                continue;
            }

            await Follow(held.Position, ct);
            return held;
        }
    }

    async Task Follow(long to, CancellationToken ct)
    {
        await decisions.Refresh(ct);
        while (reached < to)
        {
            var page = await store.ReadPage(reached, (int)Math.Min(options.Page, to - reached), ct);
            Filling.Check(page, reached, decisions);
            if (!await Progression.Move(database, projection, progression, fresh, reached, page[^1].Position, [.. page.Where(e => !decisions.Skip(e.Position))], ct))
                throw new InvalidOperationException($"Somebody else works on {fresh}; this rebuild is given up.");
            reached = page[^1].Position;
        }
    }

    async Task Swap(bool keep, CancellationToken ct)
    {
        while (!await TrySwap(ct))
            await Task.Delay(Glance * 5, ct); // a long query reads the live ones: let others by

        if (!keep)
            await using (var connection = await database.OpenConnectionAsync(ct))
                await connection.ExecuteAtLeisure($"drop schema if exists {old} cascade", ct);
    }

    /// <summary>
    /// The tables are locked before the schemas change names, so a query sees the old ones or the new ones, never some of
    /// each. Whoever waits for a lock gives up long before anybody could take it for a deadlock.
    /// </summary>
    async Task<bool> TrySwap(CancellationToken ct)
    {
        // Without a hold the caller agreed to leave the live ones where they are stuck.
        await using var held = await Hold(ct) ?? await Held.Take(database, projection, ct);
        try
        {
            var tables = (await Digest.Tables(held.Connection, live, ct)).ConvertAll(table => $"{live}.\"{table}\"");
            await held.Connection.Execute("set local lock_timeout = '300ms'", ct);
            if (tables is not [])
                await held.Connection.Execute($"lock table {string.Join(", ", tables)} in access exclusive mode", ct);
            await held.Connection.Execute($"alter schema {live} rename to {old}; alter schema {fresh} rename to {live}", ct);
            await Progression.Set(held.Connection, projection.ProgressionName, reached, ct);
            await held.Connection.Execute("delete from es.mt_event_progression where name = $1", ct, progression);
            await held.Commit(ct);
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return false;
        }
    }

    async Task Forget(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await connection.Execute("delete from es.mt_event_progression where name = $1", ct, progression);
    }

    /// <summary>The row of the live position, locked: nobody moves the read models while it is held.</summary>
    sealed class Held(NpgsqlConnection connection, NpgsqlTransaction transaction, long position) : IAsyncDisposable
    {
        public NpgsqlConnection Connection => connection;

        public long Position => position;

        /// <summary>Nothing was ever projected.</summary>
        public bool First => position == 0;

        public static async Task<Held> Take(NpgsqlDataSource database, Projection projection, CancellationToken ct)
        {
            var connection = await database.OpenConnectionAsync(ct);
            var transaction = await connection.BeginTransactionAsync(ct);
            await using var command = new NpgsqlCommand("select last_seq_id from es.mt_event_progression where name = $1 for update", connection);
            command.Add(projection.ProgressionName);
            return new(connection, transaction, (long)(await command.ExecuteScalarAsync(ct))!);
        }

        public Task Commit(CancellationToken ct) => transaction.CommitAsync(ct);

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
