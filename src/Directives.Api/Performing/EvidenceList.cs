using Directives.Domain;
using Directives.Domain.Performing;
using Directives.EventSourcing.Files;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Performing;

public static class EvidenceList
{
    public static void MapEvidence(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/directives/{directive:guid}/assignments/{assignment:guid}/evidence", List)
            .WithTags("Performing").WithSummary("What was handed in, also what was withdrawn since, and the evidence of the completion report that waits or was accepted; which files are kept here.");

    static async Task<Results<Ok<EvidenceItems>, ProblemHttpResult>> List(Guid directive, Guid assignment, DirectiveDecider directives, FileStore files, CancellationToken ct)
    {
        var (state, _) = await directives.Load(directive, ct);
        if (state.Issued is null)
            return Refusals.NoSuchDirective.ToProblem();
        if (!state.Assignments.TryGetValue(new(assignment), out var found))
            return Refusals.NoSuchAssignment.ToProblem();

        var submitted = found.Evidence.Values.OrderBy(piece => piece.Submitted.EffectiveOn).ThenBy(piece => piece.Submitted.Id).ToList();
        var claimed = found.Claim?.Evidence ?? [];
        var stored = await files.Stored([.. submitted.Select(piece => piece.Submitted.Evidence).Concat(claimed).Select(piece => piece.Sha256).OfType<string>()], ct);
        return TypedResults.Ok(new EvidenceItems([.. submitted.Select(piece => EvidenceItem.Of(piece, stored)), .. claimed.Select(piece => EvidenceItem.Of(piece, stored))]));
    }
}

public sealed record EvidenceItems(IReadOnlyList<EvidenceItem> Items);

/// <param name="Id">Its id, if it was handed in apart from a completion report.</param>
/// <param name="Title">What it is.</param>
/// <param name="Document">Its number and symbol, if it is a document.</param>
/// <param name="DatedOn">The date on it.</param>
/// <param name="ReceivedOn">The day it was handed in.</param>
/// <param name="MediaType">What kind of file it is.</param>
/// <param name="Sha256">The digest of its file, if it has one.</param>
/// <param name="Stored">Whether that file is kept here; else it lies elsewhere, and whoever has it can prove by the digest that it is the one.</param>
/// <param name="File">Where it is kept, if it is kept here.</param>
/// <param name="Withdrawn">Why and from when it shows nothing any more; its file is kept all the same.</param>
public sealed record EvidenceItem(
    Guid? Id, string Title, string? Document, DateOnly? DatedOn, DateOnly? ReceivedOn, string? MediaType, string? Sha256, bool Stored, string? File, EvidenceWithdrawal? Withdrawn)
{
    public static EvidenceItem Of(SubmittedEvidence piece, IReadOnlySet<string> stored) => Of(piece.Submitted.Evidence, stored) with
    {
        Id = piece.Submitted.Id,
        Withdrawn = piece.Withdrawn is { } withdrawn ? new(withdrawn.Reason, withdrawn.EffectiveOn) : null
    };

    public static EvidenceItem Of(Evidence piece, IReadOnlySet<string> stored)
    {
        var here = piece.Sha256 is not null && stored.Contains(piece.Sha256);
        return new(null, piece.Title, piece.Document, piece.DatedOn, piece.ReceivedOn, piece.MediaType, piece.Sha256, here, here ? $"/files/{piece.Sha256}" : null, null);
    }
}

public sealed record EvidenceWithdrawal(string Reason, DateOnly EffectiveOn);
