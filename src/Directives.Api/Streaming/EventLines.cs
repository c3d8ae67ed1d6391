using System.Buffers;
using System.Text.Json;

namespace Directives.Api.Streaming;

/// <summary>
/// The events up to a position, one JSON text a line (<c>application/x-ndjson</c>). A page of the log is in memory at a time,
/// and the next one is read when the reader has taken this one.
/// </summary>
public sealed class EventLines(EventLog log, long after, long upTo, EventFilter filter, EventReader reader, JsonSerializerOptions json) : IResult
{
    public const string MediaType = "application/x-ndjson";

    /// <summary>What was recorded up to here is in the answer, if it ends as it should; else the last line says how far it got.</summary>
    public const string ThroughHeader = "Events-Through";

    /// <summary>How much is written before the reader has to take it.</summary>
    public const int Chunk = 32 * 1024;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, ct) = (httpContext.Response, httpContext.RequestAborted);
        response.ContentType = MediaType;
        response.Headers[ThroughHeader] = $"{upTo}";
        for (var at = after; at < upTo;)
        {
            if (!await log.Reached.WaitFor(at + 1, Patience, ct)) // somebody is filling the read models anew
            {
                httpContext.Abort();
                return;
            }

            var (events, through) = await log.Read(at, filter, reader, ct, upTo);
            foreach (var e in events)
            {
                response.BodyWriter.Write(e.Written(json));
                response.BodyWriter.Write("\n"u8);
                if (response.BodyWriter.UnflushedBytes >= Chunk)
                    await response.BodyWriter.FlushAsync(ct);
            }

            at = through;
        }

        await response.BodyWriter.FlushAsync(ct);
    }
}
