using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using Directives.Api.Streaming;
using Directives.EventSourcing;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Directives.Api.Webhooks;

public enum DeliveryOutcome
{
    /// <summary>Answered with 2xx.</summary>
    Delivered,

    /// <summary>Answered otherwise. Redirects are not followed.</summary>
    Rejected,

    /// <summary>Not answered in time.</summary>
    TimedOut,

    /// <summary>Nobody there, no such name, or no sense in what came back.</summary>
    Unreachable,

    /// <summary>The certificate is not to be trusted.</summary>
    Untrusted,

    /// <summary>The name leads to an address that events are not sent to.</summary>
    Forbidden
}

/// <summary>One request that was sent, or could not be.</summary>
public sealed record DeliveryAttempt(
    long Position, string Type, int Attempt, DateTimeOffset At, int Milliseconds, DeliveryOutcome Outcome, int? Status = null, TimeSpan? RetryAfter = null);

/// <summary>
/// Sends one event to one receiver (Standard Webhooks). The id of a message follows from webhook and position, so that a receiver
/// can drop what it has had. Of the answer only the status counts; its body is not read.
/// </summary>
public sealed class WebhookSender(TargetGuard guard, WebhookSecrets secrets, WebhookOptions options, TimeProvider clock, IOptions<JsonOptions> json) : IDisposable
{
    readonly HttpClient http = new(new SocketsHttpHandler
    {
        ConnectCallback = guard.Connect,
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = options.Timeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2), // names are looked up, and addresses looked at, again
        MaxResponseHeadersLength = 16,
        MaxResponseDrainSize = 4096,
        ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator() // the trace is the event's, not ours
    })
    {
        Timeout = options.Timeout
    };

    /// <summary>Each attempt is a step in the trace of the request that recorded the event.</summary>
    public static ActivitySource Traces { get; } = new("Directives.Webhooks");

    public static Guid IdOf(Guid webhook, long position) => StableId.Of($"webhook:{webhook}:{position}");

    public async Task<DeliveryAttempt> Send(Webhook webhook, StreamedEvent e, int attempt, CancellationToken ct)
    {
        var (now, begun) = (clock.GetUtcNow(), Stopwatch.GetTimestamp());
        using var step = ActivityContext.TryParse(TraceOf(e.Recorded), null, out var cause) ? Traces.StartActivity("webhook", ActivityKind.Client, cause) : null;
        using var request = await Request(webhook, e, now, step?.Id, ct);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            return Ended(response.IsSuccessStatusCode ? DeliveryOutcome.Delivered : DeliveryOutcome.Rejected) with
            {
                Status = (int)response.StatusCode,
                RetryAfter = response.Headers.RetryAfter is { } later ? later.Delta ?? later.Date - now : null
            };
        }
        catch (HttpRequestException failed)
        {
            return Ended(failed switch
            {
                { InnerException: ForbiddenTargetException } => DeliveryOutcome.Forbidden,
                { HttpRequestError: HttpRequestError.SecureConnectionError } => DeliveryOutcome.Untrusted,
                _ => DeliveryOutcome.Unreachable
            });
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Ended(DeliveryOutcome.TimedOut);
        }

        DeliveryAttempt Ended(DeliveryOutcome outcome)
        {
            step?.SetTag("webhook", webhook.Id).SetTag("position", e.Recorded.Position).SetTag("attempt", attempt).SetTag("outcome", Names.Of(outcome));
            step?.SetStatus(outcome is DeliveryOutcome.Delivered ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
            return new(e.Recorded.Position, e.Recorded.Type, attempt, now, (int)Stopwatch.GetElapsedTime(begun).TotalMilliseconds, outcome);
        }
    }

    public void Dispose() => http.Dispose();

    async Task<HttpRequestMessage> Request(Webhook webhook, StreamedEvent e, DateTimeOffset now, string? step, CancellationToken ct)
    {
        var trace = TraceOf(e.Recorded);
        var body = JsonSerializer.SerializeToUtf8Bytes(CloudEvent.Of(e, trace), json.Value.SerializerOptions);
        var (id, timestamp) = ($"msg_{IdOf(webhook.Id, e.Recorded.Position):n}", now.ToUnixTimeSeconds());

        var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(CloudEvent.MediaType, "utf-8");
        request.Headers.UserAgent.Add(new("Directives-Webhooks", "1"));
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", $"{timestamp}");
        request.Headers.Add("webhook-signature", await secrets.Sign(webhook, id, timestamp, body, now, ct));
        if ((step ?? trace) is { } traceparent)
            request.Headers.Add("traceparent", traceparent);
        return request;
    }

    /// <summary>The trace of the request that recorded the event, and the event as the step in it that led here.</summary>
    static string? TraceOf(RecordedEvent recorded)
    {
        if (recorded.Metadata.CorrelationId is not { Length: 32 } trace || !trace.All(char.IsAsciiHexDigitLower))
            return null;
        return $"00-{trace}-{recorded.Id.ToString("n")[16..]}-01";
    }
}
