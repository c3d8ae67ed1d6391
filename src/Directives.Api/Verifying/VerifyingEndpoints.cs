using Directives.Api.Assigning;
using Directives.Domain;
using Directives.Domain.Verifying;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Verifying;

public static class VerifyingEndpoints
{
    public static void MapVerifying(this IEndpointRouteBuilder routes)
    {
        var assignment = routes.MapGroup("/directives/{directive:guid}/assignments/{assignment:guid}").WithTags("Verifying");

        assignment.MapPost("/verifications", Verify).WithSummary("Accepts a completion report, or sends it back with a reason.");
        assignment.MapPost("/reopenings", Reopen).WithSummary("Opens again what was verified and turned out not to be done.");
    }

    static async Task<Results<Created<Receipt>, ProblemHttpResult>> Verify(
        Guid directive, Guid assignment, VerifyBody body, Write write, DirectiveDecider directives, HttpResponse response, CancellationToken ct)
    {
        DirectiveCommand command = body.Outcome is VerificationOutcome.Accepted
            ? new VerifyCompletion(new(assignment), body.Day, body.Note) { By = write.By, Today = write.Today }
            : new RequireRework(new(assignment), body.Note ?? "", body.Day) { By = write.By, Today = write.Today };
        var outcome = await directives.Handle(directive, command, write, ct, Seen.Assignment(assignment));
        return outcome.ToResult(directive, $"/directives/{directive}/assignments/{assignment}", response);
    }

    static async Task<Results<Created<Receipt>, ProblemHttpResult>> Reopen(
        Guid directive, Guid assignment, ReopenBody body, Write write, DirectiveDecider directives, HttpResponse response, CancellationToken ct)
    {
        var command = new ReopenTask(new(assignment), body.Reason, body.Authority, body.EffectiveOn) { By = write.By, Today = write.Today };
        var outcome = await directives.Handle(directive, command, write, ct, Seen.Assignment(assignment));
        return outcome.ToResult(directive, $"/directives/{directive}/assignments/{assignment}", response);
    }
}

public enum VerificationOutcome { Accepted, ReworkRequired }

/// <param name="Outcome">Accepted or sent back.</param>
/// <param name="Day">Accepted: the day it was really done, if not the claimed one (then a note must say why). Sent back: the day of the decision, today if left out.</param>
/// <param name="Note">What the check found. Required when it is sent back.</param>
public sealed record VerifyBody(VerificationOutcome Outcome, DateOnly? Day = null, string? Note = null);

/// <param name="Reason">What turned out to be wanting.</param>
/// <param name="Authority">The number of the document, or the inspection, that found it.</param>
/// <param name="EffectiveOn">From when it is open again, not before it was completed; today if left out.</param>
public sealed record ReopenBody(string Reason, string Authority, DateOnly? EffectiveOn = null);
