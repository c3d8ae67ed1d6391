using System.Text.Json;
using Directives.EventSourcing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api;

/// <summary>The answer to a write: what was recorded, where and when. Repeating the request with its key gives the same one.</summary>
/// <param name="Id">What was changed: the directive, or the agency's stream.</param>
/// <param name="Version">Its version now.</param>
/// <param name="Position">The position of the last event; reads with <c>minPosition</c> see it.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="Events">The events, in order.</param>
public sealed record Receipt(Guid Id, long Version, long Position, DateTimeOffset RecordedAt, IReadOnlyList<ReceivedEvent> Events);

/// <param name="Version">In its stream.</param>
/// <param name="Position">In the log.</param>
/// <param name="Type">The name it is stored under.</param>
/// <param name="Data">The event as it is stored.</param>
public sealed record ReceivedEvent(long Version, long Position, string Type, JsonElement Data);

public static class Receipts
{
    /// <summary>201 with a receipt, where to look, and the version to be found there as ETag; or the problem.</summary>
    public static Results<Created<Receipt>, ProblemHttpResult> ToResult(
        this Outcome outcome, Guid stream, string location, HttpResponse response, Func<Outcome.Done, long>? version = null)
    {
        if (outcome is not Outcome.Done done)
            return outcome.ToProblem();

        EntityTag.Set(response, version?.Invoke(done) ?? done.Version);
        var receipt = new Receipt(
            stream, done.Version, done.Events is [] ? 0 : done.Events[^1].Position, done.RecordedAt,
            [.. done.Events.Select(e => new ReceivedEvent(e.Version, e.Position, e.Type, EventTypes.Stored(e.Data)))]);
        return TypedResults.Created(location, receipt);
    }
}
