using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Directives.Api.Tests.Streaming;

/// <summary>Reads a live stream as a client does, with .NET's own parser of server-sent events.</summary>
public sealed class LiveReader : IAsyncDisposable
{
    readonly HttpResponseMessage response;
    readonly IAsyncEnumerator<SseItem<string>> items;
    readonly SseParser<string> parser;
    readonly CancellationTokenSource minute = new(TimeSpan.FromMinutes(1));

    LiveReader(HttpResponseMessage response, Stream body)
    {
        this.response = response;
        parser = SseParser.Create(body);
        items = parser.EnumerateAsync(minute.Token).GetAsyncEnumerator();
    }

    /// <summary>What the client would send as Last-Event-ID.</summary>
    public string LastEventId => parser.LastEventId;

    public static Task<LiveReader> Open(App app, string query = "", string? lastEventId = null) => Open(app, null, query, lastEventId);

    public static async Task<LiveReader> Open(App app, Caller? caller, string query = "", string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/events/stream{query}");
        if (caller is not null)
            request.As(caller);
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        var response = await app.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.IsSuccessStatusCode.Should().BeTrue();
        response.Content.Headers.ContentType!.MediaType.Should().Be("text/event-stream");
        return new(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event; null when the stream ended.</summary>
    public async Task<JsonElement?> Next()
    {
        try
        {
            if (!await items.MoveNextAsync())
                return null;
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return null; // cut off
        }

        var item = JsonDocument.Parse(items.Current.Data).RootElement;
        item.GetProperty("position").GetInt64().Should().Be(long.Parse(LastEventId));
        return item;
    }

    /// <summary>So many events, by their positions.</summary>
    public async Task<List<long>> Next(int count)
    {
        var positions = new List<long>();
        while (positions.Count < count && await Next() is { } item)
            positions.Add(item.GetProperty("position").GetInt64());
        return positions;
    }

    public async ValueTask DisposeAsync()
    {
        await minute.CancelAsync();
        response.Dispose();
        minute.Dispose();
    }
}
