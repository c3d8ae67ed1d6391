using Directives.Api.Cascading;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Deadlines;

using WriteResult = Task<Results<Created<Receipt>, ProblemHttpResult>>;

public static class DeadlineEndpoints
{
    public static void MapDeadlines(this IEndpointRouteBuilder routes)
    {
        var task = routes.MapGroup("/directives/{directive:guid}/tasks/{task:guid}").WithTags("Deadlines");

        task.MapPost("/deadlines", Set).WithSummary("Enters the deadline that the document states for a task.");
        task.MapPost("/clarifications", Clarify).WithSummary("Says how the stated deadline is to be read, or which date it got from what it leans on.");
        task.MapPost("/suspensions", Suspend).WithSummary("Stops the task's clock on the authority of a document.");
        task.MapPost("/resumptions", Resume).WithSummary("Lets the task's clock go on.");
        routes.MapExtensions();
    }

    static async WriteResult Set(
        Guid directive, Guid task, SetDeadlineBody body, Write write, DirectiveDecider directives, RulesInForce rules, ParentDeadline parents, FollowedDeadlines followed,
        HttpResponse response, CancellationToken ct)
    {
        var (known, unknown) = body.Follows is { } follows ? await followed.Find(follows, ct) : default;
        var command = new SetDeadline(new(task), body.ToDeadline(), await rules.On(write.Today, ct))
        { By = write.By, Today = write.Today, NotAfter = await parents.Of(directive, ct), Followed = known };
        var outcome = unknown is null ? await directives.Handle(directive, command, write, ct) : await directives.Refuse(directive, unknown, write, ct);
        return outcome.ToResult(directive, $"/directives/{directive}", response);
    }

    static async WriteResult Clarify(
        Guid directive, Guid task, ClarifyDeadlineBody body, Write write, DirectiveDecider directives, RulesInForce rules, ParentDeadline parents, HttpResponse response, CancellationToken ct)
    {
        var deadline = new Deadline("", body.Kind, body.Period, body.Bound, body.Condition, body.Reference);
        var command = new ClarifyDeadline(new(task), deadline, body.Authority, body.EffectiveOn, await rules.On(write.Today, ct))
        { By = write.By, Today = write.Today, NotAfter = await parents.Of(directive, ct) };
        var outcome = await directives.Handle(directive, command, write, ct);
        return outcome.ToResult(directive, $"/directives/{directive}", response);
    }

    static async WriteResult Suspend(Guid directive, Guid task, SuspendBody body, Write write, DirectiveDecider directives, HttpResponse response, CancellationToken ct)
    {
        var command = new SuspendTask(new(task), body.Reason, body.Authority, body.EffectiveOn) { By = write.By, Today = write.Today };
        var outcome = await directives.Handle(directive, command, write, ct);
        return outcome.ToResult(directive, $"/directives/{directive}", response);
    }

    static async WriteResult Resume(Guid directive, Guid task, ResumeBody body, Write write, DirectiveDecider directives, HttpResponse response, CancellationToken ct)
    {
        var command = new ResumeTask(new(task), body.Authority, body.EffectiveOn) { By = write.By, Today = write.Today };
        var outcome = await directives.Handle(directive, command, write, ct);
        return outcome.ToResult(directive, $"/directives/{directive}", response);
    }
}

/// <param name="Phrase">The document's words, such as <c>trước ngày 31/7/2025</c>.</param>
/// <param name="Kind">What kind of statement it is.</param>
/// <param name="Period">Explicit only: <c>2025-07-31</c>, <c>2025-03</c>, <c>2025-Q2</c> or <c>2025</c>.</param>
/// <param name="Bound">Explicit only: how it stands to the period.</param>
/// <param name="Condition">What must happen first.</param>
/// <param name="Reference">The document, event or phase it leans on.</param>
/// <param name="YearInferred">The document names no year.</param>
/// <param name="Follows">The task it takes its date over from, now and whenever that one changes, if what it leans on is entered here.</param>
public sealed record SetDeadlineBody(
    string Phrase, DeadlineKind Kind, CalendarPeriod? Period = null, DeadlineBound? Bound = null, string? Condition = null, string? Reference = null, bool YearInferred = false,
    TaskReference? Follows = null)
{
    public Deadline ToDeadline() => new(Phrase, Kind, Period, Bound, Condition, Reference, YearInferred, Follows: Follows);
}

/// <summary>How a deadline is to be read. Its words stay the document's; it follows no other task from then on.</summary>
/// <param name="Authority">The number of the document that says so.</param>
/// <param name="Kind">What kind of statement it is after all; explicit once there is a date.</param>
/// <param name="Period">Explicit only: <c>2025-07-31</c>, <c>2025-03</c>, <c>2025-Q2</c> or <c>2025</c>.</param>
/// <param name="Bound">Explicit only: how it stands to the period.</param>
/// <param name="Condition">What must happen first.</param>
/// <param name="Reference">The document, event or phase it leans on.</param>
/// <param name="EffectiveOn">The day it became clear; today if left out.</param>
public sealed record ClarifyDeadlineBody(
    string Authority, DeadlineKind Kind = DeadlineKind.Explicit, CalendarPeriod? Period = null, DeadlineBound? Bound = null, string? Condition = null, string? Reference = null,
    DateOnly? EffectiveOn = null);

/// <param name="Reason">Why.</param>
/// <param name="Authority">The number of the document that allows it.</param>
/// <param name="EffectiveOn">The first day that does not count; today if left out.</param>
public sealed record SuspendBody(string Reason, string Authority, DateOnly? EffectiveOn = null);

/// <param name="Authority">The number of the document that says so.</param>
/// <param name="EffectiveOn">The first day that counts again; today if left out.</param>
public sealed record ResumeBody(string Authority, DateOnly? EffectiveOn = null);
