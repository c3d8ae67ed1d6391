using Directives.EventSourcing.Projections;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Directives.EventSourcing.Tests.Projections;

/// <summary>
/// A read model that gives away every mistake of its runner: how often each event was applied, and how far each light
/// was when it was. Events on which it fails are marked by what they say.
/// </summary>
public sealed class LightCounts : IProjectedTable
{
    public const string FailsInSql = "fails in SQL";
    public const string FailsInCode = "fails in code";

    public string Tables =>
        """
        create table applied (position bigint primary key, times int not null);
        create table light (id uuid primary key, events int not null, level numeric not null);
        """;

    public void Project(RecordedEvent recorded, NpgsqlBatch sql)
    {
        sql.Add("insert into applied values ($1, 1) on conflict (position) do update set times = applied.times + 1", recorded.Position);
        if (recorded.Data is not Dimmed dimmed)
            return;
        if (dimmed.Reason == FailsInCode)
            throw new NotSupportedException(FailsInCode);
        sql.Add(
            "insert into light values ($1, 1, $2) on conflict (id) do update set events = light.events + 1, level = $2",
            recorded.Stream, dimmed.Level);
        if (dimmed.Reason == FailsInSql)
            sql.Add("select 1 / 0");
    }
}

/// <summary>A runner that follows a log until it is disposed of, and what its read model shows.</summary>
public sealed class RunningProjection : IAsyncDisposable
{
    public static readonly Projection Lights = new("lights", 1, [new StatementReadModel(new LightCounts())]);

    readonly CancellationTokenSource stop = new();
    readonly NpgsqlDataSource source;
    readonly Task run;

    RunningProjection(NpgsqlDataSource source, ProjectionRunner runner)
    {
        this.source = source;
        Runner = runner;
        run = Task.Run(() => runner.Run(stop.Token));
    }

    public ProjectionRunner Runner { get; }

    /// <summary>Installs the read model and follows the log, over connections of this name, as a node of its own.</summary>
    public static async Task<RunningProjection> Start(LightStore lights, string application = "runner", ProjectionOptions? options = null, Guid? holder = null)
    {
        var source = lights.Named(application);
        var runner = Made(source, options, holder);
        await runner.Install(default);
        return new(source, runner);
    }

    /// <summary>Not installed, not running.</summary>
    public static ProjectionRunner Made(NpgsqlDataSource source, ProjectionOptions? options = null, Guid? holder = null) =>
        new(source, Store(source), Lights, NullLogger<ProjectionRunner>.Instance, options, lease: new(source, holder));

    public static EventStore Store(NpgsqlDataSource source) => new(source, new(typeof(LightEvent), typeof(OperationsEvent)));

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
        await source.DisposeAsync();
        stop.Dispose();
    }
}
