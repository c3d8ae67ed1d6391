using System.Diagnostics;
using System.Diagnostics.Metrics;
using Directives.Api.Streaming;
using Directives.Api.Webhooks;
using Directives.EventSourcing;
using Directives.EventSourcing.Projections;
using Microsoft.AspNetCore.Http.Features;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Directives.Api.Hosting;

/// <summary>
/// Traces and metrics, sent by OTLP to where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says; nothing is gathered without it. The other
/// <c>OTEL_…</c> settings mean what they mean everywhere. What people wrote, and who they are, is in neither.
/// </summary>
sealed class Telemetry(IConfiguration configuration, EventStore store, ProjectionHost projections, EventStreams streams) : IHostedService, IDisposable
{
    const string Name = "directives";

    readonly Meter meter = Gauges(store, projections, streams);
    TracerProvider? traces;
    MeterProvider? metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        traces = Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(configuration))
            .ConfigureResource(Describe)
            .SetSampler(new ParentBasedSampler(new Begun()))
            .AddSource("Microsoft.AspNetCore", "Npgsql", WebhookSender.Traces.Name)
            .AddOtlpExporter(Protocol)
            .Build();
        metrics = Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(configuration))
            .ConfigureResource(Describe)
            .AddMeter("Directives.EventSourcing", meter.Name, "Npgsql", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting", "System.Runtime")
            .AddOtlpExporter(Protocol)
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What is gathered and not yet sent is sent now.</summary>
    public void Dispose()
    {
        traces?.Dispose();
        metrics?.Dispose();
        meter.Dispose();
    }

    void Describe(ResourceBuilder resource) => resource.AddService(configuration["OTEL_SERVICE_NAME"] ?? Name, serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString());

    void Protocol(OtlpExporterOptions options)
    {
        if (string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_PROTOCOL"]))
            options.Protocol = OtlpExportProtocol.HttpProtobuf; // the protocol's own default
    }

    /// <summary>What the parts of this program know of themselves anyway.</summary>
    static Meter Gauges(EventStore store, ProjectionHost projections, EventStreams streams)
    {
        var meter = new Meter("Directives.Api");
        meter.CreateObservableGauge("directives.log.head", () => store.Appended.Current, "{event}", "The last position this node knows of.");
        meter.CreateObservableGauge(
            "directives.projection.lag",
            () => projections.Runners.Select(runner => new Measurement<long>(Math.Max(0, store.Appended.Current - runner.Position.Current), new KeyValuePair<string, object?>("projection", runner.Projection.Name))),
            "{event}", "How far the read models are behind that.");
        meter.CreateObservableGauge("directives.streams.open", () => streams.Open, "{stream}", "Live streams that are open on this node.");
        return meter;
    }

    /// <summary>A request begins a trace; what the program asks its database by itself, many times a second, does not.</summary>
    sealed class Begun : Sampler
    {
        public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
            new(samplingParameters.Kind is ActivityKind.Server ? SamplingDecision.RecordAndSample : SamplingDecision.Drop);
    }
}

public static class TelemetryServices
{
    /// <summary>
    /// Says of the step that a request is what it was and how it ended, in the usual words; .NET leaves that to us. A path names
    /// things by their ids; what is asked of them is left out.
    /// </summary>
    public static void UseTelemetry(this WebApplication app) => app.Use(async (http, next) =>
    {
        if (http.Features.Get<IHttpActivityFeature>()?.Activity is not { IsAllDataRequested: true } step)
        {
            await next(http);
            return;
        }

        var (method, route) = (http.Request.Method, (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText?.TrimEnd('/'));
        step.DisplayName = route is null ? method : $"{method} {route}";
        step.SetTag("http.request.method", method).SetTag("http.route", route).SetTag("url.path", http.Request.Path.Value).SetTag("url.scheme", http.Request.Scheme);
        await next(http);
        step.SetTag("http.response.status_code", http.Response.StatusCode);
        if (http.Response.StatusCode >= StatusCodes.Status500InternalServerError)
            step.SetStatus(ActivityStatusCode.Error);
    });

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration) =>
        configuration.AsEnumerable().Any(setting => setting.Key is "OTEL_EXPORTER_OTLP_ENDPOINT" or "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT" or "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT" && setting.Value is { Length: > 0 })
            ? services.AddHostedService<Telemetry>()
            : services;
}
