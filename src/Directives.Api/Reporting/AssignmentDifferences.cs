using Directives.Domain;
using Directives.Domain.Issuing;
using Directives.Domain.Reporting;

namespace Directives.Api.Reporting;

/// <summary>An assignment that two weekly reports count differently.</summary>
/// <param name="Assignment">Its id.</param>
/// <param name="Directive">The directive's id.</param>
/// <param name="Code">The task's code.</param>
/// <param name="Lead">The agency that answers for it, in the second report if it is there.</param>
/// <param name="Left">The figures of the first report that count it and do not in the second, or there under another agency or kind. By the names <c>/reports/weekly/{start}/assignments</c> takes.</param>
/// <param name="Joined">The figures of the second report that count it and did not in the first, or there under another agency or kind.</param>
public sealed record AssignmentDifference(AssignmentId Assignment, DirectiveId Directive, string Code, AgencyId Lead, IReadOnlyList<string> Left, IReadOnlyList<string> Joined);

/// <summary>The assignments behind what two weekly reports tell differently: exactly those that some figure counts in one and not in the other.</summary>
public sealed class AssignmentDifferences(ReadModels read, WeeksOfAssignments weeks)
{
    /// <summary>By directive and code.</summary>
    public Task<IReadOnlyList<AssignmentDifference>> Between((ReportingWeek Week, long Position) one, (ReportingWeek Week, long Position) other, CancellationToken ct) =>
        Between(one, other, null, ct);

    /// <param name="one">The first report.</param>
    /// <param name="other">The second.</param>
    /// <param name="supposed">What the second takes to be otherwise than recorded.</param>
    /// <param name="ct">Cancels it.</param>
    internal async Task<IReadOnlyList<AssignmentDifference>> Between((ReportingWeek Week, long Position) one, (ReportingWeek Week, long Position) other, Supposition? supposed, CancellationToken ct)
    {
        // Both are numbered before either is read.
        var courses = new Courses();
        var (first, second) = (await weeks.Of(one.Week, one.Position, courses, ct), await weeks.Of(other.Week, other.Position, courses, ct, supposed));
        var before = new Dictionary<Guid, AssignmentInWeek>();
        await first.Each(seen => before.Add(seen.Assignment, seen), ct);
        var after = new Dictionary<Guid, AssignmentInWeek>();
        await second.Each(
            seen =>
            {
                if (!before.TryGetValue(seen.Assignment, out var was) || was != seen)
                    after.Add(seen.Assignment, seen);
                else
                    before.Remove(seen.Assignment);
            }, ct);

        var named = await read.Rows(
            """
            select of.id, a.directive_id, t.code from unnest($1::uuid[]) of (id)
            join lateral (select directive_id, task_id from assignment where id = of.id limit 1) a on true
            join task t on t.id = a.task_id
            order by a.directive_id, t.code, of.id
            """,
            row => (Id: row.GetGuid(0), Directive: row.GetGuid(1), Code: row.GetString(2)), ct, before.Keys.Union(after.Keys).ToArray());
        return
        [
            .. from of in named
               let counted = CountedIn(before, of.Id)
               let now = CountedIn(after, of.Id)
               let lead = courses.Leads.All[after.TryGetValue(of.Id, out var there) ? there.Lead : before[of.Id].Lead]
               let difference = new AssignmentDifference(new(of.Id), new(of.Directive), of.Code, new(lead), Distinct(counted.Except(now)), Distinct(now.Except(counted)))
               where difference is not { Left: [], Joined: [] }
               select difference
        ];

        IReadOnlyList<Counted> CountedIn(Dictionary<Guid, AssignmentInWeek> week, Guid assignment)
        {
            if (!week.TryGetValue(assignment, out var seen))
                return [];
            var course = courses[seen.Course];
            var eve = course.Eve ?? new(default, default, default, course.Close.Nature, course.Close.KeyTask);
            return [.. Figures.ByName.Values.Where(figure => figure.Counts(course)).Select(figure => figure.OfTheEve
                ? new Counted(figure.Name, courses.Leads.All[seen.WasLead], eve.Nature, eve.KeyTask)
                : new Counted(figure.Name, courses.Leads.All[seen.Lead], course.Close.Nature, course.Close.KeyTask))];
        }

        static IReadOnlyList<string> Distinct(IEnumerable<Counted> counted) => [.. counted.Select(c => c.Figure).Distinct()];
    }

    /// <summary>That a figure counts it, and under which headings.</summary>
    readonly record struct Counted(string Figure, string Lead, TaskNature Nature, bool Key);
}
