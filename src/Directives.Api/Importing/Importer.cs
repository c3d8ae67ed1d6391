using System.Security.Cryptography;
using System.Text;
using Directives.Api.Agencies;
using Directives.Api.Deadlines;
using Directives.Api.Issuing;
using Directives.Domain;
using Directives.EventSourcing;
using Directives.EventSourcing.Writing;

namespace Directives.Api.Importing;

/// <summary>
/// Decides every row of an import in memory, then records what was decided: all of it in one transaction, or row by row.
/// What another writer recorded in between is found when it is written, and the rows it touches are decided again. Every
/// row has a key of its own, so an import that was cut off goes on where it stopped.
/// </summary>
public sealed class Importer(EventStore store, EventTypes types, Snapshots<Directive> snapshots, ReadModels read, RulesInForce rules, SecrecyCeiling ceiling)
{
    /// <summary>How often it decides again before it gives up on what others keep changing.</summary>
    const int Rounds = 10;

    /// <summary>Rows in one call: enough to be fast, few enough to show progress and to stop between.</summary>
    const int AtOnce = 200;

    /// <summary>What becomes, or would become, of each row, in the order of the request.</summary>
    /// <param name="request">What is to be entered.</param>
    /// <param name="writeOf">By whom, on which day and under which key each row is entered.</param>
    /// <param name="decided">Hears how many rows have been decided.</param>
    /// <param name="ct">Stops between two calls.</param>
    /// <param name="append">How a row gets into the log when rows are recorded one by one; a history import names its own times here.</param>
    public async Task<IReadOnlyList<RowResult>> Run(
        ImportRequest request, Func<ImportRow, Write> writeOf, Action<int> decided, CancellationToken ct,
        Func<IReadOnlyList<Append>, CancellationToken, Task<IReadOnlyList<AppendResult>>>? append = null)
    {
        var results = new RowResult[request.Rows.Count];
        IReadOnlyList<int> open = Order(request.Rows);
        for (var round = 0; open.Count > 0; round++)
        {
            var drafted = await Decide(request.Rows, open, writeOf, results, decided, ct);
            if (request.DryRun || request.Mode is ImportMode.AllOrNothing && results.Any(result => result.Outcome is RowOutcome.Refused))
                return results;

            open = request.Mode is ImportMode.AllOrNothing
                ? await Together(drafted, open, results, ct)
                : await Apart(drafted, results, append ?? store.Append, ct);
            if (round == Rounds)
                foreach (var i in open)
                    results[i] = results[i] with { Outcome = RowOutcome.Refused, Problem = RowProblem.Of(HttpRefusals.Busy, request.Rows[i]) };
            if (round == Rounds)
                break;
        }

        return results;
    }

    async Task<List<(int Row, Append Append)>> Decide(
        IReadOnlyList<ImportRow> rows, IReadOnlyList<int> open, Func<ImportRow, Write> writeOf, RowResult[] results, Action<int> decided, CancellationToken ct)
    {
        var draft = new Draft(store);
        var entry = new RowEntry(draft, types, snapshots, read, rules, ceiling);
        var drafted = new List<(int, Append)>();
        for (var (n, before) = (0, 0); n < open.Count; before = draft.Appends.Count)
        {
            ct.ThrowIfCancellationRequested();
            var i = open[n];
            results[i] = await entry.Enter(rows[i], writeOf(rows[i]), ct);
            if (draft.Appends.Count > before)
                drafted.Add((i, draft.Appends[^1]));
            decided(rows.Count - open.Count + ++n);
        }

        return drafted;
    }

    /// <summary>The rows that have to be decided again: none, or all.</summary>
    async Task<IReadOnlyList<int>> Together(List<(int Row, Append Append)> drafted, IReadOnlyList<int> open, RowResult[] results, CancellationToken ct)
    {
        if (!await store.AppendTogether([.. drafted.Select(row => row.Append)], ct))
            return open;
        foreach (var (i, _) in drafted)
            results[i] = results[i] with { Outcome = RowOutcome.Recorded };
        return [];
    }

    /// <summary>The rows that have to be decided again, because somebody else changed what they were decided on.</summary>
    static async Task<IReadOnlyList<int>> Apart(
        List<(int Row, Append Append)> drafted, RowResult[] results,
        Func<IReadOnlyList<Append>, CancellationToken, Task<IReadOnlyList<AppendResult>>> append, CancellationToken ct)
    {
        var again = new List<int>();
        foreach (var call in drafted.Chunk(AtOnce))
        {
            ct.ThrowIfCancellationRequested();
            foreach (var ((i, _), answer) in call.Zip(await append([.. call.Select(row => row.Append)], ct)))
                if (answer.Status is AppendStatus.Appended)
                    results[i] = results[i] with { Outcome = RowOutcome.Recorded };
                else if (answer.Status is AppendStatus.Duplicate)
                    results[i] = results[i] with { Outcome = RowOutcome.AlreadyRecorded };
                else
                    again.Add(i);
        }

        return again;
    }

    /// <summary>Agencies, directives, tasks; parents before children and directives before those that link to them, else as they stand.</summary>
    static List<int> Order(IReadOnlyList<ImportRow> rows)
    {
        var names = new Dictionary<string, int>();
        foreach (var (i, row) in rows.Index())
            if (row.Content is RegisterAgencyBody agency)
                names.TryAdd($"agency {agency.Code}", i);
            else if (row.Content is DirectiveRow directive)
                foreach (var name in new[] { directive.Key, directive.Number }.OfType<string>())
                    names.TryAdd($"directive {name}", i);

        // Not by recursion: a chain may be as long as the import. A loop ends where it began.
        var (order, visited, path) = (new List<int>(rows.Count), new bool[rows.Count], new Stack<(int Row, bool Ready)>());
        foreach (var first in Enumerable.Range(0, rows.Count).OrderBy(i => rows[i].Kind))
        {
            path.Push((first, false));
            while (path.TryPop(out var next))
                if (next.Ready)
                    order.Add(next.Row);
                else if (!visited[next.Row])
                {
                    visited[next.Row] = true;
                    path.Push((next.Row, true));
                    foreach (var name in Needs(rows[next.Row].Content))
                        if (names.TryGetValue(name, out var needed))
                            path.Push((needed, false));
                }
        }

        return order;
    }

    static IEnumerable<string> Needs(object? content) => content switch
    {
        RegisterAgencyBody { Parent: { } parent } => [$"agency {parent}"],
        DirectiveRow directive => (directive.Links ?? []).Select(link => $"directive {link.Directive}"),
        _ => []
    };

    /// <summary>The write of one row: its key follows from that of the import, and what it records names the import and the row.</summary>
    public static Write RowOf(Write import, Guid id, ImportRow row)
    {
        var name = $"{Names.Of(row.Kind)}/{row.Number}";
        return import with
        {
            Key = new(StableId.Of($"import-row:{import.Key!.Value}/{name}"), SHA256.HashData([.. import.Key.RequestHash, .. Encoding.UTF8.GetBytes(name)])),
            Metadata = import.Metadata.With("import", id.ToString()).With("row", name),
            IfMatch = null
        };
    }
}
