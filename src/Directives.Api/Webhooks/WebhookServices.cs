using Directives.EventSourcing;
using Directives.EventSourcing.Leases;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Directives.Api.Webhooks;

public static class WebhookServices
{
    /// <summary>Events are sent unless <c>Webhooks:Deliver</c> is set to false; then webhooks can still be made.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddSingleton(provider =>
            {
                var store = provider.GetRequiredService<EventStore>();
                return new WebhookDecider(
                    store, provider.GetRequiredService<EventTypes>(), "webhooks", WebhookList.Initial, WebhookList.Evolve, WebhookDecisions.Decide, store.Append);
            })
            .AddSingleton(WebhookOptions.Of(configuration))
            .AddSingleton<TargetGuard>()
            .AddSingleton<WebhookSecrets>()
            .AddSingleton<WebhookTable>()
            .AddSingleton<WebhookSender>();
        services.TryAddSingleton<Lease>();
        return configuration.GetValue("Webhooks:Deliver", true) ? services.AddHostedService<WebhookDispatcher>() : services;
    }
}
