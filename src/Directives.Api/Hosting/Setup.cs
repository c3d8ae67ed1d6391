using Directives.Api.Access;
using Directives.Api.Demo;
using Directives.Api.Webhooks;
using Directives.EventSourcing.Projections;
using Npgsql;

namespace Directives.Api.Hosting;

/// <summary>Makes the read models and the program's own tables, fills an empty store with the demo in Development, and keeps the read models following.</summary>
public sealed class Setup(
    ProjectionHost projections, WebhookTable webhooks, NpgsqlDataSource database, Projection tracking, DemoLoader demo, IHostEnvironment environment, IConfiguration configuration)
    : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await projections.Install(cancellationToken);
        await webhooks.Install(cancellationToken);
        await RowSecurity.Ensure(database, tracking.Schema, cancellationToken);
        if (environment.IsDevelopment() && configuration.GetValue("Demo", true))
            await demo.LoadIntoEmptyStore(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => projections.Run(stoppingToken);
}
