using Directives.Api.Demo;
using Directives.EventSourcing;
using Directives.EventSourcing.Projections;
using Npgsql;

namespace Directives.Api.Hosting;

/// <summary>Brings the database to this program's schema, fills an empty store with the demo in Development, and keeps the read models following.</summary>
public sealed class Setup(NpgsqlDataSource database, ProjectionHost projections, DemoLoader demo, IHostEnvironment environment, IConfiguration configuration, ILogger<Setup> logger) : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var migration in await Migrations.Apply(database, cancellationToken))
            logger.LogInformation("Applied migration {Migration}", migration);
        await projections.Install(cancellationToken);
        if (environment.IsDevelopment() && configuration.GetValue("Demo", true))
            await demo.LoadIntoEmptyStore(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => projections.Run(stoppingToken);
}
