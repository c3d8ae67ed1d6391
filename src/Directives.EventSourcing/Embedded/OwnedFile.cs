namespace Directives.EventSourcing.Embedded;

/// <summary>Owner and mode of a file, never following a link. .NET tells the mode but not the owner.</summary>
readonly record struct OwnedFile(string Mode, string Uid)
{
    public bool IsPrivateFolder => Mode.StartsWith("drwx------", StringComparison.Ordinal);

    public static async Task<OwnedFile?> Look(string path, CancellationToken ct)
    {
        // 'stat' has different flags on Linux and macOS; 'ls -ldn' is the same everywhere.
        var answer = await Command.Run("ls", ["-ldn", "--", path], ct);
        var columns = answer.Output.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return answer.Succeeded ? new OwnedFile(columns[0], columns[2]) : null;
    }
}
