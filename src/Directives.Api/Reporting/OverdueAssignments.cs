using System.Runtime.CompilerServices;
using Directives.Api.Agencies;
using Directives.Api.Assigning;
using Directives.Domain;
using Directives.Domain.Deadlines;

namespace Directives.Api.Reporting;

/// <summary>What one lead agency has overdue, by the days since.</summary>
public sealed record OverdueLead(AgencyId Lead, long UpTo7, long UpTo30, long UpTo90, long Over90, int Longest)
{
    public long All => UpTo7 + UpTo30 + UpTo90 + Over90;
}

/// <summary>
/// Finds what is overdue by its stand: each stand is judged once, and assignments that have another are never looked at.
/// What lists show of an assignment, <see cref="AssignmentQuery"/> reads.
/// </summary>
public sealed class OverdueAssignments(ReadModels read, Stands stands, AssignmentQuery assignments)
{
    /// <summary>How many of each stand that is overdue the filter lets through, longest overdue first.</summary>
    public async Task<OverdueStands> Count(AsOf asOf, OverdueFilter filter, CancellationToken ct)
    {
        var overdue = (
            from s in await stands.All(ct)
            let judged = new Judged(s.Stand)
            where judged.Timeliness(asOf.Day) is Timeliness.Overdue && !s.Stand.Restated
            let days = judged.DaysOverdue(asOf.Day)
            where days >= (filter.MinDaysOverdue ?? 1) && (filter.Nature is null || filter.Nature.Value.Value == judged.Nature) && (filter.KeyTask is null || filter.KeyTask == s.Stand.KeyTask)
            select (s.Id, LastDay: judged.LastDay!.Value, Days: days)).ToList();
        var counts = (await read.Rows(
            $"select stand, count(*) from unnest($8::bigint[]) o (stand) join standing a using (stand) where {Held} group by stand", row => (row.GetInt64(0), row.GetInt64(1)), ct,
            [.. Values(asOf, filter), overdue.Select(stand => stand.Id).ToArray()])).ToDictionary();
        return new([.. from stand in overdue where counts.ContainsKey(stand.Id) orderby stand.LastDay select new OverdueStand(stand.Id, stand.LastDay, stand.Days, counts[stand.Id])]);
    }

    /// <summary>Longest due first, then by id, as <see cref="AssignmentQuery"/> sorts any list.</summary>
    public async Task<AssignmentPage> Page(AsOf asOf, OverdueFilter filter, OverdueStands overdue, string asked, Cursor? after, int size, CancellationToken ct)
    {
        var found = await Find(asOf, filter, overdue.From(AssignmentQuery.KeyOf(after), size + 1), after, size + 1, ct);
        var page = found.Count > size ? [.. found.Take(size)] : found;
        var next = found.Count > size ? new Cursor(asOf.Position, asOf.Day, asked, $"{page[^1].LastDay:yyyy-MM-dd}", page[^1].Id) : null;
        return new(asOf.Position, asOf.Day, await Shown(asOf, page, ct), next?.ToString());
    }

    /// <summary>All pages as one, read one by one.</summary>
    public async IAsyncEnumerable<AssignmentItem> Whole(AsOf asOf, OverdueFilter filter, OverdueStands overdue, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var some in (await Find(asOf, filter, overdue.All, null, null, ct)).Chunk(Cursor.MaxPage))
            foreach (var item in await Shown(asOf, some, ct))
                yield return item;
    }

    /// <summary>What each lead has of them, who has most first.</summary>
    public Task<IReadOnlyList<OverdueLead>> ByLead(AsOf asOf, OverdueFilter filter, OverdueStands overdue, CancellationToken ct) => read.Rows(
        $"""
        select a.lead, count(*) filter (where days <= 7), count(*) filter (where days between 8 and 30), count(*) filter (where days between 31 and 90),
          count(*) filter (where days > 90), max(days)
        from unnest($8::bigint[], $9::int[]) o (stand, days) join standing a using (stand)
        where {Held}
        group by a.lead
        order by count(*) desc, max(days) desc, a.lead
        """,
        row => new OverdueLead(new(row.GetString(0)), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt32(5)), ct,
        [.. Values(asOf, filter), overdue.All.Select(stand => stand.Id).ToArray(), overdue.All.Select(stand => stand.Days).ToArray()]);

    Task<IReadOnlyList<(Guid Id, DateOnly LastDay)>> Find(AsOf asOf, OverdueFilter filter, IReadOnlyList<OverdueStand> overdue, Cursor? after, int? limit, CancellationToken ct) => read.Rows(
        $"""
        select a.assignment_id, o.last_day
        from unnest($8::bigint[], $9::date[]) o (stand, last_day) join standing a using (stand)
        where {Held} and ($10::date is null or (o.last_day, a.assignment_id) > ($10, $11))
        order by o.last_day, a.assignment_id
        limit $12::bigint
        """,
        row => (row.GetGuid(0), row.GetFieldValue<DateOnly>(1)), ct,
        [
            .. Values(asOf, filter), overdue.Select(stand => stand.Id).ToArray(), overdue.Select(stand => stand.LastDay).ToArray(),
            AssignmentQuery.KeyOf(after), after?.Id, limit
        ]);

    async Task<IReadOnlyList<AssignmentItem>> Shown(AsOf asOf, IReadOnlyList<(Guid Id, DateOnly LastDay)> found, CancellationToken ct)
    {
        var items = (await assignments.Of([.. found.Select(one => one.Id)], asOf, ct)).ToDictionary(item => item.Assignment.Value);
        return [.. found.Where(one => items.ContainsKey(one.Id)).Select(one => items[one.Id])]; // the walls around tasks and documents stand by themselves
    }

    static object?[] Values(AsOf asOf, OverdueFilter filter) =>
        [asOf.Position, asOf.Day, filter.Agency, filter.Directive, filter.Level?.ToString(), filter.Under, filter.Head];

    static readonly string Held = $"""
        {AgencyTable.Held("a")}
          and ($3::text is null or a.lead = $3) and ($4::uuid is null or a.directive_id = $4)
          and ($5::text is null or {AssignmentQuery.LedOnLevel("$5")}) and ($6::text is null or {AssignmentQuery.LedUnder("$6")})
          and ($7::text is null or exists (select from assignment h where h.id = a.assignment_id and {AgencyTable.Held("h")} and {AssignmentQuery.AnsweredBy("h", "$7")}))
        """;
}

/// <param name="Id">Its number.</param>
/// <param name="LastDay">The last compliant day.</param>
/// <param name="Days">Days overdue.</param>
/// <param name="Count">How many assignments have it.</param>
public readonly record struct OverdueStand(long Id, DateOnly LastDay, int Days, long Count);

/// <summary>The stands that are overdue, longest first.</summary>
public sealed record OverdueStands(IReadOnlyList<OverdueStand> All)
{
    public long Total => All.Sum(stand => stand.Count);

    /// <summary>The first from a day on that have at least so many assignments after those of the day itself, which may have been shown.</summary>
    public IReadOnlyList<OverdueStand> From(DateOnly? day, int assignments)
    {
        var (some, wanted) = (new List<OverdueStand>(), (long)assignments);
        foreach (var stand in All.SkipWhile(stand => stand.LastDay < day))
        {
            if (wanted <= 0 && stand.LastDay > some[^1].LastDay)
                break;
            some.Add(stand);
            wanted -= stand.LastDay == day ? 0 : stand.Count;
        }

        return some;
    }
}
