using Directives.Domain;

namespace Directives.Api.Access;

/// <summary>Who stands below whom today, as far as it is known.</summary>
public sealed class AgencyTree(ReadModels read, TimeProvider clock)
{
    const string Today = "known_to = 9223372036854775807 and effective_from <= $2 and effective_to > $2";

    /// <summary>An agency and all below it.</summary>
    public Task<IReadOnlySet<AgencyId>> From(AgencyId top, CancellationToken ct) => Below("values ($1)", top, ct);

    /// <summary>The body that an agency belongs to and serves, and all below that; from the agency itself if it stands below none.</summary>
    public Task<IReadOnlySet<AgencyId>> Around(AgencyId office, CancellationToken ct) =>
        Below($"select coalesce((select parent from agency_parent where code = $1 and {Today}), $1)", office, ct);

    async Task<IReadOnlySet<AgencyId>> Below(string top, AgencyId of, CancellationToken ct)
    {
        // Who was put below somebody a moment ago is.
        if ((await read.Resolve(new(), ct)).Problem is not null)
            throw new TimeoutException("The register of agencies is behind, so nobody can say who stands below whom.");
        return (await read.Rows(
            $"""
            with recursive below (code) as (
              {top}
              union
              select p.code from agency_parent p join below b on p.parent = b.code where p.known_to = 9223372036854775807 and p.effective_from <= $2 and p.effective_to > $2
            )
            select code from below
            """,
            row => new AgencyId(row.GetString(0)), ct, of.Value, Vietnam.DateAt(clock.GetUtcNow()))).ToHashSet();
    }
}
