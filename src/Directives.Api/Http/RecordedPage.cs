using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Directives.Api;

/// <summary>A list in the order in which things were recorded, as of a day and a position.</summary>
/// <param name="Position">What was recorded up to here counts.</param>
/// <param name="EffectiveAsOf">The day in question.</param>
/// <param name="Items">In the order they were recorded.</param>
/// <param name="NextCursor">Give it back as <c>cursor</c> for the next page; absent on the last.</param>
public sealed record RecordedPage<TItem>(long Position, DateOnly EffectiveAsOf, IReadOnlyList<TItem> Items, string? NextCursor) : ICursorPage where TItem : IRecorded;

public interface IRecorded
{
    /// <summary>The position it was recorded at.</summary>
    long RecordedAt { get; }
}

/// <summary>Which page of such a list, seen from where.</summary>
public readonly record struct PageQuery(AsOfQuery AsOf, int? PageSize, string? Cursor);

public static class RecordedPages
{
    /// <param name="read">The read models.</param>
    /// <param name="query">Which page.</param>
    /// <param name="filter">What belongs to the list; a cursor of another list is refused.</param>
    /// <param name="sql">Takes the position, the day, the position after which the page begins, the most rows to give, and then the values.</param>
    /// <param name="map">Makes an item of a row.</param>
    /// <param name="ct">Cancels the read.</param>
    /// <param name="values">From <c>$5</c> on.</param>
    public static async Task<Results<Paged<RecordedPage<TItem>>, ProblemHttpResult>> Page<TItem>(
        this ReadModels read, PageQuery query, string filter, string sql, Func<NpgsqlDataReader, TItem> map, CancellationToken ct, params object?[] values) where TItem : IRecorded
    {
        var after = Cursor.Read(query.Cursor, filter);
        var (point, problem) = await read.Resolve(query.AsOf.PinnedBy(after), ct);
        if (problem is not null)
            return problem;

        var size = Cursor.PageSize(query.PageSize);
        var items = await read.Rows(sql, map, ct, [point.Position, point.Day, KeyOf(after), size + 1, .. values]);
        var page = items.Count > size ? [.. items.Take(size)] : items;
        var next = items.Count > size ? new Cursor(point.Position, point.Day, filter, $"{page[^1].RecordedAt}", default) : null;
        return new Paged<RecordedPage<TItem>>(new(point.Position, point.Day, page, next?.ToString()));
    }

    static long KeyOf(Cursor? after) =>
        after is null ? 0 : long.TryParse(after.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var key) ? key : throw Cursor.Foreign;
}
