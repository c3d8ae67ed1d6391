using System.Text.Json.Serialization;
using Directives.Domain.Deadlines;

namespace Directives.Domain;

[JsonDerivedType(typeof(DeadlineSet), "deadline_set")]
public abstract partial record DirectiveEvent
{
    /// <param name="Task">The task; the deadline is that of all its assignments.</param>
    /// <param name="Deadline">As the document states it.</param>
    /// <param name="EffectiveOn">From when it counts.</param>
    public sealed record DeadlineSet(TaskId Task, Deadline Deadline, DateOnly EffectiveOn) : DirectiveEvent;
}
