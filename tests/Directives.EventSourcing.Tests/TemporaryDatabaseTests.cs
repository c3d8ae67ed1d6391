using Directives.Testing;
using Npgsql;

namespace Directives.EventSourcing.Tests;

public sealed class TemporaryDatabaseTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    [Fact]
    public async Task A_test_class_has_a_database_that_nobody_else_sees()
    {
        await using var other = await TemporaryDatabase.Create();

        await using var create = database.Source.CreateCommand("create table mine (id int)");
        await create.ExecuteNonQueryAsync();

        (await TableExists(database.Source)).Should().BeTrue();
        (await TableExists(other.Source)).Should().BeFalse();
    }

    [Fact]
    public async Task It_is_dropped_even_while_somebody_is_connected()
    {
        var short_lived = await TemporaryDatabase.Create();
        await using var lingering = new NpgsqlConnection(short_lived.ConnectionString);
        await lingering.OpenAsync();

        await short_lived.DisposeAsync();

        var name = new NpgsqlConnectionStringBuilder(short_lived.ConnectionString).Database!;
        await using var find = database.Source.CreateCommand("select count(*) from pg_database where datname = $1");
        find.Parameters.AddWithValue(name);
        (await find.ExecuteScalarAsync()).Should().Be(0L);
    }

    static async Task<bool> TableExists(NpgsqlDataSource source)
    {
        await using var find = source.CreateCommand("select to_regclass('mine') is not null");
        return (bool)(await find.ExecuteScalarAsync())!;
    }
}
