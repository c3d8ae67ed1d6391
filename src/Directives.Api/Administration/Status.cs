using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Directives.EventSourcing;
using Directives.EventSourcing.Auditing;
using Npgsql;

namespace Directives.Api.Administration;

static class Status
{
    static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) }
    };

    public static Command Command()
    {
        var json = new Option<bool>("--json") { Description = "For programs." };
        var command = new Command("status", "Shows where the log, the read models and the database stand. The head, position:chain, is worth noting down elsewhere: 'verify --expect' proves that the log still contains it.") { json };
        command.SetAction((parsed, ct) => Database.Use(database => Run(database, parsed.GetValue(json), ct)));
        return command;
    }

    static async Task<int> Run(NpgsqlDataSource database, bool json, CancellationToken ct)
    {
        var store = await StoreStatus.Read(database, ct);
        var migrations = await Migrations.List(database, ct);
        var good = store.Head is not null && migrations.All(migration => migration.State is MigrationState.Applied)
            && store.Projections.All(projection => projection.State is not ProjectionProgress.AheadOfTheLog);
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(
                new { Good = good, Head = store.Head?.ToString(), store.Head?.Position, store.RecordedAt, store.Batches, store.Streams, store.Projections, store.Database, Migrations = migrations }, Written));
        else
            foreach (var (name, value) in Lines(store, migrations))
                Console.WriteLine($"{name,-12}{value}");
        return good ? ExitCode.Good : ExitCode.Wrong;
    }

    static IEnumerable<(string Name, string Value)> Lines(StoreStatus store, IReadOnlyList<Migration> migrations)
    {
        yield return ("Head", store.Head?.ToString() ?? "MISSING: the ledger is empty");
        yield return ("Recorded", store.RecordedAt is { } at ? Time(at) : "nothing yet");
        yield return ("Log", $"{store.Head?.Position ?? 0:n0} events in {store.Batches:n0} batches, {store.Streams:n0} streams");
        foreach (var projection in store.Projections)
            yield return ("Projection", $"{projection.Name} at {projection.Position:n0}, {State(projection)}{(projection.MovedAt is { } moved ? $", moved {Time(moved)}" : "")}");
        yield return ("Database", $"{store.Database.Name}, PostgreSQL {store.Database.Version}, {store.Database.Size / 1048576.0:n1} MB");
        foreach (var migration in migrations)
            yield return ("Migration", $"{migration.Name}, {(migration.AppliedAt is { } applied ? $"applied {Time(applied)}" : "MISSING")}{(Migrations.Refusal(migration) is { } refusal ? $". {refusal}" : "")}");
    }

    static string State(ProjectionPosition projection) => projection.State switch
    {
        ProjectionProgress.Current => "current",
        ProjectionProgress.Behind => $"{projection.Lag:n0} behind",
        _ => $"AHEAD OF THE LOG by {-projection.Lag:n0}"
    };

    static string Time(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
