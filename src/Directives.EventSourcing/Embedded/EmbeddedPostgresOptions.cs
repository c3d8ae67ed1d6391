namespace Directives.EventSourcing.Embedded;

/// <summary>
/// Where the embedded server keeps its data and how it runs. <paramref name="DataDirectory"/> is created when missing;
/// it holds the cluster, the server's log and the lock of the one host that may use it.
/// </summary>
public sealed record EmbeddedPostgresOptions(string DataDirectory)
{
    /// <summary>The database the connection string points at; created when missing.</summary>
    public string Database { get; init; } = "directives";

    /// <summary>
    /// True, the default: what was committed survives a power cut. False is for throw-away test clusters only.
    /// </summary>
    public bool Durable { get; init; } = true;

    /// <summary>How long the server may take until it answers; crash recovery after a power cut counts.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The pause between attempts once the server has failed several times in a row.</summary>
    public TimeSpan LongestRestartDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Server settings by name, for instance <c>shared_buffers</c>. Those that decide durability or where the server
    /// listens are refused: the guarantees of <see cref="EmbeddedPostgres"/> rest on them.
    /// </summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// <c>/var/lib/directives</c> for root, else <c>$XDG_DATA_HOME/directives</c> or <c>~/.local/share/directives</c>.
    /// </summary>
    public static string DefaultDirectory()
    {
        // Root's home is closed to the unprivileged user the server runs as, so root never uses it.
        if (Environment.IsPrivilegedProcess)
        {
            return "/var/lib/directives";
        }

        var xdg = Environment.GetEnvironmentVariable("XDG_DATA_HOME");
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var data = Path.IsPathFullyQualified(xdg ?? "") ? xdg! : Path.Combine(home, ".local", "share");

        return Path.Combine(data, "directives");
    }
}
