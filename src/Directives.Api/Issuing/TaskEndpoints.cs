using Directives.Domain;
using Directives.Domain.Issuing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Issuing;

using WriteResult = Task<Results<Created<Receipt>, ProblemHttpResult>>;

public static class TaskEndpoints
{
    public static void MapTasks(this IEndpointRouteBuilder routes)
    {
        var tasks = routes.MapGroup("/directives/{directive:guid}/tasks").WithTags("Issuing");

        tasks.MapPost("/", Identify).WithSummary("Reads a task out of the directive.");
        tasks.MapPost("/{task:guid}/rewordings", Reword).WithSummary("Gives a task other words, another place or another kind, as an amendment says.");
        tasks.MapPost("/{task:guid}/targets", SetTarget).WithSummary("Gives a task another target, or its first, as a document says.");
        tasks.MapPost("/{task:guid}/restatements", Restate).WithSummary("Says that a task repeats one of another directive, where it is followed and counted.");
        tasks.MapPost("/{task:guid}/cancellations", Cancel).WithSummary("Ends a task on the authority of a document; its open assignments end with it.");
    }

    static WriteResult Identify(Guid directive, IdentifyTaskBody body, Write write, DirectiveDecider directives, HttpResponse response, CancellationToken ct) =>
        Change(
            directive,
            new IdentifyTask(new(write.NewId("task")), body.Code, body.Nature, body.Clause, body.Title, body.EffectiveOn, body.KeyTask, body.Target, body.Period, body.Note)
            { By = write.By, Today = write.Today },
            write, directives, response, ct);

    static WriteResult Reword(Guid directive, Guid task, RewordTaskBody body, Write write, DirectiveDecider directives, HttpResponse response, CancellationToken ct) =>
        Change(
            directive, new RewordTask(new(task), body.Title, body.Clause, body.Nature, body.KeyTask, body.Authority, body.EffectiveOn) { By = write.By, Today = write.Today },
            write, directives, response, ct);

    static WriteResult SetTarget(Guid directive, Guid task, SetTargetBody body, Write write, DirectiveDecider directives, HttpResponse response, CancellationToken ct) =>
        Change(directive, new SetTarget(new(task), body.Target, body.Authority, body.EffectiveOn) { By = write.By, Today = write.Today }, write, directives, response, ct);

    static async WriteResult Restate(
        Guid directive, Guid task, RestateTaskBody body, Write write, DirectiveDecider directives, DirectiveRegister register, HttpResponse response, CancellationToken ct)
    {
        var (restatedBy, problem) = await register.RestatedBy(task, ct);
        if (problem is not null)
            return problem;

        var command = new RestateTask(new(task), new(body.Directive, body.Task), OriginalTask.Of(await register.Seen(body.Directive, ct), body.Task), restatedBy, body.Difference) { By = write.By, Today = write.Today };
        return await Change(directive, command, write, directives, response, ct);
    }

    static WriteResult Cancel(Guid directive, Guid task, CancelTaskBody body, Write write, DirectiveDecider directives, HttpResponse response, CancellationToken ct) =>
        Change(directive, new CancelTask(new(task), body.Reason, body.Authority, body.EffectiveOn) { By = write.By, Today = write.Today }, write, directives, response, ct);

    static async WriteResult Change(Guid directive, DirectiveCommand command, Write write, DirectiveDecider directives, HttpResponse response, CancellationToken ct)
    {
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

/// <param name="Authority">The number of the document that says so.</param>
/// <param name="Title">The obligation as it reads now; as before if left out, like all that follows.</param>
/// <param name="Clause">Where that stands.</param>
/// <param name="Nature">What kind of obligation it is now.</param>
/// <param name="KeyTask">Whether it is counted apart now.</param>
/// <param name="EffectiveOn">From when; today if left out.</param>
public sealed record RewordTaskBody(
    string Authority, BilingualText? Title = null, string? Clause = null, TaskNature? Nature = null, bool? KeyTask = null, DateOnly? EffectiveOn = null);

/// <param name="Target">What is to be reached from now on.</param>
/// <param name="Authority">The number of the document that says so.</param>
/// <param name="EffectiveOn">From when; today if left out.</param>
public sealed record SetTargetBody(Target Target, string Authority, DateOnly? EffectiveOn = null);

/// <param name="Directive">The directive in which the obligation stands and is followed.</param>
/// <param name="Task">The task of it.</param>
/// <param name="Difference">Where the wordings differ, if they do.</param>
public sealed record RestateTaskBody(DirectiveId Directive, TaskId Task, string? Difference = null);

/// <param name="Reason">Why nothing is owed any more.</param>
/// <param name="Authority">The number of the document that allows it.</param>
/// <param name="EffectiveOn">From when; today if left out.</param>
public sealed record CancelTaskBody(string Reason, string Authority, DateOnly? EffectiveOn = null);
