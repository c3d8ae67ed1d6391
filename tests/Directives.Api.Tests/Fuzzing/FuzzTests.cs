using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Directives.EventSourcing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Directives.Api.Tests.Fuzzing;

/// <summary>
/// Every operation of the API document, by everybody, with what nobody should send. The seed makes the same requests
/// again; <c>FUZZ_REQUESTS=100000 FUZZ_SEED=7 dotnet test tests/Directives.Api.Tests --filter Fuzz</c> makes more and others.
/// </summary>
public class FuzzTests(FuzzedApp app) : IClassFixture<FuzzedApp>
{
    static readonly int Requests = Number("FUZZ_REQUESTS", 3_000), Seed = Number("FUZZ_SEED", 1);

    [Fact]
    public async Task Whatever_is_sent_the_answer_is_good_or_says_what_is_wrong_and_nothing_is_half_written()
    {
        var (random, operations, wrong) = (new Random(Seed), await Operation.AllOf(app), new List<string>());
        var (rubbish, statuses, store) = (new Rubbish(random), new SortedDictionary<int, int>(), app.Services.GetRequiredService<EventStore>());
        var (head, half) = (await store.Head(default), 0L);
        operations.Should().HaveCountGreaterThan(100);

        for (var i = 0; i < Requests && wrong.Count < 10; i++)
        {
            var operation = operations[random.Next(operations.Count)];
            var caller = Operation.Somebody(rubbish);
            using var request = operation.Request(random, rubbish).As(caller);
            var asked = $"{i}: {request.Method} {Start($"{request.RequestUri}", 300)} by {caller} {(request.Content is null ? "" : Start(Encoding.UTF8.GetString(await request.Content.ReadAsByteArrayAsync()), 600))}";
            var (status, problem) = await Send(request);
            statuses[status] = statuses.GetValueOrDefault(status) + 1;

            var now = await store.Head(default);
            if (status >= 500 || problem is not null)
                wrong.Add($"{asked} -> {status} {problem} {app.Errors.LastOrDefault()}");
            if (now != head && (status >= 400 || operation.Method is not "POST"))
                wrong.Add($"{asked} -> {status}, and {now - head} events were recorded");
            head = now;
            if (i == Requests / 2)
                half = GC.GetTotalMemory(forceFullCollection: true);
        }

        wrong.Should().BeEmpty("of seed {0}", Seed);
        app.Errors.Should().BeEmpty("nothing of this is a fault of ours");
        statuses.Keys.Should().Contain([200, 201, 400, 401, 403, 404, 412, 415, 422, 428]);
        (GC.GetTotalMemory(forceFullCollection: true) - half).Should().BeLessThan(64_000_000, "what was asked is forgotten");
    }

    /// <summary>The status, and what is wrong with the answer itself.</summary>
    async Task<(int Status, string? Problem)> Send(HttpRequestMessage request)
    {
        using var response = await app.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (response.Content.Headers.ContentType?.MediaType is "text/event-stream")
            return ((int)response.StatusCode, null);
        var text = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync());
        if ((int)response.StatusCode < 400 || request.Method == HttpMethod.Head || IsTheServersOwn(request, response, text))
            return ((int)response.StatusCode, null);
        return ((int)response.StatusCode,
            response.Content.Headers.ContentType?.MediaType is not "application/problem+json" ? $"is no problem: {response.Content.Headers.ContentType} {Start(text, 500)}"
            : text.Contains("Exception", StringComparison.Ordinal) || text.Contains("   at ", StringComparison.Ordinal) || (int)response.StatusCode >= 500 ? $"tells too much: {Start(text, 1_000)}"
            : null);
    }

    /// <summary>A request line that is none is answered by the server before there is a request, and without a body.</summary>
    static bool IsTheServersOwn(HttpRequestMessage request, HttpResponseMessage response, string text) => text is "" && (int)response.StatusCode switch
    {
        400 => request.RequestUri!.AbsolutePath.Contains("%00", StringComparison.Ordinal),
        414 => request.RequestUri!.PathAndQuery.Length > 8_000,
        _ => false
    };

    static string Start(string text, int most) => text.Length > most ? text[..most] + "…" : text;

    static int Number(string variable, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}

/// <summary>The demo, with all that the log says of errors.</summary>
public sealed class FuzzedApp : App, ILoggerProvider
{
    protected override bool Demo => true;

    public ConcurrentQueue<string> Errors { get; } = [];

    protected override void Configure(IWebHostBuilder host) => host.ConfigureLogging(logging => logging.AddProvider(this));

    public ILogger CreateLogger(string categoryName) => new Log(categoryName, Errors);

    public void Dispose()
    {
    }

    sealed class Log(string category, ConcurrentQueue<string> errors) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Error)
                errors.Enqueue($"{category}: {formatter(state, exception)} {exception}");
        }
    }
}
