using Directives.Domain;
using Directives.Domain.Issuing;
using Directives.Domain.Reporting;
using Npgsql;

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
        // Both are numbered before either is asked for.
        var courses = new Courses();
        var (first, second) = (await weeks.Of(one.Week, one.Position, courses, ct), await weeks.Of(other.Week, other.Position, courses, ct, supposed: supposed));
        var rows = await read.Rows(
            Differing(first, second),
            row => (Of: (new AssignmentId(row.GetGuid(0)), new DirectiveId(row.GetGuid(1)), row.GetString(2), new AgencyId(row.GetString(3))), Before: CountedIn(row, 4), After: CountedIn(row, 7)),
            ct, [.. first.Values, .. second.Values]);
        return
        [
            .. from row in rows
               let left = row.Before.Except(row.After)
               let joined = row.After.Except(row.Before)
               let difference = new AssignmentDifference(row.Of.Item1, row.Of.Item2, row.Of.Item3, row.Of.Item4, Distinct(left), Distinct(joined))
               where difference is not { Left: [], Joined: [] }
               select difference
        ];

        IReadOnlyList<Counted> CountedIn(NpgsqlDataReader row, int at)
        {
            if (row.IsDBNull(at))
                return [];
            var (lead, wasLead, course) = (row.GetString(at), row.Text(at + 1) ?? row.GetString(at), courses[row.GetInt32(at + 2)]);
            var eve = course.Eve ?? new(default, default, default, course.Close.Nature, course.Close.KeyTask);
            return [.. Figures.ByName.Values.Where(figure => figure.Counts(course)).Select(figure => figure.OfTheEve
                ? new Counted(figure.Name, wasLead, eve.Nature, eve.KeyTask)
                : new Counted(figure.Name, lead, course.Close.Nature, course.Close.KeyTask))];
        }

        static IReadOnlyList<string> Distinct(IEnumerable<Counted> counted) => [.. counted.Select(c => c.Figure).Distinct()];
    }

    /// <summary>The relation of the one report beside that of the other, whose parameters follow those of the first.</summary>
    static string Differing(WeekOfAssignments one, WeekOfAssignments other) => $"""
        select id, coalesce(a.directive_id, b.directive_id), of.code, coalesce(a.lead, b.lead), b.lead, b.was_lead, b.course, a.lead, a.was_lead, a.course
        from (with {one.Sql()} select * from week) b
        full join (with {other.Sql(first: 1 + one.Values.Length)} select * from week) a using (id)
        join lateral (select t.code from assignment s join task t on t.id = s.task_id where s.id = coalesce(a.id, b.id) limit 1) of on true
        where a is distinct from b
        order by coalesce(a.directive_id, b.directive_id), of.code, id
        """;

    /// <summary>That a figure counts it, and under which headings.</summary>
    readonly record struct Counted(string Figure, string Lead, TaskNature Nature, bool Key);
}
