using System.Diagnostics;
using Directives.EventSourcing.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Directives.Testing;

/// <summary>
/// A real, empty PostgreSQL database of its own for a test class (as a class fixture) or a single test
/// (<see cref="Create"/>), dropped afterwards. It lies on the server of <c>ConnectionStrings__Directives</c> or, when
/// that is not set, on a throw-away server that the test process starts with its first database.
/// </summary>
public sealed class TemporaryDatabase : IAsyncLifetime, IAsyncDisposable
{
    readonly string name = $"directives_test_{Guid.NewGuid():n}";
    readonly Func<Task<string>> server;
    NpgsqlDataSource? source;

    public TemporaryDatabase() => server = () => TemporaryServer.ConnectionString.Value;

    TemporaryDatabase(string server) => this.server = () => Task.FromResult(server);

    public string ConnectionString { get; private set; } = "";

    public NpgsqlDataSource Source => source ?? throw new InvalidOperationException("The database is not created yet.");

    /// <summary>One on a server of the test's own.</summary>
    public static TemporaryDatabase On(string server) => new(server);

    public static async Task<TemporaryDatabase> Create()
    {
        var database = new TemporaryDatabase();
        await database.InitializeAsync();
        return database;
    }

    public async Task InitializeAsync()
    {
        var server = await this.server();
        await Execute(server, $"create database {name}");

        // Test classes run side by side and share the server's connections.
        ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 20 }.ConnectionString;
        source = NpgsqlDataSource.Create(ConnectionString);
    }

    public async Task DisposeAsync()
    {
        if (source is not null)
        {
            await source.DisposeAsync();
            await Execute(await server(), $"drop database if exists {name} with (force)");
        }
    }

    ValueTask IAsyncDisposable.DisposeAsync() => new(DisposeAsync());

    static async Task Execute(string server, string sql)
    {
        await using var connection = new NpgsqlConnection($"{server};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>The server the test databases lie on, started with the first of them.</summary>
file static class TemporaryServer
{
    // Waits for the end of its input, which is the end of the test process, then removes server and folder. A handler
    // in the process would not do: a test run kills its process about 100 ms after the last test.
    const string Janitor =
        """
        trap '' INT TERM HUP
        exec >/dev/null 2>&1
        cat
        kill -QUIT "$(head -n 1 "$1/cluster/postmaster.pid")"
        for _ in $(seq 100); do [ -e "$1/cluster/postmaster.pid" ] || break; sleep 0.1; done
        rm -rf "$1"
        """;

    public static Lazy<Task<string>> ConnectionString { get; } = new(Start);

    static async Task<string> Start()
    {
        if (Environment.GetEnvironmentVariable("ConnectionStrings__Directives") is { Length: > 0 } given)
        {
            return given;
        }

        var folder = Path.Combine(Path.GetTempPath(), $"directives-tests-{Guid.NewGuid():n}"[..26]);
        var janitor = Process.Start(new ProcessStartInfo("sh", ["-c", Janitor, "sh", folder]) { RedirectStandardInput = true });
        // If it were collected its input would close. Nobody writes to it.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => GC.KeepAlive(janitor);

        var options = new EmbeddedPostgresOptions(folder)
        {
            Database = "postgres",
            Durable = false,
            Settings = new Dictionary<string, string> { ["max_connections"] = "200", ["shared_buffers"] = "128MB" }
        };

        return (await EmbeddedPostgres.Start(options, NullLogger.Instance)).ConnectionString;
    }
}
