using System.Text.Json;
using Directives.Domain;
using Directives.Domain.Issuing;
using Directives.EventSourcing;

namespace Directives.Api.Streaming;

/// <summary>An event on its way out, with all that a decision on who gets it may rest on.</summary>
/// <param name="Recorded">The event.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Secrecy">How secret its directive is.</param>
/// <param name="Agencies">Whom it concerns: who led or helped with what it is about, when it was recorded; of a register's own events, the agencies they name.</param>
/// <param name="IssuedBy">Who issued its directive.</param>
public sealed record StreamedEvent(RecordedEvent Recorded, EventSubject Subject, SecrecyLevel Secrecy, IReadOnlySet<string> Agencies, IReadOnlyList<string> IssuedBy)
{
    byte[]? written;

    /// <summary>The other directives that it names, with what says who may know of them.</summary>
    public IReadOnlyList<Mentioned> Mentioned { get; init; } = [];

    /// <summary>The <see cref="StreamItem"/> as it is sent, written once for all who get it.</summary>
    public ReadOnlySpan<byte> Written(JsonSerializerOptions json) => written ??= JsonSerializer.SerializeToUtf8Bytes(StreamItem.Of(this), json);
}

/// <param name="Directive">A directive that an event of another one names.</param>
/// <param name="Secrecy">How secret it is.</param>
/// <param name="Agencies">Who works on it, or led it once.</param>
/// <param name="IssuedBy">Who issued it.</param>
public sealed record Mentioned(Guid Directive, SecrecyLevel Secrecy, IReadOnlyList<string> Agencies, IReadOnlyList<string> IssuedBy);

/// <summary>What an event is about, as exactly as the event says.</summary>
public readonly record struct EventSubject(Guid? Directive, Guid? Task, Guid? Assignment)
{
    public static EventSubject Of(RecordedEvent recorded) => recorded.Data switch
    {
        DirectiveEvent.RecordCorrected e => Of(recorded.Stream, e.Correction),
        DirectiveEvent e => Of(recorded.Stream, e),
        _ => default
    };

    /// <summary>An assignment's event names the assignment, and the one that made it the task as well.</summary>
    static EventSubject Of(Guid directive, object what) => new(
        directive,
        what is ITaskEvent task ? task.Task.Value : what is DirectiveEvent.TaskAssigned assigned ? assigned.Task.Value : null,
        what is IAssignmentEvent assignment ? assignment.Assignment.Value : null);

    /// <summary>Where it is found in this API; null for what has no address.</summary>
    public string? Path => (Directive, Task, Assignment) switch
    {
        (null, _, _) => null,
        (_, _, { } assignment) => $"/directives/{Directive}/assignments/{assignment}",
        (_, { } task, _) => $"/directives/{Directive}/tasks/{task}",
        _ => $"/directives/{Directive}"
    };
}

/// <param name="Position">Its place among all events; reading on from it misses nothing.</param>
/// <param name="Id">Its own id.</param>
/// <param name="Type">The name it is stored under.</param>
/// <param name="RecordedAt">When the store recorded it.</param>
/// <param name="EffectiveOn">From when it holds in the world, where it says so.</param>
/// <param name="Stream">What it happened to: the directive, or the stream of a register.</param>
/// <param name="Version">Its place in there.</param>
/// <param name="Directive">The directive it is about.</param>
/// <param name="Task">The task it is about.</param>
/// <param name="Assignment">The assignment it is about.</param>
/// <param name="Actor">Who caused it.</param>
/// <param name="CorrelationId">The trace of the request.</param>
/// <param name="Headers">Role, agency, and whether it was imported or is synthetic.</param>
/// <param name="Data">The event as it is stored.</param>
public sealed record StreamItem(
    long Position, Guid Id, string Type, DateTimeOffset RecordedAt, DateOnly? EffectiveOn, Guid Stream, long Version, Guid? Directive, Guid? Task, Guid? Assignment,
    string Actor, string? CorrelationId, IReadOnlyDictionary<string, string> Headers, JsonElement Data)
{
    public static StreamItem Of(StreamedEvent e) => new(
        e.Recorded.Position, e.Recorded.Id, e.Recorded.Type, e.Recorded.RecordedAt, (e.Recorded.Data as DirectiveEvent)?.EffectiveOn, e.Recorded.Stream, e.Recorded.Version,
        e.Subject.Directive, e.Subject.Task, e.Subject.Assignment,
        e.Recorded.Metadata.Actor, e.Recorded.Metadata.CorrelationId, e.Recorded.Metadata.Headers, EventTypes.Stored(e.Recorded.Data));
}
