using Directives.Benchmarks;
using Directives.EventSourcing;
using Directives.EventSourcing.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

// Usage: dotnet run -c Release --project tests/Directives.Benchmarks -- [--rounds 5] [--seconds 4] [--calls 2] [--callers 64] [existing new decider hot catchup rebuild lag]
var rounds = Option("--rounds", 5);
var each = TimeSpan.FromSeconds(Option("--seconds", 4));
var cases = args.Where((arg, i) => !arg.StartsWith('-') && (i == 0 || !args[i - 1].StartsWith("--", StringComparison.Ordinal))).ToHashSet();

var folder = Path.Combine(Path.GetTempPath(), $"directives-bench-{Guid.NewGuid():n}"[..24]);
await using (var postgres = await EmbeddedPostgres.Start(new(folder) { Settings = new Dictionary<string, string> { ["max_connections"] = "200" } }, NullLogger.Instance))
{
    await using var database = NpgsqlDataSource.Create(postgres.ConnectionString);
    await Migrations.Apply(database, default);
    await Floor.Create(database);
    await PerCommandStore.Create(database);
    var types = new EventTypes(typeof(BenchmarkEvent));
    await using var store = new EventStore(database, types, new() { Calls = Option("--calls", 2) });
    var append = new AppendCases(postgres.ConnectionString, store, new(postgres.ProcessId), rounds, each);

    foreach (var callers in Option("--callers", 0) is > 0 and var one ? [one] : new[] { 1, 8, 64, 512 })
    {
        if (Wanted("existing"))
            await append.Existing(callers);
        if (Wanted("new"))
            await append.New(callers);
    }

    if (Wanted("decider"))
    {
        var decider = new DeciderCases(postgres.ConnectionString, database, store, types, new(postgres.ProcessId), append, each);
        await decider.Fill();
        foreach (var callers in Option("--callers", 0) is > 0 and var only ? [only] : new[] { 1, 64 })
            await decider.Handle(callers);
    }

    if (Wanted("hot"))
        await append.Hot(64);

    var projections = new ProjectionCases(postgres.ConnectionString, store, new(postgres.ProcessId), rounds, each);
    if (Wanted("catchup"))
        await projections.CatchUp(Option("--events", 500_000));
    if (Wanted("rebuild"))
        await projections.Rebuild(Option("--events", 500_000));
    if (Wanted("lag"))
        await projections.Lag(64);
}

Directory.Delete(folder, recursive: true);

bool Wanted(string name) => cases.Count == 0 || cases.Contains(name);

int Option(string name, int otherwise) => Array.IndexOf(args, name) is >= 0 and var i && i + 1 < args.Length ? int.Parse(args[i + 1]) : otherwise;
