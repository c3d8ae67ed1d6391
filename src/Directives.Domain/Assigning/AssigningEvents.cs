using System.Text.Json.Serialization;

namespace Directives.Domain;

[JsonDerivedType(typeof(TaskAssigned), "task_assigned")]
public abstract partial record DirectiveEvent
{
    /// <param name="Task">The task.</param>
    /// <param name="Assignment">This agency's share of it.</param>
    /// <param name="Lead">The one agency that answers for it (chủ trì).</param>
    /// <param name="Coordinating">Agencies that help (phối hợp); never late for the lead.</param>
    /// <param name="EffectiveOn">From when the lead answers for it.</param>
    public sealed record TaskAssigned(
        TaskId Task, AssignmentId Assignment, AgencyId Lead, IReadOnlyList<AgencyId> Coordinating, DateOnly EffectiveOn) : DirectiveEvent;
}
