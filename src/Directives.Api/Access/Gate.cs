using Directives.Domain;
using Directives.Domain.Issuing;
using Directives.EventSourcing;
using Directives.EventSourcing.Disclosures;
using Microsoft.AspNetCore.Authorization;

namespace Directives.Api.Access;

/// <summary>
/// Every request for an operation passes here, between the token and the endpoint: a role that may not do it hears so, and
/// a directive or assignment that is none of the caller's business does not exist.
/// </summary>
sealed class Gate(RequestDelegate next, Permissions permissions, DirectiveDecider directives, Sights sights, ReadModels read, EventStore store, DisclosureLog disclosures)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint() is RouteEndpoint endpoint && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null && Identity.ActorOf(http.User) is { } actor)
        {
            var operation = Permissions.OperationOf(http.Request.Method, endpoint.RoutePattern.RawText!);
            var (sight, directive, refusal) = await Look(http, actor, permissions.Of(operation, actor.Role));
            if (refusal is not null)
            {
                await refusal.ToProblem().ExecuteAsync(http);
                return;
            }

            Sight.Current = sight;
            if (sight!.Cleared > SecrecyLevel.None && Limiting.KindOf(http) is not (RequestKind.Writes or RequestKind.Imports) and var kind)
            {
                SecretReading.Current = new(disclosures, Write.MetadataOf(actor), operation);
                await Note(SecretReading.Current, directive, kind is RequestKind.Reports, http.RequestAborted);
            }
        }

        await next(http);
    }

    /// <summary>That somebody opens a secret directive, or reads figures in which secret ones may be counted; what else an answer names is noted where it is read.</summary>
    async Task Note(SecretReading reading, Directive? directive, bool isReport, CancellationToken ct)
    {
        if (directive?.Issued is { Secrecy: > SecrecyLevel.None } issued)
            await reading.Note([(issued.Directive.Value, issued.Secrecy)], store.Appended.Current, ct);
        else if (isReport && await read.Rows("select distinct secrecy from directive where secrecy <> 'none'", row => Names.Parse<SecrecyLevel>(row.GetString(0)), ct) is [_, ..] levels)
            await reading.NoteFigures(levels.Max(), store.Appended.Current, ct);
    }

    async Task<(Sight? Sight, Directive? Directive, HttpRefusal? Refusal)> Look(HttpContext http, Actor actor, Reach reach)
    {
        if (reach is Reach.Nothing)
            return (null, null, AccessRefusals.NotInThisRole(actor.Role));

        var (cleared, ct) = (reach is Reach.Published ? SecrecyLevel.None : Identity.ClearanceOf(http.User), http.RequestAborted);
        Sight sight;
        if (http.GetRouteValue("directive") is not string id)
        {
            sight = await sights.Of(actor.Agency, reach, cleared, ct);
            return (sight, null, http.GetRouteValue("agency") is string agency && !sight.SeesWorkOf(new(agency)) ? HttpRefusals.NotFound : null);
        }

        // Most writes are by those whose work it is, and how secret a document is never changes: what is at hand says so, and nothing has to be asked.
        var (directive, assignment) = (Guid.Parse(id), http.GetRouteValue("assignment") is string which ? new AssignmentId(Guid.Parse(which)) : default(AssignmentId?));
        sight = new(reach, cleared, new HashSet<AgencyId> { actor.Agency });
        if ((sight.IsOfAll || reach is Reach.Work && HttpMethods.IsPost(http.Request.Method)) && directives.IsAtHand(directive, out var known) && Unseen(sight, known, assignment) is null)
            return (sight, known, null);

        sight = await sights.Of(actor.Agency, reach, cleared, ct);
        var (state, _) = await directives.Load(directive, ct);
        return (sight, state, Unseen(sight, state, assignment) is { } refusal ? HttpRefusal.Of(refusal) : null);
    }

    static Refusal? Unseen(Sight sight, Directive directive, AssignmentId? assignment) =>
        !sight.Sees(directive) ? Refusals.NoSuchDirective
        : assignment is { } id && !(directive.Assignments.TryGetValue(id, out var found) && sight.Sees(directive, found)) ? Refusals.NoSuchAssignment
        : null;
}

public static class AccessRefusals
{
    public static HttpRefusal NotInThisRole(Role role) =>
        new(403, "not-in-this-role", new($"Vai trò {role} không được làm việc này.", $"This is not for the role {role}."));
}
