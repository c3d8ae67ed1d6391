using System.Collections.Concurrent;
using System.Text;
using Directives.Api.Tests.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Hosting;

/// <summary>Traces and metrics as they arrive at a collector, over OTLP/HTTP.</summary>
public class TelemetryTests : IAsyncLifetime
{
    const string Trace = "0af7651916cd43dd8448eb211c80319c";

    readonly ConcurrentQueue<OtlpMessage> traces = [], metrics = [];
    readonly ObservedApp app = new();
    WebApplication collector = null!;

    sealed class ObservedApp : WebhookApp
    {
        public string Collector { get; set; } = "";

        protected override void Configure(IWebHostBuilder host)
        {
            base.Configure(host);
            host.UseSetting("OTEL_EXPORTER_OTLP_ENDPOINT", Collector).UseSetting("OTEL_BSP_SCHEDULE_DELAY", "50").UseSetting("OTEL_METRIC_EXPORT_INTERVAL", "200");
        }
    }

    public async Task InitializeAsync()
    {
        collector = LoopbackServer.Builder().Build();
        collector.MapPost("/v1/traces", http => Keep(http, traces));
        collector.MapPost("/v1/metrics", http => Keep(http, metrics));
        await collector.StartAsync();
        app.Collector = collector.Urls.Single();
        await app.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        await collector.DisposeAsync();
    }

    [Fact]
    public async Task A_request_its_SQL_and_the_webhooks_it_led_to_are_one_trace_without_what_was_written()
    {
        await using var receiver = await Receiver.Start();
        var assignment = await app.AssignedTask();
        await app.Webhook(receiver.Url, "progress_reported");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{assignment}/progress-reports") { Content = new StringContent("""{"text":"Chuyện riêng của xã"}""", null, "application/json") };
        foreach (var (name, value) in new[] { ("X-Person", "Nguyen-Van-A"), ("Idempotency-Key", $"{Guid.NewGuid()}"), ("traceparent", $"00-{Trace}-b7ad6b7169203331-01") })
            request.Headers.Add(name, value);
        (await app.Send(request.As("LeadReporter", Finance))).Should(201);

        await WebhookApp.Until(() => Spans().Select(span => span.Name).Intersect(["webhook", "POST /directives/{directive:guid}/assignments/{assignment:guid}/progress-reports"]).Count() == 2);

        Spans().Should().Contain(span => span.Scope == "Npgsql");
        var webhook = Spans().First(span => span.Name == "webhook");
        receiver.Taken.Single().Headers["traceparent"].Should().Be($"00-{Trace}-{webhook.Span}-01");
        var all = string.Join('\n', traces.Concat(metrics).Select(message => message.Text));
        all.Should().Contain("directives").And.NotContain("Chuyện riêng").And.NotContain("Nguyen-Van-A");
    }

    [Fact]
    public async Task The_metrics_of_the_store_the_read_models_and_the_requests_are_sent()
    {
        await app.AssignedTask();

        string[] wanted =
        [
            "directives.append.queue.depth", "directives.append.batch.size", "directives.append.outcomes", "directives.projection.lag", "directives.log.head",
            "directives.streams.open", "http.server.request.duration", "db.client.operation.duration", "dotnet.gc.collections"
        ];
        await WebhookApp.Until(() => wanted.All(name => metrics.Any(message => message.Text.Contains(name, StringComparison.Ordinal))));
    }

    [Fact]
    public async Task What_the_program_asks_its_database_by_itself_is_no_trace()
    {
        await app.RegisteredAgencies();
        await WebhookApp.Until(() => traces.Any(message => message.Text.Contains("POST /agencies", StringComparison.Ordinal)));

        traces.Should().OnlyContain(message => !message.Text.Contains("insert into es.lease", StringComparison.Ordinal));
    }

    IReadOnlyList<OtlpSpan> Spans() => [.. traces.SelectMany(message => message.Spans()).Where(span => span.Trace == Trace)];

    static async Task Keep(HttpContext http, ConcurrentQueue<OtlpMessage> messages)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        messages.Enqueue(new(body.ToArray()));
    }
}

/// <summary>A span as it was sent.</summary>
sealed record OtlpSpan(string Scope, string Trace, string Span, string Name);

/// <summary>An export request: Protocol Buffers, read as far as a test has to.</summary>
sealed record OtlpMessage(byte[] Body)
{
    public string Text { get; } = Encoding.UTF8.GetString(Body);

    /// <summary>resource_spans (1) / scope_spans (2) / scope (1) name (1), spans (2) trace_id (1), span_id (2), name (5).</summary>
    public IEnumerable<OtlpSpan> Spans() =>
        from resource in Fields(Body, 1)
        from scope in Fields(resource, 2)
        let name = Encoding.UTF8.GetString(Fields(Fields(scope, 1).Single(), 1).Single())
        from span in Fields(scope, 2)
        select new OtlpSpan(name, Hex(span, 1), Hex(span, 2), Encoding.UTF8.GetString(Fields(span, 5).Single()));

    static string Hex(byte[] message, int field) => Convert.ToHexStringLower(Fields(message, field).Single());

    /// <summary>The values of a field that have a length.</summary>
    static List<byte[]> Fields(byte[] message, int field)
    {
        var (values, at) = (new List<byte[]>(), 0);
        while (at < message.Length)
        {
            var key = Number();
            switch (key & 7)
            {
                case 0: Number(); break;
                case 1: at += 8; break;
                case 5: at += 4; break;
                default:
                    var length = (int)Number();
                    if ((int)(key >> 3) == field)
                        values.Add(message[at..(at + length)]);
                    at += length;
                    break;
            }
        }

        return values;

        ulong Number()
        {
            var (value, shift) = (0UL, 0);
            while (true)
            {
                var next = message[at++];
                value |= (ulong)(next & 0x7F) << shift;
                if (next < 0x80)
                    return value;
                shift += 7;
            }
        }
    }
}
