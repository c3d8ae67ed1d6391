using Directives.Api.Agencies;
using Directives.Api.Issuing;
using Directives.Domain;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;
using Directives.Domain.Performing;
using Npgsql;

namespace Directives.Api.Assigning;

/// <summary>One assignment as lists and reports show it, on the day and position the list names.</summary>
/// <param name="Assignment">Its id.</param>
/// <param name="Directive">The directive's id.</param>
/// <param name="Number">The directive's number as printed; none for a meeting conclusion without one.</param>
/// <param name="Task">The task's id.</param>
/// <param name="Code">The task's code.</param>
/// <param name="Clause">Where in the document it stands.</param>
/// <param name="Title">What is to be done.</param>
/// <param name="Nature">What kind of obligation it is.</param>
/// <param name="KeyTask">Counted apart.</param>
/// <param name="Lead">The agency that answers for it.</param>
/// <param name="Coordinating">The agencies that help.</param>
/// <param name="AssignedOn">From when the lead answers for it.</param>
/// <param name="Lifecycle">Where the work stands.</param>
/// <param name="Timeliness">How it stands to its deadline; null once nothing is owed any more.</param>
/// <param name="Deadline">The deadline's words.</param>
/// <param name="StatedLastCompliantDay">The last day on time before any extension or suspension.</param>
/// <param name="LastCompliantDay">The last day on time with extensions and suspensions.</param>
/// <param name="Extensions">How often it was extended.</param>
/// <param name="DaysOverdue">Days since then, if it is overdue.</param>
/// <param name="ClaimedOn">The day the lead says it was done, whether or not the check found another; none after it was sent back.</param>
/// <param name="DoneOn">The day it was completed, claimed or verified.</param>
/// <param name="Percent">The last percentage reported.</param>
/// <param name="Head">Who answers for it in person: who was named for it, or else the head of the lead that day.</param>
/// <param name="Restated">Another document says the same, and it is counted there.</param>
/// <param name="Version">Its ETag.</param>
/// <param name="LastEventOn">The latest day on which something was heard of it.</param>
/// <param name="OpenDifficulties">How many difficulties stand in its way.</param>
public sealed record AssignmentItem(
    AssignmentId Assignment, DirectiveId Directive, string? Number, TaskId Task, string Code, string Clause, BilingualText Title, TaskNature Nature, bool KeyTask,
    AgencyId Lead, IReadOnlyList<AgencyId> Coordinating, DateOnly AssignedOn, Lifecycle Lifecycle, Timeliness? Timeliness,
    string? Deadline, DateOnly? StatedLastCompliantDay, DateOnly? LastCompliantDay, int Extensions, int? DaysOverdue, DateOnly? ClaimedOn, DateOnly? DoneOn, int? Percent, string? Head, bool Restated,
    long Version, DateOnly LastEventOn, long OpenDifficulties);

/// <param name="Position">What was recorded up to here counts.</param>
/// <param name="EffectiveAsOf">The day in question.</param>
/// <param name="Items">In the order the list promises.</param>
/// <param name="NextCursor">Give it back as <c>cursor</c> for the next page; absent on the last.</param>
public sealed record AssignmentPage(long Position, DateOnly EffectiveAsOf, IReadOnlyList<AssignmentItem> Items, string? NextCursor);

/// <summary>What one lead agency has overdue, by the days since.</summary>
public sealed record OverdueLead(AgencyId Lead, long UpTo7, long UpTo30, long UpTo90, long Over90, int Longest)
{
    public long All => UpTo7 + UpTo30 + UpTo90 + Over90;
}

/// <summary>Assignments as of a position and a day.</summary>
public sealed class AssignmentQuery(ReadModels read, AgencyRegister register, DirectiveRegister documents)
{
    /// <summary>The refusal that names what the filter asks for and nobody entered; a report about nobody would say that nothing is overdue.</summary>
    public async Task<Refusal?> Unknown(AssignmentFilter filter, CancellationToken ct)
    {
        filter.Check();
        foreach (var (code, field) in new[] { (filter.Agency, "agency"), (filter.Under, "under") })
            if (code is not null && await register.Unknown([new(code)], field, ct) is { } unknown)
                return unknown;
        return await documents.Unknown(filter.Directive is { } directive ? new(directive) : null, "directive", ct);
    }

    /// <summary>
    /// The refusal when nobody of that name ever answered for anything. Asked only when a filter lets nothing through: a name that is
    /// misspelt finds nothing either, and everybody who is named at all was found by the list itself.
    /// </summary>
    public async Task<HttpRefusal?> UnknownHead(AsOf asOf, AssignmentFilter filter, CancellationToken ct) =>
        filter.Head is { } head && await read.Rows($"select 1 from assignment a where a.known_from <= $1 and {Answering("$2")} limit 1", row => row.GetInt32(0), ct, asOf.Position, head) is []
            ? FilterRefusals.UnknownHead(head)
            : null;

    /// <summary>Those the filter lets through, soonest last compliant day first, then by id; undated ones last.</summary>
    public async Task<AssignmentPage> Page(AsOf asOf, AssignmentFilter filter, Cursor? after, int size, CancellationToken ct)
    {
        var items = await read.Rows(Ordered, row => Item(row, asOf.Day), ct, [.. Values(asOf, filter), after is null ? null : KeyOf(after.Key), after?.Id, size + 1]);

        var more = items.Count > size;
        var page = more ? [.. items.Take(size)] : items;
        var next = more ? new Cursor(asOf.Position, asOf.Day, filter.ToString(), $"{page[^1].LastCompliantDay:yyyy-MM-dd}", page[^1].Assignment.Value) : null;
        return new(asOf.Position, asOf.Day, page, next?.ToString());
    }

    /// <summary>All pages as one, read one by one.</summary>
    public IAsyncEnumerable<AssignmentItem> Whole(AsOf asOf, AssignmentFilter filter, CancellationToken ct) =>
        read.Stream(Ordered, row => Item(row, asOf.Day), ct, [.. Values(asOf, filter), null, null, null]);

    /// <summary>How many the filter lets through.</summary>
    public async Task<long> Count(AsOf asOf, AssignmentFilter filter, CancellationToken ct) =>
        (await read.Rows($"select count(*) from assignment a where {Held} and {Wanted}", row => row.GetInt64(0), ct, Values(asOf, filter)))[0];

    /// <summary>Those of some ids, by id.</summary>
    public Task<IReadOnlyList<AssignmentItem>> Of(IReadOnlyList<Guid> ids, AsOf asOf, CancellationToken ct) =>
        read.Rows($"{Select} where {Held} and a.id = any($3) order by a.id", row => Item(row, asOf.Day), ct, asOf.Position, asOf.Day, ids.ToArray());

    /// <summary>What each lead has of the overdue that the filter lets through, who has most first.</summary>
    public Task<IReadOnlyList<OverdueLead>> OverdueByLead(AsOf asOf, AssignmentFilter filter, CancellationToken ct) =>
        read.Rows(
            $"""
            select lead, count(*) filter (where days <= 7), count(*) filter (where days between 8 and 30), count(*) filter (where days between 31 and 90),
              count(*) filter (where days > 90), max(days)
            from (select a.lead, {OverdueDays} as days from assignment a where {Held} and {Wanted}) overdue
            group by lead
            order by count(*) desc, max(days) desc, lead
            """,
            row => new OverdueLead(new(row.GetString(0)), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt32(5)), ct, Values(asOf, filter));

    const string Held = "a.known_from <= $1 and a.known_to > $1 and a.effective_from <= $2 and a.effective_to > $2";

    /// <summary>The head is stored as name and post, parted by a comma.</summary>
    static string Answering(string name) => $"(a.head = {name} or starts_with(a.head, {name} || ', '))";

    const string OverdueDays = "least($2, a.stopped_since - 1) - a.last_day";

    static readonly string Wanted = $"""
        ($3::text is null or a.lead = $3) and ($4::uuid is null or a.directive_id = $4) and ($5::text is null or a.lifecycle = $5)
        and ($6::text is null or timeliness(a.lifecycle, a.done_on, a.deadline_kind, a.last_day, $2, a.due_soon_days, a.stopped_since) = $6)
        and ($7::date is null or a.last_day >= $7) and ($8::date is null or a.last_day <= $8) and ($9::uuid is null or a.task_id = $9)
        and ($10::boolean is null or $10 = (not a.restated and a.lifecycle <> 'superseded'))
        and ($11::boolean is null or $11 = (a.lifecycle not in ('completed', 'completionReported', 'cancelled', 'superseded')
          and exists (select from agency l where l.code = a.lead and l.known_from <= $1 and l.known_to > $1 and l.effective_to <= $2)))
        and ($12::text is null or exists (select from agency l where l.code = a.lead and l.known_from <= $1 and l.known_to > $1 and l.level = $12))
        and ($13::text is null or a.lead in (
          with recursive below (code) as (select $13::text union select p.code from agency_parent p join below on p.parent = below.code where {AgencyTable.Held("p")})
          select code from below))
        and ($14::text is null or a.nature = $14) and ($15::boolean is null or a.key_task = $15) and ($16::text is null or {Answering("$16")})
        and ($17::int is null or timeliness(a.lifecycle, a.done_on, a.deadline_kind, a.last_day, $2, a.due_soon_days, a.stopped_since) = 'overdue' and {OverdueDays} >= $17)
        """;

    const string Select = """
        select a.id, a.directive_id, d.number, a.task_id, t.code, w.clause, w.title_vi, w.title_en, a.nature, a.key_task, a.lead, a.coordinating, a.assigned_on,
          a.lifecycle, a.done_on, a.deadline_kind, a.deadline_phrase, a.last_day, a.due_soon_days, a.percent, a.version,
          a.stopped_since, a.stated_last_day, a.extensions, coalesce(a.head, (
            select concat_ws(', ', h.person, h.post_vi) from agency_head h
            where h.code = a.lead and h.person is not null and h.known_from <= $1 and h.known_to > $1 and h.effective_from <= $2 and h.effective_to > $2)), a.restated, a.claimed_on, a.last_event_on,
          (select count(*) from difficulty f where f.assignment_id = a.id and f.known_from <= $1 and f.raised_on <= $2 and (
            select s.state from difficulty_step s where s.assignment_id = f.assignment_id and s.difficulty_id = f.id and s.known_from <= $1 and s.effective_on <= $2
            order by s.known_from desc limit 1) is distinct from 'resolved')
        from assignment a
        join task t on t.id = a.task_id
        join task_wording w on w.task_id = a.task_id and w.known_from <= $1 and w.known_to > $1 and w.effective_from <= $2 and w.effective_to > $2
        join directive d on d.id = a.directive_id
        """;

    /// <summary>A limit of null is none.</summary>
    static readonly string Ordered = $"""
        {Select}
        where {Held} and {Wanted}
          and ($18::date is null or (coalesce(a.last_day, 'infinity'), a.id) > ($18, $19))
        order by coalesce(a.last_day, 'infinity'), a.id
        limit $20::bigint
        """;

    static object?[] Values(AsOf asOf, AssignmentFilter filter) =>
        [asOf.Position, asOf.Day, filter.Agency, filter.Directive, filter.Lifecycle?.ToString(), filter.Timeliness?.ToString(), filter.DueFrom?.Value, filter.DueTo?.Value,
         filter.Task, filter.Counted, filter.LeftBehind, filter.Level?.ToString(), filter.Under, filter.Nature?.ToString(), filter.KeyTask, filter.Head, filter.MinDaysOverdue];

    static DateOnly KeyOf(string key) =>
        key is "" ? DateOnly.MaxValue : DateOnly.TryParseExact(key, "yyyy-MM-dd", out var day) ? day : throw Cursor.Foreign;

    static AssignmentItem Item(NpgsqlDataReader row, DateOnly day)
    {
        var lifecycle = Names.Parse<Lifecycle>(row.GetString(13));
        DeadlineKind? kind = row.Text(15) is { } name ? Names.Parse<DeadlineKind>(name) : null;
        var lastDay = row.Day(17);
        var timeliness = TimelinessRule.Judge(lifecycle, row.Day(14), kind, lastDay, day, row.IsDBNull(18) ? 0 : row.GetInt32(18), row.Day(21));
        return new(
            new(row.GetGuid(0)), new(row.GetGuid(1)), row.Text(2), new(row.GetGuid(3)), row.GetString(4), row.GetString(5),
            new(row.GetString(6), row.Text(7)), Names.Parse<TaskNature>(row.GetString(8)), row.GetBoolean(9),
            new(row.GetString(10)), [.. row.GetFieldValue<string[]>(11).Select(code => new AgencyId(code))], row.GetFieldValue<DateOnly>(12),
            lifecycle, timeliness, row.Text(16), row.Day(22), lastDay, row.GetInt32(23),
            timeliness is Timeliness.Overdue ? StoppedClock.Reading(day, row.Day(21)).DayNumber - lastDay!.Value.DayNumber : null,
            row.Day(26), row.Day(14), row.IsDBNull(19) ? null : row.GetInt32(19), row.Text(24), row.GetBoolean(25), row.GetInt64(20),
            row.GetFieldValue<DateOnly>(27), row.GetInt64(28));
    }
}
