using System.Globalization;
using Directives.Api.Access;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Directives.Api.Streaming;

public static class StreamingEndpoints
{
    /// <summary>How many pages of the log one question looks through before it answers with what it has.</summary>
    const int MostPages = 20;

    public static IServiceCollection AddStreaming(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<EventSubjects>()
        .AddSingleton<EventLog>()
        .AddSingleton<EventQuestions>()
        .AddSingleton(EventStreams.Of(configuration));

    public static void MapStreaming(this IEndpointRouteBuilder routes)
    {
        var events = routes.MapGroup("/events").WithTags("Streaming");

        events.MapGet("/", Feed).WithSummary("Everything that was recorded after a position, in order: a page, or all of it as one JSON text a line.")
            .WithDescription(
                $"Read on with next as after; you have all there is when next is position. With Accept: {EventLines.MediaType} there are no pages: the answer goes up to the position in "
                + $"{EventLines.ThroughHeader}, and one that was cut off is continued after its last line. A filter may leave a page empty while there is more to come.")
            .Produces<EventFeedPage>(StatusCodes.Status200OK, "application/json", EventLines.MediaType);
        events.MapGet("/stream", Live).WithSummary("Events as they are recorded (server-sent events): the id of each is its position.")
            .WithDescription("Starts after the position in Last-Event-ID or else in after, and without either with what comes next. Ids without data are signs of life, and a place to resume from. The stream ends when the token does.")
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream");
    }

    static async Task<Results<Paged<EventFeedPage>, EventLines, ProblemHttpResult>> Feed(
        long? after, [AsParameters] EventFilter filter, int? pageSize, long? minPosition, HttpContext http, EventLog log, EventQuestions questions, IOptions<JsonOptions> json, CancellationToken ct)
    {
        var (from, size, lines) = (after ?? 0, Cursor.PageSize(pageSize), WantsLines(http));
        var (end, problem) = await questions.Check(from, "after", filter, ct, minPosition);
        if (problem is not null)
            return problem;
        var reader = EventReader.Of(http);
        if (lines)
            return new EventLines(log, from, end, filter, reader, json.Value.SerializerOptions);

        var (items, at) = (new List<StreamItem>(), from);
        for (var pages = 0; at < end && items.Count < size && pages < MostPages; pages++)
        {
            var (events, through) = await log.Read(at, filter, reader, ct, end);
            var room = size - items.Count;
            items.AddRange(events.Take(room).Select(StreamItem.Of));
            at = events.Count > room ? items[^1].Position : through;
        }

        return new Paged<EventFeedPage>(new(items, at, end));
    }

    static async Task<Results<LiveEvents, ProblemHttpResult>> Live(
        long? after, [AsParameters] EventFilter filter, [FromHeader(Name = "Last-Event-ID")] string? lastEventId, HttpContext http, EventLog log, EventStreams streams,
        EventQuestions questions, Sights sights, IOptions<JsonOptions> json, IHostApplicationLifetime host, ILogger<LiveEvents> logger, CancellationToken ct)
    {
        long? last = string.IsNullOrEmpty(lastEventId) ? null
            : long.TryParse(lastEventId, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id
            : throw new BadRequestException(StreamingRefusals.LastEventIdMalformed);
        var (end, problem) = await questions.Check(last ?? after ?? 0, last is null ? "after" : "Last-Event-ID", filter, ct);
        if (problem is not null)
            return problem;
        return new LiveEvents(log, last ?? after ?? end, filter, EventReader.Of(http), sights, streams, json.Value.SerializerOptions, logger, host.ApplicationStopping);
    }

    /// <summary>JSON unless lines are liked better.</summary>
    static bool WantsLines(HttpContext http)
    {
        http.Response.Headers.AppendCommaSeparatedValues("Vary", "Accept");
        if (http.Request.GetTypedHeaders().Accept is [])
            return false;
        var (pages, lines) = (Accepted.Weight(http.Request, "application/json"), Accepted.Weight(http.Request, EventLines.MediaType));
        return pages > 0 || lines > 0 ? lines > pages : throw new BadRequestException(StreamingRefusals.NotOffered);
    }
}

/// <param name="Items">In the order they were recorded.</param>
/// <param name="Next">Give it back as <c>after</c> to read on.</param>
/// <param name="Position">The position of the last event when this was answered.</param>
public sealed record EventFeedPage(IReadOnlyList<StreamItem> Items, long Next, long Position) : IPage
{
    (string Parameter, string Value)? IPage.NextPage => Next < Position ? ("after", $"{Next}") : null;
}
