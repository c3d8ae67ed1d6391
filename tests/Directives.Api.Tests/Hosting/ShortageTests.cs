using Directives.EventSourcing.Writing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using static Directives.Api.Tests.Scenarios;

namespace Directives.Api.Tests.Hosting;

/// <summary>Whatever the server runs short of, a write is answered 503 and can be repeated with its key.</summary>
public sealed class ShortageTests(ImpatientApp app) : IClassFixture<ImpatientApp>
{
    [Theory]
    [InlineData("53100")] // disk full
    [InlineData("53200")] // out of memory
    [InlineData("53300")] // too many connections
    [InlineData("55P03")] // lock timeout
    [InlineData("57014")] // statement timeout
    [InlineData("57P01")] // shutting down
    [InlineData("58030")] // the disk fails
    [InlineData("40P01")] // deadlock
    [InlineData("25006")] // read-only, as a standby is
    public async Task A_write_is_answered_503_and_counts_when_it_is_repeated_later(string state)
    {
        await app.RegisteredAgencies();
        await Execute($"create function short() returns trigger language plpgsql as $$ begin raise 'short' using errcode = '{state}'; end $$; create trigger short before insert on es.mt_events for each row execute function short()");

        var directive = ADirective();
        var refused = await app.Post("/directives", directive, key: state);

        await Execute("drop function short() cascade");
        refused.Should(503).Code.Should().Be("database-away");
        refused.MediaType.Should().Be("application/problem+json");
        (await app.Post("/directives", directive, key: state)).Should(201).Json.GetProperty("version").GetInt64().Should().Be(1);
    }

    [Fact]
    public async Task A_write_that_cannot_get_its_turn_is_answered_503()
    {
        await app.RegisteredAgencies();
        await using var connection = await app.Database.Source.OpenConnectionAsync();
        await using var turn = await connection.BeginTransactionAsync();
        await using (var take = new Npgsql.NpgsqlCommand("select es.take_turn(1)", connection))
            await take.ExecuteNonQueryAsync();

        var directive = ADirective();
        (await app.Post("/directives", directive, key: "turn")).Should(503);

        await turn.RollbackAsync();
        (await app.Post("/directives", directive, key: "turn")).Should(201);
    }

    async Task Execute(string sql)
    {
        await using var command = app.Database.Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>A host that does not wait long for a database in trouble.</summary>
public sealed class ImpatientApp : App
{
    protected override void Configure(IWebHostBuilder host) => host.ConfigureTestServices(services => services.AddSingleton(
        new WriterOptions { LockTimeout = TimeSpan.FromMilliseconds(100), Deadline = TimeSpan.FromMilliseconds(100) }));
}
