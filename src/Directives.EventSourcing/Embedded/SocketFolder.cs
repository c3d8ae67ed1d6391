using System.Security.Cryptography;
using System.Text;

namespace Directives.EventSourcing.Embedded;

/// <summary>The folder of the server's socket: mode 0700 and the server user's, or the host does not start.</summary>
static class SocketFolder
{
    // The kernel allows 107 bytes (103 on macOS) for the whole path; this leaves a little room.
    const int LongestSocketPath = 100;

    static string SocketName => $".s.PGSQL.{EmbeddedPostgres.Port}";

    /// <summary>The folder beside the data, or a short one when that path is too long for a socket.</summary>
    public static string For(DataFolder data)
    {
        var socket = Path.Combine(data.Socket, SocketName);
        // A comma or a colon would separate hosts and ports in a connection string.
        var usable = Encoding.UTF8.GetByteCount(socket) <= LongestSocketPath && socket.IndexOfAny([',', ':']) < 0;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(data.Root));

        // /tmp, not TMPDIR: that one can be long as well.
        return usable ? data.Socket : $"/tmp/directives-{Convert.ToHexStringLower(hash.AsSpan(0, 8))}";
    }

    /// <summary>Makes the folder or, when it is there, sees that it is ours alone.</summary>
    public static async Task Prepare(string folder, ServerUser user, CancellationToken ct)
    {
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        // In /tmp anybody can make a folder of that name first and so stand between the host and its server.
        var found = await OwnedFile.Look(folder, ct);
        var host = (await Command.Run("id", ["-u"], ct)).Output;

        if (found is not { IsPrivateFolder: true } || found.Value.Uid != user.Uid && found.Value.Uid != host)
        {
            throw new EmbeddedPostgresException(
                $"{folder} is to hold the server's socket, but it is not a private folder of this host " +
                $"(owner {found?.Uid}, mode {found?.Mode}). Find out who made it and remove it, or choose a shorter data folder.");
        }

        await user.Own(folder, ct);
    }

    /// <summary>
    /// Removes a dead server's socket and its lock, which misleads the next one as postmaster.pid does. The folder is
    /// private to one data folder, so without a server on that there is none on this.
    /// </summary>
    public static void Clear(string folder)
    {
        File.Delete(Path.Combine(folder, SocketName));
        File.Delete(Path.Combine(folder, SocketName + ".lock"));
    }

    /// <summary>Leaves nothing behind in /tmp; only after <see cref="Prepare"/>, which has seen that the folder is ours.</summary>
    public static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Clear(folder);
            Directory.Delete(folder);
        }
    }
}
