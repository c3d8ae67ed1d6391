using System.Collections.Concurrent;
using System.Diagnostics;
using Directives.EventSourcing.Embedded;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Directives.EventSourcing.Tests.Embedded;

/// <summary>A folder for one test's server, removed with whatever still runs on it.</summary>
sealed class TestFolder : IDisposable
{
    // On macOS /tmp is a link, and servers know their folders by the real path.
    static readonly string temporary = new DirectoryInfo("/tmp").ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? "/tmp";

    public string Path { get; } = System.IO.Path.Combine(temporary, $"directives-embedded-{Guid.NewGuid():n}"[..28]);

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        if (!Directory.Exists(Path))
        {
            return;
        }

        foreach (var file in Directory.GetFiles(Path, "postmaster.pid", SearchOption.AllDirectories))
        {
            if (TestServers.PostmasterIn(file) is { } pid)
            {
                Signals.Send("QUIT", pid);
                Eventually.IsTrue(() => !Signals.IsAlive(pid)).GetAwaiter().GetResult();
            }
        }

        Directory.Delete(Path, recursive: true);
    }
}

static class TestServers
{
    /// <summary>A throw-away server that is small and quick to start.</summary>
    public static EmbeddedPostgresOptions Options(string folder) => new(folder)
    {
        Durable = false,
        // Long enough for a busy machine, and short enough that waiting for a mistake to heal itself fails the test.
        StartTimeout = TimeSpan.FromSeconds(20),
        Settings = new Dictionary<string, string> { ["shared_buffers"] = "8MB", ["max_connections"] = "20" }
    };

    public static EmbeddedPostgresOptions With(this EmbeddedPostgresOptions options, string name, string value) =>
        options with { Settings = new Dictionary<string, string>(options.Settings) { [name] = value } };

    public static Task<EmbeddedPostgres> Start(string folder, ILogger? logger = null) =>
        EmbeddedPostgres.Start(Options(folder), logger ?? new RecordingLogger());

    /// <summary>Runs a statement on a connection of its own, as a client that has just come would.</summary>
    public static async Task<object?> Query(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection($"{connectionString};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public static Task<object?> Query(this EmbeddedPostgres postgres, string sql) => Query(postgres.ConnectionString, sql);

    /// <summary>The server's process, as its own pid file tells it.</summary>
    public static int? PostmasterOf(string folder) => PostmasterIn(Path.Combine(folder, "cluster", "postmaster.pid"));

    public static int? PostmasterIn(string file)
    {
        try
        {
            return int.TryParse(File.ReadLines(file).FirstOrDefault(), out var pid) && Signals.IsAlive(pid) ? pid : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}

static class Signals
{
    /// <summary>Signals a process or, as a negative number, a process group.</summary>
    public static void Send(string signal, int pid)
    {
        // The shell's own kill: the program of that name is not on every machine.
        using var kill = Process.Start(new ProcessStartInfo("bash", ["-c", $"kill -{signal} -- {pid}"]) { RedirectStandardError = true })!;
        kill.WaitForExit();
    }

    /// <summary>Dead also is what nobody has reaped yet.</summary>
    public static bool IsAlive(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited && !(OperatingSystem.IsLinux() && File.ReadAllText($"/proc/{pid}/cmdline").Length == 0);
        }
        catch (Exception gone) when (gone is ArgumentException or IOException)
        {
            return false;
        }
    }
}

static class Eventually
{
    public static Task IsTrue(Func<bool> condition) => IsTrue(() => Task.FromResult(condition()));

    /// <summary>Waits for a condition; a database that cannot be reached counts as not yet.</summary>
    public static Task IsTrue(Func<Task<bool>> condition) => Tests.Eventually.True(
        async () =>
        {
            try
            {
                return await condition();
            }
            catch (NpgsqlException)
            {
                return false;
            }
        },
        "it should have happened by now");
}

sealed class RecordingLogger : ILogger
{
    readonly ConcurrentQueue<(LogLevel Level, string Text)> entries = new();

    public IReadOnlyCollection<(LogLevel Level, string Text)> Entries => entries;

    public bool Has(LogLevel level) => entries.Any(entry => entry.Level == level);

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        entries.Enqueue((logLevel, formatter(state, exception)));
}
