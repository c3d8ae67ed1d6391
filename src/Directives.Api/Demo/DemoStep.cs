using Directives.Domain;
using Directives.Domain.Performing;

namespace Directives.Api.Demo;

/// <summary>Something that happened; to several leads, one after the other.</summary>
/// <param name="At">When it was recorded, Vietnam time; several leads follow one another by a minute.</param>
/// <param name="Do">What happened.</param>
/// <param name="Leads">Whose assignments, or which agencies.</param>
/// <param name="Task">The task's code.</param>
/// <param name="Directive">The document, where it is about no task.</param>
/// <param name="By">Who did it, if not the lead.</param>
/// <param name="Text">What was said.</param>
/// <param name="Percent">How far.</param>
/// <param name="EffectiveOn">From when, if not that day.</param>
/// <param name="To">The day that was asked for, offered, or set for an answer.</param>
/// <param name="Into">The task, or the agency, that goes on; of a criticism, whom it meets in the document's words.</param>
/// <param name="Authority">The document that says so.</param>
/// <param name="Degree">How severe a criticism is.</param>
/// <param name="Evidence">What was shown.</param>
/// <param name="Source">Where it is written; without one the step is invented.</param>
public sealed record DemoStep(
    DateTime At, DemoAction Do, IReadOnlyList<string> Leads, string? Task = null, string? Directive = null, AgencyId? By = null, string? Text = null, int? Percent = null,
    DateOnly? EffectiveOn = null, DateOnly? To = null, string? Into = null, string? Authority = null, string? Degree = null,
    IReadOnlyList<Evidence>? Evidence = null, string? Source = null);

public enum DemoAction
{
    Assign,
    Start,
    Progress,
    Complete,
    Accept,
    Rework,
    RequestExtension,
    ApproveExtension,
    CounterExtension,
    AcceptCounter,
    RaiseDifficulty,
    AnswerDifficulty,
    Urge,
    AnswerUrging,
    Restate,
    MergeAssignment,
    Criticise,
    MergeAgency,
    AbolishAgency
}
