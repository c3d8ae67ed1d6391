using System.CommandLine;
using Directives.Api.Hosting;
using Directives.EventSourcing;
using Directives.EventSourcing.Projections;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Directives.Api.Administration;

static class Rebuild
{
    public static Command Command()
    {
        var name = new Argument<string?>("projection") { Description = "Which read models; all if left out.", Arity = ArgumentArity.ZeroOrOne };
        var keep = new Option<bool>("--keep") { Description = "Keep the old read models, as {schema}_old, until the next rebuild." };
        var accept = new Option<bool>("--accept-difference") { Description = "Swap although the new rows differ from the live ones, or cannot be compared with them." };
        name.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && token.Value != Services.Tracking.Name)
                result.AddError($"'{token.Value}' is no projection; there is {Services.Tracking.Name}.");
        });

        var command = new Command("rebuild", "Makes the read models anew from the whole log, beside the live ones, compares both and swaps them. Hosts go on meanwhile.") { name, keep, accept };
        command.SetAction((parsed, ct) => Database.UseAsProgram(database => Run(
            database, new() { Keep = parsed.GetValue(keep), AcceptDifference = parsed.GetValue(accept) }, ct)));
        return command;
    }

    static async Task<int> Run(NpgsqlDataSource database, RebuildOptions agreed, CancellationToken ct)
    {
        await using var store = new EventStore(database, Services.Events);
        var projections = new ProjectionHost(database, store, [Services.Tracking], NullLoggerFactory.Instance);
        var good = true;
        foreach (var runner in projections.Runners)
        {
            try
            {
                good &= Told(runner.Projection, await ProgressDisplay.Show($"Rebuilding {runner.Projection.Name}", "events", progress =>
                    projections.Rebuild(runner, agreed, new Relay<RebuildProgress>(now => progress(now.Position, now.Target)), ct)));
            }
            catch (Exception e) when (e is not NpgsqlException and not OperationCanceledException)
            {
                await Console.Error.WriteLineAsync($"{runner.Projection.Name}: {e.Message}");
                good = false;
            }
        }

        return good ? ExitCode.Good : ExitCode.Wrong;
    }

    static bool Told(Projection projection, RebuildResult result)
    {
        Console.WriteLine(result.Outcome switch
        {
            RebuildOutcome.Swapped => $"{projection.Name}: made anew from {result.Position:n0} events; the new read models are the live ones.",
            RebuildOutcome.Differs => $"{projection.Name}: the new read models differ from the live ones at position {result.Position:n0} and lie beside them in {projection.Schema}_new. Nothing was swapped; --accept-difference does.",
            RebuildOutcome.NotComparable => $"{projection.Name}: the live read models do not get as far as position {result.Position:n0}. The new ones lie beside them in {projection.Schema}_new; --accept-difference swaps.",
            _ => $"{projection.Name}: another rebuild is under way."
        });
        foreach (var table in result.Differences)
            Console.WriteLine($"  {table.Table}: {Rows(table.Rows)} live and {Rows(table.NewRows)} new, {table.OnlyLive:n0} only live, {table.OnlyNew:n0} only new");
        return result.Outcome is RebuildOutcome.Swapped;

        static string Rows(long? rows) => rows is null ? "no such table" : $"{rows:n0} rows";
    }
}
