using Microsoft.Extensions.Logging;
using Npgsql;

namespace Directives.EventSourcing.Embedded;

/// <summary>
/// A private PostgreSQL server run from the machine's own binaries, reachable through a unix socket only.
/// </summary>
/// <remarks>
/// One host uses a data folder at a time. What was committed survives the end of the host and of the server, however
/// they end: the next start takes over a server that a killed host left running, and a killed server is restarted.
/// Open connections do not survive a restart; a client has to reconnect. A service manager must signal the host alone
/// (systemd: <c>KillMode=mixed</c>), or the server refuses connections before the host has drained.
/// </remarks>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    internal const string Superuser = "directives";
    internal const int Port = 5432;

    readonly PostgresServer server;
    readonly string socket;
    readonly HostLock hostLock;
    readonly CancellationTokenSource stopping = new();
    readonly ILogger logger;
    readonly Task supervision;
    int disposed;

    EmbeddedPostgres(
        PostgresServer server, string socket, HostLock hostLock, EmbeddedPostgresOptions options, ILogger logger)
    {
        this.server = server;
        this.socket = socket;
        this.hostLock = hostLock;
        this.logger = logger;
        ConnectionString = ConnectionStringTo(socket, options.Database, pooling: true);
        supervision = new Supervisor(server, options.LongestRestartDelay, logger).Run(stopping.Token);
    }

    /// <summary>Reaches <see cref="EmbeddedPostgresOptions.Database"/>; stays valid across restarts of the server.</summary>
    public string ConnectionString { get; }

    /// <summary>The postmaster. It changes when the server had to be restarted.</summary>
    public int ProcessId => server.ProcessId;

    /// <summary>
    /// Starts the server, making its cluster and database if need be, and returns once it answers. A start that
    /// fails or is cancelled leaves neither a server nor a lock behind.
    /// </summary>
    /// <exception cref="EmbeddedPostgresException">The server cannot run; the message says what to do.</exception>
    public static async Task<EmbeddedPostgres> Start(EmbeddedPostgresOptions options, ILogger logger, CancellationToken ct = default)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new EmbeddedPostgresException(
                "The embedded PostgreSQL runs on Linux and macOS. Set ConnectionStrings__Directives to use a server of your own.");
        }

        var folder = new DataFolder(options.DataDirectory);
        folder.EnsureOurs();
        ServerSettings.Check(options);

        var binaries = await PostgresBinaries.Find(folder.MajorVersion, ct);
        var user = await ServerUser.Choose(ct);
        folder.Create(user);
        await user.EnsureCanEnter(folder.Root, ct);

        var socket = SocketFolder.For(folder);
        var server = new PostgresServer(
            binaries, user, folder, socket, ServerSettings.CommandLine(options, socket),
            ConnectionStringTo(socket, "postgres", pooling: false), options.StartTimeout);
        var hostLock = await HostLock.Take(folder.Lock, ct);

        try
        {
            // A host that was killed leaves its server running, with settings that may differ from ours.
            await server.Stop();
            await folder.Initialise(binaries, user, options.Durable, ct);
            await server.Start(ct);
            await CreateDatabase(socket, options.Database, ct);
            logger.LogInformation(
                "PostgreSQL {Version} runs as process {ProcessId} on {Folder}.", binaries.MajorVersion, server.ProcessId, folder.Root);

            return new EmbeddedPostgres(server, socket, hostLock, options, logger);
        }
        catch
        {
            using (hostLock)
            {
                await server.Stop();
            }

            throw;
        }
    }

    /// <summary>True when a server ran on the folder before, so that starting one makes no new database.</summary>
    /// <exception cref="EmbeddedPostgresException">The folder is not one of ours.</exception>
    public static bool IsIn(string dataDirectory)
    {
        var folder = new DataFolder(dataDirectory);
        folder.EnsureOurs();
        return folder.MajorVersion is not null;
    }

    /// <summary>Reaches the server on the folder, whichever host of this machine runs it.</summary>
    public static string ConnectionStringOf(EmbeddedPostgresOptions options) =>
        ConnectionStringTo(SocketFolder.For(new DataFolder(options.DataDirectory)), options.Database, pooling: true);

    /// <summary>Stops the server cleanly, ending its connections, then releases the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1)
        {
            return;
        }

        using (hostLock)
        {
            // The supervisor first, or it would take the stop for a crash.
            await stopping.CancelAsync();
            await supervision.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await server.Stop();
            SocketFolder.Remove(socket);
        }

        logger.LogInformation("PostgreSQL was stopped.");
    }

    static async Task CreateDatabase(string socket, string database, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(ConnectionStringTo(socket, "postgres", pooling: false));
        await connection.OpenAsync(ct);

        await using var exists = new NpgsqlCommand("select from pg_database where datname = $1", connection)
        {
            Parameters = { new() { Value = database } }
        };
        await using (var reader = await exists.ExecuteReaderAsync(ct))
        {
            if (await reader.ReadAsync(ct))
            {
                return;
            }
        }

        var quoted = database.Replace("\"", "\"\"", StringComparison.Ordinal);
        await using var create = new NpgsqlCommand($"create database \"{quoted}\"", connection);
        await create.ExecuteNonQueryAsync(ct);
    }

    static string ConnectionStringTo(string socket, string database, bool pooling) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = socket,
            Port = Port,
            Username = Superuser,
            Database = database,
            Pooling = pooling,
            // A socket in a private folder needs neither, and asking for them costs a round trip.
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable
        }.ConnectionString;
}
