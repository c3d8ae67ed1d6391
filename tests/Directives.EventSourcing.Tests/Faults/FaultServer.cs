using Directives.EventSourcing.Embedded;
using Directives.EventSourcing.Tests.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace Directives.EventSourcing.Tests.Faults;

/// <summary>
/// A server of their own for the tests that cut it off, kill it and starve it, one after the other. It flushes nothing to
/// disk, which only a power cut would show, and answers commits before they are written out, unless it is told otherwise
/// as a store's connections do.
/// </summary>
public sealed class FaultServer : IAsyncLifetime
{
    readonly TestFolder folder = new();

    public EmbeddedPostgres Postgres { get; private set; } = null!;

    /// <summary>Where the server keeps its files.</summary>
    public string Cluster => folder["cluster"];

    public async Task InitializeAsync() => Postgres = await EmbeddedPostgres.Start(
        TestServers.Options(folder.Path).With("max_connections", "40") with { Database = "postgres" }, NullLogger.Instance);

    public async Task DisposeAsync()
    {
        await Postgres.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>A store over a database of its own on this server.</summary>
    public Task<LightStore> Store() => LightStore.CreateOn(Postgres.ConnectionString);
}

[CollectionDefinition(Name)]
public sealed class FaultTests : ICollectionFixture<FaultServer>
{
    public const string Name = "Faults";
}
