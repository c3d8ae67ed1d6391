using Directives.Api.Agencies;
using Directives.Domain;
using Directives.Domain.Assigning;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Assigning;

using WriteResult = Task<Results<Created<Receipt>, ProblemHttpResult>>;

/// <summary>Whose an assignment is, who helps with it and who answers for it in person.</summary>
static class AssignmentEndpoints
{
    public static void MapAssignments(this IEndpointRouteBuilder routes)
    {
        var assignment = routes.MapGroup("/directives/{directive:guid}/assignments/{assignment:guid}").WithTags("Assigning");

        assignment.MapPost("/acceptances", Accept).WithSummary("The lead says that it is its to do.");
        assignment.MapPost("/returns", Return).WithSummary("The lead gives it back, and may say who should have it; it stays the lead until somebody decides.");
        assignment.MapPost("/return-refusals", RefuseReturn).WithSummary("Somebody else leaves it with the lead that gave it back.");
        assignment.MapPost("/transfers", Transfer).WithSummary("Another agency leads from a day on; also the answer to a return.");
        assignment.MapPost("/mergers", Merge).WithSummary("Ends it because its lead became one with an agency that has the same task.");
        assignment.MapPost("/coordinators", AddCoordinator).WithSummary("Another agency helps from a day on.");
        assignment.MapPost("/coordinator-removals", RemoveCoordinator).WithSummary("An agency no longer helps.");
        assignment.MapPost("/heads", NameHead).WithSummary("Says who answers for it in person from a day on.");
    }

    static WriteResult Accept(Guid directive, Guid assignment, AcceptBody body, Write write, DirectiveDecider directives, HttpResponse response, CancellationToken ct) =>
        directives.Change(directive, assignment, new AcceptAssignment(new(assignment), body.EffectiveOn) { By = write.By, Today = write.Today }, write, response, ct);

    static async WriteResult Return(
        Guid directive, Guid assignment, ReturnBody body, Write write, DirectiveDecider directives, AgencyRegister register, HttpResponse response, CancellationToken ct)
    {
        var absent = body.Proposed is { } proposed ? await register.Absent([proposed], body.EffectiveOn ?? write.Today, "/proposed", ct) : null;
        var command = new ReturnTask(new(assignment), body.Reason, body.Proposed, body.EffectiveOn) { By = write.By, Today = write.Today };
        return await directives.Change(directive, assignment, command, write, response, ct, absent);
    }

    static WriteResult RefuseReturn(Guid directive, Guid assignment, RefuseReturnBody body, Write write, DirectiveDecider directives, HttpResponse response, CancellationToken ct) =>
        directives.Change(directive, assignment, new RefuseReturn(new(assignment), body.Reason, body.EffectiveOn) { By = write.By, Today = write.Today }, write, response, ct);

    static async WriteResult Transfer(
        Guid directive, Guid assignment, TransferBody body, Write write, DirectiveDecider directives, AgencyRegister register, HttpResponse response, CancellationToken ct)
    {
        var absent = await register.Absent([body.To], body.EffectiveOn ?? write.Today, "/to", ct);
        var command = new TransferLead(new(assignment), body.To, body.Reason, body.Authority, body.EffectiveOn) { By = write.By, Today = write.Today };
        return await directives.Change(directive, assignment, command, write, response, ct, absent);
    }

    static WriteResult Merge(Guid directive, Guid assignment, MergeAssignmentBody body, Write write, DirectiveDecider directives, HttpResponse response, CancellationToken ct)
    {
        var command = new MergeAssignment(new(assignment), body.Into, body.Reason, body.Authority, body.EffectiveOn) { By = write.By, Today = write.Today };
        return directives.Change(directive, assignment, command, write, response, ct);
    }

    static async WriteResult AddCoordinator(
        Guid directive, Guid assignment, AddCoordinatorBody body, Write write, DirectiveDecider directives, AgencyRegister register, HttpResponse response, CancellationToken ct)
    {
        var absent = await register.Absent([body.Agency], body.EffectiveOn ?? write.Today, "/agency", ct);
        var command = new AddCoordinator(new(assignment), body.Agency, body.EffectiveOn) { By = write.By, Today = write.Today };
        return await directives.Change(directive, assignment, command, write, response, ct, absent);
    }

    static WriteResult RemoveCoordinator(
        Guid directive, Guid assignment, RemoveCoordinatorBody body, Write write, DirectiveDecider directives, HttpResponse response, CancellationToken ct)
    {
        var command = new RemoveCoordinator(new(assignment), body.Agency, body.Reason, body.EffectiveOn) { By = write.By, Today = write.Today };
        return directives.Change(directive, assignment, command, write, response, ct);
    }

    static WriteResult NameHead(Guid directive, Guid assignment, NameHeadBody body, Write write, DirectiveDecider directives, HttpResponse response, CancellationToken ct)
    {
        var command = new NameHead(new(assignment), body.Person, body.Post, body.EffectiveOn) { By = write.By, Today = write.Today };
        return directives.Change(directive, assignment, command, write, response, ct);
    }

    /// <summary>Carries out a command about one assignment; <c>If-Match</c> speaks of that. Nothing comes of it if an agency it names does not exist.</summary>
    internal static async WriteResult Change(
        this DirectiveDecider directives, Guid directive, Guid assignment, DirectiveCommand command, Write write, HttpResponse response, CancellationToken ct, Refusal? absent = null)
    {
        var outcome = absent is null ? await directives.Handle(directive, command, write, ct, Seen.Assignment(assignment)) : await directives.Refuse(directive, absent, write, ct);
        return outcome.ToResult(directive, $"/directives/{directive}/assignments/{assignment}", response);
    }
}

/// <param name="EffectiveOn">The day it was accepted; today if left out.</param>
public sealed record AcceptBody(DateOnly? EffectiveOn = null);

/// <param name="Reason">Why it is not the lead's to do.</param>
/// <param name="Proposed">The code of the agency that should have it.</param>
/// <param name="EffectiveOn">The day it was given back; today if left out.</param>
public sealed record ReturnBody(string Reason, AgencyId? Proposed = null, DateOnly? EffectiveOn = null);

/// <param name="Reason">Why it is the lead's to do after all.</param>
/// <param name="EffectiveOn">The day of the decision; today if left out.</param>
public sealed record RefuseReturnBody(string Reason, DateOnly? EffectiveOn = null);

/// <param name="To">The code of the agency that leads from then on.</param>
/// <param name="Reason">Why.</param>
/// <param name="Authority">The number of the document that says so.</param>
/// <param name="EffectiveOn">From when; today if left out.</param>
public sealed record TransferBody(AgencyId To, string Reason, string Authority, DateOnly? EffectiveOn = null);

/// <param name="Into">The assignment of the same task in which the work goes on.</param>
/// <param name="Reason">Why.</param>
/// <param name="Authority">The number of the document that says so.</param>
/// <param name="EffectiveOn">From when; today if left out.</param>
public sealed record MergeAssignmentBody(AssignmentId Into, string Reason, string Authority, DateOnly? EffectiveOn = null);

/// <param name="Agency">The code of the agency that helps.</param>
/// <param name="EffectiveOn">From when; today if left out.</param>
public sealed record AddCoordinatorBody(AgencyId Agency, DateOnly? EffectiveOn = null);

/// <param name="Agency">The code of the agency that no longer helps.</param>
/// <param name="Reason">Why.</param>
/// <param name="EffectiveOn">The first day without it; today if left out.</param>
public sealed record RemoveCoordinatorBody(AgencyId Agency, string Reason, DateOnly? EffectiveOn = null);

/// <param name="Person">The name.</param>
/// <param name="Post">The post, such as <c>Bộ trưởng</c>.</param>
/// <param name="EffectiveOn">From when; today if left out.</param>
public sealed record NameHeadBody(string Person, string Post, DateOnly? EffectiveOn = null);
