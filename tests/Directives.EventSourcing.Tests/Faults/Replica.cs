using Directives.EventSourcing.Embedded;
using Directives.EventSourcing.Tests.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Directives.EventSourcing.Tests.Faults;

/// <summary>A streaming replica of a server: a copy of its cluster that follows it and can be read.</summary>
sealed class Replica : IAsyncDisposable
{
    readonly TestFolder folder = new();
    EmbeddedPostgres? postgres;

    public static async Task<Replica> Of(FaultServer primary)
    {
        var replica = new Replica();
        Directory.CreateDirectory(replica.folder.Path);
        File.WriteAllText(replica.folder["host.lock"], ""); // so that a host takes the folder for its own
        var user = await ServerUser.Choose(default);
        await user.EnsureCanEnter(replica.folder.Path, default);
        Directory.CreateDirectory(replica.folder["cluster"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await user.Own(replica.folder["cluster"], default);

        var from = new NpgsqlConnectionStringBuilder(primary.Postgres.ConnectionString);
        var copied = await user.Run(
            Path.Combine((await PostgresBinaries.Find()).Folder, "pg_basebackup"),
            ["-h", from.Host!, "-p", $"{from.Port}", "-U", from.Username!, "-D", replica.folder["cluster"], "-R", "-X", "stream", "-c", "fast", "--no-sync"], default);
        copied.Succeeded.Should().BeTrue(copied.Output);

        replica.postgres = await EmbeddedPostgres.Start(
            TestServers.Options(replica.folder.Path).With("max_connections", "40") with { Database = "postgres" }, NullLogger.Instance);
        return replica;
    }

    /// <summary>The same database on this server.</summary>
    public NpgsqlDataSource Source(LightStore lights) => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(postgres!.ConnectionString)
    {
        Database = new NpgsqlConnectionStringBuilder(lights.ConnectionString).Database
    }.ConnectionString);

    public async ValueTask DisposeAsync()
    {
        if (postgres is not null)
            await postgres.DisposeAsync();
        folder.Dispose();
    }
}
