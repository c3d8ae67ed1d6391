using Directives.Api.Access;
using Directives.Api.Streaming;
using Directives.EventSourcing;
using Directives.EventSourcing.Leases;

namespace Directives.Api.Webhooks;

/// <summary>
/// Runs every webhook that is not paused, each on its own, so that none waits for another's receiver. One node does so at a time,
/// by lease; what follows when two believe they hold it is decided by the fence of each webhook's position.
/// </summary>
public sealed class WebhookDispatcher(
    Lease lease, WebhookDecider webhooks, EventStore store, EventLog log, Sights sights, WebhookSender sender, WebhookTable table, WebhookOptions options, TimeProvider clock, ILoggerFactory logs) : BackgroundService
{
    static readonly TimeSpan Term = TimeSpan.FromSeconds(10), Watch = TimeSpan.FromSeconds(1), Glance = TimeSpan.FromSeconds(30), Gather = TimeSpan.FromMilliseconds(100);

    readonly ILogger logger = logs.CreateLogger<WebhookDispatcher>();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
            try
            {
                if (!await lease.While("webhooks", Term, Dispatch, stoppingToken))
                    await Task.Delay(Watch, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                logger.LogWarning(e, "Webhooks wait: {Reason}", e.Message);
                await Task.Delay(Watch, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
    }

    /// <summary>Starts and stops runners as webhooks are made, changed and removed.</summary>
    async Task Dispatch(CancellationToken ct)
    {
        var running = new Dictionary<Guid, Running>();
        try
        {
            while (true)
            {
                var seen = store.Appended.Current;
                var (list, _) = await webhooks.Load(WebhookEvent.Stream, ct);
                var wanted = list.All.Values.Where(webhook => webhook.Paused is null).ToDictionary(webhook => webhook.Id);
                foreach (var stale in running.Values.Where(one => wanted.GetValueOrDefault(one.Webhook.Id)?.Version != one.Webhook.Version).ToList())
                {
                    await stale.DisposeAsync();
                    running.Remove(stale.Webhook.Id);
                }

                foreach (var webhook in wanted.Values.Where(webhook => !running.ContainsKey(webhook.Id)))
                    running.Add(webhook.Id, new(webhook, new WebhookRunner(webhook, log, sights, sender, table, webhooks, options, clock, logs.CreateLogger<WebhookRunner>()), ct));

                await store.Appended.WaitFor(seen + 1, Glance, ct);
                await Task.Delay(Gather, ct);
            }
        }
        finally
        {
            await Task.WhenAll(running.Values.Select(one => one.DisposeAsync().AsTask()));
        }
    }

    sealed class Running : IAsyncDisposable
    {
        readonly CancellationTokenSource stop;
        readonly Task work;

        public Running(Webhook webhook, WebhookRunner runner, CancellationToken ct)
        {
            Webhook = webhook;
            stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
            work = Task.Run(() => runner.Run(stop.Token), CancellationToken.None);
        }

        public Webhook Webhook { get; }

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await work;
            stop.Dispose();
        }
    }
}
