using System.Runtime.CompilerServices;
using Directives.Api.Assigning;
using Directives.Api.Deadlines;
using Directives.Domain.Issuing;
using Directives.Domain.Reporting;
using Microsoft.AspNetCore.Mvc;

namespace Directives.Api.Reporting;

/// <summary>Which assignments of a week; every part but the figure left out allows all.</summary>
public sealed record WeeklyFilter
{
    /// <summary>The name of a figure of the report: <c>newlyOverdue</c>.</summary>
    [FromQuery(Name = "figure")]
    public required string Figure { get; init; }

    /// <summary>The lead agency's code: at the close, or on the eve for what is counted there.</summary>
    [FromQuery(Name = "agency")]
    public string? Agency { get; init; }

    [FromQuery(Name = "directive")]
    public Guid? Directive { get; init; }

    [FromQuery(Name = "nature")]
    public Choice<TaskNature>? Nature { get; init; }

    [FromQuery(Name = "keyTask")]
    public bool? KeyTask { get; init; }
}

/// <summary>Lists the assignments behind a figure, by the line that counts them.</summary>
public sealed class WeeklyAssignments(ReadModels read, AssignmentQuery assignments, RulesInForce rules)
{
    /// <summary>By id, from the one after <paramref name="after"/>.</summary>
    public async Task<AssignmentPage> Page(ReportingWeek week, WeeklyFilter filter, long position, Cursor? after, int size, CancellationToken ct)
    {
        var asOf = new AsOf(position, week.End);
        var ids = await Ids(week, filter, position, after?.Id ?? Guid.Empty, size + 1, ct);
        var page = ids.Count > size ? [.. ids.Take(size)] : ids;
        var next = ids.Count > size ? new Cursor(position, week.End, filter.ToString(), "", page[^1]) : null;
        return new(position, week.End, await assignments.Of(page, asOf, ct), next?.ToString());
    }

    /// <summary>All that a figure counts, read one by one.</summary>
    public async IAsyncEnumerable<AssignmentItem> Whole(ReportingWeek week, string figure, long position, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var some in (await Ids(week, new() { Figure = figure }, position, Guid.Empty, int.MaxValue, ct)).Chunk(Cursor.MaxPage))
            foreach (var item in await assignments.Of(some, new(position, week.End), ct))
                yield return item;
    }

    /// <summary>The ids of at most so many of them.</summary>
    public async Task<IReadOnlyList<Guid>> Ids(ReportingWeek week, WeeklyFilter filter, long position, Guid after, int limit, CancellationToken ct)
    {
        var figure = Figures.ByName[filter.Figure];
        var values = WeekOfAssignments.Values(position, week, (await rules.At(position, week.End, ct)).Calendar);
        var courses = (await read.Rows(Courses, row => (Name: row.GetString(0), Course: Course.Read(row, 1)), ct, values)).Where(seen => figure.Counts(seen.Course)).Select(seen => seen.Name);
        var was = figure.OfTheEve ? "was_" : "";
        return await read.Rows(
            $"""
            with {WeekOfAssignments.Sql}
            select id from week
            where row({Course.Columns})::text = any($5) and id > $6
              and ($7::text is null or {was}lead = $7) and ($8::uuid is null or directive_id = $8) and ($9::text is null or {was}nature = $9) and ($10::boolean is null or {was}key_task = $10)
            order by id
            limit $11
            """,
            row => row.GetGuid(0), ct,
            [.. values, courses.ToArray(), after, filter.Agency, filter.Directive, filter.Nature?.ToString(), filter.KeyTask, limit]);
    }

    static readonly string Courses = $"""
        with {WeekOfAssignments.Sql}
        select distinct row({Course.Columns})::text, {Course.Columns} from week
        """;
}
