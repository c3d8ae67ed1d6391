using Directives.Domain;
using Directives.Domain.Agencies;
using Directives.EventSourcing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Agencies;

public static class AgencyEndpoints
{
    public static void MapAgencies(this IEndpointRouteBuilder routes)
    {
        var agencies = routes.MapGroup("/agencies").WithTags("Agencies");

        agencies.MapGet("/", List).WithSummary("The register of agencies.");
        agencies.MapPost("/", Register).RequireAuthorization().WithSummary("Registers an agency under a code of its own.");
    }

    static async Task<Results<Created<Receipt>, ProblemHttpResult>> Register(
        RegisterAgencyBody body, Write write, AgencyDecider agencies, AgencyRegister register, HttpResponse response, CancellationToken ct)
    {
        if (body.Parent is { } parent && await register.Unknown([parent], "/parent", ct) is { } unknown)
            return unknown.ToProblem();

        var stream = AgencyRegister.StreamOf(body.Code);
        var command = new RegisterAgency(body.Code, body.Name, body.Kind, body.Level, body.EffectiveOn ?? write.Today, body.Parent);
        var outcome = await agencies.Handle(stream, command, write, ct);
        return outcome.ToResult(stream, $"/agencies?code={body.Code}", response);
    }

    static async Task<Results<Ok<AgencyList>, ProblemHttpResult>> List(
        Choice<AgencyLevel>? level, Choice<AgencyKind>? kind, string? code, long? minPosition, ReadModels read, CancellationToken ct)
    {
        if (code is not null && !AgencyId.TryParse(code, out _))
            throw new BadRequestException(HttpRefusals.AgencyCodeExpected with { Field = "code" });
        if ((await read.Resolve(new() { MinPosition = minPosition }, ct)).Problem is { } problem)
            return problem;

        return TypedResults.Ok(new AgencyList(await read.Rows(
            """
            select code, name_vi, name_en, kind, level, parent, effective_from from agency
            where ($1::text is null or level = $1) and ($2::text is null or kind = $2) and ($3::text is null or code = $3)
            order by code
            """,
            row => new AgencyItem(
                new(row.GetString(0)), new(row.GetString(1), row.Text(2)), Names.Parse<AgencyKind>(row.GetString(3)),
                Names.Parse<AgencyLevel>(row.GetString(4)), row.Text(5) is { } parent ? new(parent) : null, row.GetFieldValue<DateOnly>(6)),
            ct, level?.ToString(), kind?.ToString(), code)));
    }
}

/// <summary>Who exists, read from the streams themselves: an agency is known from the moment its registration is answered.</summary>
public sealed class AgencyRegister(EventStore store)
{
    public static Guid StreamOf(AgencyId agency) => StableId.Of($"agency:{agency.Value}");

    /// <summary>The refusal that names the first agency nobody registered; null when all are known.</summary>
    public async Task<Refusal?> Unknown(IReadOnlyList<AgencyId> agencies, string field, CancellationToken ct)
    {
        var codes = agencies.Distinct().ToDictionary(StreamOf);
        var missing = await store.Missing([.. codes.Keys], ct);
        return missing is [] ? null : AgencyRefusals.Unknown(codes[missing[0]]) with { Field = field };
    }
}

/// <param name="Code">2 to 40 lower-case letters, digits and dashes. It never changes.</param>
/// <param name="Name">In Vietnamese, and in English if there is such a name.</param>
/// <param name="Kind">What kind of body it is.</param>
/// <param name="Level">At which level it stands.</param>
/// <param name="EffectiveOn">From when it exists; today if left out.</param>
/// <param name="Parent">The code of the body above it.</param>
public sealed record RegisterAgencyBody(
    AgencyId Code, BilingualText Name, AgencyKind Kind, AgencyLevel Level, DateOnly? EffectiveOn = null, AgencyId? Parent = null);

public sealed record AgencyList(IReadOnlyList<AgencyItem> Items);

public sealed record AgencyItem(AgencyId Code, BilingualText Name, AgencyKind Kind, AgencyLevel Level, AgencyId? Parent, DateOnly EffectiveFrom);
