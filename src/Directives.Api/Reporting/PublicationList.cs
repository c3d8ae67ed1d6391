using System.Globalization;
using Directives.Api.Agencies;
using Directives.Domain;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Directives.Api.Reporting;

/// <summary>What was published, by position.</summary>
/// <param name="Position">What was recorded up to here counts.</param>
/// <param name="Items">The one published last first, each with the edition that held.</param>
/// <param name="NextCursor">Give it back as <c>cursor</c> for the next page; absent on the last.</param>
public sealed record PublicationList(long Position, IReadOnlyList<PublicationView> Items, string? NextCursor) : ICursorPage
{
    internal static async Task<Results<Paged<PublicationList>, ProblemHttpResult>> Get(
        [AsParameters] PublicationFilter filter, [AsParameters] KnownQuery known, int? pageSize, string? cursor, ReadModels read, AgencyRegister register, CancellationToken ct)
    {
        var (page, problem) = await Page(filter, known, pageSize, cursor, read, register, ct);
        return page is null ? problem! : new Paged<PublicationList>(new(page.Position, [.. page.Latest.Select(latest => PublicationView.Of([latest]))], page.NextCursor));
    }

    /// <summary>A page of the editions that held at a position, the last one first.</summary>
    internal static async Task<(PublicationPage? Page, ProblemHttpResult? Problem)> Page(
        PublicationFilter filter, KnownQuery known, int? pageSize, string? cursor, ReadModels read, AgencyRegister register, CancellationToken ct)
    {
        if (filter.Body is not null && !AgencyId.TryParse(filter.Body, out _))
            throw new BadRequestException(HttpRefusals.AgencyCodeExpected with { Field = "body" });
        if (filter.Body is { } body && await register.Unknown([new(body)], "body", ct) is { } unknown)
            return (null, unknown.ToProblem());
        var (after, size) = (Cursor.Read(cursor, $"publications {filter}"), Cursor.PageSize(pageSize));
        var (point, problem) = await read.Resolve(known.PinnedBy(after), ct);
        if (problem is not null)
            return (null, problem);

        var rows = await read.Rows(
            $"""
            select {PublicationTable.Columns} from publication p
            where known_from <= $1 and known_from < $2 and ($3::text is null or body = $3) and ($4::date is null or starts >= $4) and ($5::date is null or starts <= $5)
              and not exists (select from publication later where later.id = p.id and later.edition > p.edition and later.known_from <= $1)
            order by known_from desc
            limit $6
            """,
            PublicationTable.Read, ct, point.Position, KeyOf(after), filter.Body, filter.From?.Value, filter.To?.Value, size + 1);
        var next = rows.Count > size ? new Cursor(point.Position, point.Day, $"publications {filter}", $"{rows[size - 1].At}", default) : null;
        return (new(point.Position, [.. rows.Take(size)], next?.ToString()), null);
    }

    static long KeyOf(Cursor? after) =>
        after is null ? long.MaxValue : long.TryParse(after.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var key) ? key : throw Cursor.Foreign;
}

/// <summary>Which published reports; every part left out allows all.</summary>
public sealed record PublicationFilter
{
    /// <summary>Those of this body, not those of all.</summary>
    [FromQuery(Name = "body")]
    public string? Body { get; init; }

    /// <summary>Weeks that start on or after.</summary>
    [FromQuery(Name = "from")]
    public QueryDay? From { get; init; }

    /// <summary>Weeks that start on or before.</summary>
    [FromQuery(Name = "to")]
    public QueryDay? To { get; init; }
}

/// <summary>From which position a question is asked that has a day of its own.</summary>
public sealed record KnownQuery
{
    /// <summary>Only what was recorded by this instant counts.</summary>
    [FromQuery(Name = "knownAsOf")]
    public QueryInstant? KnownAsOf { get; init; }

    /// <summary>Only what was recorded up to this position counts.</summary>
    [FromQuery(Name = "atPosition")]
    public long? AtPosition { get; init; }

    /// <summary>Wait until this position has been projected: that of your own last write.</summary>
    [FromQuery(Name = "minPosition")]
    public long? MinPosition { get; init; }

    internal AsOfQuery PinnedBy(Cursor? after) => new AsOfQuery { KnownAsOf = KnownAsOf, AtPosition = AtPosition, MinPosition = MinPosition }.PinnedBy(after);
}

sealed record PublicationPage(long Position, IReadOnlyList<RecordedEdition> Latest, string? NextCursor);
