using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Directives.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Directives.Api.Tests;

/// <summary>The real host behind a real socket, on a database of its own, with a clock that can be stopped.</summary>
public class App : IAsyncLifetime
{
    readonly TemporaryDatabase database = new();
    WebApplicationFactory<Program> factory = null!;
    Tokens tokens = null!;

    protected virtual bool Demo => false;

    /// <summary>Off, so that positions are those of the test's own commands.</summary>
    protected virtual bool Timetable => false;

    protected virtual string Environment => "Development";

    /// <summary>What is different about this host.</summary>
    protected virtual void Configure(IWebHostBuilder host) { }

    public StoppableClock Clock { get; } = new();

    public HttpClient Http { get; private set; } = null!;

    public TemporaryDatabase Database => database;

    public IServiceProvider Services => factory.Services;

    public async Task InitializeAsync()
    {
        await database.InitializeAsync();
        await Start();
    }

    public async Task DisposeAsync()
    {
        await Stop();
        await database.DisposeAsync();
    }

    public Task Start() => Start(database.ConnectionString);

    /// <summary>Starts on a database that somebody else made.</summary>
    public Task Start(string connectionString)
    {
        factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host => Configure(host
            .UseEnvironment(Environment)
            .UseSetting("urls", "http://127.0.0.1:0")
            .UseSetting("ConnectionStrings:Directives", connectionString)
            .UseSetting("Demo", Demo.ToString())
            .UseSetting("Timetable", Timetable.ToString())
            .UseSetting("Webhooks:Deliver", "false")
            .UseSetting("Logging:LogLevel:Default", "Warning")
            .ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Clock))));
        factory.UseKestrel();
        factory.StartServer();
        Http = factory.CreateDefaultClient(factory.ClientOptions.BaseAddress, tokens = new());
        return Task.CompletedTask;
    }

    public async Task Stop()
    {
        Http.Dispose();
        await factory.DisposeAsync();
    }

    /// <summary>For requests that do not go through <see cref="Http"/>.</summary>
    public Task<string> Token(string role, string agency) => tokens.Of(Http.BaseAddress!, new(role, agency));

    public async Task Restart()
    {
        await Stop();
        await Start();
    }

    /// <summary>A POST by an agency, in a role that may do it and with a key of its own unless they are given.</summary>
    public async Task<Answer> Post(string path, object body, string agency = "ban-to-chuc-trung-uong", string? role = null, string? key = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Body(body) };
        request.As(role ?? Callers.RoleFor(request), agency);
        request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        if (ifMatch is not null)
            request.Headers.Add("If-Match", ifMatch);
        return await Send(request);
    }

    public async Task<Answer> Get(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await Send(request);
    }

    public async Task<Answer> Send(HttpRequestMessage request)
    {
        using var response = await Http.SendAsync(request);
        var answer = new Answer((int)response.StatusCode, response.Headers.ETag?.Tag, response.Headers.Location?.ToString(), await response.Content.ReadAsStringAsync(), response.Content.Headers.ContentType?.MediaType);
        if (answer.MediaType is "application/problem+json")
            IsInTheCatalogue(answer);
        return answer;
    }

    /// <summary>Whatever a test provokes, the catalogue has it.</summary>
    static void IsInTheCatalogue(Answer answer)
    {
        var problem = ProblemCatalogue.Find(answer.Code ?? "");
        problem.Should().NotBeNull("{0} is to be looked up", answer.Text);
        problem!.Type.Should().Be(answer.Json.GetProperty("type").GetString());
        problem.Status.Should().Be(answer.Status, answer.Code);
    }

    static HttpContent Body(object body)
    {
        if (body is not string text)
            return JsonContent.Create(body);
        var content = new StringContent(text);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }
}

/// <summary>What came back.</summary>
public sealed record Answer(int Status, string? ETag, string? Location, string Text, string? MediaType)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public string? Code => Json.TryGetProperty("code", out var code) ? code.GetString() : null;

    /// <summary>The place the first error points at.</summary>
    public string? Place => Json.TryGetProperty("errors", out var errors) ? errors[0].GetProperty("pointer").GetString() : null;

    public long Position => Json.GetProperty("position").GetInt64();

    public Answer Should(int status)
    {
        Status.Should().Be(status, Text);
        return this;
    }
}

public sealed class StoppableClock : TimeProvider
{
    /// <summary>The time it stands at; it runs when null.</summary>
    public DateTimeOffset? StoppedAt { get; set; }

    public override DateTimeOffset GetUtcNow() => StoppedAt ?? base.GetUtcNow();
}
