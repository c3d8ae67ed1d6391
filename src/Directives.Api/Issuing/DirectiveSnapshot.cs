using System.Collections.Immutable;
using System.Text.Json;
using Directives.Domain;
using Directives.Domain.Assigning;
using Directives.Domain.Issuing;
using Directives.Domain.Supervising;
using Directives.EventSourcing;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Api.Issuing;

/// <summary>A directive's state as a snapshot keeps it: the same records, in lists.</summary>
public sealed record DirectiveSnapshot(
    long Version, DirectiveIssued? Issued, IReadOnlyCollection<DirectiveReceived> Received, IReadOnlyCollection<DirectiveAmended> Amendments, DirectiveSuperseded? Superseded,
    long VersionOfAll, IReadOnlyCollection<DirectiveTask> Tasks, IReadOnlyCollection<Assignment> Assignments, IReadOnlyCollection<Inspection> Inspections, IReadOnlyCollection<Guid> Judgements)
{
    /// <summary>
    /// Another build of the domain may fold otherwise, or hold its state in another shape, without anybody noticing; so the
    /// build itself is the schema. After an upgrade long streams are read whole once.
    /// </summary>
    public static string Schema { get; } = typeof(Directive).Assembly.ManifestModule.ModuleVersionId.ToString();

    public static void Write(Directive directive, Stream to) => JsonSerializer.Serialize(
        to,
        new DirectiveSnapshot(
            directive.Version, directive.Issued, [.. directive.Received.Values], directive.Amendments, directive.Superseded, directive.VersionOfAll,
            [.. directive.Tasks.Values], [.. directive.Assignments.Values], [.. directive.Inspections.Values], directive.Judgements),
        EventTypes.Json);

    public static Directive Read(Stream from)
    {
        var snapshot = JsonSerializer.Deserialize<DirectiveSnapshot>(from, EventTypes.Json)!;
        return new(
            snapshot.Version, snapshot.Issued,
            snapshot.Tasks.ToImmutableDictionary(task => task.Identified.Task), snapshot.Assignments.ToImmutableDictionary(assignment => assignment.Assigned.Assignment))
        {
            Received = snapshot.Received.ToImmutableDictionary(received => received.By),
            Amendments = [.. snapshot.Amendments],
            Superseded = snapshot.Superseded,
            VersionOfAll = snapshot.VersionOfAll,
            Inspections = snapshot.Inspections.ToImmutableDictionary(inspection => inspection.Opened.Inspection),
            Judgements = [.. snapshot.Judgements]
        };
    }
}
