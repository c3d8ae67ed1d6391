using System.Diagnostics;
using System.Runtime.InteropServices;
using Directives.EventSourcing.Embedded;
using Directives.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Directives.EventSourcing.Tests.Embedded;

/// <summary>
/// A host in a process, and a process group, of its own, so that it can be killed. The process is this test assembly
/// again, entered through <see cref="Main"/>.
/// </summary>
sealed class HostProcess : IDisposable
{
    const string TemporaryDatabaseOnly = "--temporary-database";

    readonly Process shell;

    HostProcess(Process shell) => this.shell = shell;

    public int Id { get; private init; }

    /// <summary>The first thing the host said: where its database is.</summary>
    public string ConnectionString { get; private init; } = "";

    /// <summary>Starts a host on a folder and returns once its server runs.</summary>
    public static Task<HostProcess> Start(string folder) => Launch(folder);

    /// <summary>Starts a process that does what a test run does: it asks for a temporary database.</summary>
    public static Task<HostProcess> StartWithTemporaryDatabase() => Launch(TemporaryDatabaseOnly);

    /// <summary>The next line the host prints; null when it has ended.</summary>
    public Task<string?> Say() => shell.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1));

    public void Kill() => Signals.Send("KILL", Id);

    /// <summary>What a terminal does: the signal goes to every process of the group.</summary>
    public void PressCtrlC() => Signals.Send("INT", -Id);

    public void Dispose()
    {
        Signals.Send("KILL", Id);
        shell.WaitForExit();
        shell.Dispose();
    }

    public static async Task Main(string[] arguments)
    {
        if (arguments is [TemporaryDatabaseOnly])
        {
            Console.WriteLine((await TemporaryDatabase.Create()).ConnectionString);
            await Task.Delay(Timeout.Infinite);
        }

        var interrupted = new TaskCompletionSource();
        using var handler = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            signal.Cancel = true;
            interrupted.TrySetResult();
        });

        var options = TestServers.Options(arguments[0]) with { Durable = true };
        await using var postgres = await EmbeddedPostgres.Start(options, NullLogger.Instance);
        await using var connection = new NpgsqlConnection(postgres.ConnectionString);
        await connection.OpenAsync();
        Console.WriteLine(postgres.ConnectionString);

        await interrupted.Task;
        await using var drain = new NpgsqlCommand("select 'drained through the same connection'", connection);
        Console.WriteLine(await drain.ExecuteScalarAsync());
    }

    static async Task<HostProcess> Launch(string argument)
    {
        // bash gives a background job a process group of its own when job control is on.
        // A test run in the background ignores Ctrl+C, and its children would inherit that.
        string[] mindful = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT"] : [];
        var start = new ProcessStartInfo("bash", ["-c", "set -m; \"$@\" & echo $!; wait 2>/dev/null", "bash",
            .. mindful, "dotnet", "exec", typeof(HostProcess).Assembly.Location, argument])
        {
            RedirectStandardOutput = true
        };

        var shell = Process.Start(start)!;
        var id = int.Parse((await shell.StandardOutput.ReadLineAsync())!);
        var connectionString = await shell.StandardOutput.ReadLineAsync();
        connectionString.Should().NotBeNull("the host should have started");

        return new HostProcess(shell) { Id = id, ConnectionString = connectionString! };
    }
}
