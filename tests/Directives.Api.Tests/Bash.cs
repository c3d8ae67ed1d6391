using System.Diagnostics;
using System.Text;

namespace Directives.Api.Tests;

/// <summary>One shell for commands that know what the ones before them set.</summary>
sealed class Bash : IAsyncDisposable
{
    static readonly UTF8Encoding Utf8 = new(false);

    readonly Process process = Process.Start(new ProcessStartInfo("bash", ["--noprofile", "--norc", "-s"])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardInputEncoding = Utf8,
        StandardOutputEncoding = Utf8
    })!;

    /// <summary>What a command prints, on both ways.</summary>
    public async Task<string> Run(string command)
    {
        await process.StandardInput.WriteLineAsync($"{{ {command}\n}} 2>&1; printf '\\0'");
        await process.StandardInput.FlushAsync();

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var (printed, next) = (new StringBuilder(), new char[1]);
        while (await process.StandardOutput.ReadAsync(next, patience.Token) > 0 && next[0] is not '\0')
            printed.Append(next[0]);
        return printed.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        process.Dispose();
    }
}
