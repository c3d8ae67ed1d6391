using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Directives.Api.Access;
using Directives.Api.Reporting.Formats;
using Directives.Api.Streaming;
using Microsoft.AspNetCore.RateLimiting;

namespace Directives.Api;

/// <summary>
/// Keeps one caller from taking what is there for all: so many requests of a kind per caller and second, so many at once, so
/// many that wait, and none for ever. A caller is who the token names; without one, an address.
/// </summary>
public static class Limiting
{
    static readonly Meter Meter = new("Directives.Api");

    static readonly Counter<long> TurnedAway = Meter.CreateCounter<long>("directives.requests.turned_away", "{request}", "Requests that were too many, found no place or took too long, by kind.");

    public static void AddLimits(this IServiceCollection services, IConfiguration configuration)
    {
        var limits = Limits.Of(configuration);
        services.AddSingleton(limits).AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(PerSecond(limits), AtOnce(limits, perCaller: true), AtOnce(limits, perCaller: false));
            limiter.OnRejected = TurnAway;
        });
    }

    public static void UseLimits(this WebApplication app)
    {
        app.UseRateLimiter();
        app.Use(InTime);
    }

    /// <summary>By what it costs. What others look at to see whether the host lives, or it looks at itself to know its own tokens, is not counted.</summary>
    internal static RequestKind? KindOf(HttpContext http)
    {
        var (path, reads) = (http.Request.Path, HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method));
        return path == "/health/live" || path == "/dev/keys" || path.StartsWithSegments("/.well-known") ? null
            : path.StartsWithSegments("/dev/token") ? RequestKind.Tokens
            : http.User.Identity?.IsAuthenticated is not true ? RequestKind.Nobody
            : path.StartsWithSegments("/events/stream") || path.StartsWithSegments("/events") && $"{http.Request.Headers.Accept}".Contains(EventLines.MediaType, StringComparison.OrdinalIgnoreCase) ? RequestKind.Streams
            : path.StartsWithSegments("/reports") || http.GetEndpoint()?.Metadata.GetMetadata<GivesReport>() is not null ? RequestKind.Reports
            : path.StartsWithSegments("/imports") && !reads ? RequestKind.Imports
            : reads ? RequestKind.Reads : RequestKind.Writes;
    }

    /// <summary>A person or system, with whichever token; or an address, of which IPv6 has so many that the network counts.</summary>
    static string CallerOf(HttpContext http) =>
        Identity.ActorOf(http.User) is { } actor ? $"{actor.Agency}/{actor.Person}"
        : http.Connection.RemoteIpAddress is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } address ? $"{new IPNetwork(new([.. address.GetAddressBytes()[..8], .. new byte[8]]), 64)}"
        : $"{http.Connection.RemoteIpAddress?.MapToIPv4()}";

    static PartitionedRateLimiter<HttpContext> PerSecond(Limits limits) => PartitionedRateLimiter.Create<HttpContext, (RequestKind?, string)>(http =>
        KindOf(http) is { } kind
            ? RateLimitPartition.GetTokenBucketLimiter<(RequestKind?, string)>((kind, CallerOf(http)), _ => new()
            {
                TokenLimit = limits[kind].Burst,
                TokensPerPeriod = limits[kind].PerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1)
            })
            : Free);

    static PartitionedRateLimiter<HttpContext> AtOnce(Limits limits, bool perCaller) => PartitionedRateLimiter.Create<HttpContext, (RequestKind?, string)>(http =>
        KindOf(http) is { } kind && (perCaller ? limits[kind].Each : limits[kind].AtOnce) is < int.MaxValue and var most
            ? RateLimitPartition.GetConcurrencyLimiter<(RequestKind?, string)>((kind, perCaller ? CallerOf(http) : ""), _ => new() { PermitLimit = most, QueueLimit = limits[kind].Waiting })
            : Free);

    static RateLimitPartition<(RequestKind?, string)> Free { get; } = RateLimitPartition.GetNoLimiter<(RequestKind?, string)>((null, ""));

    static async ValueTask TurnAway(OnRejectedContext rejected, CancellationToken ct)
    {
        var (http, kind) = (rejected.HttpContext, KindOf(rejected.HttpContext));
        var isTooFast = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait);
        var refusal = isTooFast ? LimitRefusals.TooManyRequests : kind is RequestKind.Streams ? LimitRefusals.TooManyStreams : LimitRefusals.NoPlace;
        http.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        Count(kind, refusal);
        await refusal.ToProblem().ExecuteAsync(http);
    }

    /// <summary>What is given up in the middle of an answer is cut off, so that nobody takes half of it for the whole.</summary>
    static async Task InTime(HttpContext http, RequestDelegate next)
    {
        var (kind, gone) = (KindOf(http), http.RequestAborted);
        if (kind is null || http.RequestServices.GetRequiredService<Limits>()[kind.Value].Time is var time && time == Timeout.InfiniteTimeSpan)
        {
            await next(http);
            return;
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(gone);
        over.CancelAfter(time);
        http.RequestAborted = over.Token;
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested && !gone.IsCancellationRequested)
        {
            Count(kind, LimitRefusals.TookTooLong);
            if (!http.Response.HasStarted)
                throw new BadRequestException(LimitRefusals.TookTooLong);
            http.Abort();
        }
        finally
        {
            http.RequestAborted = gone;
        }
    }

    static void Count(RequestKind? kind, HttpRefusal refusal) =>
        TurnedAway.Add(1, new KeyValuePair<string, object?>("kind", Names.Of(kind ?? RequestKind.Nobody)), new("code", refusal.Code));
}

public static class LimitRefusals
{
    public static HttpRefusal TooManyRequests { get; } = new(429, "too-many-requests", new(
        "Có quá nhiều yêu cầu trong thời gian ngắn. Hãy đợi số giây nêu trong Retry-After.",
        "These are too many requests in a short time. Wait for as many seconds as Retry-After says."));
    public static HttpRefusal TooManyStreams { get; } = new(429, "too-many-streams", new(
        "Một người gọi không được mở thêm luồng sự kiện. Hãy đóng bớt luồng đang mở.",
        "One caller may not open more event streams. Close some of those that are open."));
    public static HttpRefusal NoPlace { get; } = new(503, "no-place", new(
        "Hệ thống đang bận, hàng đợi đã đầy. Lát nữa hãy gửi lại yêu cầu.",
        "The system is busy and the queue is full. Send the request again in a moment."));
    public static HttpRefusal TookTooLong { get; } = new(503, "took-too-long", new(
        "Yêu cầu này mất quá nhiều thời gian nên đã bị dừng. Hãy thu hẹp câu hỏi, hoặc gửi lại với cùng khóa.",
        "The request took too long and was given up. Ask for less, or repeat it with the same key."));
}
