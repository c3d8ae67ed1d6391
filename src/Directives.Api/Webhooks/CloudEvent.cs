using System.Text.Json;
using System.Text.Json.Serialization;
using Directives.Api.Streaming;
using Directives.EventSourcing;

namespace Directives.Api.Webhooks;

/// <summary>An event as CloudEvents 1.0 has it in JSON; names in lower case, as they must be there.</summary>
/// <param name="Id">The event's own id; with the source it tells the event from all others.</param>
/// <param name="Source">The log it stands in.</param>
/// <param name="Type">The name it is stored under, with this system's prefix.</param>
/// <param name="Subject">The assignment, task or directive it is about, as a path of this API.</param>
/// <param name="Time">When it was recorded.</param>
/// <param name="Position">Its place in the log, as a text: whole numbers of CloudEvents end at 2,147,483,647.</param>
/// <param name="Traceparent">The trace of the request that caused it (the extension for distributed tracing).</param>
/// <param name="Data">As it is stored.</param>
public sealed record CloudEvent(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("source")] string Source,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("subject"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Subject,
    [property: JsonPropertyName("time")] DateTimeOffset Time,
    [property: JsonPropertyName("position")] string Position,
    [property: JsonPropertyName("traceparent"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Traceparent,
    [property: JsonPropertyName("data")] JsonElement Data)
{
    public const string MediaType = "application/cloudevents+json";

    public const string TypePrefix = "vn.directives.";

    [JsonPropertyName("specversion")]
    public string SpecVersion => "1.0";

    [JsonPropertyName("datacontenttype")]
    public string DataContentType => "application/json";

    public static CloudEvent Of(StreamedEvent e, string? traceparent) => new(
        $"{e.Recorded.Id}", "/events", TypePrefix + e.Recorded.Type, e.Subject.Path, e.Recorded.RecordedAt, $"{e.Recorded.Position}", traceparent, EventTypes.Stored(e.Recorded.Data));
}
