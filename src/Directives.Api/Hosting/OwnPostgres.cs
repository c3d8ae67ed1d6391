using Directives.EventSourcing.Embedded;

namespace Directives.Api.Hosting;

/// <summary>
/// The PostgreSQL to use: the one named by <c>ConnectionStrings:Directives</c>, or else a private one run from the
/// machine's own binaries, which starts before and stops after everything that uses it. Its data lie in the folder
/// <c>Postgres:DataDirectory</c>.
/// </summary>
public static class OwnPostgres
{
    const string Name = "Directives";

    public static async Task<EmbeddedPostgres?> StartUnlessGiven(ConfigurationManager configuration)
    {
        if (configuration.GetConnectionString(Name) is { Length: > 0 })
            return null;

        using var logging = LoggerFactory.Create(logs => logs.AddConfiguration(configuration.GetSection("Logging")).AddConsole());
        var postgres = await EmbeddedPostgres.Start(Options(configuration), logging.CreateLogger<EmbeddedPostgres>());
        configuration[$"ConnectionStrings:{Name}"] = postgres.ConnectionString;
        return postgres;
    }

    /// <summary>The same for a single command: it joins the server of a host that is running, and warns on standard error only.</summary>
    /// <param name="configuration">As the host reads it.</param>
    /// <param name="create">Whether a database is made where there is none; else that is refused.</param>
    public static async Task<EmbeddedPostgres?> StartOrJoinUnlessGiven(ConfigurationManager configuration, bool create)
    {
        if (configuration.GetConnectionString(Name) is { Length: > 0 })
            return null;

        var options = Options(configuration);
        if (!create && !EmbeddedPostgres.IsIn(options.DataDirectory))
            throw new EmbeddedPostgresException(
                $"There is no database in {options.DataDirectory}. Name the right folder in Postgres__DataDirectory or a server in ConnectionStrings__{Name}, or make one with 'migrate'.");
        using var logging = LoggerFactory.Create(logs => logs.SetMinimumLevel(LogLevel.Warning).AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        try
        {
            var postgres = await EmbeddedPostgres.Start(options, logging.CreateLogger<EmbeddedPostgres>());
            configuration[$"ConnectionStrings:{Name}"] = postgres.ConnectionString;
            return postgres;
        }
        catch (EmbeddedPostgresException e) when (e.InUse)
        {
            configuration[$"ConnectionStrings:{Name}"] = EmbeddedPostgres.ConnectionStringOf(options);
            return null;
        }
    }

    /// <summary>Where everything lies that such a host keeps.</summary>
    public static string Folder(IConfiguration configuration) =>
        configuration["Postgres:DataDirectory"] is { Length: > 0 } named ? named : EmbeddedPostgresOptions.DefaultDirectory();

    static EmbeddedPostgresOptions Options(IConfiguration configuration) => new(Folder(configuration));
}
