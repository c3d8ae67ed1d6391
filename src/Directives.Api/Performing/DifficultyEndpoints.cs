using Directives.Api.Agencies;
using Directives.Api.Assigning;
using Directives.Domain;
using Directives.Domain.Assigning;
using Directives.Domain.Performing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Performing;

using WriteResult = Task<Results<Created<Receipt>, ProblemHttpResult>>;

public static class DifficultyEndpoints
{
    public static void MapDifficulties(this IEndpointRouteBuilder routes)
    {
        var difficulties = routes.MapGroup("/directives/{directive:guid}/assignments/{assignment:guid}/difficulties").WithTags("Performing");

        difficulties.MapPost("/", Raise).WithSummary("The lead says what stands in its way.");
        difficulties.MapPost("/{difficulty:guid}/answers", Answer).WithSummary("Somebody else says what to do about it.");
        difficulties.MapPost("/{difficulty:guid}/escalations", Escalate).WithSummary("Passes it on to the competent authority.");
        difficulties.MapPost("/{difficulty:guid}/resolutions", Resolve).WithSummary("It is out of the way.");
        difficulties.MapGet("/", Get).WithSummary("What stands or stood in an assignment's way, always current.");
        routes.MapGet("/difficulties", DifficultyList.Get).WithTags("Performing").WithSummary("Difficulties of all directives, as of any day and any state of knowledge.");
    }

    static async WriteResult Raise(
        Guid directive, Guid assignment, RaiseDifficultyBody body, Write write, DirectiveDecider directives, HttpResponse response, CancellationToken ct) =>
        await Handle(
            new RaiseDifficulty(new(assignment), write.NewId("difficulty"), body.Text, body.Recommendation, body.EffectiveOn) { By = write.By, Today = write.Today },
            directive, assignment, write, directives, response, ct);

    static async WriteResult Answer(
        Guid directive, Guid assignment, Guid difficulty, DifficultyStepBody body, Write write, DirectiveDecider directives, HttpResponse response, CancellationToken ct) =>
        await Handle(
            new AnswerDifficulty(new(assignment), difficulty, body.Text, body.EffectiveOn) { By = write.By, Today = write.Today },
            directive, assignment, write, directives, response, ct);

    static async WriteResult Escalate(
        Guid directive, Guid assignment, Guid difficulty, EscalateDifficultyBody body, Write write, DirectiveDecider directives, AgencyRegister register,
        HttpResponse response, CancellationToken ct)
    {
        var command = new EscalateDifficulty(new(assignment), difficulty, body.To, body.Text, body.EffectiveOn) { By = write.By, Today = write.Today };
        return await register.Absent([body.To], body.EffectiveOn ?? write.Today, "/to", ct) is { } absent
            ? (await directives.Refuse(directive, absent, write, ct)).ToResult(directive, $"/directives/{directive}/assignments/{assignment}", response)
            : await Handle(command, directive, assignment, write, directives, response, ct);
    }

    static async WriteResult Resolve(
        Guid directive, Guid assignment, Guid difficulty, DifficultyStepBody body, Write write, DirectiveDecider directives, HttpResponse response, CancellationToken ct) =>
        await Handle(
            new ResolveDifficulty(new(assignment), difficulty, body.Text, body.EffectiveOn) { By = write.By, Today = write.Today },
            directive, assignment, write, directives, response, ct);

    static async WriteResult Handle(
        DirectiveCommand command, Guid directive, Guid assignment, Write write, DirectiveDecider directives, HttpResponse response, CancellationToken ct)
    {
        var outcome = await directives.Handle(directive, command, write, ct, Seen.Assignment(assignment));
        return outcome.ToResult(directive, $"/directives/{directive}/assignments/{assignment}", response);
    }

    static async Task<Results<Ok<AssignmentDifficulties>, ProblemHttpResult>> Get(Guid directive, Guid assignment, DirectiveDecider directives, CancellationToken ct)
    {
        var (state, _) = await directives.Load(directive, ct);
        if (state.Issued is null)
            return Refusals.NoSuchDirective.ToProblem();
        return state.Assignments.TryGetValue(new(assignment), out var found)
            ? TypedResults.Ok(new AssignmentDifficulties(DifficultyView.Of(found)))
            : Refusals.NoSuchAssignment.ToProblem();
    }
}

/// <param name="Text">What stands in the way.</param>
/// <param name="Recommendation">What would help (kiến nghị).</param>
/// <param name="EffectiveOn">The day it was raised; today if left out.</param>
public sealed record RaiseDifficultyBody(string Text, string? Recommendation = null, DateOnly? EffectiveOn = null);

/// <param name="Text">The answer, or how it got out of the way.</param>
/// <param name="EffectiveOn">The day of it; today if left out.</param>
public sealed record DifficultyStepBody(string Text, DateOnly? EffectiveOn = null);

/// <param name="To">The competent authority's code.</param>
/// <param name="Text">What is proposed to it.</param>
/// <param name="EffectiveOn">The day it was passed on; today if left out.</param>
public sealed record EscalateDifficultyBody(AgencyId To, string Text, DateOnly? EffectiveOn = null);

public sealed record AssignmentDifficulties(IReadOnlyList<DifficultyView> Items);

/// <param name="Difficulty">Its id.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Text">What it is.</param>
/// <param name="Recommendation">What would help.</param>
/// <param name="RaisedOn">The day it was raised.</param>
/// <param name="Answers">What others said to it, in order.</param>
/// <param name="EscalatedTo">The competent authority it was last passed on to.</param>
/// <param name="EscalatedOn">The day of that.</param>
/// <param name="Proposal">What was proposed there.</param>
/// <param name="ResolvedOn">From when it is out of the way.</param>
/// <param name="Resolution">How.</param>
public sealed record DifficultyView(
    Guid Difficulty, DifficultyState State, string Text, string? Recommendation, DateOnly RaisedOn, IReadOnlyList<AnswerView> Answers,
    AgencyId? EscalatedTo, DateOnly? EscalatedOn, string? Proposal, DateOnly? ResolvedOn, string? Resolution)
{
    public static IReadOnlyList<DifficultyView> Of(Assignment assignment) =>
        [.. assignment.Difficulties.Values.OrderBy(difficulty => difficulty.Raised.EffectiveOn).ThenBy(difficulty => difficulty.Raised.Difficulty).Select(Of)];

    static DifficultyView Of(Difficulty difficulty) => new(
        difficulty.Raised.Difficulty, difficulty.State, difficulty.Raised.Text, difficulty.Raised.Recommendation, difficulty.Raised.EffectiveOn,
        [.. difficulty.Answers.Select(answer => new AnswerView(answer.Text, answer.EffectiveOn))],
        difficulty.Escalated?.To, difficulty.Escalated?.EffectiveOn, difficulty.Escalated?.Text, difficulty.Resolved?.EffectiveOn, difficulty.Resolved?.Text);
}

public sealed record AnswerView(string Text, DateOnly AnsweredOn);
