using Directives.Api.Agencies;
using Directives.Domain;
using Directives.EventSourcing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Supervising;

public static class DigestEndpoints
{
    public static void MapDigests(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/agencies/{agency}/digests", List).WithTags("Supervising")
            .WithSummary("What an agency was reminded of, newest first: at most one digest per working day.");

    static async Task<Results<Ok<DigestList>, ProblemHttpResult>> List(string agency, int? pageSize, EventStore store, AgencyRegister register, CancellationToken ct)
    {
        if (!AgencyId.TryParse(agency, out var id))
            throw new BadRequestException(HttpRefusals.AgencyCodeExpected with { Field = "agency" });
        if (await register.Unknown([id], "agency", ct) is { } unknown)
            return unknown.ToProblem();
        var events = await store.ReadStream(Digests.StreamOf(id), ct);
        return TypedResults.Ok(new DigestList([.. events.Reverse().Take(Cursor.PageSize(pageSize)).Select(e => (ReminderEvent.DigestIssued)e.Data)]));
    }
}

public sealed record DigestList(IReadOnlyList<ReminderEvent.DigestIssued> Items);
