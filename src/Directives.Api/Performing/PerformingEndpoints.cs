using Directives.Api.Assigning;
using Directives.Domain.Performing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Performing;

using WriteResult = Task<Results<Created<Receipt>, ProblemHttpResult>>;

public static class PerformingEndpoints
{
    public static void MapPerforming(this IEndpointRouteBuilder routes)
    {
        var assignment = routes.MapGroup("/directives/{directive:guid}/assignments/{assignment:guid}").WithTags("Performing");

        assignment.MapPost("/work-starts", Start).WithSummary("The lead has begun.");
        assignment.MapPost("/progress-reports", Report).WithSummary("The lead says how far it has come.");
        assignment.MapPost("/completion-reports", Complete).WithSummary("The lead says it is done, with evidence; somebody else has to verify it.");
        assignment.MapPost("/evidence", Submit).WithSummary("The lead hands in something that shows its work, for a completion report or after one.");
        assignment.MapPost("/evidence/{piece:guid}/withdrawals", Withdraw).WithSummary("A piece of evidence shows nothing any more; it stays to be seen.");
    }

    static async WriteResult Start(
        Guid directive, Guid assignment, StartWorkBody body, Write write, DirectiveDecider directives, HttpResponse response, CancellationToken ct)
    {
        var command = new StartWork(new(assignment), body.EffectiveOn) { By = write.By, Today = write.Today };
        var outcome = await directives.Handle(directive, command, write, ct, Seen.Assignment(assignment));
        return outcome.ToResult(directive, $"/directives/{directive}/assignments/{assignment}", response);
    }

    static async WriteResult Report(
        Guid directive, Guid assignment, ReportProgressBody body, Write write, DirectiveDecider directives, HttpResponse response, CancellationToken ct)
    {
        var command = new ReportProgress(new(assignment), body.Text, body.Percent, body.EffectiveOn, body.Reached) { By = write.By, Today = write.Today };
        var outcome = await directives.Handle(directive, command, write, ct, Seen.Assignment(assignment));
        return outcome.ToResult(directive, $"/directives/{directive}/assignments/{assignment}", response);
    }

    static async WriteResult Complete(
        Guid directive, Guid assignment, ReportCompletionBody body, Write write, DirectiveDecider directives, HttpResponse response, CancellationToken ct)
    {
        var command = new ReportCompletion(new(assignment), body.Text, [.. (body.Evidence ?? []).Select(piece => piece.ToEvidence())], body.EffectiveOn, body.EvidenceIds) { By = write.By, Today = write.Today };
        var outcome = await directives.Handle(directive, command, write, ct, Seen.Assignment(assignment));
        return outcome.ToResult(directive, $"/directives/{directive}/assignments/{assignment}", response);
    }

    static async WriteResult Submit(
        Guid directive, Guid assignment, SubmitEvidenceBody body, Write write, DirectiveDecider directives, HttpResponse response, CancellationToken ct)
    {
        var command = new SubmitEvidence(new(assignment), write.NewId("evidence"), body.Evidence.ToEvidence(), body.EffectiveOn) { By = write.By, Today = write.Today };
        var outcome = await directives.Handle(directive, command, write, ct, Seen.Assignment(assignment));
        return outcome.ToResult(directive, $"/directives/{directive}/assignments/{assignment}", response);
    }

    static async WriteResult Withdraw(
        Guid directive, Guid assignment, Guid piece, WithdrawEvidenceBody body, Write write, DirectiveDecider directives, HttpResponse response, CancellationToken ct)
    {
        var command = new WithdrawEvidence(new(assignment), piece, body.Reason, body.EffectiveOn) { By = write.By, Today = write.Today };
        var outcome = await directives.Handle(directive, command, write, ct, Seen.Assignment(assignment));
        return outcome.ToResult(directive, $"/directives/{directive}/assignments/{assignment}", response);
    }
}

/// <param name="EffectiveOn">The day work began; today if left out.</param>
public sealed record StartWorkBody(DateOnly? EffectiveOn = null);

/// <param name="Text">What was done.</param>
/// <param name="Percent">0 to 100, if you can say.</param>
/// <param name="EffectiveOn">The day it describes; today if left out.</param>
/// <param name="Reached">What is reached of the task's target, in the target's unit, if it has a number.</param>
public sealed record ReportProgressBody(string Text, int? Percent = null, DateOnly? EffectiveOn = null, decimal? Reached = null);

/// <param name="Text">What was achieved.</param>
/// <param name="Evidence">The pieces that come with it.</param>
/// <param name="EffectiveOn">The day it was done; today if left out. Being late is judged by this day, as verified.</param>
/// <param name="EvidenceIds">Pieces that were handed in before; of both kinds together there is at least one.</param>
public sealed record ReportCompletionBody(
    string Text, IReadOnlyList<EvidenceBody>? Evidence = null, DateOnly? EffectiveOn = null, IReadOnlyList<Guid>? EvidenceIds = null);

/// <param name="Title">What it is.</param>
/// <param name="Document">Its number and symbol, if it is a document.</param>
/// <param name="DatedOn">The date on it; the day it is received is today.</param>
/// <param name="Sha256">The digest of the file, 64 lower-case hexadecimal digits: one stored here (<c>POST /files</c>) or kept elsewhere.</param>
/// <param name="MediaType">What kind of file it is: <c>application/pdf</c>.</param>
public sealed record EvidenceBody(string Title, string? Document = null, DateOnly? DatedOn = null, string? Sha256 = null, string? MediaType = null)
{
    public Evidence ToEvidence() => new(Title, Document, DatedOn, Sha256, MediaType);
}

/// <param name="Evidence">What it is.</param>
/// <param name="EffectiveOn">The day it was handed in; today if left out.</param>
public sealed record SubmitEvidenceBody(EvidenceBody Evidence, DateOnly? EffectiveOn = null);

/// <param name="Reason">Why it shows nothing, or not this.</param>
/// <param name="EffectiveOn">From when; today if left out.</param>
public sealed record WithdrawEvidenceBody(string Reason, DateOnly? EffectiveOn = null);
