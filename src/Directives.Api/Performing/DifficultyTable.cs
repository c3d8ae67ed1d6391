using Directives.Domain;
using Directives.Domain.Performing;
using Directives.EventSourcing;
using Directives.EventSourcing.Projections;
using Npgsql;
using static Directives.Domain.DirectiveEvent;

namespace Directives.Api.Performing;

/// <summary>
/// What stood in whose way, along both clocks: a difficulty and each step taken since, with its day and the position it
/// was recorded at. Rows are never changed; where a difficulty stands is told by the last step that counts.
/// </summary>
public sealed class DifficultyTable : IProjectedTable
{
    public string Tables => """
        create table difficulty (
          id             uuid   not null,
          assignment_id  uuid   not null,
          directive_id   uuid   not null,
          text           text   not null,
          recommendation text,
          raised_on      date   not null,
          known_from     bigint not null
        );

        create table difficulty_step (
          difficulty_id  uuid   not null,
          assignment_id  uuid   not null,
          state          text   not null,  -- where it brought the difficulty
          text           text   not null,
          to_agency      text,             -- the competent authority it was passed on to
          effective_on   date   not null,
          known_from     bigint not null
        );
        """;

    public string Indexes => """
        create index difficulty_by_position on difficulty (known_from);
        create index difficulty_by_assignment on difficulty (assignment_id);
        create index difficulty_by_directive on difficulty (directive_id);
        create index difficulty_step_by_difficulty on difficulty_step (assignment_id, difficulty_id, known_from);
        """;

    public void Project(RecordedEvent recorded, NpgsqlBatch sql)
    {
        switch (recorded.Data)
        {
            case DifficultyRaised e:
                sql.Add(
                    "insert into difficulty values ($1, $2, $3, $4, $5, $6, $7)",
                    e.Difficulty, e.Assignment.Value, recorded.Stream, e.Text, e.Recommendation, e.EffectiveOn, recorded.Position);
                break;
            case DifficultyAnswered e: Step(e.Difficulty, e.Assignment, DifficultyState.Answered, e.Text, null, e.EffectiveOn); break;
            case DifficultyEscalated e: Step(e.Difficulty, e.Assignment, DifficultyState.Escalated, e.Text, e.To, e.EffectiveOn); break;
            case DifficultyResolved e: Step(e.Difficulty, e.Assignment, DifficultyState.Resolved, e.Text, null, e.EffectiveOn); break;
        }

        void Step(Guid difficulty, AssignmentId assignment, DifficultyState state, string text, AgencyId? to, DateOnly effectiveOn) => sql.Add(
            "insert into difficulty_step values ($1, $2, $3, $4, $5, $6, $7)",
            difficulty, assignment.Value, Names.Of(state), text, to?.Value, effectiveOn, recorded.Position);
    }
}
