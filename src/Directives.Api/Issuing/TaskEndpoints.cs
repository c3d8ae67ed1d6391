using Directives.Domain;
using Directives.Domain.Issuing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Issuing;

public static class TaskEndpoints
{
    public static void MapTasks(this IEndpointRouteBuilder routes)
    {
        var tasks = routes.MapGroup("/directives/{directive:guid}/tasks").RequireAuthorization().WithTags("Issuing");

        tasks.MapPost("/", Identify).WithSummary("Reads a task out of the directive.");
        tasks.MapPost("/{task:guid}/cancellations", Cancel).WithSummary("Ends a task on the authority of a document; its open assignments end with it.");
    }

    static async Task<Results<Created<Receipt>, ProblemHttpResult>> Identify(
        Guid directive, IdentifyTaskBody body, Write write, DirectiveDecider directives, HttpResponse response, CancellationToken ct)
    {
        var command = new IdentifyTask(
            new(write.NewId("task")), body.Code, body.Nature, body.Clause, body.Title, body.EffectiveOn, body.KeyTask, body.Target, body.Period, body.Note)
        { By = write.By, Today = write.Today };
        var outcome = await directives.Handle(directive, command, write, ct);
        return outcome.ToResult(directive, $"/directives/{directive}", response);
    }

    static async Task<Results<Created<Receipt>, ProblemHttpResult>> Cancel(
        Guid directive, Guid task, CancelTaskBody body, Write write, DirectiveDecider directives, HttpResponse response, CancellationToken ct)
    {
        var command = new CancelTask(new(task), body.Reason, body.Authority, body.EffectiveOn) { By = write.By, Today = write.Today };
        var outcome = await directives.Handle(directive, command, write, ct);
        return outcome.ToResult(directive, $"/directives/{directive}", response);
    }
}

/// <param name="Code">A short name, unique in the directive: <c>179-19</c>.</param>
/// <param name="Nature">What kind of obligation it is.</param>
/// <param name="Clause">The place in the document it was read from.</param>
/// <param name="Title">The obligation, in your words.</param>
/// <param name="EffectiveOn">From when it can be worked on; from the directive's beginning if left out.</param>
/// <param name="KeyTask">Counted apart in reports.</param>
/// <param name="Target">What is to be reached.</param>
/// <param name="Period">The time a report has to cover.</param>
/// <param name="Note">Doubts about the reading.</param>
public sealed record IdentifyTaskBody(
    string Code, TaskNature Nature, string Clause, BilingualText Title, DateOnly? EffectiveOn = null, bool KeyTask = false, Target? Target = null, CoveredPeriod? Period = null, string? Note = null);

/// <param name="Reason">Why nothing is owed any more.</param>
/// <param name="Authority">The number of the document that allows it.</param>
/// <param name="EffectiveOn">From when; today if left out.</param>
public sealed record CancelTaskBody(string Reason, string Authority, DateOnly? EffectiveOn = null);
