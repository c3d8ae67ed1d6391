using Directives.Api.Access;
using Directives.Api.Agencies;
using Directives.Domain;
using Directives.Domain.Issuing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Issuing;

using WriteResult = Task<Results<Created<Receipt>, ProblemHttpResult>>;

/// <summary>What becomes of a document as a whole once it is issued.</summary>
public static class DocumentEndpoints
{
    public static void MapDocuments(this IEndpointRouteBuilder routes)
    {
        var directive = routes.MapGroup("/directives/{directive:guid}").WithTags("Issuing");

        directive.MapPost("/receipts", Receive).WithSummary("The acting agency says that the document reached it.");
        directive.MapPost("/amendments", Amend).WithSummary("Another document changes this one; what that means for its tasks is entered with each of them.");
        directive.MapPost("/supersessions", Supersede).WithSummary("Another document takes its place: what is open is owed there, and nothing more is done here.");
    }

    static async WriteResult Receive(
        Guid directive, ReceiveBody body, Write write, DirectiveDecider directives, AgencyRegister agencies, HttpResponse response, CancellationToken ct)
    {
        var command = new ReceiveDirective(body.ReceivedOn, body.RegisterNumber) { By = write.By, Today = write.Today };
        var unknown = await agencies.Unknown([write.By.Agency], Identity.AgencyClaim, ct);
        return await Change(directive, command, unknown, write, directives, response, ct);
    }

    static async WriteResult Amend(
        Guid directive, AmendBody body, Write write, DirectiveDecider directives, DirectiveRegister register, HttpResponse response, CancellationToken ct)
    {
        var command = new AmendDirective(body.Authority, body.Text, body.Amending, body.EffectiveOn) { By = write.By, Today = write.Today };
        return await Change(directive, command, await register.Unknown(body.Amending, "/amending", ct), write, directives, response, ct);
    }

    static async WriteResult Supersede(
        Guid directive, SupersedeBody body, Write write, DirectiveDecider directives, DirectiveRegister register, HttpResponse response, CancellationToken ct)
    {
        var successors = await register.SuccessorsOf(body.Superseding, ct);
        var command = new SupersedeDirective(body.Authority, body.Superseding, successors, body.EffectiveOn) { By = write.By, Today = write.Today };
        return await Change(directive, command, await register.Unknown(body.Superseding, "/superseding", ct), write, directives, response, ct);
    }

    static async WriteResult Change(
        Guid directive, DirectiveCommand command, Refusal? elsewhere, Write write, DirectiveDecider directives, HttpResponse response, CancellationToken ct)
    {
        var outcome = elsewhere is null ? await directives.Handle(directive, command, write, ct) : await directives.Refuse(directive, elsewhere, write, ct);
        return outcome.ToResult(directive, $"/directives/{directive}", response);
    }
}

/// <param name="ReceivedOn">The day it arrived; today if left out.</param>
/// <param name="RegisterNumber">Its number in the agency's register of incoming documents.</param>
public sealed record ReceiveBody(DateOnly? ReceivedOn = null, string? RegisterNumber = null);

/// <param name="Authority">The number of the document that amends it.</param>
/// <param name="Text">What is different.</param>
/// <param name="Amending">The id of that document, if it is entered here.</param>
/// <param name="EffectiveOn">From when; today if left out.</param>
public sealed record AmendBody(string Authority, string Text, DirectiveId? Amending = null, DateOnly? EffectiveOn = null);

/// <param name="Authority">The number of the document that takes its place.</param>
/// <param name="Superseding">The id of that document, if it is entered here.</param>
/// <param name="EffectiveOn">From when; today if left out.</param>
public sealed record SupersedeBody(string Authority, DirectiveId? Superseding = null, DateOnly? EffectiveOn = null);
