using Directives.EventSourcing.Embedded;
using Directives.EventSourcing.Tests.Embedded;
using Npgsql;

namespace Directives.EventSourcing.Tests;

/// <summary>Migrating with and without the right to make roles, on servers that have none yet.</summary>
public sealed class RoleMigrationTests : IAsyncLifetime
{
    readonly TestFolder folder = new();
    EmbeddedPostgres postgres = null!;

    public async Task InitializeAsync() => postgres = await TestServers.Start(folder.Path);

    public async Task DisposeAsync()
    {
        await postgres.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task An_owner_who_may_not_make_roles_works_without_them_until_an_administrator_made_them()
    {
        await postgres.Query("create role plain login");
        await postgres.Query("create database plain owner plain");
        var plain = Login("plain", "plain");

        await Migrate(plain);
        await Append(plain, 1);
        (await Roles.Restricted(plain, default)).Should().BeNull();
        (await TestServers.Query(plain, "create schema lights_v1; create table lights_v1.light (id uuid); insert into es.mt_event_progression values ('lights:All', 1); select 1")).Should().Be(1);

        await TestServers.Query(Login(new NpgsqlConnectionStringBuilder(postgres.ConnectionString).Username!, "plain"), "select es.grant_roles()");

        var restricted = await Roles.Restricted(plain, default);
        await Append(restricted!, 2);
        (await TestServers.Query(restricted!, "insert into lights_v1.light values (gen_random_uuid()); select nspowner::regrole::text from pg_namespace where nspname = 'lights_v1'")).Should().Be("es_app");
        (await Migrate(plain)).Should().BeEmpty("whoever migrated can go on migrating");
        await TestServers.Query(plain, "create table es.later ()");
        await TestServers.Query(plain, "select es.grant_roles()");
        (await TestServers.Query(restricted!, "select count(*) from es.later")).Should().Be(0L, "what a later script adds is granted by the same rule");
    }

    [Fact]
    public async Task An_owner_who_does_not_belong_to_the_roles_that_are_there_works_without_them()
    {
        await postgres.Query("create role es_owner; create role es_app; create role es_read; create role reader login in role es_read; create role plain login");
        await postgres.Query("create database plain owner plain");
        var plain = Login("plain", "plain");

        await Migrate(plain);

        (await Roles.Restricted(plain, default)).Should().BeNull();
        await Append(plain, 1);
        (await TestServers.Query(Login("reader", "plain"), "select count(*) from es.mt_events")).Should().Be(1L, "an owner can grant, also to roles that are not his");
    }

    [Fact]
    public async Task Databases_of_one_server_can_be_migrated_at_once()
    {
        await postgres.Query("create role maker login createrole");
        var databases = Enumerable.Range(1, 4).Select(n => $"maker{n}").ToList();
        foreach (var database in databases)
            await postgres.Query($"create database {database} owner maker");

        await Task.WhenAll(databases.Select(database => Task.Run(() => Migrate(Login("maker", database)))));

        foreach (var database in databases)
        {
            var restricted = await Roles.Restricted(Login("maker", database), default);
            restricted.Should().NotBeNull();
            await Append(restricted!, 1);
            (await TestServers.Query(restricted!, "select nspowner::regrole::text from pg_namespace where nspname = 'es'")).Should().Be("es_owner");
        }
    }

    [Fact]
    public async Task A_program_that_may_not_migrate_says_so_and_starts_once_somebody_did()
    {
        await postgres.Query("create database served");
        await postgres.Query("create role es_app; create role program login in role es_app");
        var program = Login("program", "served");

        await FluentActions.Awaiting(() => Migrate(program)).Should().ThrowAsync<InvalidOperationException>().WithMessage("*may not*ConnectionStrings__Migrations*");

        await Migrate(Login(new NpgsqlConnectionStringBuilder(postgres.ConnectionString).Username!, "served"));
        (await Migrate(program)).Should().BeEmpty();
        await Append((await Roles.Restricted(program, default))!, 1);
    }

    string Login(string name, string database) =>
        new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Username = name, Database = database, Pooling = false }.ConnectionString;

    static async Task<IReadOnlyList<string>> Migrate(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        return await Migrations.Apply(source, default);
    }

    static async Task Append(string connectionString, long position)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var store = new EventStore(source, new(typeof(LightEvent)));
        (await store.Append(Lights.Dim(Guid.CreateVersion7(), 1).With(Guid.NewGuid()), default)).Position.Should().Be(position);
    }
}
