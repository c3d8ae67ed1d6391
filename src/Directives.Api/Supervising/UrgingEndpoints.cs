using Directives.Api.Assigning;
using Directives.Domain;
using Directives.Domain.Assigning;
using Directives.Domain.Supervising;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Supervising;

public static class UrgingEndpoints
{
    public static void MapUrgings(this IEndpointRouteBuilder routes)
    {
        var urgings = routes.MapGroup("/directives/{directive:guid}/assignments/{assignment:guid}/urgings").WithTags("Supervising");

        urgings.MapPost("/", Issue).WithSummary("Urges the lead, formally and with a day by which it has to answer.");
        urgings.MapPost("/{urging:guid}/answers", Answer).WithSummary("The agency that was urged answers.");
        routes.MapGet("/urgings", SupervisingLists.Urgings).WithTags("Supervising").WithSummary("Urgings under all directives, and whether they were answered by a day.");
    }

    static async Task<Results<Created<Receipt>, ProblemHttpResult>> Issue(
        Guid directive, Guid assignment, IssueUrgingBody body, Write write, DirectiveDecider directives, HttpResponse response, CancellationToken ct)
    {
        var command = new IssueUrging(new(assignment), write.NewId("urging"), body.Text, body.ReplyBy, body.Document, body.EffectiveOn) { By = write.By, Today = write.Today };
        var outcome = await directives.Handle(directive, command, write, ct, Seen.Assignment(assignment));
        return outcome.ToResult(directive, $"/directives/{directive}/assignments/{assignment}", response);
    }

    static async Task<Results<Created<Receipt>, ProblemHttpResult>> Answer(
        Guid directive, Guid assignment, Guid urging, AnswerUrgingBody body, Write write, DirectiveDecider directives, HttpResponse response, CancellationToken ct)
    {
        var command = new AnswerUrging(new(assignment), urging, body.Text, body.EffectiveOn) { By = write.By, Today = write.Today };
        var outcome = await directives.Handle(directive, command, write, ct, Seen.Assignment(assignment));
        return outcome.ToResult(directive, $"/directives/{directive}/assignments/{assignment}", response);
    }
}

/// <param name="Text">What it says.</param>
/// <param name="ReplyBy">The last day for an answer; not before it is sent.</param>
/// <param name="Document">Its number, if it goes out as a document.</param>
/// <param name="EffectiveOn">The day it is sent; today if left out.</param>
public sealed record IssueUrgingBody(string Text, DateOnly ReplyBy, string? Document = null, DateOnly? EffectiveOn = null);

/// <param name="Text">The answer.</param>
/// <param name="EffectiveOn">The day of it; today if left out.</param>
public sealed record AnswerUrgingBody(string Text, DateOnly? EffectiveOn = null);

/// <param name="Urging">Its id.</param>
/// <param name="Addressee">Who has to answer.</param>
/// <param name="Text">What it says.</param>
/// <param name="Document">Its number, if it went out as a document.</param>
/// <param name="SentOn">The day it was sent.</param>
/// <param name="ReplyBy">The last day for an answer.</param>
/// <param name="AnsweredOn">The day it was answered.</param>
/// <param name="Answer">What was answered.</param>
public sealed record UrgingView(Guid Urging, AgencyId Addressee, string Text, string? Document, DateOnly SentOn, DateOnly ReplyBy, DateOnly? AnsweredOn, string? Answer)
{
    public static IReadOnlyList<UrgingView> Of(Assignment assignment) =>
        [.. assignment.Urgings.Values.OrderBy(urging => urging.Issued.EffectiveOn).ThenBy(urging => urging.Issued.Urging).Select(Of)];

    static UrgingView Of(Urging urging) => new(
        urging.Issued.Urging, urging.Issued.Addressee, urging.Issued.Text, urging.Issued.Document, urging.Issued.EffectiveOn, urging.Issued.ReplyBy,
        urging.Answered?.EffectiveOn, urging.Answered?.Text);
}
