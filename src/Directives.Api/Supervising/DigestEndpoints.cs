using Directives.Api.Agencies;
using Directives.Domain;
using Directives.Domain.Supervising;
using Directives.EventSourcing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Supervising;

public static class DigestEndpoints
{
    public static void MapDigests(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/agencies/{agency}/digests", List).WithTags("Supervising")
            .WithSummary("What an agency was reminded of, newest first: at most one digest per working day.");

    static async Task<Results<Ok<DigestList>, ProblemHttpResult>> List(string agency, int? pageSize, EventStore store, ReadModels read, AgencyRegister register, CancellationToken ct)
    {
        if (!AgencyId.TryParse(agency, out var id))
            throw new BadRequestException(HttpRefusals.AgencyCodeExpected with { Field = "agency" });
        if (await register.Unknown([id], "agency", ct) is { } unknown)
            return unknown.ToProblem();
        var events = await store.ReadStream(Digests.StreamOf(id), ct);
        var digests = events.Reverse().Take(Cursor.PageSize(pageSize)).Select(e => (ReminderEvent.DigestIssued)e.Data).ToList();
        var named = digests.SelectMany(digest => digest.DueSoon.Concat(digest.Overdue).Concat(digest.Unverified)).Select(item => item.Assignment.Value).Distinct().ToArray();
        var seen = (await read.Rows("select distinct id from assignment where id = any($1)", row => new AssignmentId(row.GetGuid(0)), ct, named)).ToHashSet();
        return TypedResults.Ok(new DigestList([..
            digests.Select(digest => digest with { DueSoon = Seen(digest.DueSoon), Overdue = Seen(digest.Overdue), Unverified = Seen(digest.Unverified) })
                .Where(digest => digest.DueSoon.Count + digest.Overdue.Count + digest.Unverified.Count > 0)]));

        IReadOnlyList<ReminderItem> Seen(IReadOnlyList<ReminderItem> items) => [.. items.Where(item => seen.Contains(item.Assignment))];
    }
}

public sealed record DigestList(IReadOnlyList<ReminderEvent.DigestIssued> Items);
