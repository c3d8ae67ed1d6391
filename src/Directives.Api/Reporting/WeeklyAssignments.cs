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
public sealed class WeeklyAssignments(AssignmentQuery assignments, WeeksOfAssignments weeks)
{
    /// <summary>By id, from the one after <paramref name="after"/>.</summary>
    public async Task<AssignmentPage> Page(ReportingWeek week, WeeklyFilter filter, long position, Cursor? after, int size, CancellationToken ct)
    {
        if (after is not null && after.Key != KeyOf(week))
            throw Cursor.Foreign;
        var asOf = new AsOf(position, week.End);
        var ids = (await Ids(week, filter, position, ct)).SkipWhile(id => id <= (after?.Id ?? Guid.Empty)).Take(size + 1).ToList();
        var page = ids[..Math.Min(size, ids.Count)];
        var next = ids.Count > size ? new Cursor(position, week.End, filter.ToString(), KeyOf(week), page[^1]) : null;
        return new(position, week.End, await assignments.Of(page, asOf, ct), next?.ToString());
    }

    static string KeyOf(ReportingWeek week) => $"{week.Start:yyyy-MM-dd}/{week.End:yyyy-MM-dd}";

    /// <summary>All that a figure counts, read one by one.</summary>
    public async IAsyncEnumerable<AssignmentItem> Whole(ReportingWeek week, string figure, long position, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var some in (await Ids(week, new() { Figure = figure }, position, ct)).Chunk(Cursor.MaxPage))
            foreach (var item in await assignments.Of(some, new(position, week.End), ct))
                yield return item;
    }

    /// <summary>The ids of all of them, in order.</summary>
    public async Task<IReadOnlyList<Guid>> Ids(ReportingWeek week, WeeklyFilter filter, long position, CancellationToken ct)
    {
        var (figure, courses, counted, ids) = (Figures.ByName[filter.Figure], new Courses(), new Dictionary<int, bool>(), new List<Guid>());
        await (await weeks.Of(week, position, courses, ct)).Each(
            one =>
            {
                if (IsCounted(one.Course) && (filter.Agency is null || filter.Agency == courses.Leads.All[figure.OfTheEve ? one.WasLead : one.Lead]) && (filter.Directive is null || filter.Directive == one.Directive))
                    ids.Add(one.Assignment);
            }, ct);
        ids.Sort();
        return ids;

        bool IsCounted(int number)
        {
            if (counted.TryGetValue(number, out var known))
                return known;
            var course = courses[number];
            var (nature, key) = figure.OfTheEve && course.Eve is { } eve ? (eve.Nature, eve.KeyTask) : (course.Close.Nature, course.Close.KeyTask);
            return counted[number] = figure.Counts(course) && (filter.Nature is null || filter.Nature.Value.Value == nature) && (filter.KeyTask is null || filter.KeyTask == key);
        }
    }
}
