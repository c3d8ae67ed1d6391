using System.Collections.Concurrent;
using Directives.Testing;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Directives.EventSourcing.Tests;

/// <summary>
/// Every statement of the store finds its rows by an index. The writer's plans are made once, maybe on empty tables, and
/// kept as the tables grow: they must be right from the first. PostgreSQL tells the plans it used.
/// </summary>
public sealed class PlanTests : IAsyncLifetime
{
    readonly TemporaryDatabase database = new();
    readonly ConcurrentQueue<string> plans = [];
    NpgsqlDataSource explained = null!;
    EventStore store = null!;

    public async Task InitializeAsync()
    {
        await database.InitializeAsync();
        await Migrations.Apply(database.Source, default);
        var builder = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(database.ConnectionString)
        {
            Options = "-c session_preload_libraries=auto_explain -c auto_explain.log_min_duration=0 -c auto_explain.log_nested_statements=on -c client_min_messages=log"
        }.ConnectionString);
        builder.UseLoggerFactory(new Notices(plans));
        explained = builder.Build();
        store = new(explained, new(typeof(LightEvent)), new() { Calls = 1 });
    }

    public async Task DisposeAsync()
    {
        await store.DisposeAsync();
        await explained.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Appends_use_indexes_on_empty_tables_and_on_large_ones_with_the_plans_made_when_they_were_empty()
    {
        await Append();
        OnlyIndexes();

        await Fill(20_000);
        await Append();
        OnlyIndexes();
    }

    [Fact]
    public async Task Reads_use_indexes_on_large_tables()
    {
        await Fill(20_000);
        var some = (await store.ReadAll(10_000, 1, default))[0];
        plans.Clear();

        await store.ReadAll(10_000, 100, default);
        await store.ReadStream(some.Stream, default);
        await store.ReadStream(some.Stream, default, after: 0, knownAt: some.RecordedAt);
        await store.Head(default);
        await store.Position(some.RecordedAt, default);
        await store.Find(Lights.Key(Guid.NewGuid()), default);
        await store.Missing([some.Stream, Guid.NewGuid()], default, "light");

        OnlyIndexes();
    }

    /// <summary>Alone, in company, on one stream, after an event, and again: every path through the functions.</summary>
    async Task Append()
    {
        plans.Clear();
        var stream = Guid.CreateVersion7();
        var first = Lights.Append(stream, 0, new Dimmed(1)).With(Guid.NewGuid());
        var second = Lights.Append(stream, 1, new Dimmed(2)).With(Guid.NewGuid()) with { After = first.LastId };
        await store.Append(first, default);
        await store.Append(first, default);
        await store.Append(second, default);
        var batch = Enumerable.Range(0, 20).Select(_ => Lights.Append(Guid.CreateVersion7(), 0, new Dimmed(1), new Dimmed(2)).With(Guid.NewGuid())).ToList();

        await using (var held = await database.Source.OpenConnectionAsync())
        {
            // Whatever comes while the first call waits goes together with the second.
            await Run(held, "select pg_advisory_lock(1163087186, 1)");
            var appends = batch.Append(first).Append(Lights.Dim(stream, 3)).Append(Lights.Dim(stream, 4)).Select(append => store.Append(append, default)).ToList();
            await Run(held, "select pg_advisory_unlock(1163087186, 1)");
            await Task.WhenAll(appends);
        }

        plans.Should().Contain(plan => plan.Contains("insert into mt_events", StringComparison.Ordinal), "the functions' own statements are told");
    }

    void OnlyIndexes()
    {
        plans.Should().NotBeEmpty();
        foreach (var plan in plans)
            plan.Should().NotMatchRegex("Seq Scan on (es\\.)?(mt_|command|ledger)", "a scan of the whole table grows with it");
    }

    async Task Fill(int streams)
    {
        await using var plain = new EventStore(database.Source, new(typeof(LightEvent)));
        foreach (var part in Enumerable.Range(0, streams).Chunk(100))
            await plain.Append([.. part.Select(i => Lights.Append(Guid.CreateVersion7(), 0, new Dimmed(i % 100)).With(Guid.NewGuid()))], default);
        await using var connection = await database.Source.OpenConnectionAsync();
        await Run(connection, "analyze");
    }

    static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>What PostgreSQL tells its client, as Npgsql logs it.</summary>
    sealed class Notices(ConcurrentQueue<string> received) : ILoggerFactory, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) { }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (formatter(state, exception) is var text && text.Contains("Query Text:", StringComparison.Ordinal))
                received.Enqueue(text);
        }

        public void Dispose() { }
    }
}
