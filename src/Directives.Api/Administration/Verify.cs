using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Directives.EventSourcing.Auditing;
using Npgsql;

namespace Directives.Api.Administration;

static class Verify
{
    public static Command Command()
    {
        var from = new Option<long>("--from-position")
        {
            Description = "Recompute only from the batch with this position on. Streams and keys are compared in any case.",
            DefaultValueFactory = _ => 1
        };
        var expect = new Option<LogHead?>("--expect")
        {
            Description = "A head noted earlier, as 'status' prints it (position:chain), which the log must still contain. Shows a cut-off end and a chain that was written anew.",
            CustomParser = argument =>
            {
                if (LogHead.TryParse(argument.Tokens[0].Value, out var head))
                    return head;
                argument.AddError($"'{argument.Tokens[0].Value}' is no head: write it as 'status' prints it, position:chain.");
                return null;
            }
        };
        var parallel = new Option<int>("--parallel") { Description = "How many connections work at the same time.", DefaultValueFactory = _ => new VerifierOptions().Parallel };
        from.Validators.Add(result => InRange(result, 1, long.MaxValue));
        parallel.Validators.Add(result => InRange(result, 1, 32));

        var command = new Command("verify", "Recomputes the hashes of all events and the whole chain, outside of the database, and names the first batch that does not fit.") { from, expect, parallel };
        command.SetAction((parsed, ct) => Database.Use(database => Run(
            database, new() { From = parsed.GetValue(from), Expected = parsed.GetValue(expect), Parallel = parsed.GetValue(parallel) }, ct)));
        return command;
    }

    static void InRange(System.CommandLine.Parsing.OptionResult result, long lowest, long highest)
    {
        if (result.Tokens is [var token] && long.TryParse(token.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) && (value < lowest || value > highest))
            result.AddError($"{result.Option.Name} takes a number from {lowest}{(highest < long.MaxValue ? $" to {highest}" : " on")}.");
    }

    static async Task<int> Run(NpgsqlDataSource database, VerifierOptions options, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        var report = await ProgressDisplay.Show("Verifying", "events", progress => new Verifier(database).Verify(
            options, new Relay<VerificationProgress>(now => progress(now.Events, now.Total)), ct));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;

        Console.WriteLine(
            $"Verified {report.Events:n0} events ({(report.Events == 0 ? "none recorded" : $"positions {report.From} to {report.Head?.Position}")}) in {report.Batches:n0} batches, " +
            $"{report.Streams:n0} streams and {report.Keys:n0} keys in {seconds:0.0} s, {report.Events / seconds:n0} events/s.");
        if (report.Files > 0)
            Console.WriteLine($"Verified {report.Files:n0} stored {(report.Files == 1 ? "file against its digest" : "files against their digests")}.");
        if (report.Sound)
        {
            Console.WriteLine($"Sound. Head {report.Head}");
            return ExitCode.Good;
        }

        Console.WriteLine($"NOT SOUND: {report.FindingCount:n0} {(report.FindingCount == 1 ? "finding" : "findings")}.");
        foreach (var (finding, i) in report.Findings.Select((finding, i) => (finding, i)))
            Console.WriteLine($"{(i == 0 ? "First bad" : "Then")}: {Place(finding)}: {finding.What}.");
        if (report.FindingCount > report.Findings.Count)
            Console.WriteLine($"And {report.FindingCount - report.Findings.Count:n0} more.");
        return ExitCode.Wrong;
    }

    static string Place(Finding finding) => finding.Batch is { } batch
        ? $"batch {batch.First} to {batch.Last}, recorded {batch.RecordedAt.ToString("yyyy-MM-dd HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture)}"
        : "in no batch";
}
