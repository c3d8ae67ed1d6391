namespace Directives.EventSourcing.Embedded;

/// <summary>
/// The layout of a data folder. The folder itself stays the host's; only what the server writes is given to the
/// server's user. Nothing is ever deleted but a cluster that was never finished.
/// </summary>
sealed class DataFolder(string path)
{
    const string Unfinished = "unfinished-cluster-";
    const int KeptLogBytes = 10 * 1024 * 1024;

    // A server is recognised by this path, so it must be the same by whichever link the folder was reached.
    public string Root { get; } = Resolve(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
    public string Cluster => Path.Combine(Root, "cluster");
    public string Socket => Path.Combine(Root, "socket");
    public string Lock => Path.Combine(Root, "host.lock");
    public string Log => Path.Combine(Root, "postgres.log");

    string VersionFile => Path.Combine(Cluster, "PG_VERSION");

    /// <summary>The PostgreSQL that made the cluster, or null when there is none yet.</summary>
    public int? MajorVersion => File.Exists(VersionFile) ? int.Parse(File.ReadAllText(VersionFile)) : null;

    /// <summary>Refuses a folder that holds anything not put there by a host of this kind.</summary>
    public void EnsureOurs()
    {
        // pg_ctl puts the path into a shell command between double quotes.
        if (Root.IndexOfAny(['"', '$', '`', '\\', '\n']) >= 0)
        {
            throw new EmbeddedPostgresException(
                $"The data folder's path {Root} has a quote, '$' or backslash in it, which PostgreSQL's pg_ctl cannot take. Choose another.");
        }

        if (File.Exists(Root) || Directory.Exists(Root) && !File.Exists(Lock) && Entries().Any())
        {
            throw new EmbeddedPostgresException(
                $"{Root} is not a data folder of this host, and it is not empty. " +
                "Choose an empty folder or one that does not exist yet.");
        }

        if (Directory.Exists(Cluster) && MajorVersion is null)
        {
            throw new EmbeddedPostgresException(
                IsClosed(Cluster)
                    ? $"{Cluster} belongs to another user. Start the host as the user who made it, or choose another data folder."
                    : $"{Cluster} is not a PostgreSQL cluster: it has no PG_VERSION. Restore it from a backup, " +
                      "or move it away to start with an empty database.");
        }

        // A mounted file system has a lost+found of its own.
        IEnumerable<string> Entries() =>
            Directory.EnumerateFileSystemEntries(Root).Where(entry => Path.GetFileName(entry) != "lost+found");
    }

    /// <summary>Creates the folder if need be, closed to everybody but those who must pass through it.</summary>
    public void Create(ServerUser user)
    {
        try
        {
            Directory.CreateDirectory(Root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new EmbeddedPostgresException(
                $"The data folder {Root} cannot be made. Make it and give it to the user of this host, or choose another.", error);
        }

        if (user.IsAnother)
        {
            File.SetUnixFileMode(Root, File.GetUnixFileMode(Root) | UnixFileMode.OtherExecute);
        }
    }

    /// <summary>
    /// Makes the cluster when there is none. It is made under another name and renamed when complete, so a cluster
    /// that bears its name is whole, and one that does not is the remains of an interrupted attempt.
    /// </summary>
    public async Task Initialise(PostgresBinaries binaries, ServerUser user, bool durable, CancellationToken ct)
    {
        foreach (var remains in Directory.EnumerateDirectories(Root, Unfinished + "*"))
        {
            Directory.Delete(remains, recursive: true);
        }

        if (MajorVersion is not null)
        {
            await user.Own(Cluster, ct);
            return;
        }

        // A name used once: an initdb that outlived its killed host may still be writing to the last one.
        var unfinished = Directory.CreateDirectory(Path.Combine(Root, Unfinished + Guid.NewGuid().ToString("n"))).FullName;
        await user.Own(unfinished, ct);

        var made = await user.Run(binaries.InitDb,
        [
            "--pgdata", unfinished, "--username", EmbeddedPostgres.Superuser, "--encoding=UTF8", "--locale=C",
            "--data-checksums", "--auth-local=trust", "--auth-host=reject", .. durable ? (string[])[] : ["--no-sync"]
        ], ct);

        if (!made.Succeeded)
        {
            throw new EmbeddedPostgresException($"No PostgreSQL cluster could be made in {Root}. initdb said: {made.Output}");
        }

        Directory.Move(unfinished, Cluster);
    }

    /// <summary>Readies the server's log, starting it afresh once it has grown large.</summary>
    public async Task PrepareLog(ServerUser user, CancellationToken ct)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite,
            // It quotes statements that failed, with what was in them.
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite
        };

        using (var log = new FileStream(Log, options))
        {
            if (log.Length > KeptLogBytes)
            {
                log.SetLength(0);
            }
        }

        await user.Own(Log, ct);
    }

    static string Resolve(string path)
    {
        if (Path.GetDirectoryName(path) is not { } parent)
        {
            return path;
        }

        var here = new DirectoryInfo(Path.Combine(Resolve(parent), Path.GetFileName(path)));
        return here.LinkTarget is null ? here.FullName : Resolve(here.ResolveLinkTarget(returnFinalTarget: true)!.FullName);
    }

    static bool IsClosed(string directory)
    {
        try
        {
            _ = Directory.GetFileSystemEntries(directory);
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
    }
}
