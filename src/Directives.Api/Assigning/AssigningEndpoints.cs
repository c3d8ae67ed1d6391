using Directives.Api.Agencies;
using Directives.Api.Deadlines;
using Directives.Domain;
using Directives.Domain.Assigning;
using Directives.Domain.Deadlines;
using Directives.Domain.Performing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Assigning;

public static class AssigningEndpoints
{
    public static void MapAssigning(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/directives/{directive:guid}/tasks/{task:guid}/assignments", Assign)
            .WithTags("Assigning").WithSummary("Gives a task to one lead agency, to several or to a group, each with an assignment of its own.");
        routes.MapAssignments();
        routes.MapGet("/directives/{directive:guid}/assignments/{assignment:guid}", Get)
            .WithTags("Assigning").WithSummary("One assignment, always current; its ETag is the version of its own last change.");
        routes.MapGet("/assignments", List)
            .WithTags("Assigning").WithSummary("Assignments of all directives, as of any day and any state of knowledge.");
    }

    static async Task<Results<Created<Receipt>, ProblemHttpResult>> Assign(
        Guid directive, Guid task, AssignBody body, Write write, DirectiveDecider directives, AgencyRegister register, AgencyGroups groups, HttpResponse response, CancellationToken ct)
    {
        if ((body.Leads is null) == (body.Group is null))
            return AssigningRefusals.LeadsOrGroup.ToProblem();

        var day = body.EffectiveOn ?? (await directives.Load(directive, ct)).State.Tasks.GetValueOrDefault(new(task))?.Identified.EffectiveOn ?? write.Today;
        var (leads, words) = (body.Leads, body.Words);
        if (body.Group is { } group)
        {
            var (members, problem) = await groups.Find(group, day, ct);
            if (problem is not null)
                return problem;
            (leads, words) = (members.Agencies, body.Words ?? AgencyGroups.WordsFor(group));
            write = write with { Metadata = write.Metadata.With("expandedAt", $"{members.Position}") };
        }

        var absent = await register.Absent(body.Leads ?? [], day, "/leads", ct) ?? await register.Absent(body.Coordinating ?? [], day, "/coordinating", ct);
        var command = new AssignTask(
            new(task), [.. leads!.Select(lead => (new AssignmentId(write.NewId($"assignment/{lead}")), lead))], body.Coordinating ?? [], body.EffectiveOn, words, body.Expected)
        { By = write.By, Today = write.Today };
        var outcome = absent is null ? await directives.Handle(directive, command, write, ct) : await directives.Refuse(directive, absent, write, ct);
        var first = outcome is Outcome.Done { Events: [{ Data: DirectiveEvent.TaskAssigned assigned }, ..] } ? assigned.Assignment.Value : Guid.Empty;
        return outcome.ToResult(directive, $"/directives/{directive}/assignments/{first}", response, done => done.Events[0].Version);
    }

    static async Task<Results<Ok<AssignmentDetails>, ProblemHttpResult>> Get(
        Guid directive, Guid assignment, DirectiveDecider directives, RulesInForce rules, TimeProvider clock, HttpResponse response, CancellationToken ct)
    {
        var (state, _) = await directives.Load(directive, ct);
        if (state.Issued is null)
            return Refusals.NoSuchDirective.ToProblem();
        if (!state.Assignments.TryGetValue(new(assignment), out var found))
            return Refusals.NoSuchAssignment.ToProblem();

        EntityTag.Set(response, state.VersionOf(found));
        var details = AssignmentDetails.Of(state, found, Vietnam.DateAt(clock.GetUtcNow()));
        return TypedResults.Ok(details with { FollowUp = await FollowUp(state, found, rules, ct) });
    }

    /// <summary>When to ask after work that is still owed and has no date, by the policy of the day it was assigned.</summary>
    static async Task<FollowUp?> FollowUp(Directive directive, Assignment assignment, RulesInForce rules, CancellationToken ct) =>
        directive.LifecycleOf(assignment) is Lifecycle.Completed or Lifecycle.Cancelled ? null
        : (await rules.On(assignment.Assigned.EffectiveOn, ct)).FollowUpOn(assignment.Assigned.EffectiveOn, directive.Tasks[assignment.Task].Deadline);

    static async Task<Results<Paged<AssignmentPage>, ProblemHttpResult>> List(
        [AsParameters] AssignmentFilter filter, [AsParameters] AsOfQuery asOf, int? pageSize, string? cursor, ReadModels read, AssignmentQuery assignments, CancellationToken ct)
    {
        if (await assignments.Unknown(filter, ct) is { } unknown)
            return unknown.ToProblem();
        var after = Cursor.Read(cursor, filter.ToString());
        var (point, problem) = await read.Resolve(asOf.PinnedBy(after), ct);
        if (problem is not null)
            return problem;
        var page = await assignments.Page(point, filter, after, Cursor.PageSize(pageSize), ct);
        return page.Items is [] && await assignments.UnknownHead(point, filter, ct) is { } nobody ? nobody.ToProblem() : new Paged<AssignmentPage>(page);
    }
}

/// <summary>What <c>If-Match</c> speaks of.</summary>
public static class Seen
{
    /// <summary>The assignment's own version, so that two ministries working on one directive never stand in each other's way.</summary>
    public static Func<Directive, long?> Assignment(Guid id) => directive => directive.Assignments.TryGetValue(new(id), out var assignment) ? directive.VersionOf(assignment) : null;
}

/// <summary>Either leads or a group.</summary>
/// <param name="Leads">Codes of the lead agencies; each gets an assignment of its own.</param>
/// <param name="Coordinating">Codes of the agencies that help.</param>
/// <param name="EffectiveOn">From when they answer for it; from the task's beginning if left out.</param>
/// <param name="Group">All agencies of a kind that exist on that day, as the register is known now.</param>
/// <param name="Words">What the document calls them: <c>17 bộ, ngành</c>; the group's usual name if left out.</param>
/// <param name="Expected">How many there have to be; any number if left out.</param>
public sealed record AssignBody(
    IReadOnlyList<AgencyId>? Leads = null, IReadOnlyList<AgencyId>? Coordinating = null, DateOnly? EffectiveOn = null,
    AgencyGroup? Group = null, string? Words = null, int? Expected = null);
