using Directives.Domain;
using Directives.Domain.Agencies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Directives.Api.Agencies;

/// <summary>The agencies that exist on a day.</summary>
/// <param name="Position">What was recorded up to here counts.</param>
/// <param name="On">The day in question.</param>
/// <param name="Items">By code.</param>
/// <param name="NextCursor">Give it back as <c>cursor</c> for the next page; absent on the last.</param>
public sealed record AgencyList(long Position, DateOnly On, IReadOnlyList<AgencyItem> Items, string? NextCursor) : ICursorPage
{
    internal static async Task<Results<Paged<AgencyList>, ProblemHttpResult>> Get(
        [AsParameters] AgencyFilter filter, QueryDay? on, QueryInstant? knownAsOf, long? atPosition, long? minPosition, int? pageSize, string? cursor,
        ReadModels read, AgencyRegister register, CancellationToken ct)
    {
        filter.Check();
        if (filter.Parent is { } parent && await register.Unknown([new(parent)], "parent", ct) is { } unknown)
            return unknown.ToProblem();
        var after = Cursor.Read(cursor, filter.ToString());
        var asked = new AsOfQuery { EffectiveAsOf = on, KnownAsOf = knownAsOf, AtPosition = atPosition, MinPosition = minPosition };
        var (point, problem) = await read.Resolve(asked.PinnedBy(after), ct);
        if (problem is not null)
            return problem;

        var size = Cursor.PageSize(pageSize);
        var items = await read.Rows(
            $"""
            select a.code, n.vi, n.en, a.kind, a.level, p.parent, a.effective_from, c.official_code, h.person, h.post_vi, h.post_en, h.since, h.authority
            from agency a
              join agency_name n on n.code = a.code and {AgencyTable.Held("n")}
              join agency_parent p on p.code = a.code and {AgencyTable.Held("p")}
              join agency_official_code c on c.code = a.code and {AgencyTable.Held("c")}
              join agency_head h on h.code = a.code and {AgencyTable.Held("h")}
            where {AgencyTable.Held("a")} and ($3::text is null or a.level = $3) and ($4::text is null or a.kind = $4) and ($5::text is null or p.parent = $5)
              and ($6::text is null or a.code = $6) and a.code > $7
            order by a.code
            limit $8
            """,
            row => new AgencyItem(
                new(row.GetString(0)), new(row.GetString(1), row.Text(2)), Names.Parse<AgencyKind>(row.GetString(3)), Names.Parse<AgencyLevel>(row.GetString(4)),
                row.Text(5) is { } above ? new(above) : null, row.GetFieldValue<DateOnly>(6), row.Text(7),
                row.Text(8) is { } person ? new(person, new(row.GetString(9), row.Text(10)), row.GetFieldValue<DateOnly>(11), row.Text(12)) : null),
            ct, point.Position, point.Day, filter.Level?.ToString(), filter.Kind?.ToString(), filter.Parent, filter.Code, after?.Key ?? "", size + 1);

        var page = items.Count > size ? [.. items.Take(size)] : items;
        var next = items.Count > size ? new Cursor(point.Position, point.Day, filter.ToString(), page[^1].Code.Value, Guid.Empty) : null;
        return new Paged<AgencyList>(new(point.Position, point.Day, page, next?.ToString()));
    }
}

/// <summary>Which agencies; every part left out allows all.</summary>
public sealed record AgencyFilter
{
    [FromQuery(Name = "level")]
    public Choice<AgencyLevel>? Level { get; init; }

    [FromQuery(Name = "kind")]
    public Choice<AgencyKind>? Kind { get; init; }

    /// <summary>The code of the body right above them that day.</summary>
    [FromQuery(Name = "parent")]
    public string? Parent { get; init; }

    [FromQuery(Name = "code")]
    public string? Code { get; init; }

    public void Check()
    {
        foreach (var (value, name) in new[] { (Parent, "parent"), (Code, "code") })
            if (value is not null && !AgencyId.TryParse(value, out _))
                throw new BadRequestException(HttpRefusals.AgencyCodeExpected with { Field = name });
    }
}

/// <param name="Code">Its code.</param>
/// <param name="Name">What it is called that day.</param>
/// <param name="Kind">What kind of body it is.</param>
/// <param name="Level">At which level it stands.</param>
/// <param name="Parent">The body above it that day.</param>
/// <param name="EffectiveFrom">From when it exists.</param>
/// <param name="OfficialCode">Its electronic identifier that day.</param>
/// <param name="Head">Who heads it that day.</param>
public sealed record AgencyItem(
    AgencyId Code, BilingualText Name, AgencyKind Kind, AgencyLevel Level, AgencyId? Parent, DateOnly EffectiveFrom, string? OfficialCode, Head? Head);
