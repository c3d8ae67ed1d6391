namespace Directives.EventSourcing.Embedded;

/// <summary>
/// Who the server runs as. PostgreSQL refuses root, so a root host hands it to an unprivileged user and gives that
/// user only the files it writes; any other host runs it as itself.
/// </summary>
sealed class ServerUser
{
    readonly string? name;
    readonly string[] prefix;

    ServerUser(string? name, string uid, string[] prefix)
    {
        this.name = name;
        this.prefix = prefix;
        Uid = uid;
    }

    public string Uid { get; }

    /// <summary>True when the server runs as somebody else than the host.</summary>
    public bool IsAnother => name is not null;

    public static async Task<ServerUser> Choose(CancellationToken ct)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return new ServerUser(null, (await Command.Run("id", ["-u"], ct)).Output, []);
        }

        foreach (var candidate in new[] { "postgres", "nobody" })
        {
            if (await Command.Run("id", ["-u", candidate], ct) is { Succeeded: true } id)
            {
                return new ServerUser(candidate, id.Output, await Dropping(candidate, ct));
            }
        }

        throw new EmbeddedPostgresException(
            "PostgreSQL does not run as root and this machine has neither a user 'postgres' nor 'nobody'. " +
            "Create one ('useradd --system postgres') or start the host as an ordinary user.");
    }

    /// <summary>Runs one of PostgreSQL's programs as this user.</summary>
    public Task<CommandResult> Run(string program, IEnumerable<string> arguments, CancellationToken ct)
    {
        string[] line = [.. prefix, program, .. arguments];
        return Command.Run(line[0], line[1..], ct);
    }

    /// <summary>Gives a file or a folder, with all that is in it, to this user.</summary>
    public async Task Own(string path, CancellationToken ct)
    {
        if (name is null || await OwnedFile.Look(path, ct) is { } file && file.Uid == Uid)
        {
            return;
        }

        if (await Command.Run("chown", ["-R", name, path], ct) is { Succeeded: false } refused)
        {
            throw new EmbeddedPostgresException($"{path} cannot be given to user {name}: {refused.Output}");
        }
    }

    /// <summary>Refuses a folder that this user cannot get to, naming the parent that is closed.</summary>
    public async Task EnsureCanEnter(string folder, CancellationToken ct)
    {
        if (!IsAnother || await CanEnter(folder))
        {
            return;
        }

        var closed = folder;
        for (var parent = Directory.GetParent(folder); parent is not null; parent = parent.Parent)
        {
            closed = await CanEnter(parent.FullName) ? closed : parent.FullName;
        }

        throw new EmbeddedPostgresException(
            $"The server runs as user {name}, who cannot enter {closed}. Open it ('chmod o+x {closed}') " +
            "or choose another data folder, for instance /var/lib/directives.");

        async Task<bool> CanEnter(string path) => (await Run("test", ["-x", path], ct)).Succeeded;
    }

    static async Task<string[]> Dropping(string user, CancellationToken ct)
    {
        if (Command.Find("runuser") is { } runuser)
        {
            return [runuser, "-u", user, "--"];
        }

        if (Command.Find("setpriv") is { } setpriv)
        {
            var group = await Command.Run("id", ["-g", user], ct);
            return [setpriv, $"--reuid={user}", $"--regid={group.Output}", "--clear-groups", "--"];
        }

        throw new EmbeddedPostgresException(
            $"The host runs as root and needs 'runuser' or 'setpriv' to start PostgreSQL as {user}. " +
            "Install util-linux or start the host as an ordinary user.");
    }
}
