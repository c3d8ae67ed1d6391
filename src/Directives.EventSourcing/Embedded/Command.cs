using System.ComponentModel;
using System.Diagnostics;

namespace Directives.EventSourcing.Embedded;

readonly record struct CommandResult(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;
}

/// <summary>Runs the machine's small tools and PostgreSQL's own, and finds them.</summary>
static class Command
{
    // The host's environment may hold secrets, and PG* variables would change what the tools do.
    static readonly string[] passedOn = ["PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"];

    /// <summary>Runs a program to its end; a cancelled one is killed with its children.</summary>
    public static async Task<CommandResult> Run(string file, IEnumerable<string> arguments, CancellationToken ct)
    {
        using var process = Start(file, arguments);
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var errors = process.StandardError.ReadToEndAsync(ct);

        try
        {
            await process.WaitForExitAsync(ct);
            return new CommandResult(process.ExitCode, (await output + await errors).Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>The folders of PATH, and those an unprivileged PATH leaves out.</summary>
    public static IEnumerable<string> SearchPath() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .Concat(["/usr/bin", "/bin", "/usr/sbin", "/sbin"])
            .Distinct();

    public static string? Find(string name) =>
        SearchPath().Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    static Process Start(string file, IEnumerable<string> arguments)
    {
        // Not the host's working directory: the server's user may be unable to enter it.
        var start = new ProcessStartInfo(Find(file) ?? file, arguments)
        {
            WorkingDirectory = "/",
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };

        start.Environment.Clear();
        foreach (var name in passedOn)
        {
            start.Environment[name] = Environment.GetEnvironmentVariable(name);
        }

        // Messages are read by this program as well as by people.
        start.Environment["LC_ALL"] = "C";

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new EmbeddedPostgresException($"{file} cannot be run: {error.Message}. Install it or add it to PATH.", error);
        }
    }
}
