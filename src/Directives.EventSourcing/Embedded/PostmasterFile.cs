using System.Diagnostics;

namespace Directives.EventSourcing.Embedded;

/// <summary>
/// Reads <c>postmaster.pid</c> with suspicion: after a crash or in a fresh container its number may belong to any
/// process, which must be neither stopped nor mistaken for the server.
/// </summary>
static class PostmasterFile
{
    /// <summary>The process id of the server that runs on this cluster, or null.</summary>
    public static int? LiveProcess(string cluster) =>
        ReadProcessId(cluster) is { } pid && CommandLine(pid) is { } command && IsServerOf(cluster, command) ? pid : null;

    /// <summary>
    /// Removes the file of a dead server whose number is still in use: by an unrelated process, or by the dead server
    /// itself where nobody reaps it, as in a container without an init. PostgreSQL would take either for a server and
    /// refuse to start. The caller holds the folder's lock; orphaned backends still keep a new server from starting,
    /// for PostgreSQL finds their shared memory without this file.
    /// </summary>
    public static void RemoveIfMisleading(string cluster)
    {
        if (ReadProcessId(cluster) is { } pid && CommandLine(pid) is { } command && !IsServerOf(cluster, command))
        {
            File.Delete(PathIn(cluster));
        }
    }

    static string PathIn(string cluster) => Path.Combine(cluster, "postmaster.pid");

    static int? ReadProcessId(string cluster)
    {
        try
        {
            return int.TryParse(File.ReadLines(PathIn(cluster)).FirstOrDefault(), out var pid) ? pid : null;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    static bool IsServerOf(string cluster, string commandLine) =>
        commandLine.Contains("postgres", StringComparison.Ordinal) && commandLine.Contains(cluster, StringComparison.Ordinal);

    /// <summary>How the process was started: empty when it is dead but not reaped, null when there is no such process.</summary>
    static string? CommandLine(int pid)
    {
        if (OperatingSystem.IsLinux())
        {
            try
            {
                return File.ReadAllText($"/proc/{pid}/cmdline").Replace('\0', ' ');
            }
            catch (Exception error) when (error is UnauthorizedAccessException || !Directory.Exists($"/proc/{pid}"))
            {
                return null;
            }
        }

        using var ps = Process.Start(new ProcessStartInfo("ps", ["-p", $"{pid}", "-o", "args="]) { RedirectStandardOutput = true })!;
        return ps.StandardOutput.ReadToEnd() is { Length: > 0 } command ? command : null;
    }
}
