namespace Directives.Domain;

/// <summary>Everything one can ask of a directive. The records stand with their features, each above its rule.</summary>
public abstract record DirectiveCommand
{
    private protected DirectiveCommand() { }

    public required Actor By { get; init; }

    /// <summary>The day it is in Vietnam where the command arrives. Nothing can be effective after it.</summary>
    public required DateOnly Today { get; init; }
}
