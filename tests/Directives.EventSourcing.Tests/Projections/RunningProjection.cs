using Directives.EventSourcing.Projections;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Directives.EventSourcing.Tests.Projections;

/// <summary>A runner that follows a log until it is disposed of, as a node of its own.</summary>
public sealed class Running : IAsyncDisposable
{
    readonly CancellationTokenSource stop = new();
    readonly NpgsqlDataSource source;
    readonly Task run;

    Running(NpgsqlDataSource source, ProjectionRunner runner, EventStore store)
    {
        (this.source, Runner, Store) = (source, runner, store);
        run = Task.Run(() => runner.Run(stop.Token));
    }

    public ProjectionRunner Runner { get; }

    /// <summary>The runner's own: appends through it wake it at once.</summary>
    public EventStore Store { get; }

    /// <summary>Installs the read models and follows the log, over connections of this name.</summary>
    /// <param name="lights">The log.</param>
    /// <param name="projection">What to run.</param>
    /// <param name="options">How.</param>
    /// <param name="application">The name of its connections.</param>
    /// <param name="holder">Who it is to the lease; two that are the same both believe they hold it.</param>
    public static async Task<Running> Start(LightStore lights, Projection projection, ProjectionOptions? options = null, string application = "runner", Guid? holder = null)
    {
        var source = lights.Named(application);
        var store = new EventStore(source, new(typeof(LightEvent), typeof(OperationsEvent)));
        var runner = new ProjectionRunner(source, store, projection, NullLogger<ProjectionRunner>.Instance, options, lease: new(source, holder));
        await runner.Install(default);
        return new(source, runner, store);
    }

    /// <summary>Waits until the read model has seen a position.</summary>
    public async Task Reaches(long position) =>
        (await Runner.Position.WaitFor(position, TimeSpan.FromSeconds(30), default)).Should().BeTrue($"position {position} is reached; {Runner.Status}");

    public async Task<string> Halts()
    {
        await Eventually.True(() => Runner.Status.State is ProjectionState.Halted, "the projection halts");
        return Runner.Status.Reason!;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await run; // a runner that is stopped ends quietly
        await Store.DisposeAsync();
        await source.DisposeAsync();
        stop.Dispose();
    }
}

/// <summary>The tests' usual projection.</summary>
public static class RunningProjection
{
    public static readonly Projection Lights = new("lights", 1, [new StatementReadModel(new LightCounts())]);

    public static Task<Running> Start(LightStore lights, string application = "runner", ProjectionOptions? options = null, Guid? holder = null) =>
        Running.Start(lights, Lights, options, application, holder);

    /// <summary>Not installed, not running.</summary>
    public static ProjectionRunner Made(NpgsqlDataSource source) =>
        new(source, Store(source), Lights, NullLogger<ProjectionRunner>.Instance);

    public static EventStore Store(NpgsqlDataSource source) => new(source, new(typeof(LightEvent), typeof(OperationsEvent)));
}
