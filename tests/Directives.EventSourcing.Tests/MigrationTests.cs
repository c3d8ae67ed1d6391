using Directives.Testing;

namespace Directives.EventSourcing.Tests;

public sealed class MigrationTests : IAsyncLifetime, IAsyncDisposable
{
    readonly TemporaryDatabase database = new();

    static readonly string[] Scripts =
        [.. typeof(Migrations).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public Task InitializeAsync() => database.InitializeAsync();

    public Task DisposeAsync() => database.DisposeAsync();

    ValueTask IAsyncDisposable.DisposeAsync() => new(DisposeAsync());

    [Fact]
    public async Task Scripts_are_applied_once()
    {
        (await Migrations.Apply(database.Source, default)).Should().Equal(Scripts);
        var store = new EventStore(database.Source, new(typeof(LightEvent)));
        await store.Append(Lights.Dim(Guid.CreateVersion7(), 1), default);

        (await Migrations.Apply(database.Source, default)).Should().BeEmpty();
        (await store.Head(default)).Should().Be(1);
    }

    [Fact]
    public async Task Of_several_hosts_at_once_one_applies_them()
    {
        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Migrations.Apply(database.Source, default))));

        applied.SelectMany(names => names).Should().Equal(Scripts);
    }

    [Fact]
    public async Task A_database_that_is_ahead_of_the_program_is_refused()
    {
        await Migrations.Apply(database.Source, default);
        await Execute("insert into es.migration (name, sha256) values ('999_later.sql', 'x')");

        await Refused("*999_later.sql*does not know*");
    }

    [Fact]
    public async Task A_script_that_was_edited_after_it_was_applied_is_refused()
    {
        await Migrations.Apply(database.Source, default);
        await Execute("update es.migration set sha256 = reverse(sha256) where name = '001_store.sql'");

        await Refused("*001_store.sql was edited*");
    }

    [Fact]
    public async Task What_cannot_be_applied_leaves_nothing_behind()
    {
        await Execute("create schema es; create table es.ledger (mine int)");

        await FluentActions.Awaiting(() => Migrations.Apply(database.Source, default))
            .Should().ThrowAsync<Npgsql.PostgresException>().WithMessage("*\"ledger\" already exists*");

        await using var left = database.Source.CreateCommand("select count(*) from pg_class where relnamespace = 'es'::regnamespace and relkind = 'r'");
        (await left.ExecuteScalarAsync()).Should().Be(1L);
    }

    async Task Refused(string why) =>
        await FluentActions.Awaiting(() => Migrations.Apply(database.Source, default)).Should().ThrowAsync<InvalidOperationException>().WithMessage(why);

    async Task Execute(string sql)
    {
        await using var command = database.Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
