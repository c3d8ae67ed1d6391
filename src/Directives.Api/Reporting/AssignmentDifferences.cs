using Directives.Api.Deadlines;
using Directives.Domain;
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
public sealed class AssignmentDifferences(ReadModels read, RulesInForce rules)
{
    /// <summary>By directive and code.</summary>
    public async Task<IReadOnlyList<AssignmentDifference>> Between((ReportingWeek Week, long Position) one, (ReportingWeek Week, long Position) other, CancellationToken ct)
    {
        var rows = await read.Rows(Differing, Row.Read, ct, [.. await Values(one, ct), .. await Values(other, ct)]);
        return
        [
            .. from row in rows
               let left = row.Before.Except(row.After)
               let joined = row.After.Except(row.Before)
               let difference = new AssignmentDifference(row.Assignment, row.Directive, row.Code, row.Lead, Distinct(left), Distinct(joined))
               where difference is not { Left: [], Joined: [] }
               select difference
        ];

        static IReadOnlyList<string> Distinct(IEnumerable<Counted> counted) => [.. counted.Select(c => c.Figure).Distinct()];
    }

    async Task<object?[]> Values((ReportingWeek Week, long Position) of, CancellationToken ct) =>
        WeekOfAssignments.Values(of.Position, of.Week, (await rules.At(of.Position, of.Week.End, ct)).Calendar);

    const string Told = $"id, directive_id, task_id, lead, was_lead, nature, was_nature, key_task, was_key_task, {Course.Columns}";

    static readonly string Columns = $"id, directive_id, task_id, {string.Join(", ", Enumerable.Range(1, 6 + Course.Width).Select(i => $"c{i}"))}";

    /// <summary>The relation of the one report beside that of the other, whose parameters follow those of the first.</summary>
    static readonly string Differing = $"""
        select t.code, b.*, a.*
        from (with {WeekOfAssignments.Sql} select {Told} from week) b ({Columns})
        full join (with {WeekOfAssignments.Sql.Replace("$4", "$8").Replace("$3", "$7").Replace("$2", "$6").Replace("$1", "$5")} select {Told} from week) a ({Columns}) on a.id = b.id
        join task t on t.id = coalesce(a.task_id, b.task_id)
        where a is distinct from b
        order by coalesce(a.directive_id, b.directive_id), t.code, coalesce(a.id, b.id)
        """;

    /// <summary>That a figure counts it, and under which headings.</summary>
    readonly record struct Counted(string Figure, string Lead, string Nature, bool Key);

    sealed record Row(AssignmentId Assignment, DirectiveId Directive, string Code, AgencyId Lead, IReadOnlyList<Counted> Before, IReadOnlyList<Counted> After)
    {
        const int First = 1, Second = First + 9 + Course.Width;

        public static Row Read(NpgsqlDataReader row)
        {
            var known = row.IsDBNull(Second) ? First : Second;
            return new(new(row.GetGuid(known)), new(row.GetGuid(known + 1)), row.GetString(0), new(row.GetString(known + 3)), CountedIn(row, First), CountedIn(row, Second));
        }

        static IReadOnlyList<Counted> CountedIn(NpgsqlDataReader row, int at)
        {
            if (row.IsDBNull(at))
                return [];
            var course = Course.Read(row, at + 9);
            return [.. Figures.ByName.Values.Where(figure => figure.Counts(course)).Select(figure => figure.OfTheEve
                ? new Counted(figure.Name, row.Text(at + 4) ?? row.GetString(at + 3), row.Text(at + 6) ?? row.GetString(at + 5), row.GetBoolean(row.IsDBNull(at + 8) ? at + 7 : at + 8))
                : new Counted(figure.Name, row.GetString(at + 3), row.GetString(at + 5), row.GetBoolean(at + 7)))];
        }
    }
}
