using Directives.EventSourcing.Embedded;

namespace Directives.Api.Hosting;

/// <summary>
/// The PostgreSQL to use: the one named by <c>ConnectionStrings:Directives</c>, or else a private one run from the
/// machine's own binaries, which starts before and stops after everything that uses it. Its data lie in the folder
/// <c>Postgres:DataDirectory</c>.
/// </summary>
public static class OwnPostgres
{
    public static async Task<EmbeddedPostgres?> StartUnlessGiven(ConfigurationManager configuration)
    {
        if (configuration.GetConnectionString("Directives") is { Length: > 0 })
            return null;

        using var logging = LoggerFactory.Create(logs => logs.AddConfiguration(configuration.GetSection("Logging")).AddConsole());
        var folder = configuration["Postgres:DataDirectory"] is { Length: > 0 } named ? named : EmbeddedPostgresOptions.DefaultDirectory();
        var postgres = await EmbeddedPostgres.Start(new(folder), logging.CreateLogger<EmbeddedPostgres>());
        configuration["ConnectionStrings:Directives"] = postgres.ConnectionString;
        return postgres;
    }
}
