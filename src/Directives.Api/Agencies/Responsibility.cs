using Directives.Domain;
using Directives.Domain.Agencies;
using Directives.Domain.Performing;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Directives.Api.Agencies;

/// <summary>Who was responsible for an assignment on a day.</summary>
/// <param name="Assignment">The assignment that was asked for.</param>
/// <param name="On">The day in question.</param>
/// <param name="Position">What was recorded up to here counts.</param>
/// <param name="ContinuedIn">The assignment of the same task that its work went on in by then; the answer is about that one.</param>
/// <param name="Lifecycle">Where the work stood; nothing before it was assigned.</param>
/// <param name="Lead">The agency that answered for it; nobody before it was assigned.</param>
/// <param name="NamedHead">Who was named to answer for this assignment in person.</param>
/// <param name="Coordinating">The agencies that helped.</param>
public sealed record Responsibility(
    AssignmentId Assignment, DateOnly On, long Position, AssignmentId? ContinuedIn, Lifecycle? Lifecycle, ResponsibleAgency? Lead, string? NamedHead,
    IReadOnlyList<ResponsibleAgency> Coordinating)
{
    internal static async Task<Results<Ok<Responsibility>, ProblemHttpResult>> Get(
        Guid directive, Guid assignment, QueryDay? on, QueryInstant? knownAsOf, long? atPosition, long? minPosition, ReadModels read, DirectiveDecider directives, CancellationToken ct)
    {
        var (point, problem) = await read.Resolve(new() { EffectiveAsOf = on, KnownAsOf = knownAsOf, AtPosition = atPosition, MinPosition = minPosition }, ct);
        if (problem is not null)
            return problem;
        if (await Missing(directive, assignment, point, read, ct) is { } missing)
            return missing.ToProblem();

        var (id, share) = (assignment, await ShareOf(assignment, point, read, ct));
        if (share?.Lifecycle is Domain.Performing.Lifecycle.Superseded)
            for (var (state, _) = await directives.Load(directive, ct); share?.Lifecycle is Domain.Performing.Lifecycle.Superseded && state.Assignments[new(id)].Merged is { } merged;)
                (id, share) = (merged.Into.Value, await ShareOf(merged.Into.Value, point, read, ct));

        var agencies = share is null ? [] : await AgenciesOf([share.Lead, .. share.Coordinating], point, read, ct);
        return TypedResults.Ok(new Responsibility(
            new(assignment), point.Day, point.Position, id == assignment ? null : new(id), share?.Lifecycle, share is null ? null : agencies[share.Lead], share?.Head,
            [.. (share?.Coordinating ?? []).Select(code => agencies[code])]));
    }

    static async Task<Refusal?> Missing(Guid directive, Guid assignment, AsOf point, ReadModels read, CancellationToken ct) =>
        await read.Rows(
            "select 1 from assignment where id = $1 and directive_id = $2 and known_from <= $3 limit 1", row => row.GetInt32(0), ct, assignment, directive, point.Position) is []
            ? Refusals.NoSuchAssignment
            : null;

    static async Task<Share?> ShareOf(Guid assignment, AsOf point, ReadModels read, CancellationToken ct) =>
        (await read.Rows(
            $"select a.lead, a.coordinating, a.head, a.lifecycle from assignment a where {AgencyTable.Held("a")} and a.id = $3",
            row => new Share(row.GetString(0), row.GetFieldValue<string[]>(1), row.Text(2), Names.Parse<Lifecycle>(row.GetString(3))), ct, point.Position, point.Day, assignment)).SingleOrDefault();

    static async Task<Dictionary<string, ResponsibleAgency>> AgenciesOf(string[] codes, AsOf point, ReadModels read, CancellationToken ct) =>
        (await read.Rows(
            $"""
            select wanted.code, n.vi, n.en, a.effective_from <= $2 and a.effective_to > $2, a.successor, a.effective_to <= $2, h.person, h.post_vi, h.post_en, h.since, h.authority
            from unnest($3::text[]) wanted (code)
              left join agency a on a.code = wanted.code and a.known_from <= $1 and a.known_to > $1
              left join agency_name n on n.code = a.code and n.known_from <= $1 and n.known_to > $1
                and n.effective_from <= least($2, a.effective_to - 1) and n.effective_to > least($2, a.effective_to - 1)
              left join agency_head h on h.code = a.code and {AgencyTable.Held("h")}
            """,
            ResponsibleAgency.Read, ct, point.Position, point.Day, codes)).ToDictionary(agency => agency.Code.Value);

    sealed record Share(string Lead, string[] Coordinating, string? Head, Lifecycle Lifecycle);
}

/// <param name="Code">Its code.</param>
/// <param name="Name">What it was called that day, or at its end if that had come.</param>
/// <param name="Exists">Whether it existed that day.</param>
/// <param name="Head">Who headed it that day.</param>
/// <param name="Successor">Who took its work, if it no longer existed.</param>
public sealed record ResponsibleAgency(AgencyId Code, BilingualText? Name, bool Exists, Head? Head, AgencyId? Successor)
{
    internal static ResponsibleAgency Read(NpgsqlDataReader row)
    {
        var (exists, ended) = (!row.IsDBNull(3) && row.GetBoolean(3), !row.IsDBNull(5) && row.GetBoolean(5));
        return new(
            new(row.GetString(0)), row.Text(1) is { } name ? new(name, row.Text(2)) : null, exists,
            exists && row.Text(6) is { } person ? new(person, new(row.GetString(7), row.Text(8)), row.GetFieldValue<DateOnly>(9), row.Text(10)) : null,
            ended && row.Text(4) is { } successor ? new(successor) : null);
    }
}
