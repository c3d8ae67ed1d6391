using Directives.Domain;
using Directives.Domain.Performing;
using Directives.EventSourcing.Files;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Performing;

public static class EvidenceList
{
    public static void MapEvidence(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/directives/{directive:guid}/assignments/{assignment:guid}/evidence", List)
            .WithTags("Performing").WithSummary("The evidence of the completion report that waits or was accepted, and which of its files are kept here.");

    static async Task<Results<Ok<EvidenceItems>, ProblemHttpResult>> List(Guid directive, Guid assignment, DirectiveDecider directives, FileStore files, CancellationToken ct)
    {
        var (state, _) = await directives.Load(directive, ct);
        if (state.Issued is null)
            return Refusals.NoSuchDirective.ToProblem();
        if (!state.Assignments.TryGetValue(new(assignment), out var found))
            return Refusals.NoSuchAssignment.ToProblem();

        var evidence = found.Claim?.Evidence ?? [];
        var stored = await files.Stored([.. evidence.Select(piece => piece.Sha256).OfType<string>()], ct);
        return TypedResults.Ok(new EvidenceItems([.. evidence.Select(piece => EvidenceItem.Of(piece, stored))]));
    }
}

public sealed record EvidenceItems(IReadOnlyList<EvidenceItem> Items);

/// <param name="Title">What it is.</param>
/// <param name="Document">Its number and symbol, if it is a document.</param>
/// <param name="DatedOn">The date on it.</param>
/// <param name="ReceivedOn">The day it was handed in.</param>
/// <param name="MediaType">What kind of file it is.</param>
/// <param name="Sha256">The digest of its file, if it has one.</param>
/// <param name="Stored">Whether that file is kept here; else it lies elsewhere, and whoever has it can prove by the digest that it is the one.</param>
/// <param name="File">Where it is kept, if it is kept here.</param>
public sealed record EvidenceItem(
    string Title, string? Document, DateOnly? DatedOn, DateOnly? ReceivedOn, string? MediaType, string? Sha256, bool Stored, string? File)
{
    public static EvidenceItem Of(Evidence piece, IReadOnlySet<string> stored)
    {
        var here = piece.Sha256 is not null && stored.Contains(piece.Sha256);
        return new(piece.Title, piece.Document, piece.DatedOn, piece.ReceivedOn, piece.MediaType, piece.Sha256, here, here ? $"/files/{piece.Sha256}" : null);
    }
}
