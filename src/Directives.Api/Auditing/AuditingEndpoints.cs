using System.Text.Json;
using Directives.Api.Access;
using Directives.Domain;
using Directives.EventSourcing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Auditing;

public static class AuditingEndpoints
{
    public static void MapAuditing(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/directives/{directive:guid}/events", Events)
            .WithTags("Auditing").WithSummary("Everything that was ever recorded of a directive, in order: who, when, what.");

    static async Task<Results<Paged<EventPage>, ProblemHttpResult>> Events(
        Guid directive, long? afterVersion, QueryInstant? knownAsOf, int? pageSize, EventStore store, DirectiveDecider directives, Unseen unseen, ReadModels read, CancellationToken ct)
    {
        if (afterVersion < 0)
            return (HttpRefusals.VersionsBeginAtOne with { Field = "afterVersion" }).ToProblem();

        if (knownAsOf is { Value: var instant } && await read.NotYet(instant, ct) is { } future)
            return future;

        var (after, size) = (afterVersion ?? 0, Cursor.PageSize(pageSize));
        var events = await store.ReadStream(directive, ct, after, after + size + 1, knownAsOf?.Value);
        if (events is [] && after == 0 || events is [{ Data: not DirectiveEvent }, ..])
            return Refusals.NoSuchDirective.ToProblem();

        var (state, _) = await directives.Load(directive, ct);
        var others = await unseen.Among(events.SelectMany(recorded => Mentions.Of(recorded.Data)), ct);
        return new Paged<EventPage>(new(
            [.. from recorded in events.Take(size)
                where Sight.Current?.Sees(state, (DirectiveEvent)recorded.Data) is not false
                let told = Mentions.Without(others, recorded.Data)
                where told is not null
                select new EventItem(
                    recorded.Position, recorded.Version, recorded.Type, recorded.RecordedAt, ((DirectiveEvent)recorded.Data).EffectiveOn,
                    recorded.Metadata.Actor, recorded.Metadata.CorrelationId, recorded.Metadata.Headers, EventTypes.Stored(told))],
            events.Count > size ? after + size : null));
    }
}

/// <param name="Items">In the order they were recorded.</param>
/// <param name="NextAfterVersion">Give it back as <c>afterVersion</c> for the next page; absent on the last.</param>
public sealed record EventPage(IReadOnlyList<EventItem> Items, long? NextAfterVersion) : IPage
{
    (string Parameter, string Value)? IPage.NextPage => NextAfterVersion is { } version ? ("afterVersion", $"{version}") : null;
}

/// <param name="Position">Its place among all events of all directives.</param>
/// <param name="Version">Its place in the directive.</param>
/// <param name="Type">The name it is stored under.</param>
/// <param name="RecordedAt">When the store recorded it.</param>
/// <param name="EffectiveOn">From when it holds in the world.</param>
/// <param name="Actor">Who caused it.</param>
/// <param name="CorrelationId">The trace of the request.</param>
/// <param name="Headers">Role, agency, and whether it was imported or is synthetic.</param>
/// <param name="Data">The event as it is stored.</param>
public sealed record EventItem(
    long Position, long Version, string Type, DateTimeOffset RecordedAt, DateOnly EffectiveOn, string Actor, string? CorrelationId, IReadOnlyDictionary<string, string> Headers, JsonElement Data);
