using Directives.Api.Agencies;
using Directives.Domain;
using Directives.Domain.Supervising;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Supervising;

public static class JudgementEndpoints
{
    public static void MapJudgements(this IEndpointRouteBuilder routes)
    {
        var directive = routes.MapGroup("/directives/{directive:guid}").WithTags("Supervising");

        directive.MapPost("/criticisms", Criticise).WithSummary("Records a criticism that a document pronounces; it may name nobody and no task.");
        directive.MapPost("/commendations", Commend).WithSummary("Records a commendation that a document pronounces.");
        routes.MapGet("/criticisms", SupervisingLists.Criticisms).WithTags("Supervising").WithSummary("Criticisms under all directives, pronounced by a day.");
        routes.MapGet("/commendations", SupervisingLists.Commendations).WithTags("Supervising").WithSummary("Commendations under all directives, pronounced by a day.");
    }

    static async Task<Results<Created<Receipt>, ProblemHttpResult>> Criticise(
        Guid directive, RecordCriticismBody body, Write write, DirectiveDecider directives, AgencyRegister register, HttpResponse response, CancellationToken ct)
    {
        var said = new Criticism(body.Text, body.Document, body.Addressees ?? [], body.Described, body.Degree, body.Task);
        var command = new RecordCriticism(write.NewId("criticism"), said, body.EffectiveOn) { By = write.By, Today = write.Today };
        return await Handle(directive, command, said.Addressees, body.EffectiveOn, write, directives, register, response, ct);
    }

    static async Task<Results<Created<Receipt>, ProblemHttpResult>> Commend(
        Guid directive, RecordCommendationBody body, Write write, DirectiveDecider directives, AgencyRegister register, HttpResponse response, CancellationToken ct)
    {
        var said = new Commendation(body.Text, body.Document, body.Addressees ?? [], body.Described, body.Task);
        var command = new RecordCommendation(write.NewId("commendation"), said, body.EffectiveOn) { By = write.By, Today = write.Today };
        return await Handle(directive, command, said.Addressees, body.EffectiveOn, write, directives, register, response, ct);
    }

    static async Task<Results<Created<Receipt>, ProblemHttpResult>> Handle(
        Guid directive, DirectiveCommand command, IReadOnlyList<AgencyId> addressees, DateOnly? effectiveOn, Write write, DirectiveDecider directives, AgencyRegister register,
        HttpResponse response, CancellationToken ct)
    {
        var absent = await register.Absent(addressees, effectiveOn ?? write.Today, "/addressees", ct);
        var outcome = absent is null ? await directives.Handle(directive, command, write, ct) : await directives.Refuse(directive, absent, write, ct);
        return outcome.ToResult(directive, $"/directives/{directive}", response);
    }
}

/// <param name="Text">What for.</param>
/// <param name="Document">The number of the document in which it is written.</param>
/// <param name="Addressees">Codes of the agencies it names; none where the document names none.</param>
/// <param name="Described">The addressees in the document's words, such as <c>các địa phương chậm</c>. Required where it names none.</param>
/// <param name="Degree">How severe it is, such as <c>nghiêm túc</c>.</param>
/// <param name="Task">The task behind it, if there is one.</param>
/// <param name="EffectiveOn">The day it was pronounced; today if left out.</param>
public sealed record RecordCriticismBody(
    string Text, string Document, IReadOnlyList<AgencyId>? Addressees = null, string? Described = null, string? Degree = null, TaskId? Task = null, DateOnly? EffectiveOn = null);

/// <param name="Text">What for.</param>
/// <param name="Document">The number of the document in which it is written.</param>
/// <param name="Addressees">Codes of the agencies it names; none where the document names none.</param>
/// <param name="Described">The addressees in the document's words. Required where it names none.</param>
/// <param name="Task">The task behind it, if there is one.</param>
/// <param name="EffectiveOn">The day it was pronounced; today if left out.</param>
public sealed record RecordCommendationBody(
    string Text, string Document, IReadOnlyList<AgencyId>? Addressees = null, string? Described = null, TaskId? Task = null, DateOnly? EffectiveOn = null);
