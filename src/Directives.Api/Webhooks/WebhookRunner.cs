using System.Security.Cryptography;
using System.Text;
using Directives.Api.Access;
using Directives.Api.Streaming;
using Directives.Domain;
using Directives.Domain.Issuing;
using Directives.EventSourcing;

namespace Directives.Api.Webhooks;

/// <summary>
/// Sends one webhook its events, one after the other in the order of the log: the next one only after the receiver has taken this
/// one. Where it stands is stored after each, so an event may be sent twice and is never left out. What fails is tried again
/// with growing pauses; a receiver that has failed for too long is sent nothing more until somebody resumes it.
/// </summary>
sealed class WebhookRunner(
    Webhook webhook, EventLog log, Sights sights, WebhookSender sender, WebhookTable table, WebhookDecider webhooks, WebhookOptions options, TimeProvider clock, ILogger<WebhookRunner> logger)
{
    /// <summary>How often at least it is tried before it may be paused, however long it was nobody's turn to try.</summary>
    const int FewestAttempts = 3;

    static readonly TimeSpan Glance = TimeSpan.FromSeconds(30), Pause = TimeSpan.FromSeconds(1);

    static readonly Actor System = new("webhooks", Role.Administrator, new("he-thong"));

    /// <summary>Sends until cancelled or paused.</summary>
    public async Task Run(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
            try
            {
                if (!await Follow(ct))
                    return;
            }
            catch (Exception) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                logger.LogWarning(e, "Webhook {Webhook} waits: {Reason}", webhook.Id, e.Message);
                await Task.Delay(Pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
    }

    /// <summary>Goes on from where it stands until somebody else moves it; false when it was paused.</summary>
    async Task<bool> Follow(CancellationToken ct)
    {
        var stands = await table.Begin(webhook, ct);
        while (true)
        {
            if (!await log.Reached.WaitFor(stands.Position + 1, Glance, ct))
                continue;
            var (events, through) = await log.Read(stands.Position, webhook.Filter, await Reader(ct), ct);
            foreach (var e in events)
                switch (await Deliver(e, stands, ct))
                {
                    case (true, { } next): stands = next; break;
                    case (true, null): return true;
                    default: return false;
                }

            if (through == stands.Position)
                continue;
            var passed = stands with { Position = through };
            if (!await table.Move(webhook, stands, passed, ct))
                return true;
            stands = passed;
        }
    }

    /// <summary>What the owner may see now; nobody is cleared at an address.</summary>
    async Task<EventReader> Reader(CancellationToken ct) => new(webhook.Owner, await sights.Of(webhook.Owner, "GET /events", SecrecyLevel.None, ct));

    /// <summary>Tries until it is delivered; nothing when somebody else moved it, and no more when it was paused.</summary>
    async Task<(bool More, WebhookProgress? Stands)> Deliver(StreamedEvent e, WebhookProgress stands, CancellationToken ct)
    {
        while (true)
        {
            if (stands.NextTry is { } next)
            {
                if (next - clock.GetUtcNow() is { Ticks: > 0 } wait)
                    await Task.Delay(wait, ct);
                if (!(await Reader(ct)).MaySee(e)) // meanwhile it has ceased to be the owner's business
                    return (true, await table.Move(webhook, stands, new(e.Recorded.Position), ct) ? new(e.Recorded.Position) : null);
            }

            var attempt = await sender.Send(webhook, e, stands.Attempts + 1, ct);
            var now = clock.GetUtcNow();
            var (failing, attempts) = (stands.FailingSince ?? attempt.At, stands.Attempts + 1);
            var after = attempt.Outcome is DeliveryOutcome.Delivered
                ? new WebhookProgress(e.Recorded.Position)
                : new WebhookProgress(stands.Position, attempts, failing, now + options.PauseOf(attempts, attempt.RetryAfter));
            if (!await table.Move(webhook, stands, after, ct, attempt))
                return (true, null);
            if (attempt.Outcome is DeliveryOutcome.Delivered)
                return (true, after);

            if (attempt.Status is StatusCodes.Status410Gone || attempts >= FewestAttempts && now - failing >= options.PauseAfter)
            {
                await PauseIt(attempt, attempts, failing, ct);
                return (false, null);
            }

            stands = after;
        }
    }

    /// <summary>Under a key of its turn, so that it is recorded once, whoever comes to it.</summary>
    async Task PauseIt(DeliveryAttempt last, int attempts, DateTimeOffset since, CancellationToken ct)
    {
        var because = last.Status is StatusCodes.Status410Gone ? PauseReason.Gone : PauseReason.Failing;
        var note = FormattableString.Invariant($"{Names.Of(last.Outcome)}{(last.Status is { } status ? $" {status}" : "")}, position {last.Position}, attempt {attempts} since {since.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        var name = $"webhook-pause:{webhook.Id}:{webhook.Turn}";
        var write = new Write(
            System, Vietnam.DateAt(last.At), Write.MetadataOf(System) with { CausationId = name }, new(StableId.Of(name), SHA256.HashData(Encoding.UTF8.GetBytes(name))), IfMatch: null);
        if (await webhooks.Handle(WebhookEvent.Stream, new PauseWebhook(webhook.Id, System, because, note), write, ct) is not (Outcome.Done or Outcome.Refused) and var outcome)
            throw new InvalidOperationException($"The pause was not taken: {outcome}.");
        logger.LogWarning("Webhook {Webhook} of {Agency} is paused: {Note}", webhook.Id, webhook.Owner.Agency, note);
    }
}
