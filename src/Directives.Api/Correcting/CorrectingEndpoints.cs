using Directives.Api.Agencies;
using Directives.Api.Cascading;
using Directives.Api.Deadlines;
using Directives.Domain;
using Directives.Domain.Correcting;
using Directives.Domain.Issuing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Correcting;

public static class CorrectingEndpoints
{
    public static void MapCorrecting(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/directives/{directive:guid}/corrections", Correct)
            .WithTags("Correcting").WithSummary("Says what is right instead of what was recorded; what was believed until now stays readable as what was known then.");

    static async Task<Results<Created<Receipt>, ProblemHttpResult>> Correct(
        Guid directive, CorrectBody body, Write write, DirectiveDecider directives, AgencyRegister register, RulesInForce rules, ParentDeadline parents, HttpResponse response, CancellationToken ct)
    {
        var right = body.ToCorrection();
        var absent = right is Correction.Lead lead ? await Absent(directive, lead, directives, register, write.Today, ct) : null;
        var command = new CorrectRecord(right, body.Version, body.Reason, body.Reference, await rules.On(write.Today, ct))
        { By = write.By, Today = write.Today, NotAfter = right is Correction.StatedDeadline ? await parents.Of(directive, ct) : null };
        var outcome = absent is null ? await directives.Handle(directive, command, write, ct) : await directives.Refuse(directive, absent, write, ct);
        return outcome.ToResult(directive, $"/directives/{directive}", response);
    }

    /// <summary>Who was meant from the start existed then.</summary>
    static async Task<Refusal?> Absent(Guid directive, Correction.Lead right, DirectiveDecider directives, AgencyRegister register, DateOnly today, CancellationToken ct)
    {
        var (known, _) = await directives.Load(directive, ct);
        return await register.Absent([right.Agency], known.Assignments.GetValueOrDefault(right.Assignment)?.Assigned.EffectiveOn ?? today, "/agency", ct);
    }
}

/// <summary>What can be corrected.</summary>
public enum CorrectableFact
{
    /// <summary>The verified day of completion: takes <c>assignment</c> and <c>day</c>.</summary>
    CompletedOn,

    /// <summary>The deadline the document states: takes <c>task</c> and <c>deadline</c>.</summary>
    Deadline,

    /// <summary>Who was meant to lead from the start: takes <c>assignment</c> and <c>agency</c>.</summary>
    Lead,

    /// <summary>The last figure a lead reported: takes <c>assignment</c> and <c>percent</c>.</summary>
    Percent,

    /// <summary>The kind of obligation: takes <c>task</c>, <c>nature</c> and <c>keyTask</c>.</summary>
    Kind
}

/// <param name="Fact">What is corrected; it decides which of the members below are given.</param>
/// <param name="Version">The event that says what stands now, by its version in the directive: the first record, or the last correction of it.</param>
/// <param name="Reason">How the mistake came about.</param>
/// <param name="Reference">What shows that this is right, such as the number of a document.</param>
/// <param name="Assignment">completedOn, lead, percent: the assignment.</param>
/// <param name="Task">deadline, kind: the task.</param>
/// <param name="Day">completedOn: the day it was really done.</param>
/// <param name="Deadline">deadline: what the document really states.</param>
/// <param name="Agency">lead: the agency's code.</param>
/// <param name="Percent">percent: 0 to 100.</param>
/// <param name="Nature">kind: what kind of obligation it is.</param>
/// <param name="KeyTask">kind: whether it is counted apart.</param>
public sealed record CorrectBody(
    CorrectableFact Fact, long Version, string Reason, string Reference, AssignmentId? Assignment = null, TaskId? Task = null,
    DateOnly? Day = null, SetDeadlineBody? Deadline = null, AgencyId? Agency = null, int? Percent = null, TaskNature? Nature = null, bool? KeyTask = null)
{
    /// <exception cref="BadRequestException">Something the fact takes is missing, or something else was given.</exception>
    public Correction ToCorrection() => (Fact, Assignment, Task, Day, Deadline, Agency, Percent, Nature, KeyTask) switch
    {
        (CorrectableFact.CompletedOn, { } assignment, null, { } day, null, null, null, null, null) => new Correction.CompletedOn(assignment, day),
        (CorrectableFact.Deadline, null, { } task, null, { } deadline, null, null, null, null) => new Correction.StatedDeadline(task, deadline.ToDeadline()),
        (CorrectableFact.Lead, { } assignment, null, null, null, { } agency, null, null, null) => new Correction.Lead(assignment, agency),
        (CorrectableFact.Percent, { } assignment, null, null, null, null, { } percent, null, null) => new Correction.Percent(assignment, percent),
        (CorrectableFact.Kind, null, { } task, null, null, null, null, { } nature, { } keyTask) => new Correction.Kind(task, nature, keyTask),
        _ => throw new BadRequestException(CorrectBodyRefusals.OtherMembers)
    };
}

public static class CorrectBodyRefusals
{
    public static HttpRefusal OtherMembers { get; } = new(
        400, "malformed-json",
        new("Ngoài version, reason và reference: completedOn kèm assignment và day; deadline kèm task và deadline; lead kèm assignment và agency; percent kèm assignment và percent; kind kèm task, nature và keyTask; đủ các thành phần đó và không gì khác.",
            "Beside version, reason and reference, completedOn takes assignment and day; deadline takes task and deadline; lead takes assignment and agency; percent takes assignment and percent; kind takes task, nature and keyTask; all of these and nothing else."),
        "/fact");
}
