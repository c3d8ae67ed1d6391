using System.Net;
using System.Net.Sockets;
using System.Text;
using Directives.EventSourcing.Writing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Http;

/// <summary>What goes wrong here rather than with the request, each with a database of its own.</summary>
public class FaultsTests
{
    [Theory]
    [InlineData("23514", 500, "fault")]
    [InlineData("XX000", 500, "fault")]
    [InlineData("22021", 400, "unstorable")]
    public async Task What_the_database_does_not_take_is_answered_without_showing_anything_of_the_inside(string state, int status, string code) =>
        await With(new App(), async app =>
        {
            await Execute(app, $"create function no() returns trigger language plpgsql as $$ begin raise 'inside' using errcode = '{state}'; end $$; create trigger no before insert on es.mt_events for each row execute function no()");

            var answer = (await app.Post("/agencies", AnAgency)).Should(status);

            answer.Code.Should().Be(code);
            answer.Text.Should().NotContain("inside").And.NotContain(state);
        });

    [Fact]
    public async Task An_archived_directive_takes_no_more_changes() => await With(new App(), async app =>
    {
        var directive = await app.IssuedDirective();
        await Execute(app, $"update es.mt_streams set is_archived = true where id = '{directive.Split('/')[^1]}'");

        (await app.Post($"{directive}/tasks", ATask("1"))).Should(409).Code.Should().Be("archived");
    });

    [Fact]
    public async Task A_reader_is_not_shown_less_than_was_recorded_but_told_that_the_read_models_are_behind() => await With(new App(), async app =>
    {
        await app.RegisteredAgencies();
        await Execute(app,
            """
            select es.append_one(1, null, '*DEFAULT*', gen_random_uuid(), 'directive', 0, null, null, 'test', null, null, '{}',
              array[gen_random_uuid()], array['never_heard_of']::varchar[], array['x']::varchar[], array['{}']::jsonb[])
            """);

        (await app.Get("/agencies")).Should(503).Code.Should().Be("read-model-behind");
    });

    [Fact]
    public async Task Read_models_that_are_being_made_anew_are_away_for_a_while() => await With(new App(), async app =>
    {
        (await app.Get("/agencies")).Should(200);
        await Execute(app, $"alter schema {Api.Hosting.Services.Tracking.Schema} rename to elsewhere");

        (await app.Get("/agencies")).Should(503).Code.Should().Be("read-models-away");
    });

    [Fact]
    public async Task A_write_that_finds_no_place_in_the_queue_is_asked_to_come_back() => await With(new CrowdedApp(), async app =>
        (await app.Post("/agencies", AnAgency)).Should(503).Code.Should().Be("busy"));

    [Fact]
    public async Task A_body_that_comes_too_slowly_is_not_waited_for() => await With(new HastyApp(), async app =>
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, app.Http.BaseAddress!.Port);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /agencies HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\nAuthorization: Bearer {await app.Token("MonitoringBody", "bo-chinh-tri")}\r\nIdempotency-Key: slow\r\n\r\n{{"));

        using var reader = new StreamReader(socket.GetStream());
        (await reader.ReadToEndAsync()).Should().StartWith("HTTP/1.1 408").And.Contain("request-timeout");
    });

    static readonly object AnAgency = new { code = "bo-moi", name = new { vi = "Bộ mới" }, kind = "ministry", level = "central" };

    static async Task With(App app, Func<App, Task> test)
    {
        await app.InitializeAsync();
        try
        {
            await test(app);
        }
        finally
        {
            await app.DisposeAsync();
        }
    }

    static async Task Execute(App app, string sql)
    {
        await using var command = app.Database.Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    sealed class CrowdedApp : App
    {
        protected override void Configure(IWebHostBuilder host) => host.ConfigureTestServices(services => services.AddSingleton(new WriterOptions { QueueCapacity = 0 }));
    }

    sealed class HastyApp : App
    {
        protected override void Configure(IWebHostBuilder host) => host.ConfigureTestServices(services => services.Configure<KestrelServerOptions>(
            kestrel => kestrel.Limits.MinRequestBodyDataRate = new(bytesPerSecond: 1_000_000, gracePeriod: TimeSpan.FromSeconds(1.1))));
    }
}
