using Directives.Api.Access;
using Directives.Api.Agencies;
using Directives.Domain;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;
using Directives.EventSourcing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Issuing;

public static class IssuingEndpoints
{
    public static void MapIssuing(this IEndpointRouteBuilder routes)
    {
        var directives = routes.MapGroup("/directives").WithTags("Issuing");

        directives.MapPost("/", Issue).WithSummary("Enters a directive.");
        directives.MapGet("/", DirectiveList.Get).WithSummary("The directives, oldest entry first; by number however it is written, or by words of the title.");
        directives.MapGet("/{directive:guid}", Get).WithSummary("One directive with its tasks and assignments: live, at a version, or as it was known at an instant.");
    }

    static async Task<Results<Created<Receipt>, ProblemHttpResult>> Issue(
        IssueBody body, Write write, DirectiveDecider directives, AgencyRegister agencies, DirectiveRegister register, SecrecyCeiling ceiling, HttpResponse response, CancellationToken ct)
    {
        var (command, elsewhere) = await Asked(body, write, agencies, register, ceiling, ct);
        var id = command.Directive.Value;
        var outcome = elsewhere is null ? await directives.Handle(id, command, write, ct) : await directives.Refuse(id, elsewhere, write, ct);
        return outcome.ToResult(id, $"/directives/{id}", response);
    }

    /// <summary>What entering a document asks, and what others have against it.</summary>
    internal static async Task<(IssueDirective Command, Refusal? Elsewhere)> Asked(
        IssueBody body, Write write, AgencyRegister agencies, DirectiveRegister register, SecrecyCeiling ceiling, CancellationToken ct)
    {
        var id = DirectiveRegister.IdOf(body.Type, body.Number, body.IssuedBy, body.IssuedOn) ?? write.NewId("directive");
        var links = body.Links ?? [];
        var elsewhere = await register.MayEnter(id, body.IssuedBy, body.Secrecy, ceiling, ct)
            ?? await agencies.Absent(body.IssuedBy, body.IssuedOn.FirstDay, body.IssuedOn.LastDay, "/issuedBy", ct)
            ?? await register.Unknown(id, links, ct);

        return (
            new(new(id), body.Type, body.Number, body.Title, body.IssuedBy, body.IssuedOn, body.EffectiveOn, links, body.Signatory, body.DateNote)
            { By = write.By, Today = write.Today, Urgency = body.Urgency, Secrecy = body.Secrecy, HighestSecrecy = ceiling.Highest },
            elsewhere);
    }

    static async Task<Results<Ok<DirectiveDetails>, ProblemHttpResult>> Get(
        Guid directive, long? atVersion, QueryInstant? knownAsOf, DirectiveDecider directives, Unseen unseen, EventStore store, ReadModels read, TimeProvider clock, HttpResponse response, CancellationToken ct)
    {
        if (knownAsOf is { Value: var instant })
        {
            if (await read.NotYet(instant, ct) is { } future)
                return future;
            await store.Position(instant, ct); // what was under way at that instant is visible after this
        }

        if (atVersion < 1)
            return (HttpRefusals.VersionsBeginAtOne with { Field = "atVersion" }).ToProblem();

        var (state, version) = await directives.Load(directive, ct, atVersion ?? long.MaxValue, knownAsOf?.Value);
        if (state.Issued is null)
            return Refusals.NoSuchDirective.ToProblem();
        if (atVersion > version)
            return (ReadingRefusals.VersionNotReached(version) with { Field = "atVersion" }).ToProblem();

        EntityTag.Set(response, version);
        return TypedResults.Ok(DirectiveDetails.Of(await unseen.LeftOutOf(state, ct), Vietnam.DateAt(knownAsOf?.Value ?? clock.GetUtcNow())));
    }
}

/// <param name="Type">The kind of document.</param>
/// <param name="Title">What it is about (trích yếu), in your words.</param>
/// <param name="IssuedBy">Codes of the issuing bodies.</param>
/// <param name="IssuedOn">As exact as the document says: <c>2025-07-25</c>, <c>2025-07</c>, <c>2025-Q3</c> or <c>2025</c>.</param>
/// <param name="Number">Number and symbol as printed. Only a meeting conclusion may have none.</param>
/// <param name="EffectiveOn">From when its tasks can be worked on; the first day of its date if left out.</param>
/// <param name="Links">Directives it implements, rests on, supersedes or amends.</param>
/// <param name="Signatory">Who signed.</param>
/// <param name="DateNote">How the date was found when the document does not say it in full.</param>
/// <param name="Urgency">How urgent the document is.</param>
/// <param name="Secrecy">How secret it is. More than is set for this installation is refused, and nothing of it kept.</param>
public sealed record IssueBody(
    DirectiveType Type, BilingualText Title, IReadOnlyList<AgencyId> IssuedBy, CalendarPeriod IssuedOn, string? Number = null, DateOnly? EffectiveOn = null,
    IReadOnlyList<DirectiveLink>? Links = null, string? Signatory = null, string? DateNote = null, UrgencyLevel Urgency = UrgencyLevel.Normal, SecrecyLevel Secrecy = SecrecyLevel.None);
