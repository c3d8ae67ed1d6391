using System.Diagnostics;
using FluentAssertions.Execution;

namespace Directives.Api.Tests.Administration;

/// <summary>One command of the real program, run to its end as a process of its own.</summary>
public sealed record CommandProcess(int ExitCode, string Output, string Errors)
{
    /// <summary>On the server of a connection string.</summary>
    public static Task<CommandProcess> On(string connectionString, params string[] args) => Run(("ConnectionStrings__Directives", connectionString), args);

    /// <summary>On the data folder of a PostgreSQL of its own.</summary>
    public static Task<CommandProcess> In(string folder, params string[] args) => Run(("Postgres__DataDirectory", folder), args);

    static async Task<CommandProcess> Run((string Name, string Value) database, string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Directives.Api.dll"), .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("ConnectionStrings__Directives");
        start.Environment[database.Name] = database.Value;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return new(process.ExitCode, await output, await errors);
    }

    /// <summary>It ended so, and said this: on standard output if it could be done, else on standard error and without a stack trace.</summary>
    public CommandProcess Should(int exitCode, params string[] said)
    {
        using var all = new AssertionScope();
        ExitCode.Should().Be(exitCode, "it said {0}{1}", Output, Errors);
        foreach (var words in said)
            (exitCode == 2 ? Errors : Output).Should().Contain(words);
        (Output + Errors).Should().NotContain("   at ");
        if (exitCode == 2)
            Output.Should().BeEmpty();
        return this;
    }
}
