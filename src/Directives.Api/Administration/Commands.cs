using System.CommandLine;

namespace Directives.Api.Administration;

/// <summary>What the program does when its first argument is a command instead of serving.</summary>
static class Commands
{
    /// <summary>Every command there is, one line each.</summary>
    static RootCommand Root() => new("Follows government directives to their end. Without a command it serves the API; its arguments are then settings, such as --urls.")
    {
        Migrate.Command(),
        Rebuild.Command(),
        Verify.Command(),
        Status.Command()
    };

    /// <summary>Settings start with a dash or a slash or are written name=value; anything else, and a cry for help, is ours.</summary>
    public static bool Wanted(string[] args) =>
        args is [var first, ..] && (first is "--help" or "-h" or "-?" or "--version" || !(first.StartsWith('-') || first.StartsWith('/') || first.Contains('=')));

    /// <summary>Runs the command and returns the exit code of the process.</summary>
    public static async Task<int> Run(string[] args)
    {
        var root = Root();
        var parsed = root.Parse(args);
        if (parsed.Errors is [var error, ..])
        {
            var unknown = parsed.CommandResult.Command == root && parsed.UnmatchedTokens is [var name, ..]
                ? $"'{name}' is no command; there are {string.Join(", ", root.Subcommands.Select(command => command.Name))}."
                : error.Message;
            await Console.Error.WriteLineAsync($"{unknown} See --help.");
            return ExitCode.Impossible;
        }

        parsed.CommandResult.Command.Description += $" {ExitCode.Help}";
        // Long enough to stop a database of our own cleanly.
        return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
    }
}

/// <summary>How a command ended.</summary>
static class ExitCode
{
    public const int Good = 0, Wrong = 1, Impossible = 2;

    public const string Help = "Exit codes: 0 all is good, 1 something is wrong with the database's contents, 2 the command could not be done (bad arguments, no database).";
}
