using Directives.Domain;
using Directives.Domain.Verifying;
using Directives.EventSourcing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Verifying;

public static class VerifyingEndpoints
{
    public static void MapVerifying(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/directives/{directive:guid}/assignments/{assignment:guid}/verifications", Verify).RequireAuthorization()
            .WithTags("Verifying").WithSummary("Accepts a completion report, or sends it back with a reason.");

    static Task<Results<Created<Receipt>, ProblemHttpResult>> Verify(
        Guid directive, Guid assignment, VerifyBody body, Write write, DirectiveDecider directives, EventTypes types, HttpResponse response, CancellationToken ct)
    {
        DirectiveCommand command = body.Outcome is VerificationOutcome.Accepted
            ? new VerifyCompletion(new(assignment), body.Day, body.Note) { By = write.By, Today = write.Today }
            : new RequireRework(new(assignment), body.Note ?? "", body.Day) { By = write.By, Today = write.Today };
        return Assignments.Change(directive, assignment, command, write, directives, types, response, ct);
    }
}

public enum VerificationOutcome { Accepted, ReworkRequired }

/// <param name="Outcome">Accepted or sent back.</param>
/// <param name="Day">Accepted: the day it was really done, if not the claimed one (then a note must say why). Sent back: the day of the decision, today if left out.</param>
/// <param name="Note">What the check found. Required when it is sent back.</param>
public sealed record VerifyBody(VerificationOutcome Outcome, DateOnly? Day = null, string? Note = null);
