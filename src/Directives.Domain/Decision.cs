using System.Collections.Immutable;

namespace Directives.Domain;

/// <summary>What a rule answers: the events to record (perhaps none), or a refusal that says why not.</summary>
public readonly record struct Decision<TEvent>(IReadOnlyList<TEvent> Events, Refusal? Refusal)
{
    public static Decision<TEvent> Nothing { get; } = new([], null);

    public static implicit operator Decision<TEvent>(TEvent @event) => new([@event], null);

    public static implicit operator Decision<TEvent>(TEvent[] events) => new(events, null);

    public static implicit operator Decision<TEvent>(Refusal refusal) => new([], refusal);
}

/// <summary>A rule said no.</summary>
/// <param name="Kind">What kind of no; the API maps it to a status.</param>
/// <param name="Code">For programs; never changes once published.</param>
/// <param name="Reason">For people, in one sentence of each language.</param>
/// <param name="Field">The field that is to blame, as a JSON pointer into the command, where there is one.</param>
public sealed record Refusal(RefusalKind Kind, string Code, BilingualText Reason, string? Field = null)
{
    /// <summary>What the reason speaks of, by name, for programs that want to act on it.</summary>
    public ImmutableDictionary<string, object> Facts { get; private init; } = ImmutableDictionary<string, object>.Empty;

    public Refusal With(string fact, object value) => this with { Facts = Facts.Add(fact, value) };
}

public enum RefusalKind { NotFound, Forbidden, Invalid, Conflict }
