using System.Buffers;
using System.Text;
using System.Text.Json;
using Directives.Api.Access;
using Microsoft.AspNetCore.Http.Features;
using Npgsql;

namespace Directives.Api.Streaming;

/// <summary>
/// Events as they are recorded (server-sent events). The id of each is its position, with which a reader that was cut off goes
/// on where it was. Nothing is kept for a reader who does not read: who takes nothing for a while is cut off.
/// </summary>
public sealed class LiveEvents(
    EventLog log, long after, EventFilter filter, EventReader asks, Sights sights, EventStreams streams, JsonSerializerOptions json, ILogger<LiveEvents> logger, CancellationToken stopping) : IResult
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    EventReader reader = asks;
    long at = after;
    long beat, looked = Environment.TickCount64;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var place = streams.Enter() ?? throw new BadRequestException(StreamingRefusals.TooManyReaders);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
        ending.CancelAfter(Identity.LeftOf(httpContext)); // whoever still may, comes again with a new token and Last-Event-ID
        httpContext.Response.ContentType = "text/event-stream";
        httpContext.Response.Headers.CacheControl = "no-store";
        httpContext.Response.Headers["X-Accel-Buffering"] = "no"; // a proxy that gathers would hold events back
        httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        try
        {
            await Beat(httpContext, ending.Token); // the reader knows at once that it is connected, and from where
            while (true)
                await Follow(httpContext, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
        }
        catch (OperationCanceledException)
        {
            logger.LogInformation("A reader of events that took nothing for {Patience} was cut off at position {Position}", streams.Patience, at);
            httpContext.Abort();
        }
    }

    /// <summary>The next page; or waiting until there is one, or the reader has to hear that we are still there.</summary>
    async Task Follow(HttpContext http, CancellationToken ct)
    {
        if (await More(ct) is var (events, through))
        {
            foreach (var e in events)
                await Write(http, e, ct);
            if (events is not [])
                await Flush(http, ct);
            at = through;
        }

        if (Left <= TimeSpan.Zero)
            await Beat(http, ct);
    }

    /// <summary>What is whose business changes while a stream is open, also while it is busy.</summary>
    async Task LookAgain(CancellationToken ct)
    {
        if (Environment.TickCount64 - looked < streams.Heartbeat.TotalMilliseconds)
            return;
        reader = reader with { Sight = await sights.Of(reader.Actor, "GET /events/stream", reader.Sight.Cleared, ct) };
        looked = Environment.TickCount64;
    }

    async Task<LogPage?> More(CancellationToken ct)
    {
        try
        {
            if (!await log.Reached.WaitFor(at + 1, Left, ct))
                return null;
            await LookAgain(ct);
            return await log.Read(at, filter, reader, ct);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            await Task.Delay(Pause, ct); // the database comes back, and the reader has nothing to do about it
            return null;
        }
    }

    async Task Write(HttpContext http, StreamedEvent e, CancellationToken ct)
    {
        var to = http.Response.BodyWriter;
        Text(to, $"id: {e.Recorded.Position}\ndata: ");
        to.Write(e.Written(json));
        to.Write("\n\n"u8);
        if (to.UnflushedBytes >= EventLines.Chunk)
            await Flush(http, ct);
    }

    /// <summary>An id without data reaches no handler, but is where the reader resumes: also past events that it did not ask for.</summary>
    async Task Beat(HttpContext http, CancellationToken ct)
    {
        Text(http.Response.BodyWriter, $": {at}\nid: {at}\n\n");
        await Flush(http, ct);
    }

    async Task Flush(HttpContext http, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(streams.Patience);
        await http.Response.BodyWriter.FlushAsync(patience.Token);
        beat = Environment.TickCount64;
    }

    TimeSpan Left => streams.Heartbeat - TimeSpan.FromMilliseconds(Environment.TickCount64 - beat);

    static void Text(IBufferWriter<byte> to, string text) => to.Write(Encoding.UTF8.GetBytes(text));
}

/// <summary>The live streams that are open, and what holds for each.</summary>
/// <param name="Heartbeat">How long a reader hears nothing at most, and what was its business when it was looked at last still counts as such.</param>
/// <param name="Patience">How long a reader may take nothing.</param>
/// <param name="Most">How many may be open on this node.</param>
public sealed record EventStreams(TimeSpan Heartbeat, TimeSpan Patience, int Most)
{
    int open;

    /// <summary>How many are open now.</summary>
    public int Open => Volatile.Read(ref open);

    /// <summary>The settings <c>Streams:Heartbeat</c>, <c>Streams:Patience</c> and <c>Streams:Most</c>.</summary>
    public static EventStreams Of(IConfiguration configuration) => new(
        configuration.GetValue("Streams:Heartbeat", TimeSpan.FromSeconds(15)),
        configuration.GetValue("Streams:Patience", TimeSpan.FromSeconds(10)),
        configuration.GetValue("Streams:Most", 1000));

    /// <summary>A place, to be given back; null when all are taken.</summary>
    public IDisposable? Enter()
    {
        if (Interlocked.Increment(ref open) <= Most)
            return new Place(this);
        Interlocked.Decrement(ref open);
        return null;
    }

    sealed class Place(EventStreams streams) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref streams.open);
    }
}
