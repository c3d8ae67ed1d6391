using System.Runtime.CompilerServices;
using Directives.Api.Assigning;
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
public sealed class WeeklyAssignments(ReadModels read, AssignmentQuery assignments, WeeksOfAssignments weeks)
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
        var courses = new Courses();
        var seen = await weeks.Of(week, position, courses, ct);
        return await read.Rows(
            Listed(seen, figure.OfTheEve ? "coalesce(was_lead, lead)" : "lead"), row => row.GetGuid(0), ct,
            [.. seen.Values, courses.Where(course => figure.Counts(course) && IsWanted(course)), after, filter.Agency, filter.Directive, limit]);

        bool IsWanted(Course course)
        {
            var (nature, key) = figure.OfTheEve && course.Eve is { } eve ? (eve.Nature, eve.KeyTask) : (course.Close.Nature, course.Close.KeyTask);
            return (filter.Nature is null || filter.Nature.Value.Value == nature) && (filter.KeyTask is null || filter.KeyTask == key);
        }
    }

    static string Listed(WeekOfAssignments seen, string lead) => $"""
        with {seen.Sql()}
        select id from week
        where get_bit($13, course) = 1 and id > $14 and ($15::text is null or {lead} = $15) and ($16::uuid is null or directive_id = $16)
        order by id
        limit $17
        """;
}
