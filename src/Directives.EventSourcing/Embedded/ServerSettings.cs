namespace Directives.EventSourcing.Embedded;

/// <summary>
/// What the server is started with. Everything goes on its command line, which outranks every configuration file:
/// nothing that was once written into a cluster can weaken a guarantee.
/// </summary>
static class ServerSettings
{
    const string Durable = "-c fsync=on -c synchronous_commit=on -c full_page_writes=on";

    // DATA LOSS: with these a power cut loses commits or the whole cluster. Only for clusters that are thrown away.
    const string NotDurable = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off";

    static readonly Dictionary<string, string> usual = new()
    {
        ["max_connections"] = "100",
        ["shared_buffers"] = "256MB",
        ["timezone"] = "UTC",
        ["log_timezone"] = "UTC",
        ["log_line_prefix"] = "%m [%p] "
    };

    static readonly HashSet<string> reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "fsync", "synchronous_commit", "full_page_writes",
        "listen_addresses", "port", "unix_socket_directories", "unix_socket_permissions",
        "logging_collector", "data_directory", "external_pid_file"
    };

    /// <summary>Refuses settings that the guarantees rest on.</summary>
    public static void Check(EmbeddedPostgresOptions options)
    {
        if (options.Settings.Keys.FirstOrDefault(reserved.Contains) is { } name)
        {
            throw new EmbeddedPostgresException(
                $"The setting '{name}' belongs to the embedded server itself and cannot be overridden. " +
                "Remove it from the settings, or set ConnectionStrings__Directives to use a server of your own.");
        }
    }

    /// <summary>The server's arguments, quoted for the shell through which pg_ctl passes them.</summary>
    public static string CommandLine(EmbeddedPostgresOptions options, string socketFolder)
    {
        var settings = new Dictionary<string, string>(usual, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in options.Settings)
        {
            settings[name] = value;
        }

        // No TCP at all; the socket lies in a folder only the server's user and root can enter.
        settings["listen_addresses"] = "";
        settings["port"] = EmbeddedPostgres.Port.ToString();
        settings["unix_socket_directories"] = $"\"{socketFolder}\"";
        settings["unix_socket_permissions"] = "0700";
        settings["logging_collector"] = "off";
        // One sentence of the log is read by PostgresServer, so it must be English.
        settings["lc_messages"] = "C";

        var arguments = settings.Select(setting => "-c " + Quote($"{setting.Key}={setting.Value}"));
        return string.Join(' ', [.. arguments, options.Durable ? Durable : NotDurable]);
    }

    static string Quote(string argument) => $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
