using System.Text.Json.Serialization;
using Directives.Domain.Issuing;

namespace Directives.Domain;

[JsonDerivedType(typeof(TaskIdentified), "task_identified")]
[JsonDerivedType(typeof(TaskCancelled), "task_cancelled")]
public abstract partial record DirectiveEvent
{
    /// <param name="Task">Its identity.</param>
    /// <param name="Code">A short name people use, unique in the directive: <c>179-19</c>.</param>
    /// <param name="Nature">What kind of obligation it is.</param>
    /// <param name="Clause">The place in the document it was read from.</param>
    /// <param name="Title">The obligation, in the register's words.</param>
    /// <param name="EffectiveOn">From when it can be worked on.</param>
    /// <param name="KeyTask">Counted apart in reports (nhiệm vụ trọng tâm).</param>
    /// <param name="Target">What is to be reached, when the document says so.</param>
    /// <param name="Period">The time a report has to cover.</param>
    /// <param name="Note">Doubts about the reading.</param>
    public sealed record TaskIdentified(
        TaskId Task,
        string Code,
        TaskNature Nature,
        string Clause,
        BilingualText Title,
        DateOnly EffectiveOn,
        bool KeyTask = false,
        Target? Target = null,
        CoveredPeriod? Period = null,
        string? Note = null) : DirectiveEvent;

    /// <param name="Task">The task; its open assignments end with it, completed ones stay completed.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Authority">The document that allows it.</param>
    /// <param name="EffectiveOn">From when nothing more is owed.</param>
    public sealed record TaskCancelled(TaskId Task, string Reason, string Authority, DateOnly EffectiveOn) : DirectiveEvent;
}
