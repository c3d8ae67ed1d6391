using Directives.Api.Assigning;
using Directives.Domain;
using Directives.Domain.Performing;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace Directives.Api.Performing;

/// <summary>What stands or stood in the way, over all directives.</summary>
static class DifficultyList
{
    public static async Task<Results<Paged<RecordedPage<DifficultyItem>>, ProblemHttpResult>> Get(
        [AsParameters] DifficultyFilter filter, [AsParameters] AsOfQuery asOf, int? pageSize, string? cursor, ReadModels read, AssignmentQuery assignments, CancellationToken ct) =>
        await assignments.Unknown(new() { Agency = filter.Agency, Directive = filter.Directive }, ct) is { } unknown
            ? unknown.ToProblem()
            : await read.Page(
                new(asOf, pageSize, cursor), filter.ToString(),
                """
                select f.id, f.assignment_id, f.directive_id, d.number, t.code, a.lead, coalesce(s.state, 'raised'), f.text, f.recommendation, f.raised_on,
                  s.text, s.effective_on, x.to_agency, x.effective_on, f.known_from
                from difficulty f
                join directive d on d.id = f.directive_id
                join assignment a on a.id = f.assignment_id and a.known_from <= $1 and a.known_to > $1 and a.effective_from <= $2 and a.effective_to > $2
                join task t on t.id = a.task_id
                left join lateral (
                  select * from difficulty_step s where s.assignment_id = f.assignment_id and s.difficulty_id = f.id and s.known_from <= $1 and s.effective_on <= $2
                  order by s.known_from desc limit 1) s on true
                left join lateral (
                  select * from difficulty_step x where x.assignment_id = f.assignment_id and x.difficulty_id = f.id and x.known_from <= $1 and x.effective_on <= $2
                    and x.to_agency is not null
                  order by x.known_from desc limit 1) x on true
                where f.known_from <= $1 and f.raised_on <= $2 and f.known_from > $3
                  and ($5::text is null or a.lead = $5) and ($6::uuid is null or f.directive_id = $6)
                  and ($7::text is null or coalesce(s.state, 'raised') = $7 or $7 = 'open' and s.state is distinct from 'resolved')
                order by f.known_from
                limit $4
                """,
                Item, ct, filter.Agency, filter.Directive, filter.State?.ToString());

    static DifficultyItem Item(NpgsqlDataReader row) => new(
        row.GetGuid(0), new(row.GetGuid(1)), new(row.GetGuid(2)), row.Text(3), row.GetString(4), new(row.GetString(5)), Names.Parse<DifficultyState>(row.GetString(6)),
        row.GetString(7), row.Text(8), row.GetFieldValue<DateOnly>(9), row.Text(10), row.Day(11),
        row.Text(12) is { } to ? new(to) : null, row.Day(13), row.GetInt64(14));
}

/// <summary>Which difficulties; every part left out allows all.</summary>
public sealed record DifficultyFilter
{
    /// <summary>The code of the agency in whose way they stand.</summary>
    [FromQuery(Name = "agency")]
    public string? Agency { get; init; }

    [FromQuery(Name = "directive")]
    public Guid? Directive { get; init; }

    /// <summary>How far they have come on that day; <c>open</c> are all that are not resolved.</summary>
    [FromQuery(Name = "state")]
    public Choice<DifficultyChoice>? State { get; init; }
}

/// <summary>A state, or all states before the last.</summary>
public enum DifficultyChoice { Open, Raised, Escalated, Answered, Resolved }

/// <param name="Difficulty">Its id.</param>
/// <param name="Assignment">The assignment in whose way it stands.</param>
/// <param name="Directive">The directive's id.</param>
/// <param name="Number">The directive's number as printed.</param>
/// <param name="Code">The task's code.</param>
/// <param name="Lead">The agency that leads on that day.</param>
/// <param name="State">How far it has come by that day.</param>
/// <param name="Text">What it is.</param>
/// <param name="Recommendation">What would help.</param>
/// <param name="RaisedOn">The day it was raised.</param>
/// <param name="LastWord">What was last said to it: an answer, a proposal to an authority, how it was resolved.</param>
/// <param name="LastWordOn">The day of that.</param>
/// <param name="EscalatedTo">The competent authority it was last passed on to.</param>
/// <param name="EscalatedOn">The day of that.</param>
/// <param name="RecordedAt">The position it was recorded at.</param>
public sealed record DifficultyItem(
    Guid Difficulty, AssignmentId Assignment, DirectiveId Directive, string? Number, string Code, AgencyId Lead, DifficultyState State, string Text, string? Recommendation,
    DateOnly RaisedOn, string? LastWord, DateOnly? LastWordOn, AgencyId? EscalatedTo, DateOnly? EscalatedOn, long RecordedAt) : IRecorded;
