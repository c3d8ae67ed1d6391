using Directives.EventSourcing;
using Npgsql;

namespace Directives.Api.Hosting;

/// <summary>
/// Brings the database to this program's schema, as the login of <c>ConnectionStrings:Migrations</c> if there is one.
/// From then on the program has only the rights it needs, where the database has the role for it.
/// </summary>
public static class DatabaseSchema
{
    public static async Task BringUpToDate(ConfigurationManager configuration, CancellationToken ct = default)
    {
        using var logging = LoggerFactory.Create(logs => logs.AddConfiguration(configuration.GetSection("Logging")).AddConsole());
        var logger = logging.CreateLogger(typeof(DatabaseSchema));
        var program = configuration.GetConnectionString("Directives")!;

        await using (var owner = NpgsqlDataSource.Create(configuration.GetConnectionString("Migrations") is { Length: > 0 } named ? named : program))
            foreach (var migration in await Migrations.Apply(owner, ct))
                logger.LogInformation("Applied migration {Migration}", migration);

        if (await Roles.Restricted(program, ct) is { } restricted)
            configuration["ConnectionStrings:Directives"] = restricted;
        else
            logger.LogWarning(
                "The program works with all rights of its login, because that may not act as es_app here. "
                + "Only triggers and the chain protect what is recorded; es.grant_roles() in the database says what is missing");
    }
}
