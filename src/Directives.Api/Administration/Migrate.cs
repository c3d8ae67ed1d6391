using System.CommandLine;
using Directives.EventSourcing;
using Npgsql;

namespace Directives.Api.Administration;

static class Migrate
{
    public static Command Command()
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Only list what is missing." };
        var command = new Command("migrate", "Brings the database to this program's schema, and names what it applied.") { dryRun };
        command.SetAction((parsed, ct) => parsed.GetValue(dryRun)
            ? Database.UseAsOwner(create: false, database => List(database, ct))
            : Database.UseAsOwner(create: true, database => Apply(database, ct)));
        return command;
    }

    static async Task<int> Apply(NpgsqlDataSource database, CancellationToken ct)
    {
        try
        {
            var applied = await Migrations.Apply(database, ct);
            foreach (var migration in applied)
                Console.WriteLine($"Applied {migration}");
            if (applied is [])
                Console.WriteLine("Nothing is missing.");
            return ExitCode.Good;
        }
        catch (InvalidOperationException unfit)
        {
            await Console.Error.WriteLineAsync(unfit.Message);
            return ExitCode.Wrong;
        }
    }

    static async Task<int> List(NpgsqlDataSource database, CancellationToken ct)
    {
        var migrations = await Migrations.List(database, ct);
        foreach (var migration in migrations.Where(migration => migration.State is MigrationState.Missing))
            Console.WriteLine($"Missing {migration.Name}");
        foreach (var refusal in migrations.Select(Migrations.Refusal).OfType<string>())
            await Console.Error.WriteLineAsync(refusal);
        if (migrations.All(migration => migration.State is MigrationState.Applied))
            Console.WriteLine("Nothing is missing.");
        return migrations.Any(migration => Migrations.Refusal(migration) is not null) ? ExitCode.Wrong : ExitCode.Good;
    }
}
