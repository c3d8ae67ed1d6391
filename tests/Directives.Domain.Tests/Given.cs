namespace Directives.Domain.Tests;

/// <summary>Specification by example: given a history, when a command, then events, a refusal, or nothing.</summary>
public sealed record Given<TState, TCommand, TEvent>(
    TState Initial, Func<TState, TEvent, TState> Evolve, Func<TState, TCommand, Decision<TEvent>> Decide, params IReadOnlyList<TEvent> History)
    where TEvent : notnull
{
    /// <summary>What the history makes of it.</summary>
    public TState State => History.Aggregate(Initial, Evolve);

    public Outcome<TEvent> When(TCommand command)
    {
        var decision = Decide(State, command);
        _ = decision.Events.Aggregate(State, Evolve); // whatever was decided can be folded again
        return new(decision);
    }
}

public sealed record Outcome<TEvent>(Decision<TEvent> Decision) where TEvent : notnull
{
    public void Then(params TEvent[] expected)
    {
        Decision.Refusal.Should().BeNull();
        Decision.Events.Select(e => e.GetType()).Should().Equal(expected.Select(e => e.GetType()));
        Decision.Events.Should().BeEquivalentTo(expected, how => how.RespectingRuntimeTypes().WithStrictOrdering());
    }

    public void ThenNothing() => Then();

    public void ThenRefused(Refusal expected)
    {
        Decision.Refusal.Should().Be(expected);
        Decision.Events.Should().BeEmpty();
    }

    /// <summary>For refusals that speak of the values they refuse.</summary>
    public void ThenRefused(string code, string? field = null)
    {
        Decision.Refusal.Should().NotBeNull();
        Decision.Refusal!.Code.Should().Be(code);
        Decision.Refusal.Field.Should().Be(field ?? Decision.Refusal.Field);
        Decision.Events.Should().BeEmpty();
    }
}

public static class Specification
{
    public static Given<Directive, DirectiveCommand, DirectiveEvent> Given(params DirectiveEvent[] history) =>
        new(Directive.Initial, Directive.Evolve, DirectiveDecisions.Decide, history);
}
