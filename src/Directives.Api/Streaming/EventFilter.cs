using Directives.Domain;
using Microsoft.AspNetCore.Mvc;

namespace Directives.Api.Streaming;

/// <summary>Which events; every part left out allows all.</summary>
public sealed record EventFilter
{
    public static EventFilter All { get; } = new();

    /// <summary>Those of one directive.</summary>
    [FromQuery(Name = "directive")]
    public Guid? Directive { get; init; }

    /// <summary>Those that concern an agency: of what it led or helped with at the time, and of the agency itself.</summary>
    [FromQuery(Name = "agency")]
    public string? Agency { get; init; }

    /// <summary>Those stored under a name, such as completion_reported. May be repeated.</summary>
    [FromQuery(Name = "type")]
    public string[] Type { get; init; } = [];

    public bool Takes(StreamedEvent e) =>
        (Directive is null || e.Subject.Directive == Directive)
        && (Agency is null || e.Agencies.Contains(Agency))
        && (Type is [] || Type.Contains(e.Recorded.Type));
}

public static class StreamingRefusals
{
    public static HttpRefusal NotOffered { get; } = new(
        406, "format-not-offered",
        new($"Sự kiện có dạng application/json hoặc {EventLines.MediaType}; không có dạng nào được chấp nhận.", $"Events are given as application/json or {EventLines.MediaType}; none of them is accepted."), "Accept");

    public static HttpRefusal LastEventIdMalformed { get; } = new(
        400, "last-event-id-malformed",
        new("Last-Event-ID là vị trí của sự kiện cuối cùng đã nhận, chẳng hạn 1327.", "Last-Event-ID is the position of the last event that was received, such as 1327."), "Last-Event-ID");

    public static HttpRefusal TooManyReaders { get; } = new(
        503, "too-many-readers",
        new("Đã có quá nhiều luồng sự kiện đang mở. Lát nữa hãy thử lại.", "Too many event streams are open. Try again in a moment."));

    public static Refusal UnknownEventType(string type) => new(
        RefusalKind.Invalid, "unknown-event-type", new($"Không có loại sự kiện '{type}'.", $"There is no event type '{type}'."));
}
