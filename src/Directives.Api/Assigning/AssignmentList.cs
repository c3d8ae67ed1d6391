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
public sealed record AssignmentPage(long Position, DateOnly EffectiveAsOf, IReadOnlyList<AssignmentItem> Items, string? NextCursor) : ICursorPage;

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
        filter.Head is { } head && await read.Rows($"select 1 from assignment a where a.known_from <= $1 and {AnsweredBy("a", "$2")} limit 1", row => row.GetInt32(0), ct, asOf.Position, head) is []
            ? FilterRefusals.UnknownHead(head)
            : null;

    /// <summary>Those the filter lets through, soonest last compliant day first, then by id; undated ones last.</summary>
    public async Task<AssignmentPage> Page(AsOf asOf, AssignmentFilter filter, Cursor? after, int size, CancellationToken ct)
    {
        var items = await read.Rows(Ordered, row => Item(row, asOf.Day), ct, [.. Values(asOf, filter), KeyOf(after), after?.Id, size + 1]);

        var more = items.Count > size;
        var page = more ? [.. items.Take(size)] : items;
        var next = more ? new Cursor(asOf.Position, asOf.Day, filter.ToString(), $"{page[^1].LastCompliantDay:yyyy-MM-dd}", page[^1].Assignment.Value) : null;
        return new(asOf.Position, asOf.Day, page, next?.ToString());
    }

    /// <summary>Those of some ids, by id.</summary>
    public Task<IReadOnlyList<AssignmentItem>> Of(IReadOnlyList<Guid> ids, AsOf asOf, CancellationToken ct) =>
        read.Rows($"{Select} where {Held} and a.id = any($3) order by a.id", row => Item(row, asOf.Day), ct, asOf.Position, asOf.Day, ids.ToArray());

    /// <summary>The condition that a row names somebody; the head is stored as name and post, parted by a comma.</summary>
    internal static string AnsweredBy(string table, string name) => $"({table}.head = {name} or starts_with({table}.head, {name} || ', '))";

    /// <summary>That the lead is on a level, on day <c>$2</c> as known at position <c>$1</c>.</summary>
    internal static string LedOnLevel(string level) => $"exists (select from agency l where l.code = a.lead and l.known_from <= $1 and l.known_to > $1 and l.level = {level})";

    /// <summary>That the lead is an agency or stands below it on day <c>$2</c> as known at position <c>$1</c>.</summary>
    internal static string LedUnder(string agency) => $"""
        a.lead in (
          with recursive below (code) as (select {agency}::text union select p.code from agency_parent p join below on p.parent = below.code where {AgencyTable.Held("p")})
          select code from below)
        """;

    static readonly string Held = AgencyTable.Held("a");

    const string OverdueDays = "least($2, a.stopped_since - 1) - a.last_day";

    static readonly string Wanted = $"""
        ($3::text is null or a.lead = $3) and ($4::uuid is null or a.directive_id = $4) and ($5::text is null or a.lifecycle = $5)
        and ($6::text is null or timeliness(a.lifecycle, a.done_on, a.deadline_kind, a.last_day, $2, a.due_soon_days, a.stopped_since) = $6)
        and ($7::date is null or a.last_day >= $7) and ($8::date is null or a.last_day <= $8) and ($9::uuid is null or a.task_id = $9)
        and ($10::boolean is null or $10 = (not a.restated and a.lifecycle <> 'superseded'))
        and ($11::boolean is null or $11 = (a.lifecycle not in ('completed', 'completionReported', 'cancelled', 'superseded')
          and exists (select from agency l where l.code = a.lead and l.known_from <= $1 and l.known_to > $1 and l.effective_to <= $2)))
        and ($12::text is null or {LedOnLevel("$12")}) and ($13::text is null or {LedUnder("$13")})
        and ($14::text is null or a.nature = $14) and ($15::boolean is null or a.key_task = $15) and ($16::text is null or {AnsweredBy("a", "$16")})
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

    /// <summary>The last compliant day that a list goes on from; null for its first page.</summary>
    internal static DateOnly? KeyOf(Cursor? after) =>
        after is null ? null : after.Key is "" ? DateOnly.MaxValue : DateOnly.TryParseExact(after.Key, "yyyy-MM-dd", out var day) ? day : throw Cursor.Foreign;

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
