using System.Security.Cryptography;
using System.Text;
using Directives.Api.Agencies;
using Directives.Api.Importing;
using Directives.Api.Issuing;
using Directives.Domain;
using Directives.EventSourcing;

namespace Directives.Api.Demo;

/// <summary>
/// Tells the demo to an empty store as a history: the register and the documents through the import, the story through the
/// commands of the API, recorded when the story says, so that questions about the past have interesting answers. Every row
/// and step has a key, so a load that was cut off goes on where it stopped.
/// </summary>
public sealed class DemoLoader
{
    static readonly AgencyId Monitor = new("ban-to-chuc-trung-uong");

    static readonly DemoData Data = DemoData.Read();
    static readonly Dictionary<string, DirectiveId> Ids = Data.Documents.Select(document => document.Directive).ToDictionary(
        d => d.Key!, d => new DirectiveId(DirectiveRegister.IdOf(d.Type, d.Number, d.IssuedBy, d.IssuedOn) ?? Write.NewId("directive", KeyOf($"directive/{d.Key}"))));

    readonly EventStore store;
    readonly Importer importer;
    readonly HistoryImport history;
    readonly DemoStory story;
    readonly ILogger<DemoLoader> logger;

    /// <summary>The recorded time of what was recorded last.</summary>
    DateTimeOffset now;

    public DemoLoader(EventStore store, EventTypes types, Importer importer, ILogger<DemoLoader> logger)
    {
        (this.store, this.importer, this.logger, history) = (store, importer, logger, new(store));
        story = new(Data, Deciders.ForDirectives(store, types, Record), Deciders.ForAgencies(store, types, Record));
    }

    public async Task LoadIntoEmptyStore(CancellationToken ct)
    {
        var steps = Steps().OrderBy(step => step.At).ToList();
        var head = await store.Head(ct);
        if (head > 0 && (await Known(steps[0]) is null || await Known(steps[^1]) is not null))
            return;

        now = (await store.ReadAll(head - 1, 1, ct)) is [var last] ? last.RecordedAt : DateTimeOffset.MinValue;
        foreach (var step in steps)
        {
            // Recorded times rise strictly; what happens at the same moment follows by a millisecond.
            now = step.At > now ? step.At.AddMilliseconds(-1) : now;
            if (await step.Run(step, ct) is { } problem)
                throw new InvalidOperationException($"The demo's step {step.Name} was not taken: {problem}.");
        }

        logger.LogInformation("Loaded the demo: {Directives} directives, {Tasks} tasks, {Head} events", Data.Documents.Count, Data.Documents.Sum(d => d.Tasks.Count), await store.Head(ct));

        async Task<AppendResult?> Known(LoadStep step) => await store.Find(new(KeyOf(step.Name), HashOf(step.Name)), ct);
    }

    /// <summary>A directive of the demo has the same id in every installation: the one it would have had if somebody had entered it.</summary>
    public static DirectiveId IdOf(string directive) => Ids[directive];

    public static TaskId TaskIdOf(string task) => new(Write.NewId("task", KeyOf($"directive/{task}")));

    public static AssignmentId AssignmentIdOf(string task, AgencyId lead) => new(Write.NewId($"assignment/{lead}", KeyOf($"directive/{task}")));

    IEnumerable<LoadStep> Steps() => [.. Data.Agencies.GroupBy(agency => agency.EffectiveOn!.Value).Select(Register), .. Data.Documents.Select(Issue), .. story.Steps()];

    LoadStep Register(IGrouping<DateOnly, RegisterAgencyBody> agencies) => Import(
        Morning(agencies.Key), Role.MonitoringBody, [.. agencies.Select(agency => ($"agency/{agency.Code}", ImportKind.Agencies, (object)agency))]);

    LoadStep Issue(DemoDocument document) => Import(
        Morning(document.Directive.IssuedOn.FirstDay).AddHours(9), Role.IssuingOffice,
        [
            ($"directive/{document.Directive.Key}", ImportKind.Directives, document.Directive with { Links = [.. document.Directive.Links!.Select(ById)] }),
            .. document.Tasks.Select(task => ($"directive/{task.Code}", ImportKind.Tasks, (object)RowOf(task, document.Directive.Key!)))
        ]);

    /// <summary>Each document is an import of its own, so those before it are not called by their keys any more.</summary>
    static LinkRow ById(LinkRow link) => link with { Directive = IdOf(link.Directive).Value.ToString() };

    static TaskRow RowOf(DemoTask task, string directive)
    {
        var leads = Data.Expand(task.Leads);
        return new(
            directive, task.Code, task.Nature, task.Clause, task.Title, null, task.KeyTask, task.Target, task.Period, task.Note, task.Deadline,
            leads, leads is [] ? [] : [.. Data.Expand(task.Coordinating).Except(leads)]);
    }

    LoadStep Import(DateTimeOffset at, Role role, IReadOnlyList<(string Name, ImportKind Kind, object Content)> rows) => new(rows[0].Name, at, Monitor, role, async (step, ct) =>
    {
        var request = new ImportRequest(DryRun: false, ImportMode.RowByRow, [.. rows.Select((row, i) => new ImportRow(row.Kind, i, row.Content))]);
        var results = await importer.Run(request, row => step.WriteUnder(rows[row.Number].Name), _ => { }, ct, RecordEach);
        return results.FirstOrDefault(result => result.Outcome is RowOutcome.Refused) is { } refused ? $"{rows[refused.Row].Name}, {refused.Problem}" : null;
    });

    async Task<AppendResult> Record(Append append, CancellationToken ct)
    {
        var result = await history.Append(append, now.AddMilliseconds(1), ct);
        if (result.Status is AppendStatus.Appended)
            now = now.AddMilliseconds(1);
        return result;
    }

    async Task<IReadOnlyList<AppendResult>> RecordEach(IReadOnlyList<Append> appends, CancellationToken ct)
    {
        var results = new List<AppendResult>();
        foreach (var append in appends)
            results.Add(await Record(append, ct));
        return results;
    }

    internal static Guid KeyOf(string name) => StableId.Of($"demo/{name}");

    internal static byte[] HashOf(string name) => SHA256.HashData(Encoding.UTF8.GetBytes($"demo/{name}"));

    static DateTimeOffset Morning(DateOnly day) => Vietnam.StartOf(day).AddHours(8);
}
