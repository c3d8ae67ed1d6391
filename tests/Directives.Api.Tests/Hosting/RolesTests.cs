using Directives.EventSourcing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Directives.Api.Tests.Hosting;

/// <summary>The program has no more rights than it needs: every test of this project runs with these.</summary>
public sealed class RolesTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task The_program_acts_as_the_role_that_cannot_rewrite()
    {
        await app.AssignedTask();

        await ActsAsTheProgram(app);
    }

    [Fact]
    public async Task Program_and_owner_can_have_logins_of_their_own()
    {
        var name = $"directives_program_{Guid.NewGuid():n}";
        await using var database = await Directives.Testing.TemporaryDatabase.Create();
        await Migrations.Apply(database.Source, default); // makes the roles, if nobody did yet
        await Execute(database.Source, $"create role {name} login password 'program' in role es_app");
        var program = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = name, Password = "program" }.ConnectionString;
        var host = new MigratedByOwner(database.ConnectionString);
        try
        {
            await host.Start(program);
            await host.AssignedTask();

            await ActsAsTheProgram(host);
        }
        finally
        {
            await host.Stop();
            await Execute(database.Source, $"drop role {name}");
        }
    }

    static async Task ActsAsTheProgram(App app)
    {
        var source = app.Services.GetRequiredService<NpgsqlDataSource>();

        (await Execute(source, "select current_user::text")).Should().Be("es_app");
        foreach (var sql in new[] { "update es.mt_events set data = '{}'", "delete from es.command", "insert into es.ledger select * from es.ledger", "truncate es.mt_streams" })
            (await source.Awaiting(s => Execute(s, sql)).Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be("42501", sql);
    }

    static async Task<object?> Execute(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    sealed class MigratedByOwner(string owner) : App
    {
        protected override void Configure(IWebHostBuilder host) => host.UseSetting("ConnectionStrings:Migrations", owner);
    }
}
