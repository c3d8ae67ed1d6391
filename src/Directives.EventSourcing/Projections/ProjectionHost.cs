using Directives.EventSourcing.Leases;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Directives.EventSourcing.Projections;

/// <summary>The projections of a node: one lease holder, one ear for the other nodes.</summary>
public sealed class ProjectionHost
{
    readonly NpgsqlDataSource database;
    readonly EventStore store;
    readonly ProjectionOptions options;
    readonly ILoggerFactory logs;
    readonly Lease lease;

    public ProjectionHost(NpgsqlDataSource database, EventStore store, IEnumerable<Projection> projections, ILoggerFactory logs, ProjectionOptions? options = null)
    {
        (this.database, this.store, this.logs, this.options, lease) = (database, store, logs, options ?? new(), new(database));
        Runners = [.. projections.Select(projection => new ProjectionRunner(database, store, projection, logs.CreateLogger<ProjectionRunner>(), this.options, lease))];
    }

    public IReadOnlyList<ProjectionRunner> Runners { get; }

    /// <summary>The runner of a projection; null when there is none of this name.</summary>
    public ProjectionRunner? Find(string projection) => Runners.FirstOrDefault(runner => runner.Projection.Name == projection);

    /// <summary>Creates the read models that are missing.</summary>
    public async Task Install(CancellationToken ct)
    {
        foreach (var runner in Runners)
            await runner.Install(ct);
    }

    /// <summary>Runs all of them until cancelled.</summary>
    public Task Run(CancellationToken ct)
    {
        var tasks = Runners.Select(runner => Task.Run(() => runner.Run(ct), default)).ToList();
        if (options.Notice is { } interval)
        {
            var notifier = new Notifier(database, store, interval);
            tasks.Add(notifier.Run(ct));
            tasks.Add(new Listener(database, store, notifier, logs.CreateLogger<ProjectionHost>()).Run(ct));
        }

        return Task.WhenAll(tasks);
    }

    /// <summary>
    /// Makes the read models of a projection anew and puts them in the place of the live ones, if there are any. Needs no
    /// running host; what runs, here or on other nodes, goes on.
    /// </summary>
    public async Task<RebuildResult> Rebuild(ProjectionRunner runner, RebuildOptions agreed, IProgress<RebuildProgress>? progress, CancellationToken ct)
    {
        try
        {
            await runner.Install(ct);
            // A lease of its own: of two rebuilds on one node, too, only one may run.
            return await new Rebuild(database, store, runner.Projection, new(database), options, logs.CreateLogger<Rebuild>())
                .Run(agreed, new ShownProgress(runner, progress), ct);
        }
        finally
        {
            runner.Rebuilding = null;
        }
    }

    /// <summary>
    /// Records what is to become of the event a projection halted at; whichever node runs it obeys. Null when it is not
    /// halted there. Repeating the key gives the first answer.
    /// </summary>
    public async Task<AppendResult?> Decide(OperationsEvent decision, EventMetadata by, IdempotencyKey key, CancellationToken ct)
    {
        if (await store.Find(key, ct) is { } known)
            return known;
        return Find(decision.Projection)?.Projection is { } projection && projection.Version == decision.Version && (await Stands(projection, ct)).Halt?.Position == decision.Position
            ? await store.Append(new Append(OperationsEvent.Stream, OperationsEvent.StreamType, null, [decision], by, key), ct)
            : null;
    }

    /// <summary>Where the database says a projection stands, whichever node runs it.</summary>
    public Task<Progression> Stands(Projection projection, CancellationToken ct) => Progression.Of(database, projection, ct);

    /// <summary>The last decisions about a projection, newest first.</summary>
    public async Task<IReadOnlyList<RecordedEvent>> Decided(Projection projection, int limit, CancellationToken ct) =>
        [.. (await store.ReadStream(OperationsEvent.Stream, ct)).Where(e => e.Data is OperationsEvent decision && decision.Concerns(projection)).Reverse().Take(limit)];

    /// <summary>Which node runs a projection, by the holder of its lease; null when none does.</summary>
    public async Task<Guid?> RunBy(Projection projection, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select holder from es.lease where name = $1 and until >= clock_timestamp()");
        command.Add(projection.ProgressionName);
        return (Guid?)await command.ExecuteScalarAsync(ct);
    }
}
