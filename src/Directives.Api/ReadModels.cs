using Directives.Api.Access;
using Directives.Domain;
using Directives.EventSourcing;
using Directives.EventSourcing.Projections;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace Directives.Api;

/// <summary>
/// The read models, seen from one position and one day. Whoever asks for a position that has not been projected yet
/// waits for it; whoever names an instant gets the position that was last recorded by then, and whoever names nothing all
/// that is recorded: an answer is never silently behind.
/// </summary>
public sealed class ReadModels(NpgsqlDataSource database, EventStore store, ProjectionRunner runner, TimeProvider clock)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <param name="query">From where.</param>
    /// <param name="ct">Cancels the wait.</param>
    /// <param name="at">Where the members of the query stand: nowhere if in the address, <c>/</c> if in a body.</param>
    public async Task<(AsOf AsOf, ProblemHttpResult? Problem)> Resolve(AsOfQuery query, CancellationToken ct, string at = "")
    {
        var now = clock.GetUtcNow();
        if (query.KnownAsOf is { Value: var instant } && await NotYet(instant, ct, at) is { } future)
            return (default, future);
        if (query is { KnownAsOf: not null, AtPosition: not null })
            return (default, (ReadingRefusals.TwoViewpoints with { Field = $"{at}atPosition" }).ToProblem());
        if (query.AtPosition < 0 || query.MinPosition < 0)
            return (default, (ReadingRefusals.NegativePosition with { Field = at + (query.AtPosition < 0 ? "atPosition" : "minPosition") }).ToProblem());

        var position = query.KnownAsOf is { Value: var known } ? await store.Position(known, ct) : query.AtPosition ?? query.Page?.Position ?? await store.Head(ct);
        if (query.Page is { } page && OtherThan(page, query, position) is { } other)
            return (default, (ReadingRefusals.CursorFromElsewhere with { Field = $"{at}{other}" }).ToProblem());

        var needed = Math.Max(position, query.MinPosition ?? 0);
        if (needed > runner.Position.Current && needed > await store.Head(ct))
            return (default, (ReadingRefusals.PositionNotReached(needed) with { Field = at + (query.AtPosition == needed ? "atPosition" : "minPosition") }).ToProblem());
        if (!await runner.Position.WaitFor(needed, Patience, ct))
            return (default, ReadingRefusals.Behind(runner.Position.Current, needed).ToProblem());

        return (new(position, query.Page?.Day ?? query.EffectiveAsOf?.Value ?? Vietnam.DateAt(query.KnownAsOf?.Value ?? now)), null);
    }

    /// <summary>What stands beside a cursor and says something else than it; null when all of it says the same.</summary>
    static string? OtherThan(Cursor page, AsOfQuery query, long position) =>
        query.EffectiveAsOf is { Value: var day } && day != page.Day ? "effectiveAsOf"
        : position != page.Position ? query.KnownAsOf is null ? "atPosition" : "knownAsOf"
        : query.MinPosition > page.Position ? "minPosition"
        : null;

    /// <summary>The problem with an instant that has not come, by our clock or by the database's; null when what was known then is settled.</summary>
    public async Task<ProblemHttpResult?> NotYet(DateTimeOffset instant, CancellationToken ct, string at = "")
    {
        var now = clock.GetUtcNow();
        return instant > now || instant > now.AddMinutes(-1) && instant > await store.Now(ct)
            ? (ReadingRefusals.KnownInTheFuture(instant) with { Field = $"{at}knownAsOf" }).ToProblem()
            : null;
    }

    /// <summary>Runs one query on the read models; table names need no schema.</summary>
    public async Task<IReadOnlyList<T>> Rows<T>(string sql, Func<NpgsqlDataReader, T> map, CancellationToken ct, params object?[] values)
    {
        var (rows, secret) = (new List<T>(), SecretReading.Current is { } reading ? new SecretRows(reading, database, runner) : null);
        await Each(sql, Take, ct, values);
        if (secret is not null)
            await secret.Note(ct);
        return rows;

        void Take(NpgsqlDataReader row)
        {
            secret?.Add(row);
            rows.Add(map(row));
        }
    }

    /// <summary>The same one by one, for what is counted and not shown: a report that counts what is secret is written down as such, not row by row.</summary>
    public async Task Each(string sql, Action<NpgsqlDataReader> take, CancellationToken ct, params object?[] values)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        // Reports group and sort a nation; none is asked so often that compiling it pays.
        batch.Add($"set search_path = {runner.Projection.Schema}");
        batch.Add("set work_mem = '64MB'");
        batch.Add("set jit = off");
        if (Sight.Current is { } sight)
            batch.Add(RowSecurity.See, $"{sight.IsOfAll}".ToLowerInvariant(), sight.Agencies.Select(agency => agency.Value).ToArray(), sight.Levels);
        batch.Add(sql, values);
        await using var row = await batch.ExecuteReaderAsync(ct);
        if (Sight.Current is not null)
            await row.NextResultAsync(ct);
        while (await row.ReadAsync(ct))
            take(row);
    }
}

/// <summary>From where a question is asked.</summary>
public sealed record AsOfQuery
{
    /// <summary>The day in question; today in Vietnam, or the day of <see cref="KnownAsOf"/>, if left out.</summary>
    [FromQuery(Name = "effectiveAsOf")]
    public QueryDay? EffectiveAsOf { get; init; }

    /// <summary>Only what was recorded by this instant counts.</summary>
    [FromQuery(Name = "knownAsOf")]
    public QueryInstant? KnownAsOf { get; init; }

    /// <summary>Only what was recorded up to this position counts.</summary>
    [FromQuery(Name = "atPosition")]
    public long? AtPosition { get; init; }

    /// <summary>Wait until this position has been projected: that of your own last write.</summary>
    [FromQuery(Name = "minPosition")]
    public long? MinPosition { get; init; }

    /// <summary>Where a later page of a list begins.</summary>
    internal Cursor? Page { get; private init; }

    /// <summary>A later page is asked from where the first one was; what stands beside its cursor may be left out, but not say otherwise.</summary>
    public AsOfQuery PinnedBy(Cursor? after) => this with { Page = after };
}

public static class ReadingRefusals
{
    public static HttpRefusal TwoViewpoints { get; } = new(400, "two-viewpoints", new("Chỉ nêu knownAsOf hoặc atPosition, không nêu cả hai.", "Name either knownAsOf or atPosition, not both."), "atPosition");
    public static HttpRefusal CursorFromElsewhere { get; } = new(400, "cursor-from-elsewhere", new("Con trỏ trang thuộc danh sách nhìn từ một ngày hoặc vị trí khác. Hãy dùng cùng các tham số như trang đầu, hoặc bỏ chúng đi.", "This cursor belongs to the list as of another day or position. Give the parameters of the first page beside it, or leave them out."));
    public static HttpRefusal NegativePosition { get; } = new(400, "negative-position", new("Vị trí được đánh số từ 0.", "Positions begin at 0."));
    public static HttpRefusal WindowEndsBeforeItStarts { get; } = new(400, "window-ends-before-it-starts", new("Khoảng thời gian kết thúc trước khi bắt đầu.", "The window ends before it starts."));
    public static HttpRefusal Away { get; } = new(503, "read-models-away", new("Các bảng tra cứu đang được dựng lại.", "The read models are being made anew."));

    public static Refusal VersionNotReached(long version) =>
        new(RefusalKind.Invalid, "version-not-reached", new($"Văn bản mới ở phiên bản {version}.", $"The directive stands at version {version}."));

    public static Refusal PositionNotReached(long position) =>
        new(RefusalKind.Invalid, "position-not-reached", new($"Chưa có gì được ghi ở vị trí {position}.", $"Nothing has been recorded at position {position} yet."));

    public static Refusal KnownInTheFuture(DateTimeOffset instant) =>
        new(RefusalKind.Invalid, "known-in-the-future", new($"Chưa ai biết đến {instant:u} sẽ biết những gì.", $"Nobody knows yet what will be known at {instant:u}."), "knownAsOf");

    public static HttpRefusal Behind(long current, long needed) =>
        new(503, "read-model-behind", new($"Các bảng tra cứu mới đến vị trí {current}, chưa đến vị trí {needed}.", $"The read models stand at position {current}; position {needed} is not there yet."));
}

/// <summary>A day, seen with what was recorded up to a position.</summary>
public readonly record struct AsOf(long Position, DateOnly Day);

public static class Rows
{
    public static string? Text(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static DateOnly? Day(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);
}
