using Directives.Api.Assigning;
using Directives.Domain;
using Directives.Domain.Supervising;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace Directives.Api.Supervising;

/// <summary>What was urged, inspected, criticised and commended, over all directives.</summary>
static class SupervisingLists
{
    public static async Task<Results<Paged<RecordedPage<UrgingItem>>, ProblemHttpResult>> Urgings(
        [AsParameters] SupervisingFilter filter, bool? unanswered, bool? replyOverdue, [AsParameters] AsOfQuery asOf, int? pageSize, string? cursor,
        ReadModels read, AssignmentQuery assignments, CancellationToken ct) =>
        await filter.Unknown(assignments, ct) is { } unknown ? unknown.ToProblem() : await read.Page(
            new(asOf, pageSize, cursor), $"urgings {filter} {unanswered} {replyOverdue}",
            """
            select u.id, u.assignment_id, u.directive_id, d.number, t.code, u.addressee, u.text, u.document, u.sent_on, u.reply_by,
              n.answered_on, n.answer, n.answered_on is null and u.reply_by < $2, u.known_from
            from urging u
            join directive d on d.id = u.directive_id
            join assignment a on a.id = u.assignment_id and a.known_from <= $1 and a.known_to > $1 and a.effective_from <= $2 and a.effective_to > $2
            join task t on t.id = a.task_id
            left join lateral (select u.answered_on, u.answer where u.answered_on <= $2 and u.answer_known <= $1) n on true
            where u.known_from <= $1 and u.sent_on <= $2 and u.known_from > $3
              and ($5::text is null or u.addressee = $5) and ($6::uuid is null or u.directive_id = $6) and ($7::boolean is null or (n.answered_on is null) = $7)
              and ($8::boolean is null or (n.answered_on is null and u.reply_by < $2) = $8)
            order by u.known_from
            limit $4
            """,
            row => new UrgingItem(
                row.GetGuid(0), new(row.GetGuid(1)), new(row.GetGuid(2)), row.Text(3), row.GetString(4), new(row.GetString(5)), row.GetString(6), row.Text(7),
                row.GetFieldValue<DateOnly>(8), row.GetFieldValue<DateOnly>(9), row.Day(10), row.Text(11), row.GetBoolean(12), row.GetInt64(13)),
            ct, filter.Agency, filter.Directive, unanswered, replyOverdue);

    public static async Task<Results<Paged<RecordedPage<InspectionItem>>, ProblemHttpResult>> Inspections(
        [AsParameters] SupervisingFilter filter, bool? open, [AsParameters] AsOfQuery asOf, int? pageSize, string? cursor,
        ReadModels read, AssignmentQuery assignments, CancellationToken ct) =>
        await filter.Unknown(assignments, ct) is { } unknown ? unknown.ToProblem() : await read.Page(
            new(asOf, pageSize, cursor), $"inspections {filter} {open}",
            """
            select i.id, i.directive_id, d.number, i.task_id, t.code, i.subject, i.authority, i.text, i.opened_on,
              c.concluded_on, c.document, c.nature, c.degree, c.cause, c.responsibility, i.known_from
            from inspection i
            join directive d on d.id = i.directive_id
            left join task t on t.id = i.task_id
            left join lateral (
              select i.concluded_on, i.document, i.nature, i.degree, i.cause, i.responsibility where i.concluded_on <= $2 and i.conclusion_known <= $1) c on true
            where i.known_from <= $1 and i.opened_on <= $2 and i.known_from > $3
              and ($5::text is null or i.subject = $5) and ($6::uuid is null or i.directive_id = $6) and ($7::boolean is null or (c.concluded_on is null) = $7)
            order by i.known_from
            limit $4
            """,
            row => new InspectionItem(
                row.GetGuid(0), new(row.GetGuid(1)), row.Text(2), row.IsDBNull(3) ? null : new(row.GetGuid(3)), row.Text(4), new(row.GetString(5)), row.GetString(6), row.GetString(7),
                row.GetFieldValue<DateOnly>(8), row.Day(9), row.Text(10),
                row.IsDBNull(9) ? null : new(row.GetString(11), row.GetString(12), row.GetString(13), row.GetString(14)), row.GetInt64(15)),
            ct, filter.Agency, filter.Directive, open);

    public static Task<Results<Paged<RecordedPage<JudgementItem>>, ProblemHttpResult>> Criticisms(
        [AsParameters] SupervisingFilter filter, [AsParameters] AsOfQuery asOf, int? pageSize, string? cursor,
        ReadModels read, AssignmentQuery assignments, CancellationToken ct) =>
        Judgements(true, filter, new(asOf, pageSize, cursor), read, assignments, ct);

    public static Task<Results<Paged<RecordedPage<JudgementItem>>, ProblemHttpResult>> Commendations(
        [AsParameters] SupervisingFilter filter, [AsParameters] AsOfQuery asOf, int? pageSize, string? cursor,
        ReadModels read, AssignmentQuery assignments, CancellationToken ct) =>
        Judgements(false, filter, new(asOf, pageSize, cursor), read, assignments, ct);

    static async Task<Results<Paged<RecordedPage<JudgementItem>>, ProblemHttpResult>> Judgements(
        bool criticisms, SupervisingFilter filter, PageQuery query, ReadModels read, AssignmentQuery assignments, CancellationToken ct) =>
        await filter.Unknown(assignments, ct) is { } unknown ? unknown.ToProblem() : await read.Page(
            query, $"judgements {criticisms} {filter}",
            """
            select j.id, j.directive_id, d.number, j.task_id, t.code, j.text, j.document, j.addressees, j.described, j.degree, j.pronounced_on, j.known_from
            from judgement j
            join directive d on d.id = j.directive_id
            left join task t on t.id = j.task_id
            where j.known_from <= $1 and j.pronounced_on <= $2 and j.known_from > $3 and j.criticism = $7
              and ($5::text is null or j.addressees @> array[$5::text]) and ($6::uuid is null or j.directive_id = $6)
            order by j.known_from
            limit $4
            """,
            Judgement, ct, filter.Agency, filter.Directive, criticisms);

    static JudgementItem Judgement(NpgsqlDataReader row) => new(
        row.GetGuid(0), new(row.GetGuid(1)), row.Text(2), row.IsDBNull(3) ? null : new(row.GetGuid(3)), row.Text(4), row.GetString(5), row.GetString(6),
        [.. row.GetFieldValue<string[]>(7).Select(code => new AgencyId(code))], row.Text(8), row.Text(9), row.GetFieldValue<DateOnly>(10), row.GetInt64(11));
}

/// <summary>Whom it meets, and under which directive; every part left out allows all.</summary>
public sealed record SupervisingFilter
{
    /// <summary>The code of the agency that was urged, inspected, criticised or commended.</summary>
    [FromQuery(Name = "agency")]
    public string? Agency { get; init; }

    [FromQuery(Name = "directive")]
    public Guid? Directive { get; init; }

    /// <summary>The refusal that names what nobody entered.</summary>
    public Task<Refusal?> Unknown(AssignmentQuery assignments, CancellationToken ct) => assignments.Unknown(new() { Agency = Agency, Directive = Directive }, ct);
}

/// <param name="Urging">Its id.</param>
/// <param name="Assignment">What it is about.</param>
/// <param name="Directive">The directive's id.</param>
/// <param name="Number">The directive's number as printed.</param>
/// <param name="Code">The task's code.</param>
/// <param name="Addressee">Who has to answer.</param>
/// <param name="Text">What it says.</param>
/// <param name="Document">Its number, if it went out as a document.</param>
/// <param name="SentOn">The day it was sent.</param>
/// <param name="ReplyBy">The last day for an answer.</param>
/// <param name="AnsweredOn">The day it was answered, if it was by the day in question.</param>
/// <param name="Answer">What was answered.</param>
/// <param name="ReplyOverdue">It was not answered, and the last day for that is over.</param>
/// <param name="RecordedAt">The position it was recorded at.</param>
public sealed record UrgingItem(
    Guid Urging, AssignmentId Assignment, DirectiveId Directive, string? Number, string Code, AgencyId Addressee, string Text, string? Document,
    DateOnly SentOn, DateOnly ReplyBy, DateOnly? AnsweredOn, string? Answer, bool ReplyOverdue, long RecordedAt) : IRecorded;

/// <param name="Inspection">Its id.</param>
/// <param name="Directive">The directive's id.</param>
/// <param name="Number">The directive's number as printed.</param>
/// <param name="Task">The task it is about; without one, the whole directive.</param>
/// <param name="Code">That task's code.</param>
/// <param name="Subject">Who is inspected.</param>
/// <param name="Authority">The decision that opened it.</param>
/// <param name="Text">What is looked at.</param>
/// <param name="OpenedOn">The day it began.</param>
/// <param name="ConcludedOn">The day of the conclusion, if there was one by the day in question.</param>
/// <param name="Document">The conclusion's number.</param>
/// <param name="Conclusion">What was found.</param>
/// <param name="RecordedAt">The position it was recorded at.</param>
public sealed record InspectionItem(
    Guid Inspection, DirectiveId Directive, string? Number, TaskId? Task, string? Code, AgencyId Subject, string Authority, string Text, DateOnly OpenedOn,
    DateOnly? ConcludedOn, string? Document, InspectionConclusion? Conclusion, long RecordedAt) : IRecorded;

/// <param name="Id">Its id.</param>
/// <param name="Directive">The directive's id.</param>
/// <param name="Number">The directive's number as printed.</param>
/// <param name="Task">The task behind it, if there is one.</param>
/// <param name="Code">That task's code.</param>
/// <param name="Text">What for.</param>
/// <param name="Document">Where it is written.</param>
/// <param name="Addressees">The agencies it names.</param>
/// <param name="Described">The addressees in the document's words, where it names none.</param>
/// <param name="Degree">How severe it is; criticisms only.</param>
/// <param name="PronouncedOn">The day it was pronounced.</param>
/// <param name="RecordedAt">The position it was recorded at.</param>
public sealed record JudgementItem(
    Guid Id, DirectiveId Directive, string? Number, TaskId? Task, string? Code, string Text, string Document, IReadOnlyList<AgencyId> Addressees, string? Described, string? Degree,
    DateOnly PronouncedOn, long RecordedAt) : IRecorded;
