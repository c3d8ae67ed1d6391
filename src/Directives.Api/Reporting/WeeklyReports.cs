using System.Runtime.InteropServices;
using Directives.Api.Agencies;
using Directives.Api.Deadlines;
using Directives.Domain;
using Directives.Domain.Agencies;
using Directives.Domain.Issuing;
using Directives.Domain.Reporting;

namespace Directives.Api.Reporting;

/// <summary>Makes weekly reports: counts what became of the assignments, and <see cref="Figures"/> say what that means.</summary>
public sealed class WeeklyReports(ReadModels read, RulesInForce rules, WeeksOfAssignments weeks)
{
    public Task<WeeklyReport> Of(ReportingWeek week, AgencyId? body, DateTimeOffset? asked, long position, CancellationToken ct) => Of(week, body, asked, position, null, ct);

    internal async Task<WeeklyReport> Of(ReportingWeek week, AgencyId? body, DateTimeOffset? asked, long position, Supposition? supposed, CancellationToken ct)
    {
        var (policy, calendar) = await rules.At(position, week.End, ct);
        var courses = new Courses();
        var (byLead, byDirective) = (new Dictionary<(int Lead, int WasLead, int Course), long>(), new Dictionary<(Guid Directive, int Course), long>());
        var reporting = new HashSet<int>();
        await (await weeks.Of(week, position, courses, ct, supposed)).Each(
            one =>
            {
                if (one.Reported)
                    reporting.Add(one.Lead);
                CollectionsMarshal.GetValueRefOrAddDefault(byLead, (one.Lead, one.WasLead, one.Course), out _)++;
                CollectionsMarshal.GetValueRefOrAddDefault(byDirective, (one.Directive, one.Course), out _)++;
            }, ct);

        var figures = new Dictionary<int, IReadOnlyList<Figure>>();
        var (whole, natures, keys, agencies, directives) = (new Tally(), new Tallies<TaskNature>(), new Tallies<bool>(), new Tallies<string>(), new Tallies<Guid>());
        foreach (var ((lead, wasLead, number), count) in byLead)
            agencies.Add(courses.Leads.All[lead], courses.Leads.All[wasLead], CountedIn(number), count);
        foreach (var ((directive, number), count) in byDirective)
            directives.Add(directive, directive, CountedIn(number), count);
        foreach (var (number, count) in byDirective.GroupBy(row => row.Key.Course, (number, rows) => (number, rows.Sum(row => row.Value))))
        {
            var course = courses[number];
            whole.Add(CountedIn(number), count);
            natures.Add(course.Close.Nature, course.Eve?.Nature ?? course.Close.Nature, CountedIn(number), count);
            keys.Add(course.Close.KeyTask, course.Eve?.KeyTask ?? course.Close.KeyTask, CountedIn(number), count);
        }

        var levels = (await read.Rows("select distinct code, level from agency where known_from <= $1", row => (row.GetString(0), row.GetString(1)), ct, position)).ToDictionary();
        var entered = await read.Rows("select id, number from directive where known_from <= $1 order by issued_first, known_from", row => (Id: row.GetGuid(0), Number: row.Text(1)), ct, position);
        return new(
            week.Start, week.End, week.CutOff, asked, position, Vietnam.Zone, new(policy.Version, calendar.Name, await AgencyTable.LastChange(read, position, ct)), Template(week, body, position),
            Reconciliation.Of(whole), Totals.Of(whole), Figures.Notable.ToDictionary(figure => figure.Name, figure => whole[figure]), await Supervised(position, week, ct),
            [.. natures.ByKey.Select(g => new NatureTotals(g.Key, Reconciliation.Of(g.Value, "reclassifiedIn", "reclassifiedOut"), Totals.Of(g.Value))).OrderBy(g => g.Nature)],
            KeyTasks(keys.ByKey.GetValueOrDefault(true) ?? new()),
            [.. agencies.ByKey.GroupBy(g => levels.TryGetValue(g.Key, out var level) ? Names.Parse<AgencyLevel>(level) : (AgencyLevel?)null, g => g.Value).OrderBy(g => g.Key).Select(g => ALevel(g.Key, Tally.Sum(g)))],
            [.. entered.Where(d => directives.ByKey.ContainsKey(d.Id)).Select(d => ADirective(d.Id, d.Number, directives.ByKey[d.Id]))],
            [.. agencies.ByKey.OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => AnAgency(g.Key, g.Value))],
            Silent(agencies.ByKey.Where(g => g.Value["heard"] is 0)), Silent(agencies.ByKey.Where(g => !reporting.Contains(courses.Leads.Of(g.Key)))));

        static IReadOnlyList<AgencyId> Silent(IEnumerable<KeyValuePair<string, Tally>> of) =>
            [.. of.Where(g => g.Value["closing"] > 0).Select(g => g.Key).Order(StringComparer.Ordinal).Select(code => new AgencyId(code))];

        IReadOnlyList<Figure> CountedIn(int number)
        {
            if (figures.TryGetValue(number, out var counted))
                return counted;
            var course = courses[number];
            return figures[number] = [.. Figures.ByName.Values.Where(figure => figure.Counts(course))];
        }
    }

    static AgencyTotals AnAgency(string code, Tally tally) => new(new(code), Reconciliation.Of(tally, "transferredIn", "transferredOut"), Totals.Of(tally));

    /// <summary>What one agency of a level hands to another leaves the level and comes back to it.</summary>
    static LevelTotals ALevel(AgencyLevel? level, Tally tally) => new(level, Reconciliation.Of(tally, "transferredIn", "transferredOut"), Totals.Of(tally));

    static DirectiveTotals ADirective(Guid id, string? number, Tally tally) => new(new(id), number, Reconciliation.Of(tally), Totals.Of(tally));

    static KeyTaskTotals KeyTasks(Tally tally) => new(Reconciliation.Of(tally, "reclassifiedIn", "reclassifiedOut"), Totals.Of(tally));

    static string Template(ReportingWeek week, AgencyId? body, long position) =>
        $"/reports/weekly/{week.Start:yyyy-MM-dd}/assignments?{(body is null ? "" : $"body={body}&")}atPosition={position}{{&figure,agency,directive,nature,keyTask}}";

    async Task<Supervision> Supervised(long position, ReportingWeek week, CancellationToken ct) => (await read.Rows(
        """
        select
          (select count(*) from extension_request where known_from <= $1 and asked_on > $2 and asked_on <= $3),
          (select count(*) from extension_request where granted_at <= $1 and granted_on > $2 and granted_on <= $3),
          (select count(*) from difficulty where known_from <= $1 and raised_on > $2 and raised_on <= $3),
          count(*) filter (where state is distinct from 'resolved'),
          count(*) filter (where state = 'escalated'),
          (select count(*) from urging where known_from <= $1 and sent_on > $2 and sent_on <= $3),
          (select count(*) from urging where answer_known <= $1 and answered_on > $2 and answered_on <= $3),
          (select count(*) from urging where known_from <= $1 and sent_on <= $3 and reply_by < $3 and not coalesce(answer_known <= $1 and answered_on <= $3, false)),
          (select count(*) from judgement where known_from <= $1 and criticism and pronounced_on > $2 and pronounced_on <= $3),
          (select count(*) from judgement where known_from <= $1 and not criticism and pronounced_on > $2 and pronounced_on <= $3)
        from (
          select (select s.state from difficulty_step s where s.assignment_id = d.assignment_id and s.difficulty_id = d.id and s.known_from <= $1 and s.effective_on <= $3 order by s.known_from desc limit 1)
          from difficulty d where d.known_from <= $1 and d.raised_on <= $3
        ) open (state)
        """,
        row => new Supervision(
            row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7), row.GetInt64(8), row.GetInt64(9)),
        ct, position, week.Eve, week.End))[0];
}
