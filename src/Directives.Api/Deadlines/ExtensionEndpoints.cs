using Directives.Api.Assigning;
using Directives.Api.Cascading;
using Directives.Domain.Deadlines;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Deadlines;

using WriteResult = Task<Results<Created<Receipt>, ProblemHttpResult>>;

/// <summary>More time for one assignment: asked for by its lead, decided by somebody else.</summary>
static class ExtensionEndpoints
{
    public static void MapExtensions(this IEndpointRouteBuilder routes)
    {
        var assignment = routes.MapGroup("/directives/{directive:guid}/assignments/{assignment:guid}").WithTags("Deadlines");

        assignment.MapPost("/extension-requests", Request).WithSummary("The lead asks for more time; one request at a time.");
        assignment.MapPost("/extension-approvals", Approve).WithSummary("Somebody else grants what was asked for.");
        assignment.MapPost("/extension-refusals", Refuse).WithSummary("Somebody else refuses it, with a reason.");
        assignment.MapPost("/extension-counters", Counter).WithSummary("Somebody else offers another day; it holds once the lead takes it.");
        assignment.MapPost("/extension-acceptances", Accept).WithSummary("The lead takes the day that was offered.");
        assignment.MapPost("/extension-withdrawals", Withdraw).WithSummary("The lead asks no more, or does not take the day that was offered.");
    }

    static async WriteResult Request(
        Guid directive, Guid assignment, RequestExtensionBody body, Write write, DirectiveDecider directives, ParentDeadline parents, HttpResponse response, CancellationToken ct)
    {
        var command = new RequestExtension(new(assignment), body.To, body.Reason, body.Document, body.EffectiveOn, await parents.Of(directive, ct)) { By = write.By, Today = write.Today };
        return await directives.Change(directive, assignment, command, write, response, ct);
    }

    static async WriteResult Approve(
        Guid directive, Guid assignment, ApproveExtensionBody body, Write write, DirectiveDecider directives, ParentDeadline parents, HttpResponse response, CancellationToken ct)
    {
        var command = new ApproveExtension(new(assignment), body.Note, body.EffectiveOn, await parents.Of(directive, ct)) { By = write.By, Today = write.Today };
        return await directives.Change(directive, assignment, command, write, response, ct);
    }

    static WriteResult Refuse(Guid directive, Guid assignment, RefuseExtensionBody body, Write write, DirectiveDecider directives, HttpResponse response, CancellationToken ct) =>
        directives.Change(directive, assignment, new RefuseExtension(new(assignment), body.Reason, body.EffectiveOn) { By = write.By, Today = write.Today }, write, response, ct);

    static async WriteResult Counter(
        Guid directive, Guid assignment, CounterExtensionBody body, Write write, DirectiveDecider directives, ParentDeadline parents, HttpResponse response, CancellationToken ct)
    {
        var command = new CounterExtension(new(assignment), body.To, body.Reason, body.EffectiveOn, await parents.Of(directive, ct)) { By = write.By, Today = write.Today };
        return await directives.Change(directive, assignment, command, write, response, ct);
    }

    static async WriteResult Accept(
        Guid directive, Guid assignment, AcceptCounterBody body, Write write, DirectiveDecider directives, ParentDeadline parents, HttpResponse response, CancellationToken ct)
    {
        var command = new AcceptCounter(new(assignment), body.EffectiveOn, await parents.Of(directive, ct)) { By = write.By, Today = write.Today };
        return await directives.Change(directive, assignment, command, write, response, ct);
    }

    static WriteResult Withdraw(Guid directive, Guid assignment, WithdrawExtensionBody body, Write write, DirectiveDecider directives, HttpResponse response, CancellationToken ct) =>
        directives.Change(directive, assignment, new WithdrawExtension(new(assignment), body.Reason, body.EffectiveOn) { By = write.By, Today = write.Today }, write, response, ct);
}

/// <param name="To">The last day on time you ask for.</param>
/// <param name="Reason">Why.</param>
/// <param name="Document">The number of the letter that asks.</param>
/// <param name="EffectiveOn">The day you ask; today if left out.</param>
public sealed record RequestExtensionBody(DateOnly To, string Reason, string? Document = null, DateOnly? EffectiveOn = null);

/// <param name="Note">What the decision adds.</param>
/// <param name="EffectiveOn">The day of the decision; today if left out.</param>
public sealed record ApproveExtensionBody(string? Note = null, DateOnly? EffectiveOn = null);

/// <param name="Reason">Why not.</param>
/// <param name="EffectiveOn">The day of the decision; today if left out.</param>
public sealed record RefuseExtensionBody(string Reason, DateOnly? EffectiveOn = null);

/// <param name="To">The last day on time you offer.</param>
/// <param name="Reason">Why not the day asked for.</param>
/// <param name="EffectiveOn">The day of the offer; today if left out.</param>
public sealed record CounterExtensionBody(DateOnly To, string Reason, DateOnly? EffectiveOn = null);

/// <param name="EffectiveOn">The day you take it; today if left out.</param>
public sealed record AcceptCounterBody(DateOnly? EffectiveOn = null);

/// <param name="Reason">Why you ask no more.</param>
/// <param name="EffectiveOn">The day you say so; today if left out.</param>
public sealed record WithdrawExtensionBody(string? Reason = null, DateOnly? EffectiveOn = null);
