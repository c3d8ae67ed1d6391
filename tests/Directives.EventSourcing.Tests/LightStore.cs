using Directives.EventSourcing.Projections;
using Directives.Testing;
using Npgsql;

namespace Directives.EventSourcing.Tests;

/// <summary>A store over a database of its own: a class fixture, or <see cref="Create"/> for a single test.</summary>
public sealed class LightStore : IAsyncLifetime, IAsyncDisposable
{
    readonly TemporaryDatabase database;

    public LightStore() : this(new()) { }

    LightStore(TemporaryDatabase database) => this.database = database;

    public EventStore Store { get; private set; } = null!;

    public NpgsqlDataSource Source => database.Source;

    public string ConnectionString => database.ConnectionString;

    public static Task<LightStore> Create() => Initialised(new());

    /// <summary>On a server of the test's own.</summary>
    public static Task<LightStore> CreateOn(string server) => Initialised(new(TemporaryDatabase.On(server)));

    static async Task<LightStore> Initialised(LightStore lights)
    {
        await lights.InitializeAsync();
        return lights;
    }

    public async Task InitializeAsync()
    {
        await database.InitializeAsync();
        await Migrations.Apply(Source, default);
        Store = new(Source, new(typeof(LightEvent), typeof(OperationsEvent)));
    }

    public async Task DisposeAsync()
    {
        await Store.DisposeAsync();
        await database.DisposeAsync();
    }

    ValueTask IAsyncDisposable.DisposeAsync() => new(DisposeAsync());

    /// <summary>A pool of its own to the same database, that can be told from the others by its name.</summary>
    public NpgsqlDataSource Named(string application, int connections = 5) => NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(database.ConnectionString) { ApplicationName = application, MaxPoolSize = connections }.ConnectionString);

    /// <summary>One and the same session, with whatever was left in it.</summary>
    public NpgsqlDataSource OneSession() => NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(database.ConnectionString) { MaxPoolSize = 1, NoResetOnClose = true }.ConnectionString);

    public async Task Execute(string sql, params object?[] values)
    {
        await using var command = Source.CreateCommand(sql);
        command.Add(values);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> Value<T>(string sql, params object?[] values) => (await Rows(row => row.GetFieldValue<T>(0), sql, values)).Single();

    public async Task<List<T>> Column<T>(string sql, params object?[] values) => await Rows(row => row.GetFieldValue<T>(0), sql, values);

    public async Task<List<T>> Rows<T>(Func<NpgsqlDataReader, T> read, string sql, params object?[] values)
    {
        await using var command = Source.CreateCommand(sql);
        command.Add(values);
        await using var row = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await row.ReadAsync())
            rows.Add(read(row));
        return rows;
    }

    /// <summary>What <c>es.verify</c> says now.</summary>
    public async Task<Verification> Verify() => (await Rows(Verification.Read, Verification.Sql)).Single();

    /// <summary>Everything the store has written, to see that something wrote nothing.</summary>
    public async Task<(long Events, long Batches, long Keys, long Versions)> Contents() => (await Rows(
        row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)),
        """
        select (select count(*) from es.mt_events), (select count(*) from es.ledger), (select count(*) from es.command),
               (select coalesce(sum(version), 0)::bigint from es.mt_streams)
        """)).Single();
}

/// <summary>The answer of <c>es.verify</c>.</summary>
public sealed record Verification(long Batches, long Events, long? FirstBad, long Stray)
{
    public const string Sql = "select batches, events, first_bad, stray from es.verify(1)";

    public static Verification Read(NpgsqlDataReader row) =>
        new(row.GetInt64(0), row.GetInt64(1), row.IsDBNull(2) ? null : row.GetInt64(2), row.GetInt64(3));
}

/// <summary>Waits for what must come true, however long a busy machine takes.</summary>
public static class Eventually
{
    public static async Task True(Func<Task<bool>> condition, string because)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await condition())
        {
            patience.IsCancellationRequested.Should().BeFalse(because);
            await Task.Delay(20);
        }
    }

    public static Task True(Func<bool> condition, string because) => True(() => Task.FromResult(condition()), because);
}
