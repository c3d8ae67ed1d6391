using Directives.Benchmarks;
using Directives.Domain;
using Directives.EventSourcing;
using Directives.EventSourcing.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

// Usage: dotnet run -c Release --project tests/Directives.Benchmarks -- [--rounds 5] [--ms 4000] [--callers 64] [--events n] [--only ours]
//   [existing new hot decider http cold catchup rebuild lag assignments tracking verify nation [--percent 100] [--history 1]]
var rounds = Option("--rounds", 5);
var each = TimeSpan.FromMilliseconds(Option("--ms", 4000));
var cases = args.Where((arg, i) => !arg.StartsWith('-') && (i == 0 || !args[i - 1].StartsWith("--", StringComparison.Ordinal))).ToHashSet();

var folder = Path.Combine(Path.GetTempPath(), $"directives-bench-{Guid.NewGuid():n}"[..24]);
await using (var postgres = await EmbeddedPostgres.Start(new(folder) { Settings = new Dictionary<string, string> { ["max_connections"] = "200" } }, NullLogger.Instance))
{
    await using var database = NpgsqlDataSource.Create(postgres.ConnectionString);
    await Migrations.Apply(database, default);
    await Floor.Create(database);
    await PerCommandStore.Create(database);
    var types = new EventTypes(typeof(BenchmarkEvent), typeof(DirectiveEvent));
    await using var store = new EventStore(database, types, new() { Calls = Option("--calls", 2) });
    var append = new AppendCases(postgres.ConnectionString, store, new(postgres.ProcessId), rounds, each, Text("--only"));

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

    if (Wanted("http"))
        await new HttpCases(postgres.ConnectionString, store, append, new(postgres.ProcessId), each).Report(Option("--callers", 64));

    if (Wanted("cold"))
        await new BigDirective(database, Option("--events", 1_000_000), rounds).Run();

    if (Wanted("hot"))
        await append.Hot(64);

    if (Wanted("verify"))
        await new VerifyCase(postgres.ConnectionString, new(postgres.ProcessId), rounds).Run();

    if (Wanted("assignments"))
        await new AssignmentCases(database, new(postgres.ProcessId), rounds, Option("--events", 300_000)).Write();
    if (Wanted("tracking"))
        await new AssignmentCases(database, new(postgres.ProcessId), rounds, Option("--events", 1_000_000)).Rebuild(postgres.ConnectionString);

    if (cases.Contains("nation")) // takes a quarter of an hour at scale 1, so only when it is named
        await new NationCases(postgres.ConnectionString, Option("--percent", 10), Option("--history", 1), rounds).Ask();

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

int Option(string name, int otherwise) => Text(name) is { } text ? int.Parse(text) : otherwise;

string? Text(string name) => Array.IndexOf(args, name) is >= 0 and var i && i + 1 < args.Length ? args[i + 1] : null;
