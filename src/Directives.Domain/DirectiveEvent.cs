namespace Directives.Domain;

/// <summary>
/// Everything that can have happened to a directive. The records stand with their features, each beside the name it is
/// stored under. Records and names are stored for ever: add to them, never rename or repurpose one; what is added to a
/// record must be optional.
/// </summary>
public abstract partial record DirectiveEvent
{
    DirectiveEvent() { }

    /// <summary>The day from which it holds in the world, which may be long before it was recorded.</summary>
    public abstract DateOnly EffectiveOn { get; init; }
}

/// <summary>It happened to one assignment.</summary>
public interface IAssignmentEvent
{
    AssignmentId Assignment { get; }
}

/// <summary>It happened to a task, and so to everybody who has it.</summary>
public interface ITaskEvent
{
    TaskId Task { get; }
}
