using Directives.Api.Demo;
using Directives.Api.Webhooks;
using Directives.EventSourcing.Projections;

namespace Directives.Api.Hosting;

/// <summary>Makes the tables of the program's own, fills an empty store with the demo in Development, and keeps the read models following.</summary>
public sealed class Setup(ProjectionHost projections, WebhookTable webhooks, DemoLoader demo, IHostEnvironment environment, IConfiguration configuration) : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await projections.Install(cancellationToken);
        await webhooks.Install(cancellationToken);
        if (environment.IsDevelopment() && configuration.GetValue("Demo", true))
            await demo.LoadIntoEmptyStore(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => projections.Run(stoppingToken);
}
