using Directives.Domain;
using Directives.Domain.Issuing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Directives.Api.Cascading;

public static class CascadingEndpoints
{
    public static void MapCascading(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/directives/{directive:guid}/tasks/{task:guid}/roll-up", Get)
            .WithTags("Cascading").WithSummary("How far a task has come with those who carry it out, at every level below it.");

    static async Task<Results<Ok<RollUp>, ProblemHttpResult>> Get(Guid directive, Guid task, [AsParameters] AsOfQuery asOf, ReadModels read, CancellationToken ct)
    {
        var (point, problem) = await read.Resolve(asOf, ct);
        if (problem is not null)
            return problem;

        var tasks = await read.Rows("select id, code from task where directive_id = $1 and known_from <= $2", row => (Id: row.GetGuid(0), Code: row.GetString(1)), ct, directive, point.Position);
        if (tasks.FirstOrDefault(known => known.Id == task) is not { Code: { } code })
            return (await IsKnown(read, directive, point, ct) ? Refusals.NoSuchTask : Refusals.NoSuchDirective).ToProblem();

        var below = await Below(read, directive, task, point, ct);
        var counts = await Counts(read, directive, task, [.. below.Keys], point, ct);
        var counted = counts.Where(count => count.Counts).ToLookup(count => count.Directive);
        return TypedResults.Ok(new RollUp(
            point.Position, point.Day, new(directive), new(task), code,
            Share.Of([.. counted.SelectMany(group => group)], list: null),
            Share.Of([.. counted[directive]], ListOf(directive, task)),
            [.. Levels(directive, below).Select(level => level.Child with { Depth = level.Depth, Share = Share.Of([.. counted[level.Child.Directive.Value]], ListOf(level.Child.Directive.Value)) })],
            [.. counts.Where(count => !count.Counts).GroupBy(count => (count.Directive, count.Task, count.Code, count.Restated, count.Restates)).Select(group => new LeftOut(
                new(group.Key.Directive), new(group.Key.Task), group.Key.Code, group.Key.Restated ? Elsewhere.Restated : Elsewhere.Superseded, group.Key.Restates,
                new(group.Sum(count => count.Assignments), ListOf(group.Key.Directive, group.Key.Task, counted: false))))]));

        string ListOf(Guid of, Guid? onlyTask = null, bool counted = true) =>
            $"/assignments?directive={of}{(onlyTask is { } only ? $"&task={only}" : "")}&counted={(counted ? "true" : "false")}&effectiveAsOf={point.Day:yyyy-MM-dd}&atPosition={point.Position}";
    }

    static async Task<bool> IsKnown(ReadModels read, Guid directive, AsOf asOf, CancellationToken ct) =>
        await read.Rows("select 1 from directive where id = $1 and known_from <= $2", row => row.GetInt32(0), ct, directive, asOf.Position) is not [];

    /// <summary>Every directive that implements the task or, further down, such a directive or a task of it; each once, whatever leads back to it.</summary>
    static async Task<Dictionary<Guid, ChildShare>> Below(ReadModels read, Guid directive, Guid task, AsOf asOf, CancellationToken ct)
    {
        var links = await read.Rows(
            """
            with recursive implements as (
              select l.directive_id as child, l.to_directive as parent, l.to_task as task
              from directive_link l join directive d on d.id = l.directive_id
              where l.kind = 'implements' and l.known_from <= $1 and d.issued_first <= $2 and l.directive_id <> $3
            ),
            below as (
              select child, parent, task from implements where parent = $3 and task = $4
              union
              select i.child, i.parent, i.task from below b join implements i on i.parent = b.child
            )
            select d.id, d.type, d.number, d.title_vi, d.title_en, d.issued_by,
              case when d.superseded_at <= $1 and d.superseded_on <= $2 then d.superseded_on end, b.parent, b.task
            from below b join directive d on d.id = b.child
            order by d.issued_first, d.known_from, b.parent, b.task
            """,
            row => new ChildShare(
                new(row.GetGuid(0)), Names.Parse<DirectiveType>(row.GetString(1)), row.Text(2), new(row.GetString(3), row.Text(4)),
                [.. row.GetFieldValue<string[]>(5).Select(code => new AgencyId(code))], 0,
                [new(new(row.GetGuid(7)), row.IsDBNull(8) ? null : new(row.GetGuid(8)))], row.Day(6), Share.Of([], null)),
            ct, asOf.Position, asOf.Day, directive, task);
        return links.GroupBy(child => child.Directive.Value).ToDictionary(group => group.Key, group => group.First() with { Implements = [.. group.SelectMany(child => child.Implements)] });
    }

    /// <summary>Level by level, each directive on the first level on which it is met.</summary>
    static IEnumerable<(int Depth, ChildShare Child)> Levels(Guid root, Dictionary<Guid, ChildShare> below)
    {
        var (above, left, depth) = (new HashSet<Guid> { root }, below.Values.ToList(), 0);
        while (left.Where(child => child.Implements.Any(parent => above.Contains(parent.Directive.Value))).ToList() is [_, ..] level)
        {
            depth++;
            foreach (var child in level)
                yield return (depth, child);
            left.RemoveAll(level.Contains);
            above = [.. level.Select(child => child.Directive.Value)];
        }
    }

    static Task<IReadOnlyList<Count>> Counts(ReadModels read, Guid directive, Guid task, Guid[] below, AsOf asOf, CancellationToken ct) => read.Rows(
        """
        select a.directive_id, a.task_id, t.code, a.lifecycle, a.timeliness, a.restated, o.id, t.restates_task,
          count(*), count(a.figure), coalesce(sum(a.figure), 0), min(a.figure)
        from (
          select *, timeliness(lifecycle, done_on, deadline_kind, last_day, $2, due_soon_days, stopped_since) as timeliness,
            case lifecycle when 'completed' then 100 when 'cancelled' then null else percent end as figure
          from assignment
          where known_from <= $1 and known_to > $1 and effective_from <= $2 and effective_to > $2
            and (directive_id = $3 and task_id = $4 or directive_id = any($5))
        ) a
        join task t on t.id = a.task_id
        left join directive o on o.id = t.restates_directive
        group by a.directive_id, a.task_id, t.code, t.known_from, a.lifecycle, a.timeliness, a.restated, o.id, t.restates_task
        order by t.known_from, a.lifecycle, a.timeliness
        """,
        row => new Count(
            row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.Text(4), row.GetBoolean(5),
            row.GetBoolean(5) && !row.IsDBNull(6) ? new(new(row.GetGuid(6)), new(row.GetGuid(7))) : null,
            row.GetInt64(8), row.GetInt64(9), row.GetInt64(10), row.IsDBNull(11) ? null : row.GetInt32(11)),
        ct, asOf.Position, asOf.Day, directive, task, below);
}
