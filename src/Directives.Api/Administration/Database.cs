using Directives.Api.Hosting;
using Directives.EventSourcing;
using Directives.EventSourcing.Embedded;
using Npgsql;

namespace Directives.Api.Administration;

/// <summary>The database the host would use, for as long as one command takes.</summary>
static class Database
{
    /// <summary>Runs a command on a database that has a store, and says in one sentence why it could not be done.</summary>
    public static Task<int> Use(Func<NpgsqlDataSource, Task<int>> command) => Use(create: false, Program, Existing(command));

    /// <summary>The same, with no more rights than the host has, so that what it makes belongs to whom the host's things belong to.</summary>
    public static Task<int> UseAsProgram(Func<NpgsqlDataSource, Task<int>> command) => Use(
        create: false, async configuration => await Roles.Restricted(await Program(configuration), default) ?? await Program(configuration), Existing(command));

    /// <summary>The same for a command that may make the store, and the database; as the login of <c>ConnectionStrings:Migrations</c> if there is one.</summary>
    public static Task<int> UseAsOwner(bool create, Func<NpgsqlDataSource, Task<int>> command) => Use(
        create, configuration => configuration.GetConnectionString("Migrations") is { Length: > 0 } owner ? Task.FromResult(owner) : Program(configuration), command);

    static Task<string> Program(IConfiguration configuration) => Task.FromResult(configuration.GetConnectionString("Directives")!);

    static Func<NpgsqlDataSource, Task<int>> Existing(Func<NpgsqlDataSource, Task<int>> command) => async database =>
    {
        await using var store = database.CreateCommand("select to_regclass('es.ledger') is not null");
        if (!(bool)(await store.ExecuteScalarAsync())!)
            return Failed("The database has no event store. 'migrate' makes one.");
        return await command(database);
    };

    static async Task<int> Use(bool create, Func<IConfiguration, Task<string>> connection, Func<NpgsqlDataSource, Task<int>> command)
    {
        try
        {
            var configuration = WebApplication.CreateBuilder().Configuration;
            await using var postgres = await OwnPostgres.StartOrJoinUnlessGiven(configuration, create);
            await using var database = NpgsqlDataSource.Create(await connection(configuration));
            return await command(database);
        }
        catch (OperationCanceledException)
        {
            return Failed("Stopped.");
        }
        catch (PostgresException e)
        {
            return Failed($"The database refused: {e.MessageText}.");
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            return Failed($"The database does not answer: {e.Message}.");
        }
        catch (ArgumentException e)
        {
            return Failed($"The connection string cannot be used: {e.Message}");
        }
        catch (EmbeddedPostgresException e)
        {
            return Failed(e.Message);
        }
    }

    static int Failed(string sentence)
    {
        Console.Error.WriteLine(sentence);
        return ExitCode.Impossible;
    }
}
