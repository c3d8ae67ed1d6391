using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Directives.Api.Importing;
using Directives.Api.Streaming;
using Directives.EventSourcing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Streaming;

public class LiveEventsTests(LiveEventsTests.StreamingApp app) : IClassFixture<LiveEventsTests.StreamingApp>
{
    /// <summary>Short of patience, and with room for few.</summary>
    public class StreamingApp : App
    {
        protected override void Configure(IWebHostBuilder host) => host
            .UseSetting("Streams:Heartbeat", "00:00:00.2").UseSetting("Streams:Patience", "00:00:01").UseSetting("Streams:Most", "5");
    }

    [Fact]
    public async Task What_is_recorded_is_heard_at_once()
    {
        await using var live = await LiveReader.Open(app);

        var assignment = await app.AssignedTask();

        (await Until(live, "task_assigned")).GetProperty("assignment").GetString().Should().Be(assignment.Split('/')[4]);
    }

    [Fact]
    public async Task What_another_host_records_is_heard_too()
    {
        var other = new App();
        await other.Start(app.Database.ConnectionString);
        await using var live = await LiveReader.Open(app);

        var assignment = await other.AssignedTask();

        (await Until(live, "task_assigned")).GetProperty("assignment").GetString().Should().Be(assignment.Split('/')[4]);
        await other.Stop();
    }

    [Fact]
    public async Task A_reader_that_was_cut_off_goes_on_where_it_was()
    {
        await app.AssignedTask();
        var heard = new List<long>();
        string last;
        await using (var live = await LiveReader.Open(app, "?after=0"))
        {
            heard.AddRange(await live.Next(3));
            last = live.LastEventId;
        }

        await app.AssignedTask();
        var head = (await app.Get("/events?pageSize=1")).Json.GetProperty("position").GetInt64();
        await using (var live = await LiveReader.Open(app, "?after=0", last))
            heard.AddRange(await live.Next((int)head - 3));

        heard.Should().Equal(Enumerable.Range(1, (int)head).Select(position => (long)position));
    }

    [Fact]
    public async Task A_reader_who_asks_for_little_keeps_up_with_all()
    {
        var assignment = await app.AssignedTask();
        await using var live = await LiveReader.Open(app, $"?type=work_started&agency={Finance}");
        var next = live.Next();

        await app.AssignedTask();
        var head = (await app.Get("/events?pageSize=1")).Json.GetProperty("position").GetInt64();
        await Eventually(() => live.LastEventId == $"{head}"); // a sign of life carries the position
        var started = (await app.Post($"{assignment}/work-starts", new { }, Finance, "LeadReporter")).Should(201);

        (await next)!.Value.GetProperty("position").GetInt64().Should().Be(started.Position);
    }

    [Fact]
    public async Task What_has_ceased_to_be_a_readers_business_is_no_longer_heard()
    {
        await app.RegisteredAgencies();
        (await app.Post("/agencies", new { code = "cuc-thue", name = new { vi = "Cục Thuế" }, kind = "ministry", level = "central", effectiveOn = "2025-01-01", parent = Finance })).Should(201);
        var (below, own) = (await Assigned("cuc-thue"), await Assigned(Finance));
        await using var live = await LiveReader.Open(app, new Caller("LeadReporter", Finance), "?type=progress_reported");
        (await IsHeard()).Should().BeTrue();

        (await app.Post("/agencies/cuc-thue/parents", new { authority = "1-QĐ/TW", parent = Justice, effectiveOn = "2025-01-02" })).Should(201);

        await Hosting.HostProcess.Until(async () => !await IsHeard());

        async Task<bool> IsHeard()
        {
            var (position, next) = (await Reported(below, "cuc-thue"), await Reported(own, Finance));
            var heard = await live.Next(1);
            if (heard[0] != next)
                heard.AddRange(await live.Next(1));
            heard[^1].Should().Be(next);
            return heard.Contains(position);
        }

        async Task<string> Assigned(string lead) => await app.Assigned(await app.TaskWithDeadline(await app.IssuedDirective()), lead);
        async Task<long> Reported(string assignment, string by) => (await app.Post($"{assignment}/progress-reports", new { text = "x" }, by, "LeadReporter")).Should(201).Position;
    }

    /// <summary>It holds nobody up, nothing is kept for it, and it can come back.</summary>
    [Fact]
    public async Task A_reader_that_does_not_read_is_cut_off()
    {
        var before = (await app.Get("/events?pageSize=1")).Json.GetProperty("position").GetInt64();
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(IPAddress.Loopback, app.Http.BaseAddress!.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET /events/stream?after={before} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {await app.Token("Inspector", "uy-ban-kiem-tra-trung-uong")}\r\n\r\n"));
        await socket.ReceiveAsync(new byte[64]);

        var last = await LargeEvents(3000);
        await using (var other = await LiveReader.Open(app, $"?after={last - 1}"))
            (await other.Next(1)).Should().Equal(last);

        // Only what was already on its way arrives, then nothing more.
        await Eventually(() => app.Services.GetRequiredService<EventStreams>().Open == 0);
        long received = 0;
        var buffer = new byte[1 << 20];
        try
        {
            while (await socket.ReceiveAsync(buffer).WaitAsync(TimeSpan.FromSeconds(30)) is > 0 and var some)
                received += some;
        }
        catch (SocketException)
        {
        }

        received.Should().BeLessThan(3000 * 4000);
        await using var again = await LiveReader.Open(app, lastEventId: $"{before}");
        (await again.Next(3000)).Should().Equal(Enumerable.Range(1, 3000).Select(i => before + i));
    }

    [Fact]
    public async Task There_is_room_for_so_many_and_then_there_is_none()
    {
        await Eventually(() => app.Services.GetRequiredService<EventStreams>().Open == 0);
        var readers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => LiveReader.Open(app)));
        (await app.Get("/events/stream")).Should(503).Code.Should().Be("too-many-readers");
        foreach (var reader in readers)
            await reader.DisposeAsync();

        await Eventually(() => app.Services.GetRequiredService<EventStreams>().Open == 0);
        await (await LiveReader.Open(app)).DisposeAsync();
    }

    [Fact]
    public async Task A_host_that_stops_waits_for_no_reader()
    {
        var other = new App();
        await other.Start(app.Database.ConnectionString);
        await using var live = await LiveReader.Open(other);
        var next = live.Next();

        var begun = Stopwatch.GetTimestamp();
        await other.Services.GetRequiredService<Microsoft.Extensions.Hosting.IHost>().StopAsync();

        Stopwatch.GetElapsedTime(begun).Should().BeLessThan(TimeSpan.FromSeconds(10));
        (await next).Should().BeNull();
        await other.Stop();
    }

    [Theory]
    [InlineData("", "x", 400, "last-event-id-malformed", "Last-Event-ID")]
    [InlineData("", "-1", 400, "last-event-id-malformed", "Last-Event-ID")]
    [InlineData("?after=1", "999999999", 422, "position-not-reached", "Last-Event-ID")]
    [InlineData("?after=-1", null, 400, "negative-position", "after")]
    [InlineData("?type=task_eaten", null, 422, "unknown-event-type", "type")]
    public async Task A_question_with_something_wrong_is_refused(string query, string? lastEventId, int status, string code, string place)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/events/stream{query}");
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        var answer = (await app.Send(request)).Should(status);
        answer.Code.Should().Be(code);
        answer.Place.Should().Be(place);
    }

    static async Task<JsonElement> Until(LiveReader live, string type)
    {
        while (await live.Next() is { } item)
            if (item.GetProperty("type").GetString() == type)
                return item;
        throw new InvalidOperationException($"The stream ended before {type}.");
    }

    static Task Eventually(Func<bool> condition) => Hosting.HostProcess.Until(() => Task.FromResult(condition()));

    /// <summary>Events of 4 KB, on a stream of a register that takes any; the last position.</summary>
    async Task<long> LargeEvents(int count)
    {
        var store = app.Services.GetRequiredService<EventStore>();
        var stream = Guid.NewGuid();
        var text = new string('x', 4000);
        var @event = new ImportStarted(stream, ImportMode.AllOrNothing, 1, text);
        var result = await store.Append(new Append(stream, "import", 0, [.. Enumerable.Repeat(@event, count)], new EventMetadata("test")), default);
        return result.Position;
    }
}
