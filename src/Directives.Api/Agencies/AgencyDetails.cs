using Directives.Domain;
using Directives.Domain.Agencies;
using Directives.EventSourcing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Agencies;

/// <summary>One agency on one day.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Version">How many events were counted; its ETag.</param>
/// <param name="On">The day in question.</param>
/// <param name="Exists">Whether it exists on that day.</param>
/// <param name="Name">What it is called that day: before its first day nothing, after its end the last name it had.</param>
/// <param name="Kind">What kind of body it is.</param>
/// <param name="Level">At which level it stands.</param>
/// <param name="OfficialCode">Its electronic identifier.</param>
/// <param name="Parent">The body above it.</param>
/// <param name="Head">Who heads it; nobody while the post is vacant.</param>
/// <param name="FirstDay">From when it exists.</param>
/// <param name="Ending">How it ends, once that is decided.</param>
/// <param name="Successor">Who took its work, if it no longer exists that day.</param>
public sealed record AgencyDetails(
    AgencyId Code, long Version, DateOnly On, bool Exists, BilingualText? Name, AgencyKind Kind, AgencyLevel Level, string? OfficialCode, AgencyId? Parent, Head? Head,
    DateOnly FirstDay, Ending? Ending, AgencyId? Successor)
{
    internal static async Task<Results<Ok<AgencyDetails>, ProblemHttpResult>> Get(
        AgencyId code, QueryDay? on, QueryInstant? knownAsOf, AgencyDecider agencies, EventStore store, ReadModels read, TimeProvider clock, HttpResponse response, CancellationToken ct)
    {
        if (knownAsOf is { Value: var instant })
        {
            if (await read.NotYet(instant, ct) is { } future)
                return future;
            await store.Position(instant, ct); // what was under way at that instant is visible after this
        }

        var (agency, version) = await agencies.Load(AgencyRegister.StreamOf(code), ct, knownAt: knownAsOf?.Value);
        if (agency.Registered is not { } registered)
            return AgencyRefusals.NoSuchAgency.ToProblem();

        EntityTag.Set(response, version);
        var day = on?.Value ?? Vietnam.DateAt(knownAsOf?.Value ?? clock.GetUtcNow());
        return TypedResults.Ok(new AgencyDetails(
            code, version, day, agency.ExistsOn(day), agency.NameOn(day), registered.Kind, registered.Level, agency.OfficialCodeOn(day), agency.ParentOn(day), agency.HeadOn(day),
            registered.EffectiveOn, agency.Ending, agency.SuccessorOn(day)));
    }
}

/// <summary>Everything that ever held for an agency, oldest first, as far as it is known now; days may lie ahead.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Version">How many events it has; its ETag.</param>
/// <param name="FirstDay">From when it exists.</param>
/// <param name="Ending">How it ends, once that is decided.</param>
/// <param name="Names">What it was called.</param>
/// <param name="Parents">Below whom it stood.</param>
/// <param name="OfficialCodes">Its electronic identifiers.</param>
/// <param name="Heads">Who headed it; no entry while the post was vacant.</param>
public sealed record AgencyHistory(
    AgencyId Code, long Version, DateOnly FirstDay, Ending? Ending, IReadOnlyList<Period<BilingualText>> Names, IReadOnlyList<Period<AgencyId?>> Parents,
    IReadOnlyList<Period<string?>> OfficialCodes, IReadOnlyList<Period<Head?>> Heads)
{
    internal static async Task<Results<Ok<AgencyHistory>, ProblemHttpResult>> Get(AgencyId code, AgencyDecider agencies, HttpResponse response, CancellationToken ct)
    {
        var (agency, version) = await agencies.Load(AgencyRegister.StreamOf(code), ct);
        if (agency.Registered is not { } registered)
            return AgencyRefusals.NoSuchAgency.ToProblem();

        EntityTag.Set(response, version);
        var end = agency.Ending?.EffectiveOn;
        return TypedResults.Ok(new AgencyHistory(
            code, version, registered.EffectiveOn, agency.Ending, [.. agency.Names.Periods(end)], [.. agency.Parents.Periods(end).Where(held => held.Value is not null)],
            [.. agency.OfficialCodes.Periods(end).Where(held => held.Value is not null)], [.. agency.Heads.Periods(end).Where(held => held.Value is not null)]));
    }
}
