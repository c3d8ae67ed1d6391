using System.Text.Json.Serialization;
using Directives.Domain.Deadlines;
using Directives.Domain.Issuing;

namespace Directives.Domain.Correcting;

/// <summary>What is right instead of what was recorded. Stored for ever, like the events.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "fact")]
[JsonDerivedType(typeof(CompletedOn), "completedOn")]
[JsonDerivedType(typeof(StatedDeadline), "deadline")]
[JsonDerivedType(typeof(Lead), "lead")]
[JsonDerivedType(typeof(Percent), "percent")]
[JsonDerivedType(typeof(Kind), "kind")]
public abstract record Correction
{
    Correction() { }

    /// <summary>The verified day of completion.</summary>
    public sealed record CompletedOn(AssignmentId Assignment, DateOnly Day) : Correction, IAssignmentEvent;

    /// <summary>What the document states; misread or mistyped when it was entered.</summary>
    public sealed record StatedDeadline(TaskId Task, Deadline Deadline) : Correction, ITaskEvent;

    /// <summary>Who was meant from the start.</summary>
    public sealed record Lead(AssignmentId Assignment, AgencyId Agency) : Correction, IAssignmentEvent;

    /// <summary>The figure of the last progress report that gave one.</summary>
    public sealed record Percent(AssignmentId Assignment, int Value) : Correction, IAssignmentEvent;

    /// <summary>The kind of obligation, misjudged when the document was read.</summary>
    public sealed record Kind(TaskId Task, TaskNature Nature, bool KeyTask) : Correction, ITaskEvent;
}
