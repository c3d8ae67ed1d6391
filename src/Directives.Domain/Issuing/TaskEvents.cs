using System.Text.Json.Serialization;
using Directives.Domain.Issuing;

namespace Directives.Domain;

[JsonDerivedType(typeof(TaskIdentified), "task_identified")]
[JsonDerivedType(typeof(TaskReworded), "task_reworded")]
[JsonDerivedType(typeof(TaskRestated), "task_restated")]
[JsonDerivedType(typeof(TargetSet), "target_set")]
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
        string? Note = null) : DirectiveEvent, ITaskEvent;

    /// <summary>An amendment gives the obligation other words, or another place among the kinds of work.</summary>
    /// <param name="Task">The task; who has it keeps it.</param>
    /// <param name="Title">The obligation as it reads now.</param>
    /// <param name="Clause">Where that stands.</param>
    /// <param name="Nature">What kind of obligation it is now.</param>
    /// <param name="KeyTask">Whether it is counted apart now.</param>
    /// <param name="Authority">The document that says so.</param>
    /// <param name="EffectiveOn">From when.</param>
    public sealed record TaskReworded(
        TaskId Task, BilingualText Title, string Clause, TaskNature Nature, bool KeyTask, string Authority, DateOnly EffectiveOn) : DirectiveEvent, ITaskEvent;

    /// <summary>The same obligation stands in another document, where it is followed and counted; here it is not counted again.</summary>
    /// <param name="Task">The task that repeats.</param>
    /// <param name="Of">The task it repeats.</param>
    /// <param name="EffectiveOn">From when: its own beginning, or that of the other task if that began later.</param>
    /// <param name="Difference">Where the wordings differ: spoken "rà soát", written "rà soát và hoàn thành".</param>
    public sealed record TaskRestated(TaskId Task, TaskReference Of, DateOnly EffectiveOn, string? Difference = null) : DirectiveEvent, ITaskEvent;

    /// <param name="Task">The task.</param>
    /// <param name="Target">What is to be reached from now on.</param>
    /// <param name="Authority">The document that says so.</param>
    /// <param name="EffectiveOn">From when.</param>
    public sealed record TargetSet(TaskId Task, Target Target, string Authority, DateOnly EffectiveOn) : DirectiveEvent, ITaskEvent;

    /// <param name="Task">The task; its open assignments end with it, completed ones stay completed.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Authority">The document that allows it.</param>
    /// <param name="EffectiveOn">From when nothing more is owed.</param>
    public sealed record TaskCancelled(TaskId Task, string Reason, string Authority, DateOnly EffectiveOn) : DirectiveEvent, ITaskEvent;
}
