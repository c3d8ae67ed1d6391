using Directives.Api.Agencies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Reporting;

/// <summary>What published reports would say otherwise as known at a position. Each is made twice to find out, so ask page by page.</summary>
/// <param name="Position">The position they are compared at.</param>
/// <param name="Compared">How many published reports this page looked at.</param>
/// <param name="Items">Those of them that would say something else, the one published last first.</param>
/// <param name="NextCursor">Give it back as <c>cursor</c> for the next page; absent on the last.</param>
public sealed record RestatementList(long Position, int Compared, IReadOnlyList<Restatement> Items, string? NextCursor) : ICursorPage
{
    internal static async Task<Results<Paged<RestatementList>, ProblemHttpResult>> Get(
        [AsParameters] PublicationFilter filter, [AsParameters] KnownQuery known, int? pageSize, string? cursor,
        ReadModels read, AgencyRegister register, Publications publications, CancellationToken ct)
    {
        var (page, problem) = await PublicationList.Page(filter, known, pageSize, cursor, read, register, ct);
        if (page is null)
            return problem!;

        var restated = new List<Restatement>();
        foreach (var edition in page.Latest)
            if (await publications.Restated(edition, page.Position, ct) is var restatement and not { Figures: [] })
                restated.Add(restatement);
        return new Paged<RestatementList>(new(page.Position, page.Latest.Count, restated, page.NextCursor));
    }

    internal static async Task<Results<Ok<Restatement>, ProblemHttpResult>> One(
        Guid publication, [AsParameters] KnownQuery known, ReadModels read, Publications publications, CancellationToken ct)
    {
        var (point, problem) = await read.Resolve(known.PinnedBy(null), ct);
        if (problem is not null)
            return problem;
        return (await publications.Editions(publication, ct)).LastOrDefault(edition => edition.At <= point.Position) is { } latest
            ? TypedResults.Ok(await publications.Restated(latest, point.Position, ct))
            : EditionRefusals.NoSuchPublication.ToProblem();
    }
}
