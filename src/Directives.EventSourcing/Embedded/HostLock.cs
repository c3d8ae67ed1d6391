using System.Text;

namespace Directives.EventSourcing.Embedded;

/// <summary>
/// At most one host uses a data folder. The lock is the kernel's (flock), so it ends with the process that holds it,
/// however that process ends; the text in the file only says who that is.
/// </summary>
sealed class HostLock : IDisposable
{
    readonly FileStream file;

    HostLock(FileStream file) => this.file = file;

    public static async Task<HostLock> Take(string path, CancellationToken ct)
    {
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            file.SetLength(0);
            file.Write(Encoding.UTF8.GetBytes($"process {Environment.ProcessId} on {Environment.MachineName}\n"));
            file.Flush();
            return new HostLock(file);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new EmbeddedPostgresException(
                $"{path} belongs to another user. Start the host as the user who made it, or choose another data folder.", error);
        }
        catch (IOException error) when (error is not (DirectoryNotFoundException or FileNotFoundException))
        {
            // .NET would ask for a shared lock before reading; cat does not.
            var holder = await Command.Run("cat", [path], ct);
            throw new EmbeddedPostgresException(
                $"The data folder {Path.GetDirectoryName(path)} is in use by another host: {holder.Output}. " +
                "Stop that one, or give this one a data folder of its own.", error)
            {
                InUse = true
            };
        }
    }

    public void Dispose() => file.Dispose();
}
